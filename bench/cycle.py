"""The whole cycle by commands alone, in the README's words: from an empty folder to published figures and a proof."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import URL

from bench.result import Result
from bench.season import moderation
from bench.size import Size
from bench.stores import stores
from bench.timing import ROOT
from moderation.example import bundle

# The real returns of four windows where they lie beside the repository, else the one that comes with it.
SHARED, BUNDLED = ROOT.parent / "shared" / "data" / "returns", ROOT / "moderation" / "example" / "data"
MOST_SECONDS = 120.0
OFFICIAL, WITNESS, LEAD, ADMIN = (f"{name}@example.org" for name in ("official", "witness", "lead", "admin"))


@dataclass(frozen=True, slots=True)
class Season:
    """A window of real returns: its code and days, the file of each provider, and the marks of the second marking."""

    code: str
    days: tuple[date, date]
    returns: dict[str, Path]
    marks: Path


def results(size: Size) -> Iterator[Result]:
    """Measure the commands on each database, one after the other, as a person would type them."""
    seasons = _seasons()
    if size.shrink > 1:
        seasons = [replace(seasons[0], returns=dict(list(seasons[0].returns.items())[:1]))]
    with stores() as both:
        for store in both:
            with TemporaryDirectory() as folder:
                address = None if store.server is None else store.create("cycle")
                spent, count = _walk(Path(folder), address, seasons)
            what = f"cycle of {len(seasons)} windows, {count} commands, {store.kind}"
            # What is wanted was set for the four windows.
            limit = MOST_SECONDS if len(seasons) >= 4 else None
            yield Result(what, spent, "s", most=limit)


def _walk(folder: Path, address: URL | None, seasons: Sequence[Season]) -> tuple[float, int]:
    var = folder / "var"
    seasons = [replace(each, marks=_marks_of(each, folder)) for each in seasons]
    database = address or URL.create("sqlite", database=str(var / "moderation.db"))
    commands = [*_people(seasons), *(words for season in seasons for words in _cycle(season, folder))]
    commands.append(("audit", "verify"))
    began = perf_counter()
    for words in commands:
        moderation(database, *words, var=var)
    return perf_counter() - began, len(commands)


def _marks_of(season: Season, folder: Path) -> Path:
    """Write the marks of the providers that take part: an import refuses those of anybody else."""
    path = folder / f"{season.code}-marks.csv"
    with season.marks.open(encoding="utf-8", newline="") as file, path.open("w", encoding="utf-8", newline="") as kept:
        rows = csv.DictReader(file)
        writer = csv.DictWriter(kept, rows.fieldnames or ())
        writer.writeheader()
        writer.writerows(row for row in rows if row["provider"] in season.returns)
    return path


def _people(seasons: Iterable[Season]) -> Iterator[tuple[str, ...]]:
    yield ("init",)
    roles = {OFFICIAL: "official", WITNESS: "official", LEAD: "lead_moderator", ADMIN: "administrator"}
    for email, role in roles.items():
        yield "user", "add", email, "--role", role
    for code in sorted({code for season in seasons for code in season.returns}):
        yield "provider", "add", code, f"Provider {code}", "--as", ADMIN
        yield "user", "add", _staff(code), "--role", "provider", "--provider", code


def _cycle(season: Season, folder: Path) -> Iterator[tuple[str, ...]]:
    code, (first, last) = season.code, season.days
    due, close = last + timedelta(days=14), last + timedelta(days=21)
    official, lead = ("--as", OFFICIAL), ("--as", LEAD)
    opening = ["window", "open", code, "--from", str(first), "--to", str(last), "--returns-due", str(due)]
    opening += ["--frames-close", str(close), "--seed-source", "a public lottery, its next draw", *official]
    for provider in season.returns:
        opening += ["--provider", provider]
    yield tuple(opening)
    for provider, file in season.returns.items():
        yield (
            "return",
            "file",
            provider,
            code,
            str(file),
            "--declared-by",
            "Head of assessment",
            "--as",
            _staff(provider),
        )
    yield "frame", "freeze", code, *official
    # Each window has digits of its own.
    seed = f"31415926535897932384{int.from_bytes(code.encode())}"
    yield "seed", "record", code, "--seed", seed, "--again", seed, *official
    yield "seed", "confirm", code, "--seed", seed, "--as", WITNESS
    yield "draw", code, *official
    yield "outcomes", "import", code, str(season.marks), *lead
    yield "window", "sign-off", code, *lead
    yield "accuracy", "--window", code
    yield "window", "publish", code, *official
    yield "export", code, "--to", str(folder / f"{code}-export")


def _staff(provider: str) -> str:
    return f"{provider.lower()}@example.org"


def _seasons() -> list[Season]:
    """Find the windows: their days stand in a table beside the returns, or in the bundle."""
    if not SHARED.is_dir():
        return _bundled()
    with (SHARED / "windows.csv").open(encoding="utf-8", newline="") as file:
        return [
            Season(
                row["window"],
                (date.fromisoformat(row["assessed_from"]), date.fromisoformat(row["assessed_to"])),
                {path.stem: path for path in sorted((SHARED / row["window"]).glob("*.csv"))},
                SHARED / row["window"] / "second-marks" / "all.csv",
            )
            for row in csv.DictReader(file)
        ]


def _bundled() -> list[Season]:
    window = bundle.PUBLISHED
    folder = BUNDLED / window.code
    returns = {path.stem: path for path in sorted((folder / "returns").glob("*.csv"))}
    return [Season(window.code, (window.assessed_from_on, window.assessed_to_on), returns, folder / "second-marks.csv")]
