"""The open data's returns are right, and freeze as the frames that anyone computes from the same files."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from moderation.returns.checking.check import check_return
from moderation.returns.columns import ReturnRules
from sampling.frame_file import read_frame
from tests.returns.files import RULES
from tests.returns.seasons import Season

DATA = Path(__file__).parents[3] / "shared" / "data" / "returns"
FILES = sorted(path for path in DATA.glob("*/*.csv"))

pytestmark = pytest.mark.skipif(
    not FILES, reason="the open data does not stand beside the repository, in ../shared/data"
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_real_return_is_right_and_counts_as_its_frame_does(path: Path) -> None:
    rules = ReturnRules(
        assessed_from_on=date(2013, 1, 31),
        assessed_to_on=date(2015, 7, 13),
        today=date(2026, 6, 22),
        qualifications=RULES.qualifications,
        pass_marks={(code, 100): 40 for code in RULES.qualifications},
    )
    with path.open("rb") as file:
        checked = check_return(file, rules)
    frame = read_frame(path)
    assert checked.final_count == frame.scripts_count
    assert checked.pass_count == sum(result[4] == "pass" for result in frame.results)


def test_a_real_return_freezes_under_the_digest_that_anyone_computes(season: Season) -> None:
    path = DATA / "2014J" / "CCC.csv"
    season.file("CCC", io.BytesIO(path.read_bytes()))
    (frozen,) = season.freeze().frozen
    assert frozen.frame.digest == read_frame(path).digest(bytes.fromhex(frozen.frame.salt))
