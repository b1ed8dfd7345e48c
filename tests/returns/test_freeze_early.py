"""A provider keeps its days: a return that may still be replaced freezes early for a reason on record alone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from moderation.access.actor import ONLOOKER
from moderation.audit.act import Act
from moderation.audit.records import AuditEntry
from moderation.database.transaction import reading
from moderation.draws.shown_frames import frames_in_window
from moderation.errors import Conflict, Rejected, Step, Verb
from moderation.returns.file_return import FileReturn, file_return
from moderation.returns.freeze_frames import FreezeFrames, Freezing, freeze_frames
from moderation.returns.shown_freezing import before_freezing
from moderation.texts.records import KeptText
from tests.inserting import inserting
from tests.returns.files import a_file, a_plain_file, a_row
from tests.returns.seasons import WINDOW, Season
from tests.windows.scenes import NOON, a_window, opened

LATER = "2025J"
BEFORE = datetime(2026, 7, 31, 22, 59, tzinfo=UTC)
OVER = datetime(2026, 7, 31, 23, 0, tzinfo=UTC)
WHY = "The provider closes this week."


@pytest.fixture
def later(season: Season) -> Season:
    """Return a season with a window whose returns are due on 31 July 2026."""
    window = replace(
        a_window(LATER),
        assessed_from_on=date(2025, 9, 1),
        assessed_to_on=date(2026, 7, 10),
        returns_due_on=date(2026, 7, 31),
        frames_close_on=date(2026, 8, 14),
        seed_not_before=datetime(2026, 8, 20, tzinfo=UTC),
    )
    opened(season.engine, season.official, command=window)
    return season


def file(season: Season, code: str, *, at: datetime = NOON) -> None:
    results = a_file([a_row(1, assessed_on="2026-06-02")])
    command = FileReturn(provider_code=code, window_code=LATER, file=results, declared_by="Ann Bee")
    with inserting(season.engine) as session:
        file_return(Act(session, season.staff[code], at), command)


def freeze(season: Season, at: datetime, *codes: str, reason: str | None = None) -> Freezing:
    command = FreezeFrames(window_code=LATER, provider_codes=codes, early_reason=reason)
    with inserting(season.engine) as session:
        return freeze_frames(Act(session, season.official, at), command)


def test_nothing_freezes_before_the_due_day_is_over_without_a_word(later: Season) -> None:
    file(later, "AAA")
    for codes in ((), ("AAA",)):
        with pytest.raises(Conflict, match=r"due on 2026-07-31.* Not filed yet: BBB, CCC") as refused:
            freeze(later, BEFORE, *codes)
        assert refused.value.then == (Step(Verb.FREEZE_EARLY, window=LATER),)
    with reading(later.engine) as session:
        assert frames_in_window(session, ONLOOKER, LATER) == ()
    done = freeze(later, OVER)
    assert [each.frame.text_hash for each in done.frozen] == [None]


def test_an_early_freeze_keeps_its_reason_and_is_shown_as_early(later: Season) -> None:
    file(later, "AAA")
    with pytest.raises(Rejected, match="Write something here"):
        freeze(later, BEFORE, reason="  ")
    (frozen,) = freeze(later, BEFORE, reason=WHY).frozen
    with reading(later.engine) as session:
        assert session.get_one(KeptText, (frozen.frame.public_id, "reason")).text == WHY
        details = session.scalars(select(AuditEntry.details).where(AuditEntry.action == "frame_frozen")).one()
        assert [each.early for each in frames_in_window(session, ONLOOKER, LATER)] == [True]
    assert json.loads(details)["early"] is True
    assert WHY not in details


def test_once_every_provider_filed_there_is_nobody_to_wait_for(later: Season) -> None:
    for code in ("AAA", "BBB", "CCC"):
        file(later, code)
    assert [each.frame.text_hash for each in freeze(later, BEFORE).frozen] == [None] * 3


def test_what_would_freeze_stands_beside_the_window_before(later: Season) -> None:
    later.file("AAA", a_plain_file(4))
    later.freeze("AAA")
    file(later, "AAA")
    with reading(later.engine) as session:
        ahead = before_freezing(session, ONLOOKER, LATER)
    assert ahead.returns_due_on == date(2026, 7, 31)
    assert [
        (each.provider_code, each.version, each.final_count, each.last_window, each.last_count)
        for each in ahead.providers
    ] == [
        ("AAA", 1, 1, WINDOW, 4),
        ("BBB", None, 0, None, None),
        ("CCC", None, 0, None, None),
    ]
