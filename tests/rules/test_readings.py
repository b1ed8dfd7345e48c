"""The laws of reading: no door asks the database, whatever is shown asks who looks, and tables stand with records."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

# What copies, proves or repairs whole databases asks them itself.
WHOLE_DATABASES = {"backup.py", "archive.py", "restore.py", "doctor.py"}
# Its table moves to the floor of the words.
MOVING = "moderation/feedback/texts.py"
STATEMENTS = {"delete", "exists", "func", "insert", "literal_column", "select", "text", "union", "update"}
QUESTIONS = {"execute", "get", "get_one", "query", "scalar", "scalars"}


def doors(repository: Path) -> list[Path]:
    """List the files of the doors that are under the law."""
    folders = [repository / "api", repository / "moderation" / "web", repository / "moderation" / "cli"]
    found = [path for folder in folders for path in folder.rglob("*.py")]
    return sorted(path for path in found if path.name not in WHOLE_DATABASES)


def shown_files(repository: Path) -> list[Path]:
    """List the files that say what somebody is shown."""
    # The floor of words gives them to the rooms above, and it is these that ask who looks.
    found = (repository / "moderation").rglob("shown*.py")
    return sorted(path for path in found if path.parent.name != "texts")


def questions_in(source: str) -> Iterator[str]:
    """Name what asks the database: a part of a statement that is imported, or a session that is asked."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sqlalchemy":
            yield from (f"line {node.lineno}: {name.name}" for name in node.names if name.name in STATEMENTS)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in QUESTIONS:
            asked = node.func.value
            called = asked.func if isinstance(asked, ast.Call) else asked
            if isinstance(called, ast.Name) and called.id.strip("_") == "session":
                yield f"line {node.lineno}: session.{node.func.attr}"


def faults_of_shown(source: str) -> Iterator[str]:
    """Name what is shown without asking who looks, by a clock, or in a form that may change."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield from _faults_of_reading(node)
        if isinstance(node, ast.ClassDef) and not _is_frozen(node):
            yield f"line {node.lineno}: {node.name} is no frozen dataclass"


def _faults_of_reading(node: ast.FunctionDef) -> Iterator[str]:
    arguments = [*node.args.posonlyargs, *node.args.args]
    if any(argument.arg == "clock" for argument in (*arguments, *node.args.kwonlyargs)):
        yield f"line {node.lineno}: {node.name} takes a clock: give it the moment"
    if not arguments or arguments[0].arg != "session":
        return
    is_public = any(isinstance(mark, ast.Name) and mark.id == "public" for mark in node.decorator_list)
    kind = arguments[1].annotation if len(arguments) > 1 else None
    asks_who = isinstance(kind, ast.Name) and kind.id == "Actor"
    if is_public == asks_who:
        yield f"line {node.lineno}: {node.name} takes (session, actor, …), or is declared public"


def _is_frozen(node: ast.ClassDef) -> bool:
    if any(isinstance(base, ast.Name) and base.id in {"StrEnum", "Told"} for base in node.bases):
        return True
    return any(
        isinstance(mark, ast.Call)
        and isinstance(mark.func, ast.Name)
        and mark.func.id == "dataclass"
        and any(given.arg == "frozen" for given in mark.keywords)
        for mark in node.decorator_list
    )


def tables_in(source: str) -> list[str]:
    """Name the tables that a file declares."""
    return [
        ast.unparse(node.value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == "__tablename__" for target in node.targets)
    ]


def holds_records(path: Path) -> bool:
    """Tell whether a file is one in which tables may stand."""
    return path.name == "records.py" or path.name.endswith("_records.py")


def text_of(path: Path) -> str:
    """Return what a file says."""
    return path.read_text(encoding="utf-8")


def test_no_door_asks_the_database_itself(repository: Path) -> None:
    files = doors(repository)
    assert {path.parent.name for path in files} >= {"v1", "door", "web", "cli"}
    found = {str(path.relative_to(repository)): list(questions_in(text_of(path))) for path in files}
    assert {path: questions for path, questions in found.items() if questions} == {}


def test_whatever_is_shown_asks_who_looks_or_is_declared_public(repository: Path) -> None:
    files = shown_files(repository)
    rooms = {path.parent.name for path in files}
    assert rooms >= {"audit", "cases", "draws", "feedback", "findings", "marking", "people", "providers", "returns"}
    found = {str(path.relative_to(repository)): list(faults_of_shown(text_of(path))) for path in files}
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_tables_stand_in_files_of_records_alone(repository: Path) -> None:
    files = sorted((repository / "moderation").rglob("*.py"))
    assert any(tables_in(text_of(path)) for path in files if holds_records(path))
    elsewhere = {path: tables_in(text_of(path)) for path in files if not holds_records(path)}
    assert {str(path) for path, tables in elsewhere.items() if tables} <= {str(repository / MOVING)}


@pytest.mark.parametrize(
    "source",
    [
        "from sqlalchemy import Engine, select",
        "from sqlalchemy.sql import text",
        "def look(session): return session.scalars(wanted)",
        "def look(): return _session().get(Window, 1)",
    ],
)
def test_the_law_on_doors_finds_a_question(source: str) -> None:
    assert len(list(questions_in(source))) == 1


def test_the_law_on_doors_lets_what_asks_nothing_pass() -> None:
    assert list(questions_in("from sqlalchemy import Engine\nvalue = found.get(1)\nshown(session, actor)")) == []


@pytest.mark.parametrize(
    "source",
    [
        "def cases(session: Session, window: Window) -> None: ...",
        "def cases(session: Session) -> None: ...",
        "@public\ndef cases(session: Session, actor: Actor) -> None: ...",
        "def cases(session: Session, actor: Actor, *, clock: Clock) -> None: ...",
        "class Shown: ...",
        "@dataclass(slots=True)\nclass Shown: ...",
    ],
)
def test_the_law_on_what_is_shown_finds_who_does_not_ask(source: str) -> None:
    assert len(list(faults_of_shown(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "def cases(session: Session, actor: Actor) -> None: ...",
        "@public\ndef figures(session: Session) -> None: ...",
        "def _load(session: Session) -> None: ...",
        "def window_is(column: Any) -> None: ...",
        "@dataclass(frozen=True)\nclass Shown: ...",
    ],
)
def test_the_law_on_what_is_shown_lets_who_asks_pass(source: str) -> None:
    assert list(faults_of_shown(source)) == []


def test_the_law_on_tables_finds_one(tmp_path: Path) -> None:
    source = "class Window(Model):\n    __tablename__ = 'windows'"
    assert tables_in(source) == ["'windows'"]
    assert holds_records(tmp_path / "seed_records.py")
    assert not holds_records(tmp_path / "old_seeds.py")
