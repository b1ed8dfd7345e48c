"""Compares what people wrote, and their addresses, with the hashes that records keep; what was erased is no fault."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Column, MetaData, Table, select
from sqlalchemy.orm import Session

from moderation.database.fingerprint import fingerprint
from moderation.feedback.texts import WrittenText
from moderation.marking.judgement_records import Judgement, JudgementNote
from moderation.marking.texts import Kept, hash_of_all
from moderation.people.records import Person, PersonDetail
from moderation.proof.all_tables import all_records

# The columns of records that keep the hash of one text, which is found by the record's public identifier.
HASHES = ("text_hash", "reasons_hash", "note_hash")
WORDS = {"text", "salt"}


def changed_words(session: Session) -> Iterator[str]:
    """Yield a sentence for each record whose words are not those that it was made with."""
    metadata = all_records()
    texts = [table for table in metadata.sorted_tables if set(table.columns.keys()) >= WORDS]
    for table in texts:
        if table.name == WrittenText.__tablename__:
            yield from _found_by_identifier(session, metadata)
        elif table.name == JudgementNote.__tablename__:
            yield from _notes(session)
        else:
            yield from _kept_beside(session, table)


def _found_by_identifier(session: Session, metadata: MetaData) -> Iterator[str]:
    for owner in metadata.sorted_tables:
        for name in HASHES:
            if name in owner.columns and "public_id" in owner.columns:
                statement = select(owner.c.public_id, owner.c[name], WrittenText.text, WrittenText.salt).join(
                    WrittenText, WrittenText.record_id == owner.c.public_id
                )
                for identifier, kept, text, salt in session.execute(statement):
                    if not _is_of(kept, text=text, salt=salt):
                        yield _sentence(owner, identifier)


def _kept_beside(session: Session, table: Table) -> Iterator[str]:
    """Compare the texts of a table whose key is that of the record they belong to."""
    (key,) = table.primary_key.columns
    (reference,) = key.foreign_keys
    owner = reference.column.table
    (kept,) = [column for column in owner.columns if _keeps_a_hash_of_words(column)]
    statement = select(owner.c.public_id, kept, table.c.text, table.c.salt).join(owner, owner.c.id == key)
    for identifier, said, text, salt in session.execute(statement):
        if not _is_of(said, text=text, salt=salt):
            yield _sentence(owner, identifier)


def _keeps_a_hash_of_words(column: Column[object]) -> bool:
    return column.name in {"reason_hash", "declared_by_hash"}


def _notes(session: Session) -> Iterator[str]:
    """Compare the notes of each judgement, whose hash is one over all of them."""
    statement = (
        select(Judgement.public_id, Judgement.notes_hash, JudgementNote.text, JudgementNote.salt)
        .join(JudgementNote, JudgementNote.judgement_id == Judgement.id)
        .order_by(Judgement.id, JudgementNote.id)
    )
    for (identifier, kept), notes in groupby(session.execute(statement), key=itemgetter(0, 1)):
        if hash_of_all(Kept(text, salt) for _, _, text, salt in notes) != kept:
            yield _sentence(Judgement.metadata.tables[Judgement.__tablename__], identifier)


def changed_addresses(session: Session) -> Iterator[str]:
    """Yield a sentence for each address that is not the one its person was let in with.

    Whoever has an address has the roles of its person: two that were exchanged would let each act as the other.
    """
    statement = (
        select(Person.public_id, Person.email_hash, PersonDetail.email, PersonDetail.salt)
        .join(PersonDetail, PersonDetail.person_id == Person.id)
        .order_by(Person.id)
    )
    for identifier, kept, email, salt in session.execute(statement):
        if not _is_of(kept, text=email, salt=salt):
            yield f"the address of the person {identifier} is not the one that they were let in with."


def _is_of(kept: str, *, text: str, salt: str) -> bool:
    try:
        return fingerprint(text, salt) == kept
    except ValueError:
        # A salt that was changed by hand may be no salt at all.
        return False


def _sentence(owner: Table, identifier: object) -> str:
    return f"the words of the row {identifier} of {owner.name} are not those that it was made with."
