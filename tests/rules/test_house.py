"""The laws of the house that concern its files: length, names, signs on doors, nothing of one machine."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOMS = ("sampling", "moderation", "api")
WALL = 400
CUPBOARDS = {"base", "common", "helper", "helpers", "misc", "shared", "tools", "util", "utils"}
POSITIONAL = 2
# What every method and every action is given first is not counted: an action is called (session, actor, command).
GIVEN = {"self", "cls", "session"}
# What the method writes in one order everywhere, N n k and provider/window/position, is read as one argument.
# The same holds for the words of a value, which stand in one order beside it as in a table.
WRITTEN_TOGETHER = [
    ["scripts", "sample", "overturned"],
    ["provider", "window", "position"],
    ["value", "label", "meaning"],
]

# Written in pieces, so that this file keeps its own law.
REGISTRY_HOSTS = re.compile(
    "|".join(
        (
            r"pypi\.(?:org|python)",
            "python" + r"hosted\.org",
            r"registry\.npm" + "js",
            r"https?://[^\"'\s>]+\.(?:whl|tgz|tar\.gz|deb)\b",
            "--(?:extra-)?index" + "-url",
            "--find" + "-links",
        )
    ),
    re.IGNORECASE,
)
MACHINE_PATHS = re.compile(r"(?<![\w.-])/(?:work|farm|root|home/\w+|Users/\w+|tmp/\w+)/")


def kept_files(repository: Path) -> list[Path]:
    """List the files of the repository: those that git tracks and new ones that it does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=repository,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = (repository / name for name in listed.stdout.split("\0") if name)
    return sorted(path for path in paths if path.is_file())


@pytest.fixture(scope="module")
def kept(repository: Path) -> list[Path]:
    try:
        return kept_files(repository)
    except (OSError, subprocess.CalledProcessError) as failure:
        pytest.skip(f"the laws about files need a git checkout and the program git: {failure}")


@pytest.fixture(scope="module")
def python_files(kept: list[Path]) -> list[Path]:
    return [path for path in kept if path.suffix == ".py"]


def lines_that_match(pattern: re.Pattern[str], paths: list[Path]) -> Iterator[str]:
    """Yield each place where the pattern stands in a text file."""
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        yield from (f"{path.name}:{number}: {line}" for number, line in enumerate(lines, 1) if pattern.search(line))


def positional_faults(source: str) -> list[str]:
    """Name the public functions with more than two positional arguments that no framework asks for."""
    faults = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
        own = [name for name in names if name not in GIVEN]
        if own[:3] in WRITTEN_TOGETHER:
            own[:3] = [" ".join(own[:3])]
        answers_to_a_framework = bool(node.decorator_list)
        if len(own) > POSITIONAL and not answers_to_a_framework and not node.name.startswith("_"):
            faults.append(f"line {node.lineno}: {node.name}({', '.join(own)})")
    return faults


def test_no_python_file_passes_the_wall(python_files: list[Path]) -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files}
    assert lengths
    assert {str(path): length for path, length in lengths.items() if length > WALL} == {}


def test_each_package_has_a_sign_on_its_door(repository: Path, python_files: list[Path]) -> None:
    packages = [path for path in python_files if path.name == "__init__.py" and is_ours(path, repository)]
    assert packages
    unsigned = [str(path) for path in packages if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert unsigned == []


def lacking(sign: str) -> list[str]:
    """Name the parts that the sign of a room lacks."""
    return [part for part in ("In", "Out", "Callers") if not re.search(rf"^{part}: .+", sign, re.MULTILINE)]


def test_each_room_says_what_goes_in_what_comes_out_and_who_calls_it(repository: Path) -> None:
    rooms = [*(repository / "moderation").glob("*/__init__.py"), *(repository / "api").rglob("__init__.py")]
    assert len(rooms) > 20
    signs = {str(room): ast.get_docstring(ast.parse(room.read_text(encoding="utf-8"))) or "" for room in rooms}
    assert {room: lacking(sign) for room, sign in signs.items() if lacking(sign)} == {}


def test_the_law_on_signs_finds_what_one_lacks() -> None:
    assert lacking("A room.\n\nIn: a return.\nOut:\nCallers: doors.") == ["Out"]


def test_no_module_is_a_cupboard(python_files: list[Path]) -> None:
    assert [str(path) for path in python_files if {path.stem, path.parent.name} & CUPBOARDS] == []


def test_arguments_past_the_second_are_keyword_only(repository: Path, python_files: list[Path]) -> None:
    ours = [path for path in python_files if is_ours(path, repository)]
    assert ours
    faults = {str(path): positional_faults(path.read_text(encoding="utf-8")) for path in ours}
    assert {path: found for path, found in faults.items() if found} == {}


def test_no_file_names_a_package_registry(kept: list[Path]) -> None:
    assert list(lines_that_match(REGISTRY_HOSTS, kept)) == []


def test_no_file_names_a_path_of_one_machine(kept: list[Path]) -> None:
    assert list(lines_that_match(MACHINE_PATHS, kept)) == []


@pytest.mark.parametrize(
    "line",
    ["see /work" + "/main", "'/root" + "/.cache'", "a /home/ann" + "/x", "cp /tmp/run" + "/a"],
)
def test_the_search_for_paths_finds_one(line: str, tmp_path: Path) -> None:
    seeded = tmp_path / "seeded.txt"
    seeded.write_text(f"fine\n{line}\n", encoding="utf-8")
    assert list(lines_that_match(MACHINE_PATHS, [seeded])) == [f"seeded.txt:2: {line}"]


@pytest.mark.parametrize(
    "line",
    [
        "https://files.python" + "hosted.org/a",
        "https://a.example/b-1.0" + ".whl",
        "--index" + "-url file:///x",
    ],
)
def test_the_search_for_registries_finds_one(line: str, tmp_path: Path) -> None:
    seeded = tmp_path / "seeded.txt"
    seeded.write_text(line, encoding="utf-8")
    assert list(lines_that_match(REGISTRY_HOSTS, [seeded])) == [f"seeded.txt:1: {line}"]


def test_the_law_on_arguments_finds_a_third() -> None:
    assert positional_faults("def count(a, b, c): ...") == ["line 1: count(a, b, c)"]
    assert positional_faults("def count(a, b, *, c): ...") == []
    assert positional_faults("def file_return(session, actor, command): ...") == []
    assert positional_faults("def interval(scripts, sample, overturned): ...") == []


def is_ours(path: Path, repository: Path) -> bool:
    """Tell whether a file belongs to one of the three packages."""
    return path.relative_to(repository).parts[0] in ROOMS
