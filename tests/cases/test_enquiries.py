"""Enquiries: opened by the sign-off, reasons heard first, and only then perhaps a case."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import Engine

from moderation.access.actor import Actor
from moderation.access.permissions import Role
from moderation.cases.enquiries import NEXT
from moderation.cases.find import EnquiryStanding, enquiries
from moderation.cases.gathering import found_for
from moderation.cases.record_enquiry import RecordEnquiry, record_enquiry
from moderation.cases.records import EvidenceKind, Side
from moderation.errors import Conflict, NotAllowed, NotFound, Rejected
from moderation.findings.enquiry_records import EnquiryEventKind, EnquiryGround
from moderation.providers.records import provider_by_code
from tests import builders
from tests.builders import make_lines
from tests.cases.steps import OPENED, Scene
from tests.findings.signing import reopened, sign
from tests.inserting import inserting
from tests.moderated import SIGNED, Drawn, drawn_window, settle_sample
from tests.worlds import Stand

K = EnquiryEventKind


def enquired(engine: Engine) -> Scene:
    """Make a provider whose finding opened an enquiry."""
    world = drawn_window(engine, {"CCC": make_lines(40)})
    settle_sample(world, "CCC", overturned=1, missing=1)
    sign(world)
    with inserting(engine) as session:
        provider = provider_by_code(session, "CCC")
        staff = builders.make_person(session, Role.PROVIDER, "ccc@ccc.example", provider=provider)
    return Scene(engine, world.cast, staff)


@pytest.fixture
def play(stand: Stand) -> Scene:
    return stand(enquired)


@pytest.fixture
def enquiry(play: Scene) -> EnquiryStanding:
    return play.look(enquiries)[0]


def step(play: Scene, enquiry: EnquiryStanding, kind: K, *, by: Actor, words: str = "In words.") -> None:
    command = RecordEnquiry(enquiry_id=enquiry.enquiry.public_id, kind=kind, text=words)
    play.do(record_enquiry, by, command)


def test_each_ground_has_its_own_enquiry_and_a_later_sign_off_opens_no_second(play: Scene) -> None:
    grounds = [each.enquiry.ground for each in play.look(enquiries)]
    assert grounds == [EnquiryGround.METRIC_5, EnquiryGround.REQUIREMENT_A]
    world = drawn_of(play)
    reopened(world, at=SIGNED)
    sign(world, at=SIGNED)
    assert len(play.look(enquiries)) == 2


def test_a_metric_that_is_missed_anew_opens_an_enquiry_where_the_earlier_one_is_closed(
    play: Scene, enquiry: EnquiryStanding
) -> None:
    step(play, enquiry, K.CLOSED, by=play.cast.official)
    world = drawn_of(play)
    reopened(world, at=SIGNED)
    (finding,) = sign(world, at=SIGNED)
    after = play.look(enquiries)
    assert [each.enquiry.ground for each in after] == [
        EnquiryGround.METRIC_5,
        EnquiryGround.REQUIREMENT_A,
        EnquiryGround.METRIC_5,
    ]
    assert (after[-1].enquiry.finding_id, after[-1].last) == (finding.id, None)
    step(play, after[-1], K.REASONS_ASKED, by=play.cast.case_officer)


def drawn_of(play: Scene) -> Drawn:
    return Drawn(play.engine, play.cast)


def test_reasons_come_before_a_case(play: Scene, enquiry: EnquiryStanding) -> None:
    officer = play.cast.case_officer
    with pytest.raises(Conflict, match="An enquiry into reasons comes first"):
        play.open(enquiry_id=enquiry.enquiry.public_id)
    step(play, enquiry, K.REASONS_ASKED, by=officer)
    with pytest.raises(Conflict, match="its last step was reasons asked"):
        step(play, enquiry, K.REMEDY_POSSIBLE, by=officer)
    step(play, enquiry, K.REASONS_GIVEN, by=play.staff)
    step(play, enquiry, K.REMEDY_POSSIBLE, by=officer)
    play.open(enquiry_id=enquiry.enquiry.public_id)
    with pytest.raises(Conflict, match="A case was opened on this enquiry already"):
        play.open(enquiry_id=enquiry.enquiry.public_id)


def test_only_the_provider_concerned_and_officers_record_steps(play: Scene, enquiry: EnquiryStanding) -> None:
    with pytest.raises(NotAllowed, match="a case officer or a DfE official"):
        step(play, enquiry, K.REASONS_ASKED, by=play.staff)
    with inserting(play.engine) as session:
        other = builders.make_provider(session, "DDD")
        stranger = builders.make_person(session, Role.PROVIDER, "ddd@ddd.example", provider=other)
    with pytest.raises(NotAllowed, match="your own provider only"):
        step(play, enquiry, K.REASONS_GIVEN, by=stranger)


def test_nothing_follows_a_closed_enquiry(play: Scene, enquiry: EnquiryStanding) -> None:
    step(play, enquiry, K.CLOSED, by=play.cast.official)
    with pytest.raises(Conflict, match="it is over"):
        step(play, enquiry, K.REASONS_ASKED, by=play.cast.official)


def test_a_step_needs_words_and_an_enquiry(play: Scene, enquiry: EnquiryStanding) -> None:
    with pytest.raises(Rejected, match="Write something"):
        step(play, enquiry, K.REASONS_ASKED, by=play.cast.official, words="\n")
    command = RecordEnquiry(enquiry_id=uuid4(), kind=K.CLOSED, text="x")
    with pytest.raises(NotFound, match="no such enquiry"):
        play.do(record_enquiry, play.cast.official, command)


def test_every_step_says_what_may_follow() -> None:
    assert set(NEXT) == {None, *K}
    assert all(K.CLOSED in NEXT[kind] for kind in NEXT if kind is not K.CLOSED)


def test_finding_missing_scripts_and_reasons_bear_on_the_whole_case_and_on_no_ground(
    play: Scene, enquiry: EnquiryStanding
) -> None:
    step(play, enquiry, K.REASONS_GIVEN, by=play.staff)
    found = play.look(lambda session: found_for(session, provider_by_code(session, "CCC").id, now=OPENED))
    assert [(each.kind, each.ground, each.side) for each in found] == [
        (EvidenceKind.FINDING, None, Side.FOR),
        (EvidenceKind.SCRIPTS_MISSING, None, Side.FOR),
        (EvidenceKind.ENQUIRY_REASONS, None, Side.AGAINST),
    ]
