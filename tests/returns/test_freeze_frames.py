"""Freezing fixes the list of final results under a salted digest before anybody knows the seed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from moderation.audit.act import Act
from moderation.audit.records import AuditEntry
from moderation.audit.verify import verify
from moderation.database.transaction import reading
from moderation.errors import Conflict, NotAllowed, Rejected
from moderation.returns.file_return import FileReturn, file_return
from moderation.returns.freeze_frames import FreezeFrames, freeze_frames
from moderation.returns.ordered_results import canonical_results
from moderation.returns.records import Frame, frame_of, frames_of_window
from moderation.windows.policy import is_fixed
from moderation.windows.records import window_by_code
from moderation.windows.seed_records import Seed, rounds_of
from sampling.frame_file import read_frame
from tests.inserting import inserting
from tests.returns.files import a_file, a_pending_row, a_plain_file, a_row
from tests.returns.seasons import WINDOW, Season, open_season
from tests.windows.scenes import CLOCK, NOON, NOT_BEFORE, SOURCE, a_window, opened

# In the order of bytes; a language's collation would mix small and capital letters and pass over dashes.
REFERENCES = ("-1", ".b", "/x", "0", "10", "9", "A", "B", "Z-1", "Z1", "_", "a", "a-b", "a.b", "aB", "ab", "b")

# In London, of the day on which frames close.
LAST_MINUTE = datetime(2026, 8, 14, 22, 59, tzinfo=UTC)


def record_seed(season: Season, frame: Frame, *, at: datetime = NOON) -> None:
    """Record the seed of a frame's round."""
    with inserting(season.engine) as session:
        session.add(
            Seed(
                round_id=frame.round_id,
                number=1,
                first_frame_id=frame.id,
                seed="01382438112797316654",
                recorded_by=season.official.person_id,
                recorded_at=at,
            )
        )


def test_the_digest_is_that_of_the_return_file_itself(season: Season) -> None:
    rows = [a_row(number, qualification="NPQH" if number % 2 else "NPQEL") for number in range(9, 0, -1)]
    rows += [a_pending_row(10), a_pending_row(11, status="voided")]
    season.file("AAA", a_file(rows))
    (frozen,) = season.freeze("AAA").frozen
    frame = frozen.frame
    assert frame.digest == read_frame(a_file(rows)).digest(bytes.fromhex(frame.salt))
    assert (frame.scripts_count, frame.presented_count, frame.pending_count, frame.voided_count) == (9, 11, 1, 1)
    assert (frame.late, frame.frozen_at, frame.frozen_by) == (False, NOON, season.official.person_id)


def frozen_in_byte_order(season: Season) -> bool:
    rows = [a_row(number, script_ref=reference) for number, reference in enumerate(reversed(REFERENCES))]
    filed = season.file("AAA", a_file(rows)).version
    (frozen,) = season.freeze("AAA").frozen
    with reading(season.engine) as session:
        held = [result[0] for result in canonical_results(session, filed.id)]
    digest = read_frame(a_file(rows)).digest(bytes.fromhex(frozen.frame.salt))
    return held == list(REFERENCES) == sorted(REFERENCES) and frozen.frame.digest == digest


def test_positions_follow_the_order_of_bytes(season: Season) -> None:
    assert frozen_in_byte_order(season)


def test_positions_follow_the_order_of_bytes_whatever_the_collation(icu_engine: Engine) -> None:
    assert frozen_in_byte_order(open_season(icu_engine))


def test_without_names_everybody_who_filed_freezes_and_the_others_are_named(season: Season) -> None:
    season.file("CCC", a_plain_file(2))
    season.file("AAA", a_plain_file(3))
    freezing = season.freeze()
    assert [(each.provider_code, each.frame.scripts_count) for each in freezing.frozen] == [("AAA", 3), ("CCC", 2)]
    assert freezing.without_return == ("BBB",)
    assert freezing.round.number == 1


