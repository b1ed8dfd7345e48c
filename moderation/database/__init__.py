"""What all records are built on: models, transactions, clock and dialects; nothing of the domain.

In: an address of a database.
Out: engines, transactions behind the wall, column types, triggers, migrations.
Callers: every room with records.
"""
