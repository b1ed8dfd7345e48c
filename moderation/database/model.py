"""What every record is made of: named constraints, identities, moments and codes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Enum, MetaData, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from moderation.database.columns import RowId, UtcMoment

NAMES = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}

LONGEST_CODE = 32
HEX_DIGEST_LENGTH = 64


def _values(members: type[StrEnum]) -> list[str]:
    return [member.value for member in members]


class Model(DeclarativeBase):
    """The root of all records; an enumeration is kept as its value and held by a CHECK (see `one_of`)."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcMoment(),
        StrEnum: Enum(
            StrEnum, native_enum=False, create_constraint=False, length=LONGEST_CODE, values_callable=_values
        ),
    }


class Identified:
    """A record with a number for the database and an identifier that may leave the house."""

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    public_id: Mapped[uuid.UUID] = mapped_column(Uuid, default=uuid.uuid4, unique=True)


class CreatedAt:
    """A record that says when it was made; the moment comes from the action's clock."""

    created_at: Mapped[datetime]


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """Return the CHECK that a column holds one of a closed list of values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def length_between(column: str, *, shortest: int, longest: int) -> CheckConstraint:
    """Return the CHECK on the length of a text, which SQLite would not hold by the type alone."""
    return CheckConstraint(f"length({column}) BETWEEN {shortest} AND {longest}", name=f"{column}_length")


def hex_digest(column: str) -> CheckConstraint:
    """Return the CHECK that a text has the length of a SHA-256 in hexadecimal."""
    return CheckConstraint(f"length({column}) = {HEX_DIGEST_LENGTH}", name=f"{column}_length")
