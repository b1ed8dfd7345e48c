"""Random windows: what the database counts, what figures say and what the command computes are one and the same."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.cli import main as moderation
from moderation.database.engine import open_engine
from moderation.database.transaction import reading
from moderation.findings.figures import figures
from moderation.returns.records import Outcome, Result
from sampling.command_line import main
from tests.builders import Line
from tests.databases import Databases, sqlite_and_postgresql
from tests.findings.signing import sign
from tests.inserting import inserting
from tests.moderated import Drawn, declare_missing, drawn_window, exclude, settle

FATES = ("upheld", "overturned", "missing", "excluded", "pending")

results = st.builds(
    lambda outcome, qualification, peer: (outcome, qualification, peer),
    st.sampled_from(Outcome),
    st.sampled_from(("NPQML", "NPQSL", "NPQH")),
    st.sampled_from(((False, False), (True, False), (True, True))),
)


@st.composite
def fates(draw: st.DrawFn) -> list[str]:
    """Draw what becomes of scripts: mostly plain samples, some with pending, missing or excluded ones."""
    possible = draw(st.sampled_from((FATES[:2], FATES[:2], FATES[:3], FATES[:4], FATES)))
    return draw(st.lists(st.sampled_from(possible), min_size=1, max_size=12))


frames = st.lists(st.tuples(st.integers(1, 110), results, fates()), min_size=1, max_size=4)


def printed(arguments: list[str]) -> str:
    """Return what `moderation` prints."""
    with redirect_stdout(StringIO()) as out:
        assert moderation(arguments) == 0
    return out.getvalue()


def doors_say(world: Drawn) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the figures as `moderation accuracy` prints them and as an export holds them, from the same database."""
    address = world.engine.url.render_as_string(hide_password=False)
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as environ:
        environ.setenv("MODERATION_VAR", folder)
        environ.setenv("MODERATION_DATABASE_URL", address)
        to = Path(folder) / "export"
        printed(["export", world.code, "--to", str(to)])
        exported = (to / "private" / "accuracy.json").read_text(encoding="utf-8")
        said = printed(["accuracy", "--window", world.code, "--format", "json"])
        assert (
            printed(["accuracy", "--window", world.code, "--format", "csv"]).splitlines()[0]
            == ((to / "private" / "accuracy.csv").read_text(encoding="utf-8").splitlines()[0])
        )
    return [("accuracy", json.loads(said)), ("export", json.loads(exported))]


def command_says(counts: dict[str, int]) -> dict[str, object]:
    """Return what `python -m sampling accuracy --json` prints for these counts."""
    arguments = ["accuracy", "--json"]
    for name in ("scripts", "moderated", "overturned", "pending", "missing"):
        arguments += [f"--{name}", str(counts[name])]
    with redirect_stdout(StringIO()) as printed:
        assert main(arguments) == 0
    answer: dict[str, object] = json.loads(printed.getvalue())
    return answer


def suffer(world: Drawn, code: str, wanted: list[str]) -> dict[str, int]:
    """Let a provider's sampled scripts meet their fates, in turn; return the counts, made here by hand."""
    person = world.cast.lead.person_id
    assert person is not None
    counts = dict.fromkeys(("moderated", "overturned", "pending", "missing", "excluded", "pass_to_fail"), 0)
    with inserting(world.engine) as session:
        for number, script in enumerate(world.sample(session, code)):
            fate = wanted[number % len(wanted)]
            if fate in ("upheld", "overturned"):
                counts["moderated"] += 1
                counts["overturned"] += fate == "overturned"
                outcome = session.get_one(Result, (script.return_id, script.row)).outcome
                counts["pass_to_fail"] += fate == "overturned" and outcome is Outcome.PASS
                settle(session, script, by=person, overturn=fate == "overturned")
            else:
                counts[fate] += 1
                if fate == "missing":
                    declare_missing(session, script, by=person)
                elif fate == "excluded":
                    exclude(session, script, cast=world.cast)
    return counts


@pytest.mark.slow
@pytest.mark.parametrize("kind", sqlite_and_postgresql)
@settings(max_examples=12)
@given(drawn=frames)
def test_database_figures_and_command_agree(
    databases: Databases, kind: str, drawn: list[tuple[int, tuple[Outcome, str, tuple[bool, bool]], list[str]]]
) -> None:
    address = databases.create(kind)
    engine = open_engine(address)
    try:
        lines = {f"P{number}": lines_of(size, kind_of) for number, (size, kind_of, _) in enumerate(drawn)}
        world = drawn_window(engine, lines)
        counted = {f"P{number}": suffer(world, f"P{number}", wanted) for number, (*_, wanted) in enumerate(drawn)}
        compare(world, lines, counted)
        complete = [code for code, counts in counted.items() if not counts["pending"]]
        if complete:
            sign(world, *complete)
            compare(world, lines, counted)
    finally:
        engine.dispose()
        databases.drop(address)


def lines_of(size: int, kind_of: tuple[Outcome, str, tuple[bool, bool]]) -> list[Line]:
    """Return a return's results; every other one is of the drawn kind, so that frames are mixed."""
    outcome, qualification, (moderated, changed) = kind_of
    odd = Line("", outcome=outcome, qualification=qualification, peer_moderated=moderated, changed=changed)
    even = Line("", qualification="NPQEL")
    return [
        Line(
            f"S{number:04d}",
            outcome=each.outcome,
            qualification=each.qualification,
            peer_moderated=each.peer_moderated,
            changed=each.changed,
        )
        for number in range(size)
        for each in [odd if number % 2 else even]
    ]


def compare(world: Drawn, lines: dict[str, list[Line]], counted: dict[str, dict[str, int]]) -> None:
    with reading(world.engine) as session:
        found = {each.provider_code: each for each in figures(session, window_code=world.code)}
    assert list(found) == sorted(counted)
    for door, figures_said in doors_say(world):
        for said in figures_said:
            figure = found[said["provider_code"]]
            assert {name: said[name] for name in figure.answer} == dict(figure.answer), door
            assert said["excluded_count"] == figure.excluded_count, door
    for code, counts in counted.items():
        figure = found[code]
        assert dict(figure.answer) == command_says({**counts, "scripts": len(lines[code])})
        assert figure.excluded_count == counts["excluded"]
        assert figure.direction["pass_to_fail_count"] == counts["pass_to_fail"]
        assert figure.as_json()["sampling_rate"] == 0.1
