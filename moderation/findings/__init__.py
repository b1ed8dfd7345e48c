"""Metric 5 of a provider in a window as at a moment: computed from records, superseded, never edited.

In: samples, script events, settled outcomes.
Out: figures, findings at sign-off, enquiries.
Callers: feedback, cases, doors.
"""
