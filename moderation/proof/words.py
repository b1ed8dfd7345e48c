"""Compares what people wrote, and their addresses, with the hashes in the records."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Table, select, union
from sqlalchemy.orm import Session

from moderation.database.fingerprint import fingerprint
from moderation.people.records import Person, PersonDetail, PersonErasure
from moderation.proof.all_tables import all_records
from moderation.texts.keep import text_hash
from moderation.texts.records import KeptText, TextErasure

TEXT_HASH, IDENTIFIER = "text_hash", "public_id"
NOT_THOSE = "are not those that it was made with."


def changed_words(session: Session) -> Iterator[str]:
    """Yield a sentence for each record whose texts differ from its hash, or are gone without an entry of erasure."""
    owners = owners_of_words()
    for owner in owners:
        yield from _changed_in(session, owner)
    named = union(*(select(owner.c[IDENTIFIER]).where(owner.c[TEXT_HASH].is_not(None)) for owner in owners))
    strange = select(KeptText.record_id).where(KeptText.record_id.not_in(named)).distinct()
    for record_id in session.scalars(strange.order_by(KeptText.record_id)):
        yield f"words are kept of a record {record_id}, which is not there."


def owners_of_words() -> list[Table]:
    """Return the tables whose records have words, which they hold one hash of."""
    return [table for table in all_records().sorted_tables if TEXT_HASH in table.columns]


def _changed_in(session: Session, owner: Table) -> Iterator[str]:
    identifier, kept_hash = owner.c[IDENTIFIER], owner.c[TEXT_HASH]
    statement = (
        select(identifier, kept_hash, TextErasure.erased_at, KeptText)
        .outerjoin(TextErasure, TextErasure.record_id == identifier)
        .outerjoin(KeptText, KeptText.record_id == identifier)
        .where(kept_hash.is_not(None))
        .order_by(identifier)
    )
    for (record_id, said, erased_at), rows in groupby(session.execute(statement), key=itemgetter(0, 1, 2)):
        texts = [row[3] for row in rows if row[3] is not None]
        wrong = _wrong(said, texts, is_erased=erased_at is not None)
        if wrong:
            yield f"the words of the row {record_id} of {owner.name} {wrong}"


def _wrong(said: str, texts: list[KeptText], *, is_erased: bool) -> str:
    if is_erased:
        return "were erased, and words stand in their place." if texts else ""
    if not texts:
        return "are gone, and no entry of the log tells that they were erased."
    try:
        return "" if text_hash(texts) == said else NOT_THOSE
    except ValueError:
        # A salt that was changed by hand may be no salt at all.
        return NOT_THOSE


def changed_addresses(session: Session) -> Iterator[str]:
    """Yield a sentence for each address that differs from its person's hash, or is gone without an entry of erasure.

    Signing in goes by the address: two people whose addresses were exchanged would act as each other.
    """
    details = {detail.person_id: detail for detail in session.scalars(select(PersonDetail))}
    erased = set(session.scalars(select(PersonErasure.person_id)))
    for person in session.scalars(select(Person).order_by(Person.id)):
        detail, about = details.get(person.id), f"the address of the person {person.public_id}"
        if detail is None and person.id not in erased:
            yield f"{about} is gone, and no entry of the log tells that it was erased."
        elif detail is not None and person.id in erased:
            yield f"{about} was erased, and another stands in its place."
        elif detail is not None and not _is_of(person.email_hash, text=detail.email, salt=detail.salt):
            yield f"{about} is not the one that they were let in with."


def _is_of(kept: str | None, *, text: str, salt: str | None) -> bool:
    try:
        return salt is not None and fingerprint(text, salt) == kept
    except ValueError:
        return False
