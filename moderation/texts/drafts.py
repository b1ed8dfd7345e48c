"""Saves what somebody has begun to write, and finds it again; the act that says it drops it.

A draft is nobody's word: the log does not tell of it, no export holds it, and only the person who wrote it sees it. It
is saved in a transaction of its own, without a permission or an entry, and dropped in the transaction of the act.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.orm import Session

from moderation.errors import Conflict, Fault, Rejected
from moderation.texts.draft_records import LONGEST_CONTENT, Draft

Fields = Mapping[str, str]
NEW = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftKey:
    """Whose draft of what: the kind of form, the record that it is about, and the person by public identifier."""

    kind: str
    record_id: UUID
    person_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedDraft:
    """A draft as it was saved last; its version is what the next saving expects."""

    fields: Fields
    version: int
    saved_at: datetime


class DraftCollision(Conflict):
    """The same draft was saved elsewhere meanwhile; this error has both versions."""

    def __init__(self, *, saved: SavedDraft | None, refused: Fields) -> None:
        super().__init__("This draft was saved in another window meanwhile. Look at both texts, then save again.")
        self.saved, self.refused = saved, refused


def save_draft(session: Session, key: DraftKey, fields: Fields, *, at: datetime, expected: int = NEW) -> SavedDraft:
    """Save a draft over the version that its writer saw; one that was saved since is a `DraftCollision`."""
    content = json.dumps(dict(fields), ensure_ascii=True)
    if len(content) > LONGEST_CONTENT:
        raise Rejected([Fault("This is too long to be saved as a draft: shorten it.", column="content")])
    held = _held(session, key)
    if (held.version if held else NEW) != expected:
        raise DraftCollision(saved=_saved(held) if held else None, refused=MappingProxyType(dict(fields)))
    if held is None:
        held = Draft(kind=key.kind, record_id=key.record_id, person_id=key.person_id, version=NEW)
        session.add(held)
    held.content, held.version, held.saved_at = content, expected + 1, at
    session.flush()
    return _saved(held)


def draft_of(session: Session, key: DraftKey) -> SavedDraft | None:
    """Return what somebody has begun to write, if they have."""
    held = session.get(Draft, (key.kind, key.record_id, key.person_id))
    return _saved(held) if held else None


def drop_draft(session: Session, key: DraftKey) -> None:
    """Drop a draft, if there is one: in the act that says what it was to say, or because its writer gave it up."""
    session.execute(delete(Draft).where(_is(key)))


def _held(session: Session, key: DraftKey) -> Draft | None:
    return session.scalar(select(Draft).where(_is(key)).with_for_update().execution_options(populate_existing=True))


def _is(key: DraftKey) -> ColumnElement[bool]:
    return and_(Draft.kind == key.kind, Draft.record_id == key.record_id, Draft.person_id == key.person_id)


def _saved(held: Draft) -> SavedDraft:
    fields: dict[str, str] = json.loads(held.content)
    return SavedDraft(fields=MappingProxyType(fields), version=held.version, saved_at=held.saved_at)
