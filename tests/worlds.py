"""Worlds that tests stand in: each is built once by a worker on each kind of database, and copied for every test.

Ask for `stand` and say how the world is made: `stand(drawn_window, {"CCC": make_lines(120)})` calls
`drawn_window(engine, {"CCC": ...})` the first time, and afterwards returns what that call returned, in a database of
the test's own. A world is a frozen dataclass (or a tuple of them); whatever engine it holds becomes that of the copy.
A builder leaves nothing outside the database but what it returns: keys, people and lists come along in that value.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Concatenate, ParamSpec, TypeVar

import pytest
from sqlalchemy import URL, Engine

from moderation.database.engine import open_engine
from tests.databases import Databases

Asked = ParamSpec("Asked")
World = TypeVar("World")


@dataclass
class Templates:
    """The worlds that a worker built so far, each in a database that nobody opens any more."""

    databases: Databases
    _built: dict[Hashable, tuple[URL, Any]] = field(default_factory=dict)

    def of(self, kind: str, build: Callable[[Engine], World], *, key: Hashable) -> tuple[URL, World]:
        """Return where a world stands and what its builder returned; build it if nobody asked for it before."""
        if (kind, key) not in self._built:
            address = self.databases.create(kind)
            engine = open_engine(address)
            try:
                made = build(engine)
            except BaseException:
                engine.dispose()
                self.databases.drop(address)
                raise
            engine.dispose()
            self._built[kind, key] = (address, made)
        return self._built[kind, key]

    def drop(self) -> None:
        """Remove them all."""
        while self._built:
            self.databases.drop(self._built.popitem()[1][0])


@dataclass
class Stand:
    """Opens copies of worlds for one test, on one kind of database."""

    templates: Templates
    kind: str
    _opened: list[tuple[URL, Engine]] = field(default_factory=list)

    def __call__(
        self, build: Callable[Concatenate[Engine, Asked], World], *args: Asked.args, **kwargs: Asked.kwargs
    ) -> World:
        """Return a world in a database of the test's own."""
        key = (build.__module__, build.__qualname__, repr(args), repr(kwargs))
        template, made = self.templates.of(self.kind, lambda engine: build(engine, *args, **kwargs), key=key)
        address = self.templates.databases.copy(template)
        engine = open_engine(address)
        self._opened.append((address, engine))
        return moved(made, engine)

    def close(self) -> None:
        """Remove the databases."""
        for address, engine in self._opened:
            engine.dispose()
            self.templates.databases.drop(address)


def moved(made: World, engine: Engine) -> World:
    """Return what a builder returned, with another engine in the place of its own."""
    moved_: Any = made
    if isinstance(made, Engine):
        moved_ = engine
    elif isinstance(made, tuple):
        moved_ = tuple(moved(each, engine) for each in made)
    elif is_dataclass(made) and not isinstance(made, type):
        held = {each.name: getattr(made, each.name) for each in fields(made)}
        moved_ = replace(made, **{name: moved(value, engine) for name, value in held.items() if _may_hold(value)})
    return moved_  # type: ignore[no-any-return]


def _may_hold(value: object) -> bool:
    return isinstance(value, Engine | tuple) or is_dataclass(value)


@pytest.fixture(scope="session")
def templates(databases: Databases) -> Iterator[Templates]:
    made = Templates(databases)
    yield made
    made.drop()


@pytest.fixture
def stand(templates: Templates, database_kind: str) -> Iterator[Stand]:
    made = Stand(templates, database_kind)
    yield made
    made.close()
