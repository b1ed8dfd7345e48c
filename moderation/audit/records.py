"""The entries of the log: each holds the hash of the one before it."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database.columns import RowId, moment_text
from moderation.database.immutability import immutable, unvouched
from moderation.database.model import Model, hex_digest
from moderation.database.wall import of_the_log

EMPTY_HEAD = "0" * 64


@of_the_log
@unvouched
@immutable
class AuditEntry(Model):
    """One act: who did what to which record, and when."""

    __tablename__ = "audit_entries"

    number: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_public_id: Mapped[str] = mapped_column(String(36))
    actor_role: Mapped[str] = mapped_column(String(100))
    action: Mapped[str] = mapped_column(String(64))
    subject_type: Mapped[str] = mapped_column(String(64))
    subject_id: Mapped[str] = mapped_column(String(64))
    provider_code: Mapped[str | None] = mapped_column(String(32))
    window_code: Mapped[str | None] = mapped_column(String(32))
    details: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        CheckConstraint("number >= 1", name="number_from_one"),
        hex_digest("previous_hash"),
        hex_digest("hash"),
        Index("uq_audit_entries_hash", "hash", unique=True),
        Index("ix_audit_entries_provider_code_number", "provider_code", "number"),
        Index("ix_audit_entries_window_code_number", "window_code", "number"),
        Index("ix_audit_entries_subject_type_subject_id", "subject_type", "subject_id"),
        Index("ix_audit_entries_action_number", "action", "number"),
    )

    def computed_hash(self, *, number: int | None = None) -> str:
        """Return the hash of what the entry says, under its own number or another."""
        fields = {
            "number": self.number if number is None else number,
            "at": moment_text(self.at),
            "actor_public_id": self.actor_public_id,
            "actor_role": self.actor_role,
            "action": self.action,
            "subject_type": self.subject_type,
            "subject_id": self.subject_id,
            "provider_code": self.provider_code,
            "window_code": self.window_code,
            "details": self.details,
            "previous_hash": self.previous_hash,
        }
        return hashlib.sha256(canonical(fields).encode("ascii")).hexdigest()


def canonical(value: object) -> str:
    """Write a value as JSON the one way it is hashed: sorted keys, no spaces, ASCII.

    >>> canonical({"b": 1, "a": ["x"]})
    '{"a":["x"],"b":1}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
