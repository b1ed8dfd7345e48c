"""Enquiries, malpractice, cases and decisions: the room gathers evidence for and against; people decide."""
