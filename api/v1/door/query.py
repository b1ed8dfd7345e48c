"""The parameters of a query: each route names its own; an unknown, repeated or wrong one is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate
from werkzeug.datastructures import MultiDict

from api.v1.door.errors import refused_parameters
from api.v1.door.fields import Moment, Whole, code

PER_PAGE, MOST_PER_PAGE = 100, 3_000
LAST_PAGE = 1_000_000
SORTS = ("created_at", "-created_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a query asks for."""

    page: int = 1
    per_page: int = PER_PAGE
    sort: str = SORTS[0]
    updated_since: datetime | None = None
    window: str | None = None
    provider: str | None = None
    qualification: str | None = None
    as_at: datetime | None = None
    window_code: str | None = None

    @property
    def descending(self) -> bool:
        """Tell whether the newest comes first."""
        return self.sort.startswith("-")

    @property
    def offset(self) -> int:
        """Return how many records come before the page."""
        return (self.page - 1) * self.per_page


@dataclass(frozen=True)
class Parameter:
    """One parameter: the name in `Asked`, the name in the query, its field and what it does."""

    name: str
    key: str
    field: fields.Field[Any]
    does: str


def _parameter(name: str, key: str, field: fields.Field[Any], *, does: str) -> Parameter:
    field.data_key = key
    return Parameter(name, key, field, does)


_PAGE = validate.Range(1, LAST_PAGE, error=f"A page is 1 to {LAST_PAGE}.")
_PER_PAGE = validate.Range(1, MOST_PER_PAGE, error=f"A page holds 1 to {MOST_PER_PAGE} records.")
_SORT = validate.OneOf(SORTS, error=f"Sort by {' or '.join(SORTS)}.")

PAGING = (
    _parameter("page", "page[page]", Whole(validate=_PAGE), does="The page, from 1. One past the last is empty."),
    _parameter("per_page", "page[per_page]", Whole(validate=_PER_PAGE), does="Records on a page, 100 unless told."),
)
SORT = _parameter("sort", "sort", fields.String(validate=_SORT), does="By age: created_at, or -created_at.")
UPDATED_SINCE = _parameter(
    "updated_since",
    "filter[updated_since]",
    Moment(),
    does="Only records made or changed at or after this instant; a change of what belongs to a record counts.",
)
WINDOW = _parameter("window", "filter[window]", code(), does="Only records of the window with this code.")
PROVIDER = _parameter("provider", "filter[provider]", code(), does="Only records of the provider with this code.")
QUALIFICATION = _parameter(
    "qualification", "filter[qualification]", code(), does="Only records of the qualification with this code."
)
BREAKDOWN = _parameter(
    "qualification",
    "filter[qualification]",
    code(),
    does="The breakdown of each signed figure for this qualification, instead of the figure itself.",
)
AS_AT = _parameter("as_at", "filter[as_at]", Moment(), does="The figures as they stood at this instant.")
WINDOW_CODE = _parameter("window_code", "window_code", code(), does="With CSV: the code of the window.")


@dataclass(frozen=True)
class Query:
    """The parameters that one route knows."""

    parameters: tuple[Parameter, ...] = ()

    @cached_property
    def schema(self) -> Schema:
        """Return the schema that reads the parameters."""
        known: dict[str, fields.Field[Any]] = {each.name: each.field for each in self.parameters}
        return Schema.from_dict(known, name="Query")(unknown=RAISE)

    def read(self, given: MultiDict[str, str]) -> Asked:
        """Read a query, or refuse it with everything that is wrong."""
        if not given:
            given = MultiDict()
        faults = [(key, "Give this parameter once.") for key, values in given.lists() if len(values) > 1]
        known = {each.key for each in self.parameters}
        faults += [(key, _unknown(known)) for key in given if key not in known]
        try:
            read: dict[str, Any] = self.schema.load({key: value for key, value in given.items() if key in known})
        except ValidationError as error:
            raise refused_parameters([*faults, *_told(error)]) from None
        if faults:
            raise refused_parameters(faults)
        return Asked(**read)


def _unknown(known: Iterable[str]) -> str:
    listed = ", ".join(sorted(known))
    return f"There is no such parameter here. There are {listed}." if listed else "No parameter is known here."


def _told(error: ValidationError) -> list[tuple[str, str]]:
    messages: Mapping[str, list[str]] = error.messages_dict
    return [(key, sentence) for key, sentences in messages.items() for sentence in sentences]


NOTHING = Query()
