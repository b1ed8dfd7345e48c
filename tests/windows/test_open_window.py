"""Opening a window fixes what is judged, when, under which policy, and where its seed will come from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from moderation.access.actor import Actor
from moderation.access.permissions import Role
from moderation.audit.act import Act
from moderation.audit.records import AuditEntry
from moderation.database.transaction import reading
from moderation.errors import Conflict, NotAllowed, NotFound, Rejected
from moderation.providers.add_provider import AddProvider, add_provider
from moderation.providers.change_status import ChangeStatus, change_status
from moderation.providers.records import Accreditation, Regime, StatusReason, all_providers
from moderation.windows.announce_round import LONGEST_GIVEN
from moderation.windows.open_window import OpenWindow, open_window
from moderation.windows.policy import is_fixed, policy_of
from moderation.windows.records import all_windows, is_judged_in, providers_of, window_by_code
from moderation.windows.seed_records import SeedWay, open_round, rounds_of
from tests.inserting import inserting
from tests.windows.scenes import CLOCK, NOON, NOT_BEFORE, SOURCE, a_window, opened, some_providers, somebody


@pytest.fixture
def official(engine: Engine) -> Actor:
    return somebody(engine, Role.OFFICIAL)


def faults_of(engine: Engine, official: Actor, command: OpenWindow) -> list[tuple[str | None, str | None]]:
    with pytest.raises(Rejected) as refusal:
        opened(engine, official, command=command)
    return [(fault.column, fault.value) for fault in refusal.value.faults]


def test_a_window_announces_its_first_round_and_adopts_the_default_policy(engine: Engine, official: Actor) -> None:
    some_providers(engine, "DDD", "CCC")
    opened(engine, official)
    with reading(engine) as session:
        window = window_by_code(session, "2014J")
        assert [(each.number, each.source, seed) for each, seed in rounds_of(session, window.id)] == [(1, SOURCE, None)]
        first = open_round(session, window.id)
        assert first is not None
        assert first.number == 1
        assert policy_of(session, window).version_label == "default 1"
        assert not is_fixed(session, window)
        assert [provider.code for provider in providers_of(session, window)] == ["CCC", "DDD"]


def test_days_left_out_are_working_days_after_the_day_before_them(engine: Engine, official: Actor) -> None:
    window = opened(engine, official)
    # 10 working days after Friday 14 August 2015, over the bank holiday of 31 August; then 40; then 10 + 5.
    assert window.scripts_due_on == date(2015, 8, 28)
    assert window.moderation_due_on == date(2015, 10, 26)
    assert window.comments_due_on == date(2015, 11, 16)


def test_given_days_stand(engine: Engine, official: Actor) -> None:
    command = replace(a_window(), scripts_due_on=date(2015, 9, 1), comments_due_on=date(2016, 1, 1))
    window = opened(engine, official, command=command)
    assert (window.scripts_due_on, window.comments_due_on) == (date(2015, 9, 1), date(2016, 1, 1))
    assert window.moderation_due_on == date(2015, 10, 27)


def test_the_log_holds_the_opening_and_the_hash_of_the_source(engine: Engine, official: Actor) -> None:
    opened(engine, official)
    with reading(engine) as session:
        entries = {entry.action: json.loads(entry.details) for entry in session.scalars(select(AuditEntry))}
    assert entries["window_opened"]["assessed_from_on"] == "2014-09-27"
    assert entries["seed_round_announced"]["source_sha256"] == hashlib.sha256(SOURCE.encode()).hexdigest()


def test_only_an_official_opens_a_window(engine: Engine) -> None:
    lead = somebody(engine, Role.LEAD_MODERATOR)
    with pytest.raises(NotAllowed, match="Only a DfE official may open a window"):
        opened(engine, lead)


def test_all_that_is_wrong_with_a_window_is_said_at_once(engine: Engine, official: Actor) -> None:
    command = OpenWindow(
        code="2014/J",
        assessed_from_on=date(2015, 7, 13),
        assessed_to_on=date(2014, 9, 27),
        returns_due_on=date(2015, 7, 31),
        frames_close_on=date(2015, 7, 30),
        seed_source="\n",
        provider_codes=("EEE", "EEE", "FFF"),
    )
    assert faults_of(engine, official, command) == [
        ("code", "2014/J"),
        ("seed_source", "\n"),
        ("provider", "EEE"),
        ("provider", "FFF"),
        ("assessed_to_on", "2014-09-27"),
        ("frames_close_on", "2015-07-30"),
    ]


@pytest.mark.parametrize("year", [1, 1999, 2101, 9999])
def test_days_out_of_this_century_are_refused_before_anything_is_counted(
    engine: Engine, official: Actor, year: int
) -> None:
    command = replace(a_window(), frames_close_on=date(year, 12, 31))
    assert faults_of(engine, official, command) == [("frames_close_on", f"{year:04d}-12-31")]


@pytest.mark.parametrize("source", ["", " ", "x" * (LONGEST_GIVEN + 1), "a\x00b", "a\ud800"])
def test_a_source_is_one_line_that_fits_a_certificate(engine: Engine, official: Actor, source: str) -> None:
    assert faults_of(engine, official, replace(a_window(), seed_source=source)) == [("seed_source", source)]


def test_the_announcement_names_how_the_seed_is_written_and_when_it_cannot_exist_yet(
    engine: Engine, official: Actor
) -> None:
    opened(engine, official)
    opened(engine, official, command=replace(a_window("2015J"), seed_way=SeedWay.HEX, seed_not_before=None))
    with reading(engine) as session:
        given, left_out = (rounds_of(session, window_by_code(session, code).id)[0][0] for code in ("2014J", "2015J"))
        assert (given.way, given.not_before) == (SeedWay.DIGITS, NOT_BEFORE)
        # The end of 14 August 2015 in London, when the frames have closed.
        assert (left_out.way, left_out.not_before) == (SeedWay.HEX, datetime(2015, 8, 14, 23, tzinfo=UTC))
        logged = session.scalars(select(AuditEntry.details).where(AuditEntry.action == "seed_round_announced"))
        assert [(json.loads(each)["way"], json.loads(each)["not_before"]) for each in logged] == [
            ("digits", "2026-06-22T19:00:00Z"),
            ("hex", "2015-08-14T23:00:00Z"),
        ]


@pytest.mark.parametrize(
    ("frames_close_on", "moment", "sentence"),
    [
        (date(2015, 8, 14), NOON, "This moment is over"),
        (date(2026, 7, 1), NOON + timedelta(days=1), "The frames close on 2026-07-01"),
    ],
)
def test_the_earliest_moment_is_still_to_come_and_after_the_frames(
    engine: Engine, official: Actor, frames_close_on: date, moment: datetime, sentence: str
) -> None:
    command = replace(a_window(), frames_close_on=frames_close_on, seed_not_before=moment)
    with pytest.raises(Rejected, match=sentence) as refusal:
        opened(engine, official, command=command)
    assert [fault.column for fault in refusal.value.faults] == ["seed_not_before"]


def test_a_code_is_used_once(engine: Engine, official: Actor) -> None:
    opened(engine, official)
    with pytest.raises(Conflict, match="a window 2014J already"):
        opened(engine, official)
    with reading(engine) as session:
        assert len(all_windows(session)) == 1


def test_an_unknown_window_names_those_that_there_are(engine: Engine, official: Actor) -> None:
    with pytest.raises(NotFound, match="No window has been opened yet"), reading(engine) as session:
        window_by_code(session, "2014J")
    opened(engine, official)
    with pytest.raises(NotFound, match=r"There is no window '2014K'\. The windows are 2014J\."), reading(engine) as s:
        window_by_code(s, "2014K")


def test_a_window_for_all_judges_whoever_is_accredited_later_and_whoever_was_at_its_opening(
    engine: Engine, official: Actor
) -> None:
    some_providers(engine, "CCC")
    opened(engine, official)
    withdrawn = ChangeStatus(provider_code="CCC", status=Accreditation.WITHDRAWN, reason=StatusReason.PROVIDER_REQUEST)
    with inserting(engine) as session:
        change_status(Act(session, official, CLOCK()), withdrawn)
    administrator = somebody(engine, Role.ADMINISTRATOR, email="another@example.org")
    with inserting(engine) as session:
        add_provider(Act(session, administrator, CLOCK()), AddProvider(code="DDD", name="D"))
    with reading(engine) as session:
        window = window_by_code(session, "2014J")
        assert [provider.code for provider in providers_of(session, window)] == ["CCC", "DDD"]
        assert all(is_judged_in(session, window, provider) for provider in all_providers(session))


def test_a_window_with_named_providers_judges_these_alone(engine: Engine, official: Actor) -> None:
    some_providers(engine, "CCC", "DDD")
    opened(engine, official, command=a_window(providers=("DDD",)))
    with reading(engine) as session:
        window = window_by_code(session, "2014J")
        assert [provider.code for provider in providers_of(session, window)] == ["DDD"]


@pytest.mark.parametrize(
    ("first", "last", "regime"),
    [(date(2014, 9, 27), date(2015, 7, 13), Regime.SUITE_2017), (date(2025, 9, 1), date(2026, 7, 13), Regime.REFORMED)],
)
def test_the_regime_follows_from_the_days(
    engine: Engine, official: Actor, first: date, last: date, regime: Regime
) -> None:
    command = replace(
        a_window(),
        assessed_from_on=first,
        assessed_to_on=last,
        returns_due_on=last,
        frames_close_on=last,
        seed_not_before=None,
    )
    assert opened(engine, official, command=command).regime is regime


def test_a_refused_opening_leaves_nothing_behind(engine: Engine, official: Actor) -> None:
    with pytest.raises(Rejected):
        opened(engine, official, command=replace(a_window(), seed_source=""))
    with inserting(engine) as session:
        assert all_windows(session) == []
        open_window(Act(session, official, CLOCK()), a_window())
    with reading(engine) as session:
        assert [window.code for window in all_windows(session)] == ["2014J"]
