"""Takes over outcomes that were settled elsewhere: the whole file or nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID, uuid4

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.database.bulk import insert_rows
from moderation.draws.find import Sampled
from moderation.draws.records import SampledScript
from moderation.errors import Conflict, Fault, Rejected, Step, Verb
from moderation.marking.allocation_records import Allocation, AllocationEnd
from moderation.marking.outcome_file import OutcomeFile, OutcomeRow, read_outcomes
from moderation.marking.records import OutcomeImport, SettledHow, Settlement, settled_scripts
from moderation.returns.records import Frame
from moderation.scripts.find import scripts_of
from moderation.scripts.seal_records import refuse_sealed
from moderation.scripts.start_marking import start_marking
from moderation.scripts.state import ScriptStanding
from moderation.texts.keep import keep
from moderation.windows.records import Window, lock_window, window_by_code

MOST_NAMED = 10
COLUMNS = (
    "public_id",
    "sampled_script_id",
    "sequence",
    "national_outcome",
    "national_mark",
    "max_mark",
    "how",
    "import_id",
    "text_hash",
    "settled_by",
    "settled_at",
)


@dataclass(frozen=True, slots=True)
class ImportOutcomes:
    """A window, and an open binary file with the columns provider, script_ref, mark, max_mark, outcome[, reason]."""

    window_code: str
    file: BinaryIO


@dataclass(frozen=True, slots=True)
class _Used:
    """A row of the file with the sampled script that it settles."""

    row: OutcomeRow
    script: SampledScript


@dataclass(frozen=True, slots=True)
class _Standing:
    """A sampled script with the state that an import depends on."""

    sampled: Sampled
    standing: ScriptStanding
    marking_started: bool


def import_outcomes(act: Act, command: ImportOutcomes) -> OutcomeImport:
    """Settle the sampled scripts that a file names; rows of scripts outside the samples are counted and ignored."""
    person = act.permit_person(Permission.IMPORT_OUTCOMES)
    session = act.session
    window = lock_window(session, window_by_code(session, command.window_code))
    sampled = _sampled(session, window)
    file = read_outcomes(command.file, lambda *script: script in sampled)
    used = _used(session, window, file, sampled=sampled)
    refuse_sealed(session, [each.script for each in used])
    imported = OutcomeImport(
        window_id=window.id,
        sha256=file.sha256,
        rows_count=file.rows_count,
        used_count=len(used),
        ignored_count=file.rows_count - len(used),
        imported_by=person,
        imported_at=act.at,
    )
    session.add(imported)
    session.flush()
    _settle(session, imported, used, window=window, person=person, at=act.at)
    act.log(
        Happened.OUTCOMES_IMPORTED,
        Subject("outcome_import", imported.public_id),
        window_code=window.code,
        details={
            "sha256": file.sha256,
            "rows_count": imported.rows_count,
            "used_count": imported.used_count,
            "ignored_count": imported.ignored_count,
        },
    )
    return imported


def _used(
    session: Session, window: Window, file: OutcomeFile, *, sampled: Mapping[tuple[str, str], _Standing]
) -> list[_Used]:
    """Return the rows that settle a script, or refuse the file for those that cannot."""
    busy, settled = _in_hand(session, window), settled_scripts(session, window)
    rows: list[_Used] = []
    faults: list[Fault] = []
    missing: list[Step] = []
    conflicts: dict[str, list[str]] = {"settled already": [], "being moderated here": []}
    for row in file.sampled:
        found = sampled[row.provider_code, row.script_ref]
        if found.standing is ScriptStanding.EXCLUDED:
            continue
        script = found.sampled.script
        name = f"{row.provider_code} {row.script_ref}"
        if script.id in settled:
            conflicts["settled already"].append(name)
        elif script.id in busy or found.marking_started:
            conflicts["being moderated here"].append(name)
        elif found.standing is ScriptStanding.MISSING:
            faults.append(_missing(row))
            place = {"window": window.code, "provider": row.provider_code, "script": row.script_ref}
            missing.append(Step(Verb.SUPPLY_SCRIPT, **place))
        else:
            rows.append(_Used(row, script))
    if faults:
        raise Rejected(faults, then=tuple(missing[:MOST_NAMED]))
    _refuse_conflicts(conflicts)
    if not rows:
        raise _nothing_used(window, drawn=bool(sampled), rows=file.rows_count)
    return rows


def _missing(row: OutcomeRow) -> Fault:
    sentence = f"This script of {row.provider_code} is recorded as missing. If it came after all, record that first."
    return Fault(sentence, row.number, "script_ref", row.script_ref)


def _refuse_conflicts(conflicts: dict[str, list[str]]) -> None:
    sentences = []
    for what, names in conflicts.items():
        if names:
            more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
            scripts = "script of this file is" if len(names) == 1 else "scripts of this file are"
            sentences.append(f"{len(names):,} {scripts} {what}: {', '.join(names[:MOST_NAMED])}{more}.")
    if sentences:
        raise Conflict(
            f"{' '.join(sentences)} An outcome is settled once. Nothing was imported: leave these rows out.",
            field="file",
        )


def _nothing_used(window: Window, *, drawn: bool, rows: int) -> Conflict:
    if not drawn:
        sentence = f"No sample of the window {window.code} is drawn yet, so there is no script to settle."
        return Conflict(sentence, then=Step(Verb.DRAW, window=window.code))
    sentence = f"None of the {rows:,} rows is about a script in a sample of the window {window.code}."
    return Conflict(sentence, then=Step(Verb.LIST_SCRIPTS, window=window.code))


def _sampled(session: Session, window: Window) -> dict[tuple[str, str], _Standing]:
    return {
        (each.sampled.provider_code, each.sampled.script.script_ref): _Standing(
            each.sampled, each.state.standing, each.state.marking_started
        )
        for each in scripts_of(session, window)
    }


def _in_hand(session: Session, window: Window) -> set[int]:
    """Return the numbers of the scripts that a moderator holds or has judged."""
    statement = (
        select(Allocation.sampled_script_id)
        .join(SampledScript, SampledScript.id == Allocation.sampled_script_id)
        .join(Frame, Frame.id == SampledScript.frame_id)
        .outerjoin(AllocationEnd, AllocationEnd.allocation_id == Allocation.id)
        .where(Frame.window_id == window.id, AllocationEnd.allocation_id.is_(None))
    )
    return set(session.scalars(statement))


def _settle(
    session: Session, imported: OutcomeImport, used: Iterable[_Used], *, window: Window, person: int, at: datetime
) -> None:
    rows = list(used)
    start_marking(session, (each.script.id for each in rows), person=person, at=at)
    table = Settlement.__table__
    assert isinstance(table, Table)
    insert_rows(
        session,
        table,
        COLUMNS,
        rows=[
            (
                public_id := uuid4(),
                each.script.id,
                1,
                each.row.verdict.outcome.value,
                each.row.verdict.mark,
                each.row.verdict.max_mark,
                SettledHow.IMPORTED.value,
                imported.id,
                _keep_reason(session, public_id, each.row, window=window, at=at),
                person,
                at,
            )
            for each in rows
        ],
    )


def _keep_reason(session: Session, public_id: UUID, row: OutcomeRow, *, window: Window, at: datetime) -> str | None:
    return keep(session, public_id, {"reason": row.reason}, at=at, window_code=window.code) if row.reason else None
