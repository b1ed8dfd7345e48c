"""The ground all records stand on: models, transactions, clock and dialects; nothing of the domain."""