def test_the_newest_version_freezes(season: Season) -> None:
    for count in (2, 5, 4):
        season.file("AAA", a_plain_file(count))
    assert [each.frame.scripts_count for each in season.freeze().frozen] == [4]


def test_freezing_fixes_the_policy_and_is_logged_with_its_digests(season: Season) -> None:
    season.file("AAA", a_plain_file(2))
    season.file("BBB", a_plain_file(2))
    freezing = season.freeze()
    with reading(season.engine) as session:
        assert is_fixed(session, window_by_code(session, WINDOW))
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "frame_frozen")).all()
        assert [(entry.provider_code, json.loads(entry.details)["digest"]) for entry in entries] == [
            (each.provider_code, each.frame.digest) for each in freezing.frozen
        ]
        assert verify(session).holds
    assert len({each.frame.salt for each in freezing.frozen}) == 2


def test_a_return_without_final_results_freezes_as_a_frame_of_nothing(season: Season) -> None:
    season.file("AAA", a_file([a_pending_row(1), a_pending_row(2, status="voided")]))
    (frozen,) = season.freeze("AAA").frozen
    assert (frozen.frame.scripts_count, frozen.frame.presented_count) == (0, 2)
    assert len(frozen.frame.digest) == 64


def test_a_frame_freezes_once(season: Season) -> None:
    season.file("AAA", a_plain_file(2))
    season.file("BBB", a_plain_file(2))
    season.freeze("AAA")
    with pytest.raises(Conflict, match="A frame freezes once, and these are frozen already: AAA"):
        season.freeze("BBB", "AAA")
    assert [each.provider_code for each in season.freeze().frozen] == ["BBB"]
    with pytest.raises(Conflict, match="there is nothing to freeze"):
        season.freeze()


def test_nothing_filed_is_nothing_to_freeze(season: Season) -> None:
    with pytest.raises(Conflict, match="No provider has filed a return"):
        season.freeze()


def test_every_named_provider_that_cannot_freeze_is_named(season: Season) -> None:
    season.file("CCC", a_plain_file(2))
    with pytest.raises(Rejected) as refusal:
        season.freeze("ZZZ", "BBB", "CCC")
    assert [fault.value for fault in refusal.value.faults] == ["BBB", "ZZZ"]
    with reading(season.engine) as session:
        assert frames_of_window(session, window_by_code(session, WINDOW).id) == []


def test_only_an_official_freezes(season: Season) -> None:
    season.file("AAA", a_plain_file(2))
    command = FreezeFrames(window_code=WINDOW)
    with pytest.raises(NotAllowed, match="Only a DfE official"), inserting(season.engine) as session:
        freeze_frames(Act(session, season.staff["AAA"], CLOCK()), command)


def test_after_the_seed_a_frame_is_late_and_waits_for_a_seed_that_nobody_knows(season: Season) -> None:
    for code in ("AAA", "BBB", "CCC"):
        season.file(code, a_plain_file(2))
    (first,) = season.freeze("AAA").frozen
    record_seed(season, first.frame)
    second = season.freeze("BBB")
    assert (second.round.number, second.frozen[0].frame.late) == (2, True)
    assert second.round.source == f"The next round after 2026-06-22T12:00:00Z of: {SOURCE}"
    # Those who froze in another act could have known the digits of that round: they wait for one of their own.
    third = season.freeze("CCC")
    assert (third.round.number, third.frozen[0].frame.late, third.frozen[0].frame.round_id) == (3, True, third.round.id)
    with reading(season.engine) as session:
        window = window_by_code(session, WINDOW)
        assert [seed is not None for _, seed in rounds_of(session, window.id)] == [True, False, False]
        announced = session.scalars(select(AuditEntry.action).order_by(AuditEntry.number)).all()
        frame = frame_of(session, window_id=window.id, provider_id=first.frame.provider_id)
        assert frame is not None
        assert not frame.late
    assert announced.count("seed_round_announced") == 3


