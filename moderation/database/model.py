"""What every record is made of: named constraints, identities, moments and codes."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Enum,
    ForeignKeyConstraint,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    Uuid,
)
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
    """The root of all records; an enumeration is kept as its value and held to a reference table (see `one_of`)."""

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
    # The sentinel lets many rows be inserted by one statement, and each be known again by what it was given.
    public_id: Mapped[uuid.UUID] = mapped_column(Uuid, default=uuid.uuid4, unique=True, insert_sentinel=True)


class CreatedAt:
    """A record that says when it was made; the moment comes from the action's clock."""

    created_at: Mapped[datetime]


Value = TypeVar("Value", bound=StrEnum)

_LISTS: dict[str, type[StrEnum]] = {}
_ROWS: dict[str, list[dict[str, str | bool]]] = {}


def closed_lists() -> dict[str, type[StrEnum]]:
    """Return the enumeration that each reference table holds the values of, by the table's name."""
    return dict(sorted(_LISTS.items()))


def reference_rows() -> dict[str, list[dict[str, str | bool]]]:
    """Return the rows of every reference table, by its name; closed lists first, then the pairs of their values."""
    return dict(sorted(_ROWS.items(), key=lambda each: (each[0] not in _LISTS, each[0])))


def one_of(
    column: str,
    values: type[StrEnum],
    *,
    table: str | None = None,
    traits: Mapping[str, Collection[StrEnum]] | None = None,
) -> ForeignKeyConstraint:
    """Return the foreign key that holds a column to a closed list, which is a reference table of its own.

    One more value is one more row of that table: nothing that was written is rebuilt. The table is named after the
    enumeration unless a name is given. A trait is a truth that follows from the value, by the members of which it
    holds; the record has it in a column of the same name, so that a CHECK speaks of it and of no value.
    """
    known = dict(traits or {})
    name = table or _plural(values.__name__)
    if _LISTS.setdefault(name, values) is not values:
        raise ValueError(f"Two enumerations would share the reference table {name}: name one of the tables.")
    if name not in Model.metadata.tables:
        _ROWS[name] = [
            {"code": str(value), **{trait: value in members for trait, members in known.items()}} for value in values
        ]
        columns = [Column(trait, Boolean, nullable=False) for trait in known]
        keys = [UniqueConstraint("code", *known)] if known else []
        Table(name, Model.metadata, Column("code", String(LONGEST_CODE), primary_key=True), *columns, *keys)
    return ForeignKeyConstraint([column, *known], [f"{name}.code", *(f"{name}.{trait}" for trait in known)])


def one_pair_of(
    columns: tuple[str, str], pairs: Mapping[Value, Collection[StrEnum]], *, table: str
) -> ForeignKeyConstraint:
    """Return the foreign key that holds two columns to the pairs of values that go together, where both are given."""
    _ROWS[table] = [
        dict(zip(columns, (str(one), str(other)), strict=True)) for one, others in pairs.items() for other in others
    ]
    Table(table, Model.metadata, *(Column(column, String(LONGEST_CODE), primary_key=True) for column in columns))
    return ForeignKeyConstraint(list(columns), [f"{table}.{column}" for column in columns])


def checked_one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """Return the CHECK that a column holds one of a few values: for a table whose rows come by the million.

    One more value needs a step that makes the CHECK anew, on SQLite the table; `one_of` needs none.
    """
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def _plural(name: str) -> str:
    """Return the name of a table from that of a class.

    >>> [_plural(name) for name in ("ScriptEventKind", "FindingStatus", "Basis")]
    ['script_event_kinds', 'finding_statuses', 'bases']
    """
    words = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
    if words.endswith("is"):
        return f"{words[:-2]}es"
    return f"{words}es" if words.endswith("s") else f"{words}s"


def length_between(column: str, *, shortest: int, longest: int) -> CheckConstraint:
    """Return the CHECK on the length of a text, which SQLite would not hold by the type alone."""
    return CheckConstraint(f"length({column}) BETWEEN {shortest} AND {longest}", name=f"{column}_length")


def hex_digest(column: str) -> CheckConstraint:
    """Return the CHECK that a text has the length of a SHA-256 in hexadecimal."""
    return CheckConstraint(f"length({column}) = {HEX_DIGEST_LENGTH}", name=f"{column}_length")
