"""Metric 5 of a provider in a window as at a moment: computed from records, superseded, never edited."""
