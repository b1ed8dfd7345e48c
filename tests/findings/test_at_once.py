"""Two lead moderators sign off at the same moment: one finding each, and a sentence for whoever came second."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine, func, select

from moderation.audit.verify import verify
from moderation.database.transaction import reading
from moderation.errors import Busy, Conflict
from moderation.findings.records import Finding
from tests.builders import make_lines
from tests.findings.signing import reopened, sign
from tests.moderated import SIGNED, Drawn, drawn_window, settle_sample


def test_two_sign_offs_at_once_make_one_finding(engine: Engine) -> None:
    world = drawn_window(engine, {"AAA": make_lines(23), "CCC": make_lines(40)})
    settle_sample(world, "AAA")
    settle_sample(world, "CCC", overturned=1)
    for sign_offs in (1, 2):
        answers = both_sign(world)
        assert sorted(map(type, answers), key=str) == sorted((tuple, Conflict), key=str)
        with reading(engine) as session:
            assert session.scalar(select(func.count()).select_from(Finding)) == 2 * sign_offs
            assert verify(session).holds
        reopened(world, at=SIGNED)


def both_sign(world: Drawn) -> list[object]:
    def attempt(_: int) -> object:
        try:
            return sign(world)
        except (Busy, Conflict) as refusal:
            return refusal

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(attempt, range(2)))
