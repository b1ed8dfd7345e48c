"""A script of an extension that is missing after the sign-off: a breach of requirement A, and an enquiry."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, select

from moderation.access.actor import Actor
from moderation.audit.act import Act
from moderation.audit.records import AuditEntry
from moderation.audit.verify import verify
from moderation.database.transaction import reading
from moderation.draws.records import Purpose
from moderation.errors import NotAllowed
from moderation.findings.enquiry_records import Enquiry, EnquiryEvent, EnquiryEventKind, EnquiryGround
from moderation.findings.records import Finding
from moderation.findings.unsupplied import Unsupplied, declare_unsupplied
from moderation.scripts.records import ScriptEvent, ScriptReason
from moderation.scripts.supply_script import DeclareMissing
from tests.builders import later, make_lines
from tests.findings.signing import reopened, sign
from tests.inserting import inserting
from tests.moderated import SIGNED, Drawn, drawn_window, settle_sample
from tests.worlds import Stand

EXTENDED, DECLARED = later(SIGNED, days=1), later(SIGNED, days=2)


def settled(engine: Engine) -> Drawn:
    """Make a window whose sample is settled."""
    world = drawn_window(engine, {"CCC": make_lines(40)})
    settle_sample(world, "CCC")
    return world


def signed_and_extended(engine: Engine) -> Drawn:
    """Make a window whose finding is signed off and whose sample was extended since."""
    world = settled(engine)
    sign(world)
    world.extend("CCC", to=8, at=EXTENDED)
    return world


@pytest.fixture
def world(stand: Stand) -> Drawn:
    return stand(settled)


@pytest.fixture
def extended(stand: Stand) -> Drawn:
    return stand(signed_and_extended)


def scripts(world: Drawn, purpose: Purpose = Purpose.EXTENSION) -> list[UUID]:
    with reading(world.engine) as session:
        return [each.public_id for each in world.sample(session, "CCC", purpose=purpose)]


def declare(world: Drawn, script: UUID, *, actor: Actor | None = None) -> Unsupplied:
    command = DeclareMissing(script, ScriptReason.FILE_LOST)
    with inserting(world.engine) as session:
        return declare_unsupplied(Act(session, actor or world.cast.lead, DECLARED), command)


def opened(world: Drawn) -> list[tuple[EnquiryGround, int]]:
    """Return the enquiries: their grounds, and the version of the finding each stands beside."""
    statement = select(Enquiry, Finding).join(Finding, Finding.id == Enquiry.finding_id).order_by(Enquiry.id)
    with reading(world.engine) as session:
        return [(enquiry.ground, finding.version) for enquiry, finding in session.execute(statement)]


def close(world: Drawn) -> None:
    with inserting(world.engine) as session:
        enquiry = session.scalars(select(Enquiry)).one()
        lead = world.cast.lead.person_id
        event = {"enquiry_id": enquiry.id, "kind": EnquiryEventKind.CLOSED, "text_hash": "0" * 64}
        session.add(EnquiryEvent(public_id=uuid4(), recorded_by=lead, recorded_at=DECLARED, **event))


def test_a_script_of_an_extension_that_is_missing_after_the_sign_off_opens_an_enquiry(extended: Drawn) -> None:
    done = declare(extended, scripts(extended)[0])
    assert done.enquiry is not None
    assert opened(extended) == [(EnquiryGround.REQUIREMENT_A, 1)]
    with reading(extended.engine) as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(2)).all()
        assert [entry.action for entry in reversed(last)] == ["script_declared_missing", "enquiry_opened"]
        assert last[0].subject_id == str(done.enquiry.public_id)
        assert verify(session).holds


def test_an_enquiry_that_goes_on_takes_the_next_script_too_and_a_closed_one_does_not_stand_in_the_way(
    extended: Drawn,
) -> None:
    first, second, third, *_ = scripts(extended)
    declare(extended, first)
    assert declare(extended, second).enquiry is None
    close(extended)
    # A finding has one enquiry on a ground; the next sign-off opens another.
    assert declare(extended, third).enquiry is None
    assert opened(extended) == [(EnquiryGround.REQUIREMENT_A, 1)]
    reopened(extended, at=DECLARED)
    sign(extended, at=DECLARED)
    assert opened(extended) == [(EnquiryGround.REQUIREMENT_A, 1), (EnquiryGround.REQUIREMENT_A, 2)]


def test_before_the_sign_off_and_after_a_reopening_the_next_sign_off_opens_it(extended: Drawn) -> None:
    reopened(extended, at=DECLARED)
    assert declare(extended, scripts(extended)[0]).enquiry is None
    assert opened(extended) == []
    sign(extended, at=DECLARED)
    assert opened(extended) == [(EnquiryGround.REQUIREMENT_A, 2)]


def test_a_script_of_the_sample_itself_opens_none_of_its_own(engine: Engine) -> None:
    world = drawn_window(engine, {"CCC": make_lines(40)})
    assert declare(world, scripts(world, Purpose.METRIC)[0]).enquiry is None
    assert opened(world) == []


def test_what_is_refused_opens_nothing(extended: Drawn) -> None:
    script = scripts(extended)[0]
    with pytest.raises(NotAllowed):
        declare(extended, script, actor=extended.cast.moderators[0])
    assert opened(extended) == []
    with reading(extended.engine) as session:
        assert session.scalars(select(ScriptEvent)).all() == []


def test_two_missing_scripts_at_once_open_one_enquiry(extended: Drawn) -> None:
    together = Barrier(2)

    def attempt(script: UUID) -> Unsupplied:
        together.wait()
        return declare(extended, script)

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(attempt, scripts(extended)[:2]))
    assert len(done) == 2
    assert opened(extended) == [(EnquiryGround.REQUIREMENT_A, 1)]
