"""What each act of the cycle costs in statements: as many for a window of many providers as for one of few."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine

from moderation.access.actor import Actor
from moderation.access.permissions import Role
from moderation.audit.act import Act, acting
from moderation.database.clock import fixed_clock
from moderation.database.engine import open_engine
from moderation.database.transaction import reading
from moderation.draws.confirm_seed import ConfirmSeed, confirm_seed
from moderation.draws.draw_window import DrawWindow, draw_window
from moderation.draws.find import samples
from moderation.draws.record_seed import RecordSeed, record_seed
from moderation.feedback.publish_window import PublishWindow, publish_window
from moderation.feedback.records import CommentKind
from moderation.feedback.reply import ReplyToFinding, reply_to_finding
from moderation.findings.sign_off import SignOff, sign_off
from moderation.marking.import_outcomes import ImportOutcomes, import_outcomes
from moderation.returns.file_return import FileReturn, file_return
from moderation.returns.freeze_frames import FreezeFrames, freeze_frames
from moderation.windows.open_window import OpenWindow, open_window
from moderation.windows.records import window_by_code
from tests import builders
from tests.builders import Cast
from tests.databases import Databases
from tests.inserting import inserting
from tests.returns.files import a_file, a_row
from tests.statements import statements

CODE = "2014J"
KEY = Ed25519PrivateKey.generate()
FEW, MANY, RESULTS = 2, 9, 20
# A provider's results are read as they come, so that memory stays flat: once to compare them with what was filed and
# once for the digest, once to draw.
PER_PROVIDER = {"freeze": 2, "draw": 1}

Deed = Callable[[Act], object]


@dataclass
class Cycle:
    """A window from its opening to its publication, and the most statements that each kind of act took."""

    engine: Engine
    cast: Cast
    staff: dict[str, Actor]
    now: datetime = datetime(2015, 6, 1, 9, tzinfo=UTC)
    counts: dict[str, int] = field(default_factory=dict)

    def act(self, name: str, who: Actor, deed: Deed, *, days: int = 1) -> None:
        """Let somebody act some days later."""
        self.now += timedelta(days=days)
        clock = fixed_clock(self.now)
        with statements(self.engine) as sent, acting(self.engine, lambda _: who, clock=clock) as act:
            deed(act)
        self.counts[name] = max(len(sent), self.counts.get(name, 0))

    def run(self) -> dict[str, int]:
        """Do everything, and return what it took."""
        official, lead = self.cast.official, self.cast.lead
        self.act("open", official, lambda act: open_window(act, a_window(tuple(self.staff))))
        for code, person in self.staff.items():
            self.act("file", person, partial(file_return, command=a_return(code)), days=0)
        self.act("freeze", official, lambda act: freeze_frames(act, FreezeFrames(window_code=CODE)), days=60)
        seed = RecordSeed(window_code=CODE, seed=builders.SEED, again=builders.SEED)
        self.act("seed", official, lambda act: record_seed(act, seed), days=25)
        self.act("confirm", self.cast.witness, lambda act: confirm_seed(act, ConfirmSeed(CODE, builders.SEED)))
        self.act("draw", official, lambda act: draw_window(act, DrawWindow(CODE), key=KEY))
        self.act("import", lead, lambda act: import_outcomes(act, ImportOutcomes(CODE, self.outcomes())))
        self.act("sign off", lead, lambda act: sign_off(act, SignOff(window_code=CODE)))
        for code, person in self.staff.items():
            reply = ReplyToFinding(window_code=CODE, provider_code=code, kind=CommentKind.NONE)
            self.act("reply", person, partial(reply_to_finding, command=reply), days=0)
        self.act("publish", official, lambda act: publish_window(act, PublishWindow(CODE)), days=365)
        return self.counts

    def outcomes(self) -> io.BytesIO:
        """Return a file in which every sampled script passes."""
        with reading(self.engine) as session:
            found = list(samples(session, window_by_code(session, CODE)))
        rows = [f"{each.provider_code},{each.script.script_ref},61,100,pass" for each in found]
        return io.BytesIO("\n".join(["provider,script_ref,mark,max_mark,outcome", *rows, ""]).encode())


def a_window(codes: tuple[str, ...]) -> OpenWindow:
    return OpenWindow(
        code=CODE,
        assessed_from_on=date(2014, 9, 1),
        assessed_to_on=date(2015, 7, 15),
        returns_due_on=date(2015, 7, 20),
        frames_close_on=date(2015, 8, 20),
        seed_source=builders.SOURCE,
        provider_codes=codes,
    )


def a_return(code: str) -> FileReturn:
    rows = (a_row(number, script_ref=f"{code}-{number}", assessed_on="2015-05-02") for number in range(RESULTS))
    return FileReturn(provider_code=code, window_code=CODE, file=a_file(rows), declared_by="Ann Example")


def cycle(engine: Engine, count: int) -> dict[str, int]:
    """Run the cycle for so many providers."""
    with inserting(engine) as session:
        cast = builders.make_cast(session)
        providers = [builders.make_provider(session, f"P{number:02d}") for number in range(count)]
        staff = {
            each.code: builders.make_person(session, Role.PROVIDER, f"{each.code.lower()}@example.org", provider=each)
            for each in providers
        }
    return Cycle(engine, cast, staff).run()


def test_no_act_of_the_cycle_costs_more_for_many_providers(database_kind: str, databases: Databases) -> None:
    counts = []
    for count in (FEW, MANY):
        address = databases.create(database_kind)
        engine = open_engine(address)
        counts.append(cycle(engine, count))
        engine.dispose()
        databases.drop(address)
    few, many = counts
    assert set(few) == {"open", "file", "freeze", "seed", "confirm", "draw", "import", "sign off", "reply", "publish"}
    grown = {name: (many[name] - few[name]) / (MANY - FEW) for name in few if many[name] > few[name]}
    assert {name: each for name, each in grown.items() if each > PER_PROVIDER.get(name, 0)} == {}
