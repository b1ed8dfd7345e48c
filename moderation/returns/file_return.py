"""Files a return: checks it whole, stores it as a version, and keeps who declared it right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import uuid4

from sqlalchemy import Table
from sqlalchemy.orm import Session

from moderation.access.actor import Actor
from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.database.bulk import insert_rows
from moderation.database.clock import london_day
from moderation.errors import Conflict, Fault, Rejected, Step, Verb
from moderation.providers.records import Provider, provider_by_code
from moderation.returns.changes import changes_since
from moderation.returns.checking.check import CheckedReturn, Readable, checking
from moderation.returns.checking.oddities import ReturnWarning
from moderation.returns.reading import RESULT_COLUMNS, hashed_rows, read_results
from moderation.returns.records import Result, Return, frame_of, latest_return
from moderation.returns.results_hash_records import COLUMN_NAMES, ResultsHash, ResultsHasher
from moderation.returns.rules import rules_of
from moderation.returns.warnings import change_warnings, late_warnings, standing_warnings
from moderation.texts.keep import keep
from moderation.windows.records import Window, name_in_window, refuse_unjudged, share_window, window_by_code

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReturn:
    """A provider's results for a window, in a file that can be read twice, declared right by a named person."""

    provider_code: str
    window_code: str
    file: BinaryIO
    declared_by: str
    # How many results whoever files expects the file to hold, where they say so.
    expected_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """The current version; `is_new` is false where the same bytes had been filed already."""

    version: Return
    is_new: bool
    # What was read how, where the file was not in the one form.
    notes: tuple[str, ...] = ()
    # What is odd about it, and was in nobody's way.
    warnings: tuple[ReturnWarning, ...] = ()


def file_return(act: Act, command: FileReturn) -> Filed:
    """File a provider's results as the next version, or refuse them with every fault."""
    act.permit(Permission.FILE_RETURN, provider_code=command.provider_code)
    session = act.session
    window = window_by_code(session, command.window_code)
    provider = provider_by_code(session, command.provider_code)
    refuse_unjudged(session, window, provider)
    rules = rules_of(session, window, today=london_day(act.at))
    _refuse_nameless(command)
    with checking(command.file, rules, expected_count=command.expected_count) as readable:
        # From here on no frame of this window freezes until the return stands.
        share_window(session, window)
        return _file_checked(act, command, readable, window=window, provider=provider)


def _file_checked(act: Act, command: FileReturn, readable: Readable, *, window: Window, provider: Provider) -> Filed:
    session, checked = act.session, readable.checked
    before = latest_return(session, window_id=window.id, provider_id=provider.id)
    if before is not None and before.sha256 == checked.sha256:
        return Filed(version=before, is_new=False, notes=checked.notes)
    _refuse_frozen(session, window, provider)
    name_in_window(session, window, provider=provider, at=act.at)
    changes = changes_since(session, before, readable.file) if before is not None else None
    warnings = (
        *checked.warnings,
        *change_warnings(changes),
        *standing_warnings(session, readable, window=window, provider=provider),
        *late_warnings(window, today=london_day(act.at)),
    )
    filed = _record(
        checked, window, provider, actor=act.actor, session=session, command=command, at=act.at, before=before
    )
    _store_results(session, filed, readable)
    act.log(
        Happened.RETURN_FILED,
        Subject("return", filed.public_id),
        provider_code=provider.code,
        window_code=window.code,
        details={
            "version": filed.version,
            "sha256": filed.sha256,
            "final_count": filed.final_count,
            "pending_count": filed.pending_count,
            "voided_count": filed.voided_count,
        },
    )
    return Filed(version=filed, is_new=True, notes=checked.notes, warnings=warnings)


def _refuse_frozen(session: Session, window: Window, provider: Provider) -> None:
    if frame_of(session, window_id=window.id, provider_id=provider.id) is not None:
        raise Conflict(
            f"The frame of {provider.code} in the window {window.code} is frozen, and no return replaces it. "
            "What changed since is recorded as an amendment, which stands beside the frame.",
            field="window",
            then=Step(Verb.AMEND_RESULT, window=window.code, provider=provider.code),
        )


def _refuse_nameless(command: FileReturn) -> None:
    name = command.declared_by.strip()
    if not (1 <= len(name) <= LONGEST_NAME and name.isprintable()):
        sentence = f"Name the person who declares the return right, in 1 to {LONGEST_NAME} printable characters."
        raise Rejected([Fault(sentence, column="declared_by", value=command.declared_by)])


def _record(
    checked: CheckedReturn,
    window: Window,
    provider: Provider,
    *,
    actor: Actor,
    session: Session,
    command: FileReturn,
    at: datetime,
    before: Return | None,
) -> Return:
    public_id, declared = uuid4(), {"declared_by": command.declared_by}
    filed = Return(
        public_id=public_id,
        window_id=window.id,
        provider_id=provider.id,
        version=before.version + 1 if before is not None else 1,
        sha256=checked.sha256,
        byte_count=checked.byte_count,
        presented_count=checked.presented_count,
        final_count=checked.final_count,
        pending_count=checked.pending_count,
        voided_count=checked.voided_count,
        pass_count=checked.pass_count,
        peer_moderated_count=checked.peer_moderated_count,
        changed_count=checked.changed_count,
        text_hash=keep(session, public_id, declared, at=at, window_code=window.code),
        filed_by=actor.person_id,
        filed_by_token=actor.token_id,
        filed_at=at,
    )
    session.add(filed)
    session.flush()
    return filed


def _store_results(session: Session, filed: Return, readable: Readable) -> None:
    hashed, rows = hashed_rows(readable.file)
    table = Result.__table__
    assert isinstance(table, Table)
    identity, hasher = (filed.id,), ResultsHasher()
    try:
        passing = hasher.passing(read_results(rows))
        insert_rows(session, table, RESULT_COLUMNS, rows=map(identity.__add__, passing))
    except (ValueError, IndexError, KeyError):
        # What was checked and what is read now are not the same bytes.
        raise _changed_underway() from None
    if hashed.sha256 != readable.file_sha256:
        raise _changed_underway()
    session.add(ResultsHash(return_id=filed.id, column_names=COLUMN_NAMES, sha256=hasher.sha256))


def _changed_underway() -> Conflict:
    return Conflict("The file changed while it was read. Nothing was stored: file it again.", field="file")
