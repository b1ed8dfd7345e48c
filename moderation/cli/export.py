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

from moderation.audit.log import head
from moderation.cli.accuracy import as_csv
from moderation.cli.acting import looking, settings
from moderation.cli.backup import sync_folder
from moderation.cli.commands import command
from moderation.cli.progress import working
from moderation.draws.find import Origin, draws_of_window, origins, sample_of
from moderation.draws.key_records import public_pems
from moderation.draws.records import Draw, DrawKind
from moderation.draws.signing import load_key, public_pem
from moderation.errors import Conflict
from moderation.findings.extension import extension_evidence
from moderation.findings.figures import figures
from moderation.findings.shown_public import public_figures
from moderation.returns.ordered_results import canonical_results
from moderation.windows.records import window_by_code
from sampling.frame import canonical_blocks
from sampling.signature import key_id

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
    with working(f"Exporting {window}"), appearing_folder(folder) as draft, looking() as session:
        _write_public(session, window, draft)
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
    found = window_by_code(session, window)
    draws = list(draws_of_window(session, found))
    keys = _write_keys(session, [draw for draw, _ in draws], folder)
    (folder / "README.txt").write_text(READ_ME.format(window=window, keys=keys), encoding="utf-8")
    _write_figures([figure.as_json() for figure in public_figures(session, window_code=window)], folder)
    (folder / "audit-head.txt").write_text(f"{head(session)}\n", encoding="ascii")
    certificates = folder / "certificates"
    certificates.mkdir()
    for draw, provider in draws:
        _write_new(certificates / _name(draw, provider), draw.certificate)


def _write_private(session: Session, window: str, folder: Path) -> None:
    parts = {name: folder / name for name in ("frames", "certificates", "samples")}
    for part in (folder, *parts.values()):
        part.mkdir(mode=0o700)
    _write_figures([figure.as_json() for figure in figures(session, window_code=window)], folder)
    found = window_by_code(session, window)
    for origin in origins(session, found):
        _write_frame(session, origin, parts["frames"])
        _write_sample(session, origin, parts["samples"])
    extended = {}
    for draw, provider in draws_of_window(session, found):
        _write_new(parts["certificates"] / _name(draw, provider), draw.private_part)
        if draw.kind is DrawKind.EXTENSION:
            shown = extension_evidence(session, window_code=window, provider_code=provider)
            extended[provider] = shown.as_json()
    _write_json(folder / "extensions.json", extended)


def _write_figures(found: Sequence[Json], folder: Path) -> None:
    (folder / "accuracy.csv").write_text(as_csv(found), encoding="utf-8")
    _write_json(folder / "accuracy.json", list(found))


def _write_keys(session: Session, draws: Sequence[Draw], folder: Path) -> str:
    """Write the public keys that check the certificates, and return the lines that say so."""
    wanted = {draw.key_id for draw in draws}
    pems = public_pems(session, wanted)
    if not wanted <= pems.keys():
        # Drawn by a version that kept no public keys: the present key may be the one.
        pems |= _present_key()
    if not pems:
        return "(no certificate yet, and so no key)"
    if len(pems) == 1:
        (folder / ONE_KEY).write_text(next(iter(pems.values())), encoding="ascii")
        return f"{ONE_KEY:<30}the public key that certificates are checked with"
    for identifier, pem in pems.items():
        (folder / f"signing-key-{identifier}.pem").write_text(pem, encoding="ascii")
    return f"{'signing-key-KEYID.pem':<30}the public keys: each certificate names its own under key_id"


def _present_key() -> dict[str, str]:
    key = load_key(settings())
    return {key_id(key.public_key()): public_pem(key)}


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
    # No provider's code can hold the sign that sets an extension apart.
    return f"{provider}.json" if draw.number == 1 else f"{provider}~extension-{draw.number - 1}.json"


def _write_new(path: Path, text: str) -> None:
    with path.open("x", encoding="ascii") as file:
        file.write(text)


def _write_json(path: Path, document: object) -> None:
    path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
