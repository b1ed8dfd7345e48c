"""The policy: every choice that could have been another, as data with its basis, fixed before a window's frames freeze.

An adoption may be followed by another until the first frame freezes; then the policy is fixed for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from moderation.errors import Fault, Rejected
from moderation.windows.policy_records import PolicyAdoption, PolicyValue, PolicyVersion, WindowPolicy
from moderation.windows.records import Window
from sampling.faults import Refused
from sampling.ratio import Ratio, parse_confidence, parse_ratio

LARGEST_NUMBER = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The values of one version of the policy, ready for use; `default_policy.json` says what each rests on."""

    version_label: str
    sample_rate: Ratio
    overturn_threshold: Ratio
    confidence: Fraction
    second_marking_share: Ratio
    standardisation_required: bool
    script_supply_working_days: int
    moderation_working_days: int
    feedback_draft_working_days: int
    comment_working_days: int
    answer_working_days: int
    action_plan_days: int
    conflict_notice_hours: int
    evidence_kept_years: int
    draft_kept_days: int
    suppression_under: int
    low_reliability_under: int


def read_policy(label: str, values: Mapping[str, str]) -> Policy:
    """Read the values of a policy, or refuse them with everything that is wrong or missing."""
    faults = [
        Fault(f"The policy has no such value. It has {', '.join(POLICY_KEYS)}.", column=key)
        for key in values
        if key not in POLICY_KEYS
    ]
    read: dict[str, Any] = {}
    for key, kind in POLICY_KEYS.items():
        if key not in values:
            faults.append(Fault("The value is missing. Give it, with its basis and citation.", column=key))
            continue
        try:
            read[key] = READERS[kind](values[key])
        except Refused as refusal:
            faults += [Fault(fault.sentence, column=key, value=values[key]) for fault in refusal.faults]
    if faults:
        raise Rejected(faults)
    return Policy(version_label=label, **read)


def policy_of(session: Session, window: Window) -> Policy:
    """Return the policy under which a window is judged: the fixed one, or the one adopted last."""
    fixed = select(WindowPolicy.policy_version_id).where(WindowPolicy.window_id == window.id).scalar_subquery()
    adopted = (
        select(PolicyAdoption.policy_version_id)
        .where(PolicyAdoption.window_id == window.id)
        .order_by(PolicyAdoption.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(PolicyVersion.label, PolicyValue.key, PolicyValue.value)
        .join(PolicyValue, PolicyValue.policy_version_id == PolicyVersion.id)
        .where(PolicyVersion.id == func.coalesce(fixed, adopted))
        .order_by(PolicyValue.key)
    ).all()
    return read_policy(rows[0].label, {row.key: row.value for row in rows})


def version_of(session: Session, window: Window) -> PolicyVersion:
    """Return the version of the policy under which a window is judged."""
    fixed = session.get(WindowPolicy, window.id)
    if fixed is not None:
        return session.get_one(PolicyVersion, fixed.policy_version_id)
    adopted = (
        select(PolicyVersion)
        .join(PolicyAdoption, PolicyAdoption.policy_version_id == PolicyVersion.id)
        .where(PolicyAdoption.window_id == window.id)
        .order_by(PolicyAdoption.number.desc())
        .limit(1)
    )
    return session.scalars(adopted).one()


def policy_in(session: Session, version: PolicyVersion) -> Policy:
    """Return the policy that a version holds."""
    return read_policy(version.label, {key: row.value for key, row in policy_values(session, version).items()})


def policy_values(session: Session, version: PolicyVersion) -> dict[str, PolicyValue]:
    """Return the values of a version of the policy, by key."""
    held = select(PolicyValue).where(PolicyValue.policy_version_id == version.id).order_by(PolicyValue.key)
    return {value.key: value for value in session.scalars(held)}


def adopt(session: Session, window: Window, *, version: PolicyVersion, by: int, at: datetime) -> None:
    """Adopt a version of the policy for a window, replacing the present one."""
    counted = select(func.count()).select_from(PolicyAdoption).where(PolicyAdoption.window_id == window.id)
    session.add(
        PolicyAdoption(
            window_id=window.id,
            number=(session.scalar(counted) or 0) + 1,
            policy_version_id=version.id,
            adopted_by=by,
            adopted_at=at,
        )
    )
    session.flush()


def is_fixed(session: Session, window: Window) -> bool:
    """Tell whether a frame of a window froze, and with it the policy."""
    return session.get(WindowPolicy, window.id) is not None


def fix_for_ever(session: Session, window: Window, *, at: datetime) -> Policy:
    """Fix the present policy of a window for ever, because its first frame freezes now; return it."""
    version = version_of(session, window)
    if not is_fixed(session, window):
        session.add(WindowPolicy(window_id=window.id, policy_version_id=version.id, fixed_at=at))
        session.flush()
    return policy_in(session, version)


def _whole(text: str) -> int:
    # `int` alone would take signs, spaces, underscores and digits of other scripts.
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text) <= LARGEST_NUMBER):
        raise Refused([Fault(f"This is a whole number from 0 to {LARGEST_NUMBER}, written with digits only.")])
    return int(text)


def _yes_or_no(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise Refused([Fault("This is yes or no.")])
    return text == "yes"


READERS: Mapping[str, Callable[[str], object]] = {
    "Ratio": parse_ratio,
    "Fraction": parse_confidence,
    "bool": _yes_or_no,
    "int": _whole,
}
POLICY_KEYS: Mapping[str, str] = {each.name: str(each.type) for each in fields(Policy) if each.name != "version_label"}
