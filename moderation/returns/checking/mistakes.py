"""Mistakes that have a name: what a spreadsheet or a keyboard made of a value, and the way out."""

from __future__ import annotations

import re

_SHORTENED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]+", re.ASCII | re.IGNORECASE)
_ERROR = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|#+)", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/[0-9]{4}", re.ASCII)
_QUOTES = "\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb"
REFERENCES = ("script_ref", "participant_ref")


def mistake(column: str, value: str) -> str | None:
    """Return the sentence for a wrong value whose mistake is plain to see."""
    if _SHORTENED.fullmatch(value):
        return (
            "A spreadsheet shortened this number and its digits are lost: "
            "format the column as text and enter the values again from where they came."
        )
    if _ERROR.fullmatch(value):
        return "This is a spreadsheet's sign for an error, or for a column that is too narrow: enter the value itself."
    if value.startswith("=") and len(value) > 1:
        return "This is a formula and not its result: save the values alone."
    if value[:1] in _QUOTES and value[:1]:
        return "The value stands in a word processor's quotes: write it without them."
    if (
        column == "assessed_on"
        and (parts := _MONTH_FIRST.fullmatch(value))
        and int(parts[1]) <= 12 < int(parts[2]) <= 31
    ):
        return (
            "This day stands with its month first, and others of the file may too, where it cannot be seen: write "
            "every day as YYYY-MM-DD."
        )
    if column in REFERENCES and value and not value.isascii() and "@" not in value:
        return (
            "The value holds a character outside A-Z, a-z, 0-9, . _ / and -, which may look like one of them or not "
            "be seen at all: type it again."
        )
    return None


def _is_month_first(value: str) -> bool:
    parts = _MONTH_FIRST.fullmatch(value)
    return parts is not None and int(parts[1]) <= 12 < int(parts[2]) <= 31
