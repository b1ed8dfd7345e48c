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
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b; }
h1, h2, h3 { line-height: 1.2; overflow-wrap: anywhere; } h2, h3 { margin-top: 2.5rem; scroll-margin-top: 1rem; }
a { color: #1a4f8b; } p { overflow-wrap: anywhere; }
code { font-size: 0.95em; overflow-wrap: anywhere; }
nav ul { columns: 9rem; column-gap: 1rem; margin: 0 0 1rem; padding: 0; list-style: none; }
nav li { break-inside: avoid; padding: 0.15rem 0; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 3px solid #1a4f8b; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1.5rem; }
th, td { border-bottom: 1px solid #b8b8b8; padding: 0.4rem 0.8rem 0.4rem 0; text-align: left; vertical-align: top; }
th code { overflow-wrap: normal; } td:last-child { min-width: 11rem; }
@media (max-width: 30rem) { body { padding: 0.75rem; } h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; } }
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
    parts += _contents(described)
    by_tag: dict[str, list[tuple[str, str, Json]]] = {}
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            by_tag.setdefault(operation["tags"][0], []).append((path, method, operation))
    for tag, operations in by_tag.items():
        parts.append(f'<h2 id="{escape(_resource(tag))}">{escape(tag)}</h2>')
        parts += [part for each in operations for part in _operation(*each)]
    parts += _objects(described["components"]["schemas"])
    rows = [(code, str(int(status)), meaning) for code, (status, _, meaning) in CODES.items()]
    parts += ['<h2 id="error-codes">Error codes</h2>', *_table(("code", "status", "means"), rows, label="Error codes")]
    return _page(TITLE, parts)


def _contents(described: Json) -> Iterator[str]:
    """Yield links to everything on the page, in its order."""
    tags = dict.fromkeys(each["tags"][0] for methods in described["paths"].values() for each in methods.values())
    objects = described["components"]["schemas"]
    for heading, linked in (
        ("Resources", [(_resource(tag), tag) for tag in tags]),
        ("Attributes", [(_object(name), name) for name in objects]),
    ):
        items = "".join(f'<li><a href="#{escape(where)}">{escape(name)}</a></li>' for where, name in linked)
        yield f'<nav aria-label="{heading}"><p><strong>{heading}</strong></p><ul>{items}</ul></nav>'
    yield '<p><a href="#error-codes">Error codes</a></p>'


def _resource(tag: str) -> str:
    return f"resource-{tag}"


def _object(name: str) -> str:
    return f"attributes-{name.lower()}"


def _operation(path: str, method: str, operation: Json) -> Iterator[str]:
    yield f'<h3 id="{escape(operation["operationId"])}">{escape(operation["summary"])}</h3>'
    yield f"<p><code>{method.upper()} {escape(path)}</code><br>{escape(operation['description'])}</p>"
    rows = [(each["name"], each["in"], each.get("description", "The record.")) for each in operation["parameters"]]
    if rows:
        yield from _table(("parameter", "in", "does"), rows, label=f"{operation['summary']}: parameters")
    answers = [
        (status, ", ".join(answer.get("content", {"": None})), answer["description"])
        for status, answer in operation["responses"].items()
    ]
    yield from _table(("status", "type", "means"), answers, label=f"{operation['summary']}: answers")


def _objects(schemas: Json) -> Iterator[str]:
    yield '<h2 id="attributes">Attributes</h2>'
    for name, schema in schemas.items():
        rows = [
            (member, _kind(inner), inner.get("description", ""))
            for member, inner in schema.get("properties", {}).items()
        ]
        yield f'<h3 id="{escape(_object(name))}">{escape(name)}</h3>'
        yield from _table(("attribute", "type", "means"), rows, label=name)


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
        rows = [(each.value, each.meaning, each.then) for each in table.states]
        parts += _table(("state", "means", "what may be done"), rows, label=f"{table.resource}: {table.attribute}")
    return _page("States", parts)


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]], *, label: str) -> Iterator[str]:
    # Whoever uses the keyboard can scroll it too.
    yield f'<div class="scroll" role="region" aria-label="{escape(label)}" tabindex="0"><table><thead><tr>'
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
