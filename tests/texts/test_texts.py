"""What people wrote is kept under one hash a record, shown, and erased with a trace that says when."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import Engine, func, select

from moderation.database.transaction import reading
from moderation.texts.erase import erase_texts
from moderation.texts.keep import LONGEST_TEXT, keep, text_faults, text_hash
from moderation.texts.records import KeptText, TextErasure
from moderation.texts.shown import Words, shown
from tests.inserting import inserting

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "Write something here."),
        (" \n", "Write something here."),
        ("x" * (LONGEST_TEXT + 1), "This has 10,001 characters; 10,000 are the most."),
        ("nothing: \0", "This holds a character that is none: write it again without it."),
        ("half a pair: \udfff", "This holds a character that is none: write it again without it."),
    ],
)
def test_what_is_wrong_with_a_text_is_a_sentence_at_its_field(text: str | None, sentence: str) -> None:
    assert [(fault.column, fault.sentence) for fault in text_faults(text, column="reasons")] == [("reasons", sentence)]


def test_a_text_that_may_be_left_out_is_checked_only_where_it_is_given() -> None:
    assert text_faults("", column="note", required=False) == []
    assert text_faults("x" * 11, column="note", required=False, longest=10) != []
    assert text_faults(" " + "x" * LONGEST_TEXT, column="note") == []


def test_texts_are_kept_as_written_without_the_blanks_around_them(engine: Engine) -> None:
    record = uuid4()
    with inserting(engine) as session:
        said = {"note": " Well argued. ", "criterion 2": "Thin."}
        kept_hash = keep(session, record, said, at=NOW, window_code="2026A")
    with reading(engine) as session:
        texts = session.scalars(select(KeptText)).all()
        assert {(text.field, text.text, text.window_code, text.kept_at) for text in texts} == {
            ("note", "Well argued.", "2026A", NOW),
            ("criterion 2", "Thin.", "2026A", NOW),
        }
        assert text_hash(texts) == kept_hash
        assert len({text.salt for text in texts}) == 2
        assert shown(session, [record, uuid4()]) == {record: Words({"criterion 2": "Thin.", "note": "Well argued."})}


def test_the_same_words_never_have_the_same_hash(engine: Engine) -> None:
    with inserting(engine) as session:
        hashes = {keep(session, uuid4(), {"note": "Yes."}, at=NOW) for _ in range(5)}
    assert len(hashes) == 5


def test_a_record_without_words_has_no_hash(engine: Engine) -> None:
    with inserting(engine) as session, pytest.raises(ValueError, match="without words"):
        keep(session, uuid4(), {}, at=NOW)


def test_erased_words_are_gone_and_shown_as_erased_on_a_day_in_london(engine: Engine) -> None:
    records = [uuid4() for _ in range(3)]
    with inserting(engine) as session:
        for record in records:
            keep(session, record, {"text": "Secret.", "more": "Secret too."}, at=NOW)
    with inserting(engine) as session:
        erase_texts(session, records[:2], at=datetime(2032, 6, 30, 23, 30, tzinfo=UTC))
    with reading(engine) as session:
        found = shown(session, records)
        assert str(found[records[0]]) == str(found[records[1]]) == "erased on 2032-07-01"
        assert found[records[0]].erased_on == date(2032, 7, 1)
        assert found[records[2]].lines() == ["Secret too.", "Secret."]
        assert session.scalar(select(func.count()).select_from(KeptText)) == 2
        assert set(session.scalars(select(TextErasure.record_id))) == set(records[:2])


def test_the_words_of_many_records_are_shown_and_erased_in_blocks(engine: Engine) -> None:
    records = [uuid4() for _ in range(1_100)]
    with inserting(engine) as session:
        for record in records:
            keep(session, record, {"text": "Long."}, at=NOW)
    with inserting(engine) as session:
        erase_texts(session, records[:1_050], at=NOW)
    with reading(engine) as session:
        found = shown(session, records)
    assert sum(words.erased_on is not None for words in found.values()) == 1_050
    assert len(found) == 1_100
