"""Gives a window a policy of its own until its first frame freezes, or the service another default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.database.clock import london_day
from moderation.errors import Conflict, Fault, Rejected
from moderation.windows.default_policy import ReasonedValue, default_version, record_version
from moderation.windows.policy import Policy, adopt, is_fixed, policy_values, read_policy, version_of
from moderation.windows.policy_records import LONGEST_LABEL, PolicyVersion
from moderation.windows.records import Window, lock_window, window_by_code


@dataclass(frozen=True, slots=True, kw_only=True)
class FixPolicy:
    """The values that change, each with what it rests on; without a window the default of later windows changes.

    A default takes effect for windows that open on its day or later; a window's own policy is effective already.
    """

    label: str
    effective_on: date
    changes: Mapping[str, ReasonedValue] = field(default_factory=dict)
    window_code: str | None = None


def fix_policy(act: Act, command: FixPolicy) -> Policy:
    """Record a version of the policy, approved by the acting official, and adopt it for the window that is named."""
    person = act.permit_person(Permission.FIX_POLICY)
    session = act.session
    window = _open_for_policy(session, command.window_code) if command.window_code is not None else None
    before = version_of(session, window) if window is not None else _default_before(session, command, now=act.at)
    values = {
        **{
            key: ReasonedValue(value=row.value, basis=row.basis, citation=row.citation)
            for key, row in policy_values(session, before).items()
        },
        **command.changes,
    }
    policy = _checked(command, values, today=london_day(act.at))
    version = record_version(
        session,
        label=command.label,
        values=values,
        effective_on=command.effective_on,
        at=act.at,
        window_id=window.id if window is not None else None,
        approved_by=person,
    )
    if window is not None:
        adopt(session, window, version=version, by=person, at=act.at)
    _log(act, version, window=window, changed=sorted(command.changes))
    return policy


def _open_for_policy(session: Session, code: str) -> Window:
    window = lock_window(session, window_by_code(session, code))
    if is_fixed(session, window):
        raise Conflict(
            f"The policy of the window {code} was fixed as its first frame froze. Another policy can be looked at as "
            "a what-if, and adopted for a later window.",
            field="window",
        )
    return window


def _default_before(session: Session, command: FixPolicy, *, now: datetime) -> PolicyVersion:
    """Return the default that a new one changes: that of the day on which it takes effect, or of today."""
    return default_version(session, at=now, on=max(command.effective_on, london_day(now)))


def _checked(command: FixPolicy, values: Mapping[str, ReasonedValue], *, today: date) -> Policy:
    faults = []
    if not (1 <= len(command.label) <= LONGEST_LABEL and command.label.isprintable()):
        sentence = f"A label is one line of 1 to {LONGEST_LABEL} characters."
        faults.append(Fault(sentence, column="label", value=command.label))
    if command.window_code is not None and command.effective_on > today:
        sentence = f"A window adopts a policy that is effective already, today, {today.isoformat()}, at the latest."
        faults.append(Fault(sentence, column="effective_on", value=command.effective_on.isoformat()))
    faults += [
        Fault("Say what this value rests on: a citation.", column=key)
        for key, change in command.changes.items()
        if not change.citation.strip()
    ]
    try:
        policy = read_policy(command.label, {key: each.value for key, each in values.items()})
    except Rejected as refusal:
        raise Rejected([*faults, *refusal.faults]) from None
    if faults:
        raise Rejected(faults)
    return policy


def _log(act: Act, version: PolicyVersion, *, window: Window | None, changed: list[str]) -> None:
    act.log(
        Happened.POLICY_ADOPTED if window is not None else Happened.DEFAULT_POLICY_RECORDED,
        Subject("policy_version", version.public_id),
        window_code=window.code if window is not None else None,
        details={"version": version.version, "changed": changed},
    )
