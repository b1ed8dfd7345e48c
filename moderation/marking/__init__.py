"""Judging sampled scripts again, blind: `readings.py` says what a moderator sees, `rules.py` when it ends."""
