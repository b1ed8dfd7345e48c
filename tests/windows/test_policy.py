"""The policy is data with reasons, adopted for a window and fixed before its first frame freezes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from sqlalchemy import Engine, select

from moderation.access.actor import Actor
from moderation.access.permissions import Role
from moderation.audit.act import Act
from moderation.database.clock import fixed_clock
from moderation.database.transaction import reading
from moderation.errors import Conflict, Rejected
from moderation.windows.default_policy import ReasonedValue, bundled_values
from moderation.windows.fix_policy import FixPolicy, fix_policy
from moderation.windows.open_window import open_window
from moderation.windows.policy import (
    POLICY_KEYS,
    Policy,
    fix_for_ever,
    policy_of,
    policy_values,
    read_policy,
    version_of,
)
from moderation.windows.policy_records import Basis, PolicyVersion
from moderation.windows.records import window_by_code
from sampling.ratio import Ratio
from tests.inserting import inserting
from tests.windows.scenes import CLOCK, NOON, a_window, opened, somebody

VALUES = {key: each.value for key, each in bundled_values().items()}
EARLIER = date(2015, 8, 1)


@pytest.fixture
def official(engine: Engine) -> Actor:
    return somebody(engine, Role.OFFICIAL)


def change(value: str, *, citation: str = "letter of 1 August 2015") -> ReasonedValue:
    return ReasonedValue(value=value, basis=Basis.POLICY, citation=citation)


def fixed(engine: Engine, official: Actor, command: FixPolicy) -> Policy:
    with inserting(engine) as session:
        return fix_policy(Act(session, official, CLOCK()), command)


def test_the_bundled_policy_is_whole_and_every_value_says_what_it_rests_on() -> None:
    policy = read_policy("default 1", VALUES)
    assert (policy.sample_rate, policy.overturn_threshold) == (Ratio(1, 10), Ratio(1, 20))
    assert (policy.confidence, policy.standardisation_required) == (Fraction(19, 20), True)
    assert (policy.suppression_under, policy.low_reliability_under) == (6, 30)
    assert bundled_values().keys() == POLICY_KEYS.keys()
    assert all(each.citation for each in bundled_values().values())
    sourced = {key for key, each in bundled_values().items() if each.basis is Basis.SOURCED}
    assert sourced == {"sample_rate", "overturn_threshold"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("sample_rate", "0.1"),
        ("sample_rate", "11/10"),
        ("overturn_threshold", "5%"),
        ("confidence", "95"),
        ("confidence", "1.0"),
        ("standardisation_required", "on"),
        ("suppression_under", "-1"),
        ("suppression_under", "٦"),
        ("suppression_under", "10001"),
        ("suppression_under", "1" * 5000),
        ("low_reliability_under", ""),
    ],
)
def test_a_value_that_means_nothing_is_refused_under_its_name(key: str, value: str) -> None:
    with pytest.raises(Rejected) as refusal:
        read_policy("x", {**VALUES, key: value})
    assert [(fault.column, fault.value) for fault in refusal.value.faults] == [(key, value)]


def test_missing_and_unknown_values_are_named_together() -> None:
    rest = {key: value for key, value in VALUES.items() if key != "confidence"}
    with pytest.raises(Rejected) as refusal:
        read_policy("x", {**rest, "sample_size": "30"})
    assert [fault.column for fault in refusal.value.faults] == ["sample_size", "confidence"]


def test_a_window_may_adopt_another_policy_until_its_first_frame_freezes(engine: Engine, official: Actor) -> None:
    window = opened(engine, official)
    command = FixPolicy(
        window_code="2014J", label="2014J strict", effective_on=EARLIER, changes={"sample_rate": change("1/5")}
    )
    policy = fixed(engine, official, command)
    assert policy.sample_rate == Ratio(1, 5)
    with inserting(engine) as session:
        assert policy_of(session, window) == policy
        held = policy_values(session, version_of(session, window))
        assert (held["sample_rate"].citation, held["confidence"].value) == ("letter of 1 August 2015", "0.95")
        assert fix_for_ever(session, window, at=NOON) == policy
        assert fix_for_ever(session, window, at=NOON) == policy
    again = FixPolicy(window_code="2014J", label="too late", effective_on=EARLIER)
    with pytest.raises(Conflict, match="was fixed as its first frame froze"):
        fixed(engine, official, again)
    with reading(engine) as session:
        assert policy_of(session, window) == policy


def test_another_default_holds_for_later_windows_alone(engine: Engine, official: Actor) -> None:
    before = opened(engine, official)
    fixed(engine, official, FixPolicy(label="2027", effective_on=EARLIER, changes={"confidence": change("0.9")}))
    after = opened(engine, official, command=a_window("2015B"))
    with reading(engine) as session:
        assert policy_of(session, window_by_code(session, before.code)).version_label == "default 1"
        assert policy_of(session, after).confidence == Fraction(9, 10)
        approvers = {each.label: each.approved_by for each in session.scalars(select(PolicyVersion))}
    assert approvers == {"default 1": None, "2027": official.person_id}


def test_a_default_holds_for_windows_that_open_on_its_day_or_later(engine: Engine, official: Actor) -> None:
    soon = FixPolicy(label="soon", effective_on=date(2026, 7, 1), changes={"confidence": change("0.9")})
    later = FixPolicy(label="later", effective_on=date(2030, 1, 1), changes={"sample_rate": change("1/2")})
    for command in (soon, later):
        fixed(engine, official, command)

    def policy_opened(code: str, *moment: int) -> Policy:
        with inserting(engine) as session:
            clock = fixed_clock(datetime(*moment, tzinfo=UTC))  # type: ignore[arg-type, misc]
            return policy_of(
                session, open_window(Act(session, official, clock()), replace(a_window(code), seed_not_before=None))
            )

    assert policy_opened("A", 2026, 6, 30, 22, 59).version_label == "default 1"
    # Midnight in London.
    assert policy_opened("B", 2026, 6, 30, 23).version_label == "soon"
    # What comes later starts from what held until then.
    last = policy_opened("C", 2030, 6, 1)
    assert (last.version_label, last.sample_rate, last.confidence) == ("later", Ratio(1, 2), Fraction(9, 10))
    # Before any took effect the first holds.
    assert policy_opened("D", 2015, 6, 1).version_label == "default 1"


def test_a_window_adopts_no_policy_of_a_day_to_come(engine: Engine, official: Actor) -> None:
    opened(engine, official)
    tomorrow = FixPolicy(window_code="2014J", label="tomorrow", effective_on=date(2026, 6, 23))
    with pytest.raises(Rejected) as refusal:
        fixed(engine, official, tomorrow)
    assert [(fault.column, fault.value) for fault in refusal.value.faults] == [("effective_on", "2026-06-23")]
    fixed(engine, official, replace(tomorrow, effective_on=date(2026, 6, 22)))


def test_all_that_is_wrong_with_a_policy_is_said_at_once(engine: Engine, official: Actor) -> None:
    command = FixPolicy(
        label="",
        effective_on=EARLIER,
        changes={"sample_rate": change("0"), "confidence": change("0.9", citation=" ")},
    )
    with pytest.raises(Rejected) as refusal:
        fixed(engine, official, command)
    assert [fault.column for fault in refusal.value.faults] == ["label", "confidence", "sample_rate"]


def test_a_label_names_one_version(engine: Engine, official: Actor) -> None:
    command = FixPolicy(label="2027", effective_on=EARLIER)
    fixed(engine, official, command)
    with pytest.raises(Conflict, match="has this label already"):
        fixed(engine, official, command)
