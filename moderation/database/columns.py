"""Types of columns that mean the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String
from sqlalchemy.types import TypeDecorator, TypeEngine

from moderation.errors import Step, Unavailable, Verb

MOMENT_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"
MOMENT_LENGTH = 27

# SQLite numbers rows by itself only where the key is an INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")


class NaiveMoment(ValueError):
    """A time without a zone came to the database: it could be any of several instants."""


class UtcMoment(TypeDecorator[datetime]):
    """An instant: `timestamptz` on PostgreSQL; on SQLite text in UTC, which sorts as time does."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column's type for one database."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(MOMENT_LENGTH))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Bring an instant to the database; one without a zone is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveMoment(f"{value.isoformat()} names no time zone.")
        moment = value.astimezone(UTC)
        return moment_text(moment) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Bring an instant back, in UTC."""
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.astimezone(UTC)
        return _read_moment(str(value))


def _read_moment(text: str) -> datetime:
    """Read a moment just as it is written: other digits would be read alike, and sort elsewhere."""
    try:
        read = datetime.strptime(text, MOMENT_FORMAT).replace(tzinfo=UTC)
    except ValueError:
        read = None
    if read is None or moment_text(read) != text:
        raise Unavailable(
            f"The database holds {text[:MOMENT_LENGTH]!r} where a moment stood: somebody changed it by hand. "
            "Find out what else was changed.",
            then=Step(Verb.CHECK_RECORDS),
        )
    return read


def moment_text(moment: datetime) -> str:
    """Format an aware instant for hashes, certificates and the log: UTC, microseconds, Z.

    >>> moment_text(datetime(2026, 6, 22, 12, tzinfo=UTC))
    '2026-06-22T12:00:00.000000Z'
    """
    # strftime pads no year below 1000 on every platform; isoformat does.
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def byte_ordered(length: int) -> String:
    """Return a text type that sorts by bytes on both databases, independent of the collation."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")
