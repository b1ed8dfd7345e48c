"""`moderation export`: all that is known of a window as plain files, what is private in a folder of its own."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import click
from sqlalchemy.orm import Session

from moderation.audit.log import head
from moderation.cli.accuracy import as_csv
from moderation.cli.acting import looking, settings
from moderation.cli.backup import sync_folder
from moderation.cli.commands import command
from moderation.cli.progress import working
from moderation.draws.find import Origin, draws_of_window, origins, sample_of
from moderation.draws.records import Draw
from moderation.draws.signing import load_key, public_pem
from moderation.errors import Conflict
from moderation.findings.figures import figures
from moderation.returns.ordered_results import canonical_results
from moderation.windows.records import window_by_code
from sampling.frame import canonical_blocks

PRIVATE = "private"
READ_ME = """Window {window}, exported from the NPQ moderation service.

accuracy.csv, accuracy.json   the figure of metric 5 for each provider, as at this export
certificates/                 the certificate of each draw: it names no script
signing-key.pem               the public key that certificates are checked with
audit-head.txt                the head of the audit log at this export: moderation audit verify --head HASH
private/                      FOR DFE AND THE PROVIDER CONCERNED ALONE: marks and references of participants' scripts
private/frames/               each frozen frame as the canonical CSV that its digest is of, and its salt
private/certificates/         the private part of each certificate: salt and references
private/samples/              the sampled scripts in the order of their tickets

Check a draw, here of the provider PROVIDER:

  python -m sampling verify certificates/PROVIDER.json --public-key signing-key.pem \\
      --frame private/frames/PROVIDER.csv --private private/certificates/PROVIDER.json
"""
SAMPLE_COLUMNS = ("rank", "position", "script_ref", "purpose", "alias", "ticket", "due_on")


@command("export 2014J --to 2014J-export")
@click.argument("window")
@click.option("--to", "folder", metavar="FOLDER", required=True, type=click.Path(path_type=Path), help="A new folder.")
def export(*, window: str, folder: Path) -> None:
    """Write figures, certificates, frames and samples of a window into a new folder."""
    key = public_pem(load_key(settings()))
    with working(f"Exporting {window}"), appearing_folder(folder) as draft, looking() as session:
        _write_public(session, window, draft)
        (draft / "signing-key.pem").write_text(key, encoding="ascii")
        _write_private(session, window, draft / PRIVATE)
    click.echo(f"{folder} holds the window {window}. Keep {folder / PRIVATE} to DfE and the provider concerned.")


@contextmanager
def appearing_folder(folder: Path) -> Iterator[Path]:
    """Fill a folder that only its owner may read, and that appears whole or not at all."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Conflict(f"{folder} exists already and is not empty. Name another folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield draft
        for path in sorted(draft.rglob("*")):
            if path.is_file():
                _sync(path)
        draft.rename(folder)
        sync_folder(folder.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write_public(session: Session, window: str, folder: Path) -> None:
    found = figures(session, window_code=window)
    (folder / "README.txt").write_text(READ_ME.format(window=window), encoding="utf-8")
    (folder / "accuracy.csv").write_text(as_csv(found), encoding="utf-8")
    _write_json(folder / "accuracy.json", [figure.as_json() for figure in found])
    (folder / "audit-head.txt").write_text(f"{head(session)}\n", encoding="ascii")
    certificates = folder / "certificates"
    certificates.mkdir()
    for draw, provider in draws_of_window(session, window_by_code(session, window)):
        (certificates / _name(draw, provider)).write_text(draw.certificate, encoding="ascii")


def _write_private(session: Session, window: str, folder: Path) -> None:
    parts = {name: folder / name for name in ("frames", "certificates", "samples")}
    for part in parts.values():
        part.mkdir(parents=True)
    found = window_by_code(session, window)
    for origin in origins(session, found):
        _write_frame(session, origin, parts["frames"])
        _write_sample(session, origin, parts["samples"])
    for draw, provider in draws_of_window(session, found):
        (parts["certificates"] / _name(draw, provider)).write_text(draw.private_part, encoding="ascii")


def _write_frame(session: Session, origin: Origin, folder: Path) -> None:
    with (folder / f"{origin.provider.code}.csv").open("wb") as file:
        file.writelines(canonical_blocks(canonical_results(session, origin.frame.return_id)))
    (folder / f"{origin.provider.code}.salt").write_text(f"{origin.frame.salt}\n", encoding="ascii")


def _write_sample(session: Session, origin: Origin, folder: Path) -> None:
    rows: Iterable[list[object]] = (
        [
            script.rank,
            script.position,
            script.script_ref,
            script.purpose.value,
            script.alias,
            script.ticket,
            str(script.due_on),
        ]
        for script in sample_of(session, origin.frame.id)
    )
    with (folder / f"{origin.provider.code}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(SAMPLE_COLUMNS)
        writer.writerows(rows)


def _name(draw: Draw, provider: str) -> str:
    return f"{provider}.json" if draw.number == 1 else f"{provider}.extension-{draw.number - 1}.json"


def _write_json(path: Path, document: object) -> None:
    path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
