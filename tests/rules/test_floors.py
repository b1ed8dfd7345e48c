"""Proof that the import rules bite: each seeded violation is found, and every room is under them."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

DOORS = {"cli", "example", "app", "web"}
LENDERS = {"sampling": {"numpy"}, "sampling/signature.py": {"numpy", "cryptography"}}


def linter(repository: Path) -> dict[str, Any]:
    configuration = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    rules: dict[str, Any] = configuration["tool"]["importlinter"]
    return rules


def rooms_in(layers: list[str], prefix: str) -> set[str]:
    """List the rooms that the layers of a contract name."""
    words = {word.strip("()") for layer in layers for word in layer.replace("|", " ").replace(":", " ").split()}
    return {word.removeprefix(prefix) for word in words if word.startswith(prefix)}


def seeded_house(repository: Path, folder: Path, *, importer: str, imports: str) -> Path:
    """Build an empty house under the real contracts, where one module imports what it may not."""
    rooms = rooms_in(contract(repository, "floors")["layers"], "")
    modules = ["sampling", "api", "moderation", *(f"moderation/{room}" for room in rooms)]
    for name in modules:
        package = folder / name
        package.mkdir(parents=True)
        statement = f"import {imports}\n" if name == importer else ""
        (package / "__init__.py").write_text(f'"""A room."""\n{statement}', encoding="utf-8")
    rules = (repository / "pyproject.toml").read_text(encoding="utf-8")
    roots = 'root_packages = ["moderation", "sampling", "api"]'
    listed = linter(repository)["root_packages"]
    written = "root_packages = [" + ", ".join(f'"{name}"' for name in listed) + "]"
    assert written in rules
    (folder / "pyproject.toml").write_text(rules.replace(written, roots), encoding="utf-8")
    return folder


def contract(repository: Path, identity: str) -> dict[str, Any]:
    found: dict[str, Any] = next(entry for entry in linter(repository)["contracts"] if entry["id"] == identity)
    return found


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-logo", "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": ""},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("importer", "imports", "broken"),
    [
        ("moderation/returns", "moderation.draws", "Each room of moderation knows only the floors below it"),
        (
            "moderation/errors",
            "moderation.settings",
            "Each room of moderation knows only the floors below it",
        ),
        ("moderation/draws", "flask", "No stage knows a door or flask"),
        ("moderation/cases", "api", "No stage knows a door or flask"),
        ("moderation/web", "api", "No stage knows a door or flask"),
        ("api", "moderation.web", "No stage knows a door or flask"),
        ("api", "moderation.app", "No stage knows a door or flask"),
        ("sampling", "moderation.errors", "sampling is usable alone"),
        ("sampling", "sqlalchemy", "sampling is usable alone"),
    ],
)
def test_a_seeded_violation_is_found(
    repository: Path, tmp_path: Path, importer: str, imports: str, broken: str
) -> None:
    answer = lint(seeded_house(repository, tmp_path, importer=importer, imports=imports))
    assert answer.returncode == 1
    assert f"{broken}" in answer.stdout.partition("Broken contracts")[2]


def test_a_house_without_violation_is_sound(repository: Path, tmp_path: Path) -> None:
    answer = lint(seeded_house(repository, tmp_path, importer="api", imports="flask"))
    assert answer.returncode == 0, answer.stdout


def test_a_room_without_a_floor_is_found(repository: Path, tmp_path: Path) -> None:
    house = seeded_house(repository, tmp_path, importer="api", imports="flask")
    (house / "moderation" / "attic.py").write_text('"""Nobody gave it a floor."""\n', encoding="utf-8")
    answer = lint(house)
    assert answer.returncode == 1
    assert "attic" in answer.stdout


def test_both_contracts_name_the_same_rooms(repository: Path) -> None:
    floors = rooms_in(contract(repository, "floors")["layers"], "")
    doors = rooms_in(contract(repository, "doors")["layers"], "moderation.")
    assert floors == doors
    assert floors > DOORS


def test_every_package_that_stands_is_under_the_rules(repository: Path) -> None:
    standing = {name for name in ("sampling", "moderation", "api") if (repository / name / "__init__.py").exists()}
    assert set(linter(repository)["root_packages"]) == standing


def test_sampling_needs_numpy_alone(repository: Path) -> None:
    own = {"sampling", *sys.stdlib_module_names}
    foreign = set()
    for path in sorted((repository / "sampling").rglob("*.py")):
        place = path.relative_to(repository).as_posix()
        allowed = own | LENDERS.get(place, LENDERS["sampling"])
        foreign |= {f"{place} imports {name}" for name in imported(path) if name not in allowed}
    assert foreign == set()


def imported(path: Path) -> set[str]:
    """List the top-level packages that a module needs when it runs, wherever in it they are imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {id(inner) for node in ast.walk(tree) if is_for_types(node) for inner in ast.walk(node)}
    names: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None and node.level == 0:
            names.add(node.module.partition(".")[0])
    return names


def is_for_types(node: ast.AST) -> bool:
    """Tell whether a statement is read by type checkers alone."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def test_the_search_for_imports_sees_the_hidden_ones(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    import cryptography\n"
        "def late() -> None:\n    from scipy.stats import norm\n",
        encoding="utf-8",
    )
    assert imported(module) == {"typing", "scipy"}
