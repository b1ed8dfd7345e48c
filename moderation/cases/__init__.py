"""Enquiries, malpractice, cases and decisions: the room gathers evidence for and against; people decide.

In: findings, reports, evidence and decisions of people.
Out: cases, decisions, a provider's new status.
Callers: the doors.
"""
