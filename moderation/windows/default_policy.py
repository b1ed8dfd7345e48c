"""The service's default policy: the bundled one, until an official records another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.database.clock import london_day
from moderation.windows.policy_records import Basis, PolicyValue, PolicyVersion

BUNDLED = "default_policy.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonedValue:
    """A value of the policy with what it rests on."""

    value: str
    basis: Basis
    citation: str


def default_version(session: Session, *, at: datetime, on: date | None = None) -> PolicyVersion:
    """Return the default policy of a day in London, today's unless said; record the bundled one where none is yet.

    That is the version recorded last of those whose effective date has come: a window is opened under the default of
    the day on which it opens, and keeps it when another takes effect. Before any has, the one recorded first holds.
    """
    defaults = select(PolicyVersion).where(PolicyVersion.window_id.is_(None))
    effective = defaults.where(PolicyVersion.effective_on <= (on or london_day(at)))
    newest = session.scalars(effective.order_by(PolicyVersion.version.desc()).limit(1)).first()
    held = newest or session.scalars(defaults.order_by(PolicyVersion.version).limit(1)).first()
    if held is not None:
        return held
    bundled = json.loads((files("moderation.windows") / BUNDLED).read_text(encoding="utf-8"))
    return record_version(
        session,
        label=bundled["label"],
        values=bundled_values(),
        effective_on=date.fromisoformat(bundled["effective_on"]),
        at=at,
    )


def record_bundled_policy(act: Act) -> PolicyVersion | None:
    """Record the policy that comes with the service, unless one is recorded already; return what was recorded."""
    act.permit(Permission.SET_UP)
    if act.session.scalar(select(func.count()).select_from(PolicyVersion)):
        return None
    version = default_version(act.session, at=act.at)
    act.log(
        Happened.DEFAULT_POLICY_RECORDED,
        Subject("policy_version", version.public_id),
        details={"version": version.version},
    )
    return version


def bundled_values() -> dict[str, ReasonedValue]:
    """Return the values that come with the service."""
    bundled = json.loads((files("moderation.windows") / BUNDLED).read_text(encoding="utf-8"))
    return {
        key: ReasonedValue(value=each["value"], basis=Basis(each["basis"]), citation=each["citation"])
        for key, each in bundled["values"].items()
    }


def record_version(
    session: Session,
    *,
    label: str,
    values: Mapping[str, ReasonedValue],
    effective_on: date,
    at: datetime,
    window_id: int | None = None,
    approved_by: int | None = None,
) -> PolicyVersion:
    """Record a version of the policy with all its values."""
    version = PolicyVersion(
        window_id=window_id,
        version=(session.scalar(select(func.max(PolicyVersion.version))) or 0) + 1,
        label=label,
        approved_by=approved_by,
        effective_on=effective_on,
        created_at=at,
    )
    session.add(version)
    session.flush()
    session.add_all(
        PolicyValue(policy_version_id=version.id, key=key, value=each.value, basis=each.basis, citation=each.citation)
        for key, each in values.items()
    )
    session.flush()
    return version
