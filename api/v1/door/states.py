"""What each state in an answer means and what may be done then; a state without its words stops the start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum

from marshmallow import Schema, fields

from api.v1.door.routes import Record, Route
from moderation.cases.enquiries import NEXT
from moderation.errors import Verb
from moderation.findings.enquiry_records import EnquiryEventKind
from moderation.scripts.records import ScriptEvent, ScriptEventKind
from moderation.scripts.state import ScriptStanding, state_of
from sampling.told import Told

ANY_DAY = date(2000, 1, 1)
ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


class Untold(Exception):
    """A state is served that has no words."""


@dataclass(frozen=True, slots=True)
class State:
    """A value, what it means and what may be done."""

    value: str
    meaning: str
    then: str


@dataclass(frozen=True, slots=True)
class StateTable:
    """The values of one attribute of a resource."""

    resource: str
    attribute: str
    states: tuple[State, ...]


def state_tables(routes: Iterable[Route]) -> tuple[StateTable, ...]:
    """Return the tables of all attributes that take one of a closed list of values, as they are served."""
    found: dict[tuple[str, str], StateTable] = {}
    for route in routes:
        for shapes in route.answers.values():
            for shape in shapes.values():
                if isinstance(shape, Record):
                    for attribute, kind in _closed(shape.attributes):
                        found[shape.kind, attribute] = StateTable(shape.kind, attribute, _states(kind))
    found["errors", "then.step"] = StateTable("errors", "then.step", _steps())
    return tuple(found.values())


def _steps() -> tuple[State, ...]:
    return tuple(State(verb.value, verb.meaning, f"{verb.label}.") for verb in Verb)


def _closed(schema: Schema, prefix: str = "") -> Iterator[tuple[str, type[Enum]]]:
    for name, field in schema.fields.items():
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Enum):
            yield prefix + name, inner.enum
        elif isinstance(inner, fields.Nested):
            yield from _closed(inner.schema, f"{prefix}{name}.")


def _states(kind: type[Enum]) -> tuple[State, ...]:
    if not issubclass(kind, Told):
        raise Untold(f"The values of {kind.__name__} are served and have no words.")
    return tuple(State(member.value, member.meaning, _then(member, member.then)) for member in kind)


def _then(member: Enum, words: str) -> str:
    """Return what may be done, with what the code's own table of transitions adds."""
    if isinstance(member, EnquiryEventKind):
        after = sorted(str(kind.value) for kind in NEXT[member])
        return f"{words} May follow: {', '.join(after) if after else 'nothing'}."
    if isinstance(member, ScriptStanding):
        leading = [
            str(kind.value) for kind in ScriptEventKind if _standing_after(kind) is member is not ScriptStanding.ASKED
        ]
        return f"{words} Comes by: {', '.join(leading)}." if leading else words
    return words


def _standing_after(kind: ScriptEventKind) -> ScriptStanding:
    event = ScriptEvent(kind=kind, recorded_at=ANY_MOMENT)
    return state_of([event], due_on=ANY_DAY).standing


def as_markdown(tables: Iterable[StateTable]) -> str:
    """Return the tables as the page of the documentation."""
    lines = [
        "# States",
        "",
        "What each state in an answer of the API means, and what may be done then. This page is made from the code:",
        "`python -m api.v1` writes it anew, and a test holds it to what is served. A script is handed in by",
        "`PUT /scripts/{id}/file`.",
    ]
    for table in tables:
        lines += [
            "",
            f"## {table.resource}: `{table.attribute}`",
            "",
            "| state | means | what may be done |",
            "| --- | --- | --- |",
        ]
        lines += [f"| `{state.value}` | {state.meaning} | {state.then} |" for state in table.states]
    return "\n".join(lines) + "\n"
