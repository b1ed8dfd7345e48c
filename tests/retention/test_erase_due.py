"""What is past its time is erased by an official's act, with a trace; nothing before its time, and nothing untold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from moderation.access.actor import Actor
from moderation.access.permissions import Role
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.records import AuditEntry
from moderation.database.clock import london_day
from moderation.database.immutability import erasable_tables
from moderation.database.transaction import reading, writing
from moderation.errors import NotAllowed, Rejected
from moderation.feedback.records import AnswerKind, CommentKind
from moderation.people.records import Grant, GrantRevocation, PersonDetail
from moderation.proof.prove import prove
from moderation.proof.words import changed_addresses, changed_words
from moderation.retention.due import Due, years_before
from moderation.retention.erase_due import EraseDue, erase_due
from moderation.texts.drafts import DraftKey, draft_of, save_draft
from moderation.texts.keep import keep
from moderation.texts.records import KeptText
from moderation.texts.shown import shown
from tests import builders
from tests.builders import make_lines
from tests.feedback.replying import WORDS, answer, over, publish, reply, report, staff_of
from tests.findings.signing import sign
from tests.inserting import inserting
from tests.moderated import Drawn, drawn_window, settle_sample

SIX_YEARS = timedelta(days=6 * 366)


@pytest.fixture
def published(engine: Engine) -> Drawn:
    """A window that is published, after a provider said something and was answered."""
    world = drawn_window(engine, {"CCC": make_lines(40)})
    settle_sample(world, "CCC", overturned=1)
    sign(world)
    said = reply(world, staff_of(world, "CCC"), "CCC", kind=CommentKind.COMMENT, text=WORDS)
    answer(world, said, AnswerKind.NOTED)
    publish(world, over(world))
    return world


def keep_loosely(session: Session, texts: Mapping[UUID, datetime]) -> None:
    """Keep words that belong to no window."""
    for record, at in texts.items():
        keep(session, record, {"text": "Something."}, at=at)


def end_role(session: Session, person: Actor, at: datetime) -> None:
    """End the only role of somebody."""
    grant = session.scalars(select(Grant.id).where(Grant.person_id == person.person_id)).one()
    session.add(GrantRevocation(grant_id=grant, created_at=at))


def erase(world: Drawn, at: datetime, *, before: date | None = None) -> Due:
    with writing(world.engine) as session:
        return erase_due(Act(session, world.cast.official, at), EraseDue(before))


def last_day(world: Drawn) -> date:
    """Return the last day on which the words of the window are kept."""
    day = london_day(over(world))
    return day.replace(year=day.year + 6)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_the_words_of_a_window_are_kept_for_six_years_from_its_publication(published: Drawn) -> None:
    last = last_day(published)
    assert erase(published, noon(last)).is_nothing
    found = erase(published, noon(last + timedelta(days=1)))
    assert found.window_codes == (published.code,)
    # The declaration of the return, the comment and its answer.
    assert len(found.record_ids) == 3
    assert erase(published, noon(last + timedelta(days=2))).is_nothing
    with reading(published.engine) as session:
        assert session.scalar(select(func.count()).select_from(KeptText)) == 0
        assert {str(words) for words in shown(session, found.record_ids).values()} == {"erased on 2021-11-01"}
        # The world stands without an entry; what the act of erasing wrote is vouched for.
        found_by = {proof.name: proof for proof in prove(session)}
        assert not any("text_erasures" in fault for fault in found_by.pop("records").faults)
        assert all(proof.holds for proof in found_by.values()), found_by
    told = report(published, "CCC", noon(last))
    assert {str(words) for words in told.words.values()} == {"erased on 2021-11-01"}


def test_the_entry_counts_what_was_erased_and_never_says_it(published: Drawn) -> None:
    erase(published, noon(last_day(published) + timedelta(days=1)))
    with reading(published.engine) as session:
        (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.action == Happened.EXPIRED_ERASED))
    counts = {name: count for name, count in json.loads(entry.details).items() if name in COUNTS}
    assert counts == {"records_count": 3, "people_count": 0, "drafts_count": 0}
    assert (entry.actor_role, entry.subject_id) == (Role.OFFICIAL.value, "2021-11-01")
    assert "Example" not in entry.details


COUNTS = {"records_count", "people_count", "drafts_count"}


def test_a_window_that_is_not_published_keeps_its_words(engine: Engine) -> None:
    world = drawn_window(engine, {"CCC": make_lines(40)})
    settle_sample(world, "CCC")
    sign(world)
    assert erase(world, datetime(2060, 1, 1, tzinfo=UTC)).record_ids == ()


def test_words_that_belong_to_no_window_are_kept_for_six_years_from_their_day(published: Drawn) -> None:
    old, young = builders.later(over(published), days=-1), over(published)
    texts = {uuid4(): old, uuid4(): young}
    with inserting(published.engine) as session:
        keep_loosely(session, texts)
    found = erase(published, noon(last_day(published)))
    assert found.record_ids == (next(iter(texts)),)


def test_a_former_person_s_address_is_kept_for_six_years_from_the_end_of_the_last_role(published: Drawn) -> None:
    engine, left_at = published.engine, over(published)
    with inserting(engine) as session:
        former = builders.make_person(session, Role.OFFICIAL, "former@example.org")
        builders.make_person(session, Role.OFFICIAL, "standing@example.org")
        end_role(session, former, left_at)
    assert erase(published, noon(last_day(published))).person_ids == ()
    found = erase(published, noon(last_day(published) + timedelta(days=1)))
    assert found.person_ids == (former.person_id,)
    with reading(engine) as session:
        emails = set(session.scalars(select(PersonDetail.email)))
        assert list(changed_addresses(session)) == []
    assert "former@example.org" not in emails
    assert "standing@example.org" in emails


def test_a_draft_that_was_left_is_erased_and_one_that_goes_on_is_not(published: Drawn) -> None:
    now = noon(last_day(published))
    left, going_on = (DraftKey(kind="comment", record_id=uuid4(), person_id="ann") for _ in range(2))
    with writing(published.engine) as session:
        save_draft(session, left, {"text": "I"}, at=now - timedelta(days=91))
        save_draft(session, going_on, {"text": "I"}, at=now - timedelta(days=89))
    assert erase(published, now).drafts_count == 1
    with reading(published.engine) as session:
        assert draft_of(session, left) is None
        assert draft_of(session, going_on) is not None


def test_every_erasable_table_is_covered(published: Drawn) -> None:
    """A table that is declared erasable and that no retention empties fails here."""
    now = noon(last_day(published) + timedelta(days=1))
    with inserting(published.engine) as session:
        former = builders.make_person(session, Role.OFFICIAL, "former@example.org")
        end_role(session, former, over(published))
        save_draft(session, DraftKey(kind="x", record_id=uuid4(), person_id="a"), {}, at=over(published))

    def counted() -> dict[str, int]:
        with reading(published.engine) as session:
            return {name: session.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in erasable_tables()}

    before = counted()
    erase(published, now)
    after = counted()
    assert set(before) >= {"drafts", "person_details", "texts"}
    assert all(after[name] < before[name] for name in before), (before, after)


def test_a_day_that_lies_ahead_is_refused_and_an_earlier_one_erases_less(published: Drawn) -> None:
    day = last_day(published) + timedelta(days=1)
    with pytest.raises(Rejected, match="Nothing is erased before its time"):
        erase(published, noon(day), before=day + timedelta(days=1))
    assert erase(published, noon(day), before=day - timedelta(days=1)).is_nothing
    assert not erase(published, noon(day), before=day).is_nothing


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.OFFICIAL, Role.PROVIDER}])
def test_nobody_but_an_official_erases(published: Drawn, role: Role) -> None:
    with inserting(published.engine) as session:
        actor = builders.make_person(session, role, "other@example.org")
    with writing(published.engine) as session, pytest.raises(NotAllowed, match="erase what is past its time"):
        erase_due(Act(session, actor, over(published) + SIX_YEARS), EraseDue())


def test_words_that_are_gone_without_an_erasure_are_named(published: Drawn) -> None:
    with published.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM texts WHERE field = 'text'")
        connection.exec_driver_sql("DELETE FROM person_details WHERE email = 'ccc@provider.example'")
    with reading(published.engine) as session:
        wrong = list(changed_words(session))
        assert len(wrong) == 2
        assert all(said.endswith(" are gone, and no entry of the log tells that they were erased.") for said in wrong)
        (address,) = changed_addresses(session)
    assert address.endswith(" is gone, and no entry of the log tells that it was erased.")


def test_words_in_the_place_of_erased_ones_and_words_of_nothing_are_named(published: Drawn) -> None:
    found = erase(published, noon(last_day(published) + timedelta(days=1)))
    with inserting(published.engine) as session:
        keep_loosely(session, {found.record_ids[0]: over(published), uuid4(): over(published)})
    with reading(published.engine) as session:
        wrong = list(changed_words(session))
    assert sum("were erased, and words stand in their place." in said for said in wrong) == 1
    assert sum("words are kept of a record " in said for said in wrong) == 1


def test_the_day_before_a_leap_day_counts() -> None:
    assert years_before(date(2028, 2, 29), 6) == date(2022, 2, 28)
    assert years_before(date(2028, 3, 1), 6) == date(2022, 3, 1)
