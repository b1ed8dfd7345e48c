"""What somebody is shown of the log: its entries, as the chain has them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.actor import OPERATOR_ROLE, Actor
from moderation.access.permissions import Permission, Role
from moderation.audit.records import AuditEntry
from moderation.listing.listing import Listing

# An entry's identifier is its number in the form of a UUID of version 8, which RFC 9562 leaves to us.
FORM = (0x8 << 76) | (0x2 << 62)
LARGEST_NUMBER = (1 << 62) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEntry:
    """One act; only the operator sees which moderator acted, since rates of moderators could be computed from it."""

    public_id: UUID
    number: int
    at: datetime
    actor_id: str | None
    actor_role: str
    action: str
    subject_type: str
    subject_id: str
    provider_code: str | None
    window_code: str | None
    details: Mapping[str, Any]
    previous_hash: str
    hash: str
    created_at: datetime
    updated_at: datetime


def entry_id(number: int) -> UUID:
    """Return the identifier of an entry.

    >>> str(entry_id(7))
    '00000000-0000-8000-8000-000000000007'
    """
    return UUID(int=FORM | number)


def entry_number(public_id: UUID) -> int | None:
    """Return the number in an entry's identifier, or None where it is no such identifier."""
    number = public_id.int & LARGEST_NUMBER
    return number if public_id.int == FORM | number else None


def _load(session: Session, actor: Actor, keys: Sequence[int]) -> dict[int, ShownEntry]:
    entries = session.scalars(select(AuditEntry).where(AuditEntry.number.in_(keys)))
    return {entry.number: _shown(entry, names_moderators=actor.role == OPERATOR_ROLE) for entry in entries}


def _shown(entry: AuditEntry, *, names_moderators: bool) -> ShownEntry:
    return ShownEntry(
        public_id=entry_id(entry.number),
        number=entry.number,
        at=entry.at,
        # A rate of each moderator is for the moderator and the lead, from 30 scripts on.
        actor_id=entry.actor_public_id if names_moderators or not _marks(entry) else None,
        actor_role=entry.actor_role,
        action=entry.action,
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        provider_code=entry.provider_code,
        window_code=entry.window_code,
        details=MappingProxyType(json.loads(entry.details)),
        previous_hash=entry.previous_hash,
        hash=entry.hash,
        created_at=entry.at,
        updated_at=entry.at,
    )


def _marks(entry: AuditEntry) -> bool:
    """Tell whether the role of the entry includes moderator."""
    return Role.MODERATOR.value in entry.actor_role.split("+")


ENTRIES = Listing(
    noun="entry of the log",
    permissions=(Permission.SEE_AUDIT,),
    key=AuditEntry.number,
    key_of=entry_number,
    rows=lambda _actor: select(AuditEntry.number),
    load=_load,
    changed=lambda _actor, since: AuditEntry.at >= since,
    provider=lambda provider_code: AuditEntry.provider_code == provider_code,
    window=lambda window_code: AuditEntry.window_code == window_code,
)
