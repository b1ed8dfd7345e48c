"""The pages about the API: its description for programs, the same for people, and the states."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from html import escape
from http import HTTPStatus

from api.v1.door.answer import CSS_TYPE, HTML_TYPE, JSON_TYPE, Answer, Json, as_json
from api.v1.door.dispatch import PREFIX
from api.v1.door.errors import CODES
from api.v1.door.openapi import INTRODUCTION, TITLE, VERSION, document
from api.v1.door.routes import Free, Route, Service
from api.v1.door.states import StateTable, state_tables
from api.v1.door.viewer import PUBLIC

STYLE = """
body { margin: 0 auto; max-width: 62rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b; }
h1, h2, h3 { line-height: 1.2; } h2 { margin-top: 2.5rem; } a { color: #1a4f8b; }
code { font-size: 0.95em; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1.5rem; }
th, td { border-bottom: 1px solid #b8b8b8; padding: 0.4rem 0.8rem 0.4rem 0; text-align: left; vertical-align: top; }
"""


def routes(resources: tuple[Route, ...]) -> tuple[Route, ...]:
    """Return the routes of the pages about all routes, themselves included."""
    told: list[Route] = list(resources)
    tables = state_tables(resources)
    made = (
        _route("/openapi.json", "openapi", summary="This description", make=lambda: _json(told), media=JSON_TYPE),
        _route("/reference", "reference", summary="This description, for people", make=lambda: _reference(told)),
        _route("/states", "states", summary="What each state means", make=partial(_states, tables)),
        _route("/style.css", "style", summary="How the pages look", make=_style, media=CSS_TYPE),
    )
    told += made
    return made


def _route(path: str, name: str, *, summary: str, make: Callable[[], Answer], media: str = HTML_TYPE) -> Route:
    held: list[Answer] = []

    def static(_service: Service) -> Answer:
        # Nothing of it depends on the moment, so it is made once.
        if not held:
            held.append(make())
        return held[0]

    shape = Free(schema={"type": "object"}) if media == JSON_TYPE else Free()
    answers = {HTTPStatus.OK: {media: shape}}
    return Route(path=path, name=name, summary=summary, tag="about", access=PUBLIC, static=static, answers=answers)


def _json(told: Iterable[Route]) -> Answer:
    return Answer(body=as_json(document(told, prefix=PREFIX)))


def _style() -> Answer:
    return Answer(body=STYLE.encode("ascii"), media_type=CSS_TYPE)


def _reference(told: Iterable[Route]) -> Answer:
    described = document(told, prefix=PREFIX)
    parts = [f"<h1>{escape(TITLE)}</h1>", f"<p>Version {VERSION}. {escape(INTRODUCTION)}</p>"]
    parts.append('<p><a href="states">What each state means</a> · <a href="openapi.json">OpenAPI 3.1</a></p>')
    for path, methods in described["paths"].items():
        parts += [part for method, operation in methods.items() for part in _operation(path, method, operation)]
    parts += _objects(described["components"]["schemas"])
    rows = [(code, str(int(status)), meaning) for code, (status, _, meaning) in CODES.items()]
    parts += ["<h2>Errors</h2>", *_table(("code", "status", "means"), rows)]
    return _page(TITLE, parts)


def _operation(path: str, method: str, operation: Json) -> Iterator[str]:
    yield f'<h2 id="{escape(operation["operationId"])}">{escape(operation["summary"])}</h2>'
    yield f"<p><code>{method.upper()} {escape(path)}</code><br>{escape(operation['description'])}</p>"
    rows = [(each["name"], each["in"], each.get("description", "The record.")) for each in operation["parameters"]]
    if rows:
        yield from _table(("parameter", "in", "does"), rows)
    answers = [
        (status, ", ".join(answer.get("content", {"": None})), answer["description"])
        for status, answer in operation["responses"].items()
    ]
    yield from _table(("status", "type", "means"), answers)


def _objects(schemas: Json) -> Iterator[str]:
    yield "<h2>Attributes</h2>"
    for name, schema in schemas.items():
        rows = [
            (member, _kind(inner), inner.get("description", ""))
            for member, inner in schema.get("properties", {}).items()
        ]
        yield f"<h3>{escape(name)}</h3>"
        yield from _table(("attribute", "type", "means"), rows)


def _kind(schema: Json) -> str:
    if "enum" in schema:
        return ", ".join(str(value) for value in schema["enum"] if value is not None)
    named = schema.get("format") or schema.get("type") or schema.get("$ref", "").rpartition("/")[2] or "see OpenAPI"
    return ", ".join(named) if isinstance(named, list) else str(named)


def _states(tables: Iterable[StateTable]) -> Answer:
    parts = ["<h1>States</h1>", "<p>What each state in an answer means, and what may be done then.</p>"]
    for table in tables:
        identifier = f"{table.resource}-{table.attribute}"
        heading = f"{escape(table.resource)}: <code>{escape(table.attribute)}</code>"
        parts.append(f'<h2 id="{escape(identifier)}">{heading}</h2>')
        parts += _table(("state", "means", "what may be done"), [(s.value, s.meaning, s.then) for s in table.states])
    return _page("States", parts)


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield '<div class="scroll"><table><thead><tr>'
    yield "".join(f'<th scope="col">{escape(heading)}</th>' if heading else "<td></td>" for heading in headings)
    yield "</tr></thead><tbody>"
    for first, *others in rows:
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in others)
        yield f'<tr><th scope="row"><code>{escape(first)}</code></th>{cells}</tr>'
    yield "</tbody></table></div>"


def _page(title: str, parts: Iterable[str]) -> Answer:
    head = (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="style.css"></head><body><main>'
    )
    body = "\n".join(parts)
    return Answer(body=f"{head}{body}</main></body></html>\n".encode(), media_type=HTML_TYPE)
