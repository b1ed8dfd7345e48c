"""What people write: kept where it can be erased, apart from the records, which hold a salted hash; and drafts.

In: texts of a record, drafts of a person.
Out: one hash for the record; the words, while they are kept.
Callers: every stage above.
"""
