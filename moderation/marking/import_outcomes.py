"""Takes over outcomes that were settled elsewhere: the whole file or nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID, uuid4

from sqlalchemy import Table
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.database.bulk import insert_rows
from moderation.errors import Conflict, Step, Verb
from moderation.marking.outcome_file import OutcomeFile, OutcomeRow, ScriptName, read_outcomes
from moderation.marking.outcome_rows import ToldApart, Used, tell_apart
from moderation.marking.records import OutcomeImport, SettledHow, Settlement
from moderation.scripts.find import scripts_of
from moderation.scripts.start_marking import start_marking
from moderation.texts.keep import keep
from moderation.windows.records import Window, lock_window, window_by_code

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
    """A window, and an open binary file with the columns provider, script_ref, mark, max_mark, outcome[, reason].

    With `other_maximum` somebody confirms that scripts were marked again out of another maximum than the provider's.
    """

    window_code: str
    file: BinaryIO
    other_maximum: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What the rows of a file were about; nothing was recorded where each says what is recorded already."""

    record: OutcomeImport | None
    rows_count: int
    used_count: int
    repeated_count: int
    unsampled_count: int
    excluded: tuple[ScriptName, ...]


def import_outcomes(act: Act, command: ImportOutcomes) -> Imported:
    """Settle the sampled scripts that a file names, or refuse the file with everything that is wrong with it.

    Rows of scripts that were not sampled are counted, rows of excluded ones told, rows that repeat what is recorded
    change nothing; a row of a script that stands in no frame is a fault.
    """
    person = act.permit_person(Permission.IMPORT_OUTCOMES)
    session = act.session
    window = lock_window(session, window_by_code(session, command.window_code))
    sampled = {
        (each.sampled.provider_code, each.sampled.script.script_ref): each for each in scripts_of(session, window)
    }
    if not sampled:
        sentence = f"No sample of the window {window.code} is drawn yet, so there is no script to settle."
        raise Conflict(sentence, then=Step(Verb.DRAW, window=window.code))
    file = read_outcomes(command.file, sampled.__contains__)
    told = tell_apart(session, window, file, sampled=sampled, other_maximum=command.other_maximum)
    record = _record(act, window, file, told=told, person=person) if told.used else None
    if record is None and not told.repeated:
        sentence = f"None of the {file.rows_count:,} rows is about a script in a sample of the window {window.code}."
        raise Conflict(sentence, then=Step(Verb.LIST_SCRIPTS, window=window.code))
    return Imported(
        record=record,
        rows_count=file.rows_count,
        used_count=len(told.used),
        repeated_count=len(told.repeated),
        unsampled_count=told.unsampled_count,
        excluded=told.excluded,
    )


def _record(act: Act, window: Window, file: OutcomeFile, *, told: ToldApart, person: int) -> OutcomeImport:
    counts = {
        "rows_count": file.rows_count,
        "used_count": len(told.used),
        "repeated_count": len(told.repeated),
        "excluded_count": len(told.excluded),
        "unsampled_count": told.unsampled_count,
    }
    imported = OutcomeImport(window_id=window.id, sha256=file.sha256, imported_by=person, imported_at=act.at, **counts)
    act.session.add(imported)
    act.session.flush()
    _settle(act.session, imported, told.used, window=window, person=person, at=act.at)
    act.log(
        Happened.OUTCOMES_IMPORTED,
        Subject("outcome_import", imported.public_id),
        window_code=window.code,
        details={"sha256": file.sha256, **counts},
    )
    return imported


def _settle(
    session: Session, imported: OutcomeImport, used: Sequence[Used], *, window: Window, person: int, at: datetime
) -> None:
    start_marking(session, (each.script.id for each in used), person=person, at=at)
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
            for each in used
        ],
    )


def _keep_reason(session: Session, public_id: UUID, row: OutcomeRow, *, window: Window, at: datetime) -> str | None:
    return keep(session, public_id, {"reason": row.reason}, at=at, window_code=window.code) if row.reason else None
