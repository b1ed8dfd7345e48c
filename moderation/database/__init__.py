"""What all records are built on: models, transactions, clock and dialects; nothing of the domain."""
