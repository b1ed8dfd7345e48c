"""The laws of the papers: locks, Makefile, README, CHANGELOG, licence and the records of decisions."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

SECTIONS = ("Status", "Context", "Decision", "Consequences")
LOCKS = ("service.txt", "dev.txt")
README_WALL = 120


def pinned(lock: str) -> dict[str, set[str]]:
    """Read which versions a lock pins, by package."""
    pins: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", lock, re.MULTILINE):
        pins.setdefault(name, set()).add(version)
    return pins


def faults_of_lock(lock: str) -> list[str]:
    """Name each line of a lock that is neither a pin, a hash nor a comment, and each pin without a hash."""
    faults = []
    for requirement in re.sub(r"\\\n\s*", " ", lock).splitlines():
        text = requirement.split(" #")[0].strip()
        if not text or text.startswith("#"):
            continue
        if not re.match(r"[a-z0-9][a-z0-9._-]*(\[[a-z,]+\])?==", text):
            faults.append(f"not a pinned version: {text}")
        elif not re.search(r"--hash=sha256:[0-9a-f]{64}", text):
            faults.append(f"without a hash: {text}")
    return faults


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_pinned_versions_with_hashes_and_nothing_else(repository: Path, name: str) -> None:
    lock = (repository / "requirements" / name).read_text(encoding="utf-8")
    assert pinned(lock)
    assert faults_of_lock(lock) == []


def test_the_law_on_locks_finds_faults() -> None:
    assert faults_of_lock("flask==3.1.3\n") == ["without a hash: flask==3.1.3"]
    assert faults_of_lock("-i file:///x\n") == ["not a pinned version: -i file:///x"]


def test_what_runs_the_service_is_what_was_tested(repository: Path) -> None:
    service, dev = (pinned((repository / "requirements" / name).read_text(encoding="utf-8")) for name in LOCKS)
    assert {name: versions for name, versions in service.items() if dev.get(name) != versions} == {}


def test_each_dependency_of_the_project_is_locked(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = pinned((repository / "requirements" / "service.txt").read_text(encoding="utf-8"))
    names = {re.split(r"[\[<>=! ]", requirement)[0] for requirement in project["dependencies"]}
    assert names - lock.keys() == set()


def test_make_help_gives_a_sentence_for_each_command(repository: Path) -> None:
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    declared = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert declared is not None
    shown = subprocess.run(["make", "--silent"], cwd=repository, check=True, capture_output=True, text=True).stdout
    explained = dict(re.findall(r"^ +make (\w+) +(\S.*\.)$", shown, re.MULTILINE))
    assert set(declared[1].split()) == explained.keys()


def test_the_readme_is_read_in_one_sitting(repository: Path) -> None:
    lines = (repository / "README.md").read_text(encoding="utf-8").splitlines()
    assert 0 < len(lines) < README_WALL


def test_the_readme_names_both_commands_first(repository: Path) -> None:
    readme = (repository / "README.md").read_text(encoding="utf-8")
    assert "make run" in readme
    assert "make test" in readme


def test_the_changelog_tells_of_the_present_version(repository: Path) -> None:
    version = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    changelog = (repository / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(version)}\b", changelog, re.MULTILINE)


def test_the_licence_is_mit(repository: Path) -> None:
    assert (repository / "LICENCE").read_text(encoding="utf-8").startswith("MIT License\n")


def decisions(repository: Path) -> list[Path]:
    return sorted((repository / "docs" / "adr").glob("[0-9]*.md"))


def test_decisions_are_numbered_without_a_gap(repository: Path) -> None:
    numbers = [int(path.name[:4]) for path in decisions(repository)]
    assert numbers
    assert numbers == list(range(1, len(numbers) + 1))


def test_each_decision_has_its_four_parts(repository: Path) -> None:
    found = {
        path.name: re.findall(r"^## (\w+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        for path in decisions(repository)
    }
    assert {name: parts for name, parts in found.items() if tuple(parts) != SECTIONS} == {}


def test_each_decision_is_titled_with_its_number(repository: Path) -> None:
    for path in decisions(repository):
        assert path.read_text(encoding="utf-8").startswith(f"# {int(path.name[:4])}. ")


@pytest.mark.parametrize("page", ["README.md", "docs/README.md", "docs/adr/README.md"])
def test_every_link_of_an_index_leads_somewhere(repository: Path, page: str) -> None:
    index = repository / page
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", index.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (index.parent / link).exists()] == []


def test_the_index_of_decisions_lists_each(repository: Path) -> None:
    index = (repository / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in decisions(repository) if f"({path.name})" not in index] == []
