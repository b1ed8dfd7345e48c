"""`audit-entries`: the log, entry by entry, as its chain has them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import UUID

from marshmallow import fields
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.v1.door.answer import Item
from api.v1.door.collection import Collection
from api.v1.door.fields import Attributes, Moment, code, count, digest
from api.v1.door.viewer import Viewer, needs
from moderation.access.permissions import Permission, Role
from moderation.audit.records import AuditEntry

# An entry's identifier is its number in the form of a UUID of version 8, which RFC 9562 leaves to us.
FORM = (0x8 << 76) | (0x2 << 62)
LARGEST_NUMBER = (1 << 62) - 1


class AuditEntryAttributes(Attributes):
    """One act; `details` holds codes and counts, never anybody's words; who moderated is not told."""

    number = count(required=True)
    at = Moment(required=True)
    actor_id = fields.String(required=True, allow_none=True)
    actor_role = fields.String(required=True)
    action = fields.String(required=True)
    subject_type = fields.String(required=True)
    subject_id = fields.String(required=True)
    provider_code = code(required=True, allow_none=True)
    window_code = code(required=True, allow_none=True)
    details = fields.Dict(keys=fields.String(), required=True)
    previous_hash = digest(required=True)
    hash = digest(required=True)


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


def _load(session: Session, keys: Sequence[int], _viewer: Viewer) -> list[Item]:
    entries = {entry.number: entry for entry in session.scalars(select(AuditEntry).where(AuditEntry.number.in_(keys)))}
    return [_item(entries[key]) for key in keys]


def _item(entry: AuditEntry) -> Item:
    values = {
        "number": entry.number,
        "at": entry.at,
        # A rate of each moderator could be made of these: it is for the moderator and the lead, from 30 scripts on.
        "actor_id": None if _marks(entry) else entry.actor_public_id,
        "actor_role": entry.actor_role,
        "action": entry.action,
        "subject_type": entry.subject_type,
        "subject_id": entry.subject_id,
        "provider_code": entry.provider_code,
        "window_code": entry.window_code,
        "details": json.loads(entry.details),
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
        "created_at": entry.at,
        "updated_at": entry.at,
    }
    return Item(entry_id(entry.number), values)


AUDIT_ENTRIES = Collection(
    kind="audit-entries",
    noun="entry of the log",
    attributes=AuditEntryAttributes(),
    access=needs(Permission.SEE_AUDIT),
    key=AuditEntry.number,
    key_of=entry_number,
    rows=lambda _viewer: select(AuditEntry.number),
    load=_load,
    changed=lambda since, _viewer: AuditEntry.at >= since,
    provider=lambda provider_code: AuditEntry.provider_code == provider_code,
    window=lambda window_code: AuditEntry.window_code == window_code,
)


def _marks(entry: AuditEntry) -> bool:
    """Tell whether whoever acted is a moderator, be it among other things."""
    return Role.MODERATOR.value in entry.actor_role.split("+")
