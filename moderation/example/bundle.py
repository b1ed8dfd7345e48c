"""What the example is made of: its people, its providers, its two windows and where their files lie."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

from moderation.access.permissions import Role

ADMINISTRATOR, OFFICIAL, WITNESS = "admin@example.org", "official@example.org", "witness@example.org"
LEAD, CASE_OFFICER = "lead@example.org", "cases@example.org"

STAFF = (
    (ADMINISTRATOR, Role.ADMINISTRATOR),
    (OFFICIAL, Role.OFFICIAL),
    (WITNESS, Role.OFFICIAL),
    (LEAD, Role.LEAD_MODERATOR),
    (CASE_OFFICER, Role.CASE_OFFICER),
)

SEED_SOURCE = "the decimals of pi, 40 at a time: an example, since a real seed is drawn in public"
SEEDS = ("1415926535897932384626433832795028841971", "6939937510582097494459230781640628620899")

LATE, FORGETFUL = "EEE", "GGG"
MISSING_COUNT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleWindow:
    """A bundled window: its days, and the providers that file in it."""

    code: str
    assessed_from_on: date
    assessed_to_on: date
    returns_due_on: date
    frames_close_on: date
    providers: tuple[str, ...]


PUBLISHED = ExampleWindow(
    code="2013J",
    assessed_from_on=date(2013, 9, 30),
    assessed_to_on=date(2014, 6, 13),
    returns_due_on=date(2014, 6, 27),
    frames_close_on=date(2014, 7, 4),
    providers=("AAA-EAR19", "AAA-W5", "AAA-WMR20", "BBB", "DDD", "EEE", "GGG"),
)
WAITING = ExampleWindow(
    code="2014J",
    assessed_from_on=date(2014, 9, 27),
    assessed_to_on=date(2015, 7, 13),
    returns_due_on=date(2015, 7, 24),
    frames_close_on=date(2015, 7, 31),
    providers=("AAA-EAR19", "AAA-W5", "AAA-WMR20", "CCC", "EEE"),
)
PROVIDERS = tuple(sorted({*PUBLISHED.providers, *WAITING.providers}))


def staff_of(provider: str) -> str:
    """Return the e-mail address of a provider's own person."""
    return f"{provider.lower()}@example.org"


def return_of(window: ExampleWindow, provider: str) -> bytes:
    """Return the bundled return of a provider."""
    return _read(f"{window.code}/returns/{provider}.csv")


def second_marks(window: ExampleWindow, *, without: Collection[tuple[str, str]] = ()) -> bytes:
    """Return the second marks of a window, without those of some scripts, each named by provider and reference."""
    rows = csv.reader(io.StringIO(_read(f"{window.code}/second-marks.csv").decode("utf-8"), newline=""))
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(row for row in rows if (row[0], row[1]) not in without)
    return text.getvalue().encode("utf-8")


def _read(name: str) -> bytes:
    with as_file(files("moderation.example") / "data") as folder:
        return (Path(folder) / name).read_bytes()
