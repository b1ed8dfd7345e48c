"""A window to measure in: its people, its providers, and what they file."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.orm import Session

from bench.timing import Run, program
from moderation.access.permissions import Role
from moderation.providers.records import Provider
from moderation.windows.records import Window
from tests import builders
from tests.builders import Cast

WINDOW = "2014J"
OFFICIAL, WITNESS, FILER = "official@dfe.example", "witness@dfe.example", "filer@provider.example"
COMMAND = "import sys; from moderation.cli import main; sys.exit(main())"
QUALIFICATIONS = ("NPQML", "NPQSL", "NPQH", "NPQEL")
FIRST_DAY, DAYS = date(2014, 9, 1), 300


def open_window(session: Session, codes: Sequence[str]) -> tuple[Cast, Window, list[Provider]]:
    """Insert a window that judges some providers, its people, and one who files for the first provider."""
    cast = builders.make_cast(session)
    providers = [builders.make_provider(session, code) for code in codes]
    builders.make_person(session, Role.PROVIDER, FILER, provider=providers[0])
    return cast, builders.make_window(session, cast, code=WINDOW, providers=providers), providers


def moderation(address: URL, *arguments: str, var: Path) -> Run:
    """Run the command `moderation` on a database, as a whole process."""
    url = address.render_as_string(hide_password=False)
    settings = {"MODERATION_DATABASE_URL": url, "MODERATION_VAR": str(var)}
    return program(sys.executable, "-c", COMMAND, *arguments, settings=settings)


def provider_codes(count: int) -> list[str]:
    """Return the codes of some providers."""
    return [f"P{number:03d}" for number in range(1, count + 1)]


def write_return(path: Path, count: int) -> None:
    """Write a return of final results in all its columns, in an order that is not that of a frame."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(
            "script_ref,participant_ref,qualification,final_mark,max_mark,outcome,peer_moderated,"
            "changed_by_peer_moderation,assessed_on,status,attempt,borderline\n"
        )
        file.writelines(_lines(count))


def _lines(count: int) -> Iterator[str]:
    for number in range(count, 0, -1):
        mark = number * 7919 % 101
        outcome, peer = ("pass" if mark >= 40 else "fail"), ("yes" if number % 3 == 0 else "no")
        changed, borderline = ("yes" if number % 9 == 0 else "no"), ("yes" if 37 <= mark < 43 else "no")
        day = FIRST_DAY + timedelta(days=number % DAYS)
        yield (
            f"{WINDOW}-{number:07d},P{number:07d},{QUALIFICATIONS[number % 4]},{mark},100,{outcome},{peer},"
            f"{changed},{day},final,{1 + number % 2},{borderline}\n"
        )
