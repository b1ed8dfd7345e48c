"""A draft is its writer's alone, may change, and is never lost to another window or another person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Engine, func, select

from moderation.audit.records import AuditEntry
from moderation.database.transaction import reading, writing
from moderation.errors import Rejected
from moderation.texts.draft_records import LONGEST_CONTENT, Draft
from moderation.texts.drafts import NEW, DraftCollision, DraftKey, SavedDraft, draft_of, drop_draft, save_draft

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
ANN, BEN = str(uuid4()), str(uuid4())
SCRIPT = uuid4()


def key(person: str = ANN) -> DraftKey:
    return DraftKey(kind="judgement", record_id=SCRIPT, person_id=person)


def save(engine: Engine, text: str, *, person: str = ANN, expected: int = NEW, minutes: int = 0) -> SavedDraft:
    with writing(engine) as session:
        at = NOW + timedelta(minutes=minutes)
        return save_draft(session, key(person), {"note": text}, at=at, expected=expected)


def kept(engine: Engine, person: str = ANN) -> SavedDraft | None:
    with reading(engine) as session:
        return draft_of(session, key(person))


def test_what_was_begun_is_found_again(engine: Engine) -> None:
    assert kept(engine) is None
    first = save(engine, "Well arg")
    assert kept(engine) == first == SavedDraft(fields={"note": "Well arg"}, version=1, saved_at=NOW)
    second = save(engine, "Well argued.", expected=first.version, minutes=5)
    assert kept(engine) == second
    assert (second.version, second.fields["note"], second.saved_at) == (2, "Well argued.", NOW + timedelta(minutes=5))


def test_two_people_write_on_one_record_and_neither_sees_the_other(engine: Engine) -> None:
    save(engine, "Mine.")
    save(engine, "Also mine.", person=BEN)
    assert [draft and draft.fields["note"] for draft in (kept(engine), kept(engine, BEN))] == ["Mine.", "Also mine."]


@pytest.mark.parametrize("expected", [NEW, 1, 3])
def test_what_another_window_saved_meanwhile_is_not_overwritten_and_both_texts_are_handed_back(
    engine: Engine, expected: int
) -> None:
    save(engine, "first window")
    save(engine, "first window, more", expected=1)
    with pytest.raises(DraftCollision) as met:
        save(engine, "second window", expected=expected)
    assert met.value.saved is not None
    assert met.value.saved.fields == {"note": "first window, more"}
    assert met.value.refused == {"note": "second window"}
    assert kept(engine) == met.value.saved
    assert save(engine, "both", expected=met.value.saved.version).version == 3


def test_a_draft_that_was_dropped_meanwhile_is_a_collision_without_another_text(engine: Engine) -> None:
    save(engine, "said")
    with writing(engine) as session:
        drop_draft(session, key())
    with pytest.raises(DraftCollision) as met:
        save(engine, "said again", expected=1)
    assert (met.value.saved, met.value.refused) == (None, {"note": "said again"})


def test_a_dropped_draft_is_gone_and_the_others_stay(engine: Engine) -> None:
    save(engine, "mine")
    save(engine, "theirs", person=BEN)
    with writing(engine) as session:
        drop_draft(session, key())
        drop_draft(session, key())
    assert kept(engine) is None
    assert kept(engine, BEN) is not None


def test_what_no_table_takes_is_refused_with_a_sentence(engine: Engine) -> None:
    with pytest.raises(Rejected, match="too long to be saved as a draft"):
        save(engine, "x" * LONGEST_CONTENT)
    assert kept(engine) is None


def test_the_signs_that_postgresql_does_not_keep_are_kept_in_a_draft(engine: Engine) -> None:
    odd = "half a pair \ud800, nothing \0, and a snowman \u2603"
    save(engine, odd)
    found = kept(engine)
    assert found is not None
    assert found.fields == {"note": odd}


def test_the_log_does_not_tell_of_drafts(engine: Engine) -> None:
    save(engine, "begun")
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Draft)) == 1
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 0
