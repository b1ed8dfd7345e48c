"""Checks what is stored against the hashes made when it was written; reads every room and writes nothing.

In: a session that reads.
Out: a proof for each kind of record, with a sentence for each fault.
Callers: `audit verify`, `doctor`.
"""
