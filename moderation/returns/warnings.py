"""What is odd about a return beside what is recorded: said before it is filed, and in nobody's way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from moderation.providers.records import Provider
from moderation.returns.changes import Changes
from moderation.returns.checking.check import Readable
from moderation.returns.checking.oddities import ReturnWarning
from moderation.returns.ordered_results import compared_results
from moderation.returns.reading import hashed_rows, read_results
from moderation.returns.records import Frame, Return
from moderation.windows.records import Window


def change_warnings(changes: Changes | None) -> Iterator[ReturnWarning]:
    """Yield what is odd about a return beside the version before it."""
    if changes is None:
        return
    version, kept = changes.since_version, changes.changed_count + changes.same_count
    if changes.removed_count:
        before = kept + changes.removed_count
        sentence = (
            f"Of the {before:,} results of version {version}, {changes.removed_count:,} are gone. "
            "A return holds all results of its window: make sure that the file is whole."
        )
        yield ReturnWarning("results_gone", sentence)
    if changes.changed_count > changes.same_count:
        sentence = (
            f"Of the {kept:,} results that stood in version {version} too, {changes.changed_count:,} changed. "
            "Make sure that no column was sorted or filled by itself."
        )
        yield ReturnWarning("most_changed", sentence)


def late_warnings(window: Window, *, today: date) -> Iterator[ReturnWarning]:
    """Yield what is odd about the day."""
    if today > window.returns_due_on:
        sentence = f"Returns were due by {window.returns_due_on.isoformat()}: this one is late."
        yield ReturnWarning("late", sentence)


def standing_warnings(
    session: Session, readable: Readable, *, window: Window, provider: Provider
) -> Iterator[ReturnWarning]:
    """Yield what is odd about a return beside others' returns and the provider's frozen frames."""
    other = (
        Return.window_id == window.id,
        Return.provider_id != provider.id,
        Return.sha256 == readable.checked.sha256,
    )
    if session.scalar(select(exists().where(*other))):
        sentence = "Another provider filed these very bytes for this window: make sure that the file is yours."
        yield ReturnWarning("filed_by_another", sentence)
    frozen = select(Frame.return_id, Window.code).join(Window, Window.id == Frame.window_id)
    elsewhere = session.execute(
        frozen.where(Frame.provider_id == provider.id, Frame.window_id != window.id).order_by(Window.code)
    ).all()
    scripts = _scripts(readable) if elsewhere else frozenset()
    for return_id, code in elsewhere:
        count = sum(hash(row[:2]) in scripts for row in compared_results(session, return_id) if row[5] == "final")
        if count:
            stand = "result stands" if count == 1 else "results stand"
            sentence = (
                f"{count:,} {stand} in the frame of the window {code} already, by script and participant. "
                "Each result is judged in one window."
            )
            yield ReturnWarning("judged_elsewhere", sentence)


def _scripts(readable: Readable) -> frozenset[int]:
    """Return the hash of script and participant of each result."""
    return frozenset(hash(row[1:3]) for row in read_results(hashed_rows(readable.file)[1]))
