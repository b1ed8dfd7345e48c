"""Shows the words of records: as they were written, or that they were erased and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from moderation.database.clock import london_day
from moderation.texts.records import KeptText, TextErasure

# A statement of a database takes so many values and more.
RECORDS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of a record by what was filled in, or the day on which all of them were erased."""

    texts: Mapping[str, str]
    erased_on: date | None = None

    def __str__(self) -> str:
        """Say them one after the other, or that they are gone."""
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        """Return each text, or one line that tells that they were erased."""
        if self.erased_on is not None:
            return [f"erased on {self.erased_on.isoformat()}"]
        return list(self.texts.values())


def shown(session: Session, record_ids: Iterable[UUID]) -> dict[UUID, Words]:
    """Return the words of some records; one that never had any is absent."""
    found: dict[UUID, Words] = {}
    for some in _blocks(list(record_ids)):
        texts: dict[UUID, dict[str, str]] = {}
        # What is said of the whole first, then criterion 2 before criterion 10.
        order = (KeptText.record_id, func.length(KeptText.field), KeptText.field)
        kept = select(KeptText.record_id, KeptText.field, KeptText.text).where(KeptText.record_id.in_(some))
        for record_id, field, text in session.execute(kept.order_by(*order)):
            texts.setdefault(record_id, {})[field] = text
        found |= {record_id: Words(said) for record_id, said in texts.items()}
        gone = select(TextErasure.record_id, TextErasure.erased_at).where(TextErasure.record_id.in_(some))
        found |= {record_id: Words({}, london_day(at)) for record_id, at in session.execute(gone)}
    return found


def _blocks(record_ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(record_ids), RECORDS_AT_ONCE):
        yield record_ids[start : start + RECORDS_AT_ONCE]
