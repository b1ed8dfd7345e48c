"""`moderation export`: all that is known of a window as plain files, what is private in a folder of its own."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import click
from sqlalchemy.orm import Session

from moderation.access.actor import Actor
from moderation.audit.log import head
from moderation.cli.accuracy import as_csv
from moderation.cli.acting import looking
from moderation.cli.backup import sync_folder
from moderation.cli.commands import command
from moderation.cli.progress import working
from moderation.database.clock import system_clock
from moderation.draws.records import DrawKind
from moderation.draws.shown_export import (
    ExportedDraw,
    ExportedScript,
    draws_to_export,
    frame_file,
    frames_to_export,
    keys_to_export,
    whole_sample,
)
from moderation.errors import Conflict
from moderation.findings.shown_figures import evidence_of_extension, standing_figures
from moderation.findings.shown_public import public_figures

PRIVATE = "private"
ONE_KEY = "signing-key.pem"
Json = dict[str, Any]
READ_ME = """Window {window}, exported from the NPQ moderation service.

accuracy.csv, accuracy.json   the published figures of metric 5, as the public may see them
certificates/                 the certificate of each draw: it names no script
{keys}
audit-head.txt                the head of the audit log at this export: moderation audit verify --head HASH
private/                      FOR DFE AND THE PROVIDER CONCERNED ALONE: figures that are not public, small counts,
                              marks and references of participants' scripts
private/accuracy.csv, .json   every figure as at this export, whole, signed off or not
private/extensions.json       what each extended sample shows, beside the rule's decision
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
    with working(f"Exporting {window}"), appearing_folder(folder) as draft, looking() as (session, actor):
        _write_public(session, actor, window=window, folder=draft)
        _write_private(session, actor, window=window, folder=draft / PRIVATE)
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


def _write_public(session: Session, actor: Actor, *, window: str, folder: Path) -> None:
    draws = draws_to_export(session, actor, window)
    keys = _write_keys(keys_to_export(session, actor, window), folder)
    (folder / "README.txt").write_text(READ_ME.format(window=window, keys=keys), encoding="utf-8")
    _write_figures([figure.as_json() for figure in public_figures(session, window_code=window)], folder)
    (folder / "audit-head.txt").write_text(f"{head(session)}\n", encoding="ascii")
    certificates = folder / "certificates"
    certificates.mkdir()
    for draw in draws:
        _write_new(certificates / _name(draw), draw.certificate)


def _write_private(session: Session, actor: Actor, *, window: str, folder: Path) -> None:
    parts = {name: folder / name for name in ("frames", "certificates", "samples")}
    for part in (folder, *parts.values()):
        part.mkdir(mode=0o700)
    found = standing_figures(session, actor, window_code=window, now=system_clock())
    _write_figures([figure.as_json() for figure in found], folder)
    for frame in frames_to_export(session, actor, window):
        named = {"provider_code": frame.provider_code, "window_code": window}
        with (parts["frames"] / f"{frame.provider_code}.csv").open("wb") as file:
            file.writelines(frame_file(session, actor, **named))
        (parts["frames"] / f"{frame.provider_code}.salt").write_text(f"{frame.salt}\n", encoding="ascii")
        _write_sample(whole_sample(session, actor, **named), parts["samples"] / f"{frame.provider_code}.csv")
    extended = {}
    for draw in draws_to_export(session, actor, window):
        _write_new(parts["certificates"] / _name(draw), draw.private_part)
        if draw.kind is DrawKind.EXTENSION:
            provider = draw.provider_code
            shown = evidence_of_extension(session, actor, window_code=window, provider_code=provider)
            extended[provider] = shown.as_json()
    _write_json(folder / "extensions.json", extended)


def _write_figures(found: Sequence[Json], folder: Path) -> None:
    (folder / "accuracy.csv").write_text(as_csv(found), encoding="utf-8")
    _write_json(folder / "accuracy.json", list(found))


def _write_keys(pems: dict[str, str], folder: Path) -> str:
    """Write the public keys that check the certificates, and return the lines that say so."""
    if not pems:
        return "(no certificate yet, and so no key)"
    if len(pems) == 1:
        (folder / ONE_KEY).write_text(next(iter(pems.values())), encoding="ascii")
        return f"{ONE_KEY:<30}the public key that certificates are checked with"
    for identifier, pem in pems.items():
        (folder / f"signing-key-{identifier}.pem").write_text(pem, encoding="ascii")
    return f"{'signing-key-KEYID.pem':<30}the public keys: each certificate names its own under key_id"


def _write_sample(scripts: Iterable[ExportedScript], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(SAMPLE_COLUMNS)
        writer.writerows([getattr(script, name) for name in SAMPLE_COLUMNS] for script in scripts)


def _name(draw: ExportedDraw) -> str:
    # No provider's code can hold the sign that sets an extension apart.
    extension = "" if draw.number == 1 else f"~extension-{draw.number - 1}"
    return f"{draw.provider_code}{extension}.json"


def _write_new(path: Path, text: str) -> None:
    with path.open("x", encoding="ascii") as file:
        file.write(text)


def _write_json(path: Path, document: object) -> None:
    path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