@pytest.mark.parametrize(
    ("moment", "after"),
    [(LAST_MINUTE, False), (LAST_MINUTE + timedelta(minutes=1), True)],
)
def test_a_freeze_after_the_day_on_which_frames_close_says_so(season: Season, moment: datetime, *, after: bool) -> None:
    window = replace(
        a_window("2025J"),
        assessed_from_on=date(2025, 9, 1),
        assessed_to_on=date(2026, 7, 10),
        returns_due_on=date(2026, 7, 31),
        frames_close_on=date(2026, 8, 14),
        seed_not_before=None,
    )
    opened(season.engine, season.official, command=window)
    file = a_file([a_row(1, assessed_on="2026-06-02")])
    command = FileReturn(provider_code="AAA", window_code="2025J", file=file, declared_by="Ann Bee")
    with inserting(season.engine) as session:
        file_return(Act(session, season.staff["AAA"], CLOCK()), command)
    with inserting(season.engine) as session:
        done = freeze_frames(Act(session, season.official, moment), FreezeFrames(window_code="2025J"))
    # Without another moment its seed may exist from then on.
    assert (done.round.number, done.close_on, done.after_close) == (1 + after, date(2026, 8, 14), after)
    with reading(season.engine) as session:
        details = session.scalars(select(AuditEntry.details).where(AuditEntry.action == "frame_frozen")).one()
    assert json.loads(details)["after_close"] is after


@pytest.mark.parametrize(("seconds", "late"), [(-1, False), (0, True), (1, True)])
def test_from_the_earliest_moment_of_the_seed_on_a_frame_waits_for_the_next_round(
    season: Season, seconds: int, *, late: bool
) -> None:
    season.file("AAA", a_plain_file(2))
    moment = NOT_BEFORE + timedelta(seconds=seconds)
    with inserting(season.engine) as session:
        done = freeze_frames(Act(session, season.official, moment), FreezeFrames(window_code=WINDOW))
    # Nobody recorded the first seed, yet somebody may know it.
    assert (done.round.number, done.frozen[0].frame.late) == (1 + late, late)
    assert done.round.not_before == (moment if late else NOT_BEFORE)


def test_late_frames_share_a_round_where_they_freeze_in_one_act(season: Season) -> None:
    for code in ("AAA", "BBB", "CCC"):
        season.file(code, a_plain_file(2))
    (first,) = season.freeze("AAA").frozen
    record_seed(season, first.frame)
    late = season.freeze()
    assert [each.provider_code for each in late.frozen] == ["BBB", "CCC"]
    assert {each.frame.round_id for each in late.frozen} == {late.round.id}


@pytest.mark.parametrize("what", ["announced", "filed", "recorded"])
def test_a_clock_that_stands_before_what_came_first_is_refused(season: Season, what: str) -> None:
    season.file("AAA", a_plain_file(2))
    season.file("BBB", a_plain_file(2))
    now = NOON - timedelta(seconds=1)
    if what == "filed":
        command = FileReturn(provider_code="AAA", window_code=WINDOW, file=a_plain_file(3), declared_by="Ann Bee")
        with inserting(season.engine) as session:
            file_return(Act(session, season.staff["AAA"], NOON + timedelta(hours=1)), command)
        now = NOON + timedelta(minutes=59)
    if what == "recorded":
        (first,) = season.freeze("BBB").frozen
        record_seed(season, first.frame, at=NOON + timedelta(hours=1))
        now = NOON + timedelta(minutes=59)
    wanted = FreezeFrames(window_code=WINDOW, provider_codes=("AAA",))
    with pytest.raises(Conflict, match="Set the clock and freeze again"), inserting(season.engine) as session:
        freeze_frames(Act(session, season.official, now), wanted)
    with inserting(season.engine) as session:
        assert freeze_frames(Act(session, season.official, NOON + timedelta(hours=1)), wanted).frozen
