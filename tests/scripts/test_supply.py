"""A script is supplied, or missing on the provider's word, or missing after its day; nothing is unwritten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest

from moderation.audit.records import AuditEntry
from moderation.database.clock import end_of_day
from moderation.database.transaction import reading
from moderation.errors import Conflict, NotAllowed, NotFound, Rejected, Verb
from moderation.people import tokens
from moderation.people.records import Scope, Token
from moderation.scripts.find import scripts_of
from moderation.scripts.records import ScriptEventKind, ScriptReason, events_of
from moderation.scripts.seal_records import turn_seals
from moderation.scripts.start_marking import start_marking
from moderation.scripts.state import ScriptStanding
from moderation.windows.records import window_by_code
from tests.builders import DRAWN, OPENED
from tests.draws.frozen import WINDOW
from tests.inserting import inserting
from tests.scripts.asked import Desk

HASH, OTHER_HASH = "a" * 64, "b" * 64


def test_a_sampled_script_is_asked_for(desk: Desk) -> None:
    state = desk.state(desk.sampled())
    assert state.standing is ScriptStanding.ASKED
    assert state.due_on == date(2015, 8, 17)


def test_a_script_is_recorded_as_supplied(desk: Desk) -> None:
    sampled = desk.sampled()
    desk.supply(sampled.script.public_id)
    assert desk.state(sampled).standing is ScriptStanding.SUPPLIED
    with reading(desk.world.engine) as session:
        entry = session.query(AuditEntry).order_by(AuditEntry.number.desc()).first()
    assert entry is not None
    assert (entry.action, entry.provider_code) == ("script_supplied", "CCC")


def test_the_same_file_twice_is_one_supply_and_another_replaces_it(desk: Desk) -> None:
    script = desk.sampled().script.public_id
    first = desk.supply(script, sha256=HASH, byte_count=10)
    assert desk.supply(script, sha256=HASH, byte_count=10).id == first.id
    assert desk.supply(script, sha256=OTHER_HASH, byte_count=11).id != first.id


@pytest.mark.parametrize(
    ("sha256", "byte_count"), [(HASH, None), (None, 1), ("A" * 64, 1), ("a" * 63, 1), (HASH, -1), (HASH, 10**400)]
)
def test_an_unfit_receipt_is_refused(desk: Desk, sha256: str | None, byte_count: int | None) -> None:
    with pytest.raises(Rejected):
        desk.supply(desk.sampled().script.public_id, sha256=sha256, byte_count=byte_count)


def test_a_provider_supplies_its_own_scripts_until_the_end_of_the_day(desk: Desk) -> None:
    staff = desk.staff_of("CCC")
    over = end_of_day(date(2015, 8, 17))
    first, second = desk.sampled(place=0), desk.sampled(place=1)
    desk.supply(first.script.public_id, actor=staff, at=over - timedelta(seconds=1), sha256=HASH, byte_count=1)
    with pytest.raises(Conflict, match="was due on 2015-08-17"):
        desk.supply(second.script.public_id, actor=staff, at=over, sha256=OTHER_HASH, byte_count=1)
    desk.give_time(second.script.public_id, date(2015, 8, 18))
    desk.supply(second.script.public_id, actor=staff, at=over, sha256=OTHER_HASH, byte_count=1)
    assert desk.state(second).standing is ScriptStanding.SUPPLIED


def test_a_provider_does_not_record_a_script_as_supplied_without_its_file(desk: Desk) -> None:
    sampled = desk.sampled()
    with pytest.raises(NotAllowed, match="hands the file of the script") as refused:
        desk.supply(sampled.script.public_id, actor=desk.staff_of("CCC"))
    assert [step.verb for step in refused.value.then] == [Verb.SUPPLY_SCRIPT]
    assert desk.state(sampled).standing is ScriptStanding.ASKED


def test_a_receipt_is_taken_back_by_the_provider_until_its_day_and_by_the_team_after_it(desk: Desk) -> None:
    staff, over = desk.staff_of("CCC"), end_of_day(date(2015, 8, 17))
    own, late = desk.sampled(place=0), desk.sampled(place=1)
    for each in (own, late):
        desk.supply(each.script.public_id, sha256=HASH, byte_count=1)
    desk.take_back(own.script.public_id, actor=staff, at=over - timedelta(seconds=1))
    assert desk.state(own).standing is ScriptStanding.ASKED
    desk.supply(own.script.public_id, sha256=HASH, byte_count=1)
    assert desk.state(own).standing is ScriptStanding.SUPPLIED
    with pytest.raises(NotAllowed, match="the moderation team takes the receipt back"):
        desk.take_back(late.script.public_id, actor=staff, at=over)
    desk.take_back(late.script.public_id, ScriptReason.UNREADABLE, at=over)
    desk.miss(late.script.public_id, ScriptReason.NOT_ANSWERED, at=over)
    assert desk.state(late).standing is ScriptStanding.MISSING
    with reading(desk.world.engine) as session:
        kinds = [event.kind for event in events_of(session, late.script)]
    assert kinds == [
        ScriptEventKind.SUPPLIED,
        ScriptEventKind.RECEIPT_TAKEN_BACK,
        ScriptEventKind.DECLARED_MISSING,
    ]


def test_a_receipt_is_taken_back_for_a_reason_of_its_own_and_where_there_is_one(desk: Desk) -> None:
    script = desk.sampled().script.public_id
    with pytest.raises(Conflict, match="no receipt to take back"):
        desk.take_back(script)
    desk.supply(script)
    with pytest.raises(Rejected, match="recorded_by_mistake, unreadable, wrong_person"):
        desk.take_back(script, ScriptReason.FILE_LOST)
    with pytest.raises(Conflict, match="take its receipt back") as refused:
        desk.miss(script, ScriptReason.NOT_KEPT)
    assert [step.verb for step in refused.value.then] == [Verb.TAKE_BACK_RECEIPT]
    with pytest.raises(NotAllowed):
        desk.take_back(script, actor=desk.staff_of("BBB"))


def test_a_provider_supplies_nobody_elses_script(desk: Desk) -> None:
    staff = desk.staff_of("BBB")
    with pytest.raises(NotAllowed, match="own provider"):
        desk.supply(desk.sampled("CCC").script.public_id, actor=staff)


def test_a_moderator_supplies_nothing(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        desk.supply(desk.sampled().script.public_id, actor=desk.world.cast.moderators[0])


def test_a_program_supplies_with_the_token_of_its_provider(desk: Desk) -> None:
    with inserting(desk.world.engine) as session:
        token = Token(
            label="system",
            scope=Scope.PROVIDER,
            provider_id=1,
            digest="0" * 64,
            expires_on=date(2030, 1, 1),
            created_at=OPENED,
        )
        session.add(token)
    with reading(desk.world.engine) as session, pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens, "_digest", lambda _: "0" * 64)
        program = tokens.authenticate(session, "npq_any", DRAWN)
    assert isinstance(program, tokens.TokenActor)
    sampled = desk.sampled("AAA")
    event = desk.supply(sampled.script.public_id, actor=program.actor, sha256=HASH, byte_count=1)
    assert (event.recorded_by, event.recorded_by_token) == (None, token.id)


def test_a_script_is_missing_on_the_providers_word_at_any_time(desk: Desk) -> None:
    sampled = desk.sampled()
    desk.miss(sampled.script.public_id, ScriptReason.FILE_LOST, actor=desk.staff_of("CCC"))
    assert desk.state(sampled).standing is ScriptStanding.MISSING


def test_a_script_is_missing_without_an_answer_only_after_its_day(desk: Desk) -> None:
    script, over = desk.sampled().script.public_id, end_of_day(date(2015, 8, 17))
    with pytest.raises(Conflict, match="due on 2015-08-17"):
        desk.miss(script, ScriptReason.NOT_ANSWERED, at=over - timedelta(seconds=1))
    desk.miss(script, ScriptReason.NOT_ANSWERED, at=over)


def test_only_those_who_record_for_all_say_that_nobody_answered(desk: Desk) -> None:
    late = end_of_day(date(2015, 8, 17))
    with pytest.raises(NotAllowed, match="says why"):
        desk.miss(desk.sampled().script.public_id, ScriptReason.NOT_ANSWERED, actor=desk.staff_of("CCC"), at=late)


def test_a_missing_script_that_comes_after_all_is_recorded_as_supplied(desk: Desk) -> None:
    sampled = desk.sampled()
    desk.miss(sampled.script.public_id, ScriptReason.NOT_KEPT)
    desk.supply(sampled.script.public_id)
    assert desk.state(sampled).standing is ScriptStanding.SUPPLIED


def test_what_is_recorded_already_is_a_conflict(desk: Desk) -> None:
    here, gone = desk.sampled(place=0).script.public_id, desk.sampled(place=1).script.public_id
    desk.supply(here)
    desk.miss(gone, ScriptReason.NOT_KEPT)
    with pytest.raises(Conflict, match="supplied already"):
        desk.supply(here)
    with pytest.raises(Conflict, match="is here"):
        desk.miss(here, ScriptReason.NOT_KEPT)
    with pytest.raises(Conflict, match="missing already"):
        desk.miss(gone, ScriptReason.NOT_KEPT)


def test_more_time_means_a_later_day(desk: Desk) -> None:
    script = desk.sampled().script.public_id
    with pytest.raises(Rejected, match="later day"):
        desk.give_time(script, date(2015, 8, 17))


def test_a_lost_file_is_no_reason_to_exclude_and_a_voided_result_none_to_miss(desk: Desk) -> None:
    script = desk.sampled().script.public_id
    with pytest.raises(Rejected, match="consent_withdrawn"):
        desk.propose(script, ScriptReason.FILE_LOST)
    with pytest.raises(Rejected, match="not_kept"):
        desk.miss(script, ScriptReason.RESULT_VOIDED)


def test_an_exclusion_takes_two_officials(desk: Desk) -> None:
    sampled = desk.sampled()
    desk.propose(sampled.script.public_id)
    assert desk.state(sampled).standing is ScriptStanding.ASKED
    with pytest.raises(Conflict, match="yourself"):
        desk.approve(sampled.script.public_id, actor=desk.world.cast.official)
    for actor in (desk.world.cast.lead, desk.world.cast.case_officer, desk.world.cast.administrator):
        with pytest.raises(NotAllowed):
            desk.approve(sampled.script.public_id, actor=actor)
    desk.approve(sampled.script.public_id)
    assert desk.state(sampled).standing is ScriptStanding.EXCLUDED


def test_a_refused_exclusion_leaves_the_script_in_the_sample(desk: Desk) -> None:
    sampled = desk.sampled()
    desk.supply(sampled.script.public_id)
    desk.propose(sampled.script.public_id)
    desk.refuse(sampled.script.public_id)
    state = desk.state(sampled)
    assert (state.standing, state.proposal) == (ScriptStanding.SUPPLIED, None)
    desk.propose(sampled.script.public_id)


def test_an_exclusion_is_answered_once_and_only_when_proposed(desk: Desk) -> None:
    script = desk.sampled().script.public_id
    with pytest.raises(Conflict, match="Nobody proposes"):
        desk.approve(script)
    desk.propose(script)
    with pytest.raises(Conflict, match="proposed already"):
        desk.propose(script)
    desk.approve(script)
    with pytest.raises(Conflict, match="excluded"):
        desk.approve(script)
    with pytest.raises(Conflict, match="excluded"):
        desk.supply(script)


def test_nothing_is_excluded_replaced_or_missed_once_marking_began(desk: Desk) -> None:
    sampled, lead = desk.sampled(), desk.world.cast.lead.person_id
    assert lead is not None
    desk.supply(sampled.script.public_id, sha256=HASH, byte_count=1)
    desk.propose(sampled.script.public_id)
    with inserting(desk.world.engine) as session:
        start_marking(session, [sampled.script.id], person=lead, at=DRAWN)
    with pytest.raises(Conflict, match="marking"):
        desk.approve(sampled.script.public_id)
    with pytest.raises(Conflict, match="marking"):
        desk.supply(sampled.script.public_id, sha256=OTHER_HASH, byte_count=1)


def test_the_database_itself_holds_that_a_script_is_excluded_or_marked(desk: Desk) -> None:
    sampled, lead = desk.sampled(), desk.world.cast.lead.person_id
    assert lead is not None
    desk.propose(sampled.script.public_id)
    desk.approve(sampled.script.public_id)
    with pytest.raises(Conflict, match="before its marking begins"), inserting(desk.world.engine) as session:
        start_marking(session, [sampled.script.id], person=lead, at=DRAWN)


def test_an_unknown_script_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.supply(uuid4())


def test_a_windows_scripts_are_listed_with_where_each_stands(desk: Desk) -> None:
    desk.supply(desk.sampled("BBB").script.public_id)
    desk.miss(desk.sampled("CCC").script.public_id, ScriptReason.NOT_KEPT)
    with reading(desk.world.engine) as session:
        window = window_by_code(session, WINDOW)
        standing = [each.state.standing for each in scripts_of(session, window)]
        assert len(scripts_of(session, window, provider_code="BBB")) == 3
    assert len(standing) == 24
    assert standing.count(ScriptStanding.SUPPLIED) == standing.count(ScriptStanding.MISSING) == 1


def test_nothing_is_recorded_of_a_script_once_its_moderation_is_signed_off(desk: Desk) -> None:
    sampled, proposed = desk.sampled(), desk.sampled(place=1)
    desk.propose(proposed.script.public_id)
    person = desk.world.cast.lead.person_id
    assert person is not None
    with inserting(desk.world.engine) as session:
        turn_seals(session, [sampled.script.frame_id], by=person, at=DRAWN)
    script, other = sampled.script.public_id, proposed.script.public_id
    acts: list[Callable[[], object]] = [
        lambda: desk.supply(script),
        lambda: desk.miss(script, ScriptReason.FILE_LOST),
        lambda: desk.give_time(script, date(2016, 1, 1)),
        lambda: desk.propose(script),
        lambda: desk.approve(other),
        lambda: desk.refuse(other),
    ]
    for act in acts:
        with pytest.raises(Conflict, match=r"is signed off: nothing more is recorded .* reopens it"):
            act()
    with inserting(desk.world.engine) as session:
        turn_seals(session, [sampled.script.frame_id], by=person, at=DRAWN)
    desk.supply(script)
