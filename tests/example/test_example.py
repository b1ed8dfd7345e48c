"""The first run, as a person sees it: once from nothing, once again, and where it must stay away."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from consistent_sampler import sampler
from sqlalchemy import URL

from moderation.cli import main as command
from moderation.database.engine import open_engine
from moderation.database.transaction import reading
from moderation.example import bundle
from moderation.example.__main__ import main
from moderation.findings.figures import figures
from sampling.accuracy import assess
from sampling.rule import Counts

Tell = Callable[..., str]


@pytest.fixture
def tell(
    database_url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Tell:
    """Run the example in a service of its own, and return what it printed."""
    monkeypatch.setenv("MODERATION_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("MODERATION_DATABASE_URL", database_url.render_as_string(hide_password=False))
    for name in ("MODERATION_SIGNING_KEY", "MODERATION_ENVIRONMENT"):
        monkeypatch.delenv(name, raising=False)

    def run(*, status: int = 0) -> str:
        capsys.readouterr()
        assert main(["--no-serve"]) == status
        said = capsys.readouterr()
        return said.out + said.err

    return run


def expected(provider: str, *, seed: str, missing: int = 0) -> Counts:
    """Count with the published sampler, from the bundled files alone."""
    window = bundle.PUBLISHED
    given = rows(bundle.return_of(window, provider))
    outcomes = sorted((row["script_ref"].encode(), row["outcome"]) for row in given)
    again = {
        row["script_ref"]: row["outcome"] for row in rows(bundle.second_marks(window)) if row["provider"] == provider
    }
    names = [f"{provider}/{window.code}/{position}" for position in range(1, len(outcomes) + 1)]
    drawn = list(sampler(names, seed=seed, take=(len(names) + 9) // 10, output="id"))[missing:]
    results = [outcomes[int(name.rpartition("/")[2]) - 1] for name in drawn]
    overturned = sum(again[reference.decode()] != outcome for reference, outcome in results)
    return Counts(len(outcomes), len(results), overturned, missing=missing)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


@pytest.mark.slow
def test_the_example_says_what_the_published_sampler_and_the_files_say(tell: Tell, database_url: URL) -> None:
    printed = tell()
    engine = open_engine(database_url)
    with reading(engine) as session:
        found = {figure.provider_code: figure for figure in figures(session, window_code=bundle.PUBLISHED.code)}
    engine.dispose()
    assert found.keys() == set(bundle.PUBLISHED.providers)
    for provider, figure in found.items():
        seed = bundle.SEEDS[provider == bundle.LATE]
        counts = expected(provider, seed=seed, missing=bundle.MISSING_COUNT if provider == bundle.FORGETFUL else 0)
        assert dict(figure.answer) == assess(counts).as_json()
        assert figure.late == (provider == bundle.LATE)
        assert figure.published_at is not None
        assert f"{bundle.PUBLISHED.code} {provider}: {assess(counts).sentence}\n" in printed
    assert {figure.answer["status"] for figure in found.values()} == {"met", "not_met", "not_shown"}


@pytest.mark.slow
def test_the_second_run_changes_nothing_and_says_the_same(tell: Tell, capsys: pytest.CaptureFixture[str]) -> None:
    first = tell()
    head = verified(capsys)
    second = tell()
    assert verified(capsys) == head
    assert second.partition("certificates were")[2] == first.partition("certificates were")[2] != ""


@pytest.mark.slow
def test_a_run_that_was_stopped_goes_on_where_it_stopped(
    tell: Tell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("moderation.example.story.import_outcomes", stop)
        assert "Stopped." in tell(status=130)
    assert "the figures are public" in tell()
    capsys.readouterr()
    assert command(["doctor"]) == 0
    shown = capsys.readouterr().out
    assert "FAIL" not in shown


@pytest.mark.slow
def test_every_certificate_can_be_drawn_again(
    tell: Tell, database_url: URL, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "7 certificates were drawn again" in tell()
    assert command(["case", "list"]) == 0
    listed = capsys.readouterr().out
    # Two missed the metric, and one did not supply its scripts: each is asked for its reasons, none is judged.
    assert listed.count("  metric 5  ") == 2
    assert listed.count("  requirement A  ") == 1
    assert "  case  " not in listed
    assert json.loads(listed_json(capsys))


def listed_json(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert command(["accuracy", "--format", "json"]) == 0
    return capsys.readouterr().out


def test_the_example_stays_out_of_a_database_that_somebody_uses(tell: Tell) -> None:
    assert command(["init"]) == 0
    assert command(["user", "add", "somebody@example.org", "--role", "official"]) == 0
    printed = tell()
    assert "the example stays out of it" in printed
    assert command(["accuracy", "--window", bundle.PUBLISHED.code]) == 1


def test_the_example_stays_out_of_production(tell: Tell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MODERATION_ENVIRONMENT", "production")
    monkeypatch.setenv("MODERATION_SIGNING_KEY", str(tmp_path / "key.pem"))
    assert "this is production" in tell(status=1)


def verified(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert command(["audit", "verify"]) == 0
    return capsys.readouterr().out
