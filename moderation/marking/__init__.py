"""Judging sampled scripts again, blind: `shown.py` says what a moderator sees, `rules.py` when it ends.

In: supplied scripts, judgements of moderators, imported outcomes.
Out: national outcomes.
Callers: findings and the rooms above; doors.
"""
