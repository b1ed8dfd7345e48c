"""How people write what a column holds, and the one way in which it is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from sampling.codes import REFERENCE
from sampling.files.notes import Notes, Tolerated

MOST_REMEMBERED = 50_000
_FOLDED_AWAY = re.compile("[\\s_\\-\u00ad\u200b-\u200d\u2060\ufeff]+")
_TEXT_FORMULA = re.compile(r'="([^"]*)"')
_DAY_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", re.ASCII)
_WHOLE = re.compile(r"(0|[1-9][0-9]{0,8})\.0+", re.ASCII)
_QUALIFICATION = re.compile(r"NPQ[A-Z]{1,12}", re.ASCII | re.IGNORECASE)

_YES_NO = {
    **dict.fromkeys(("yes", "y", "true", "1"), "yes"),
    **dict.fromkeys(("no", "n", "false", "0"), "no"),
}
_OUTCOME = {
    **dict.fromkeys(("pass", "passed", "p", "1"), "pass"),
    **dict.fromkeys(("fail", "failed", "f", "0"), "fail"),
}
_STATUS = {word: word for word in ("final", "pending", "voided")}
WORDS = {
    "outcome": _OUTCOME,
    "peer_moderated": _YES_NO,
    "changed_by_peer_moderation": _YES_NO,
    "borderline": _YES_NO,
    "status": _STATUS,
}
NUMBERS = ("final_mark", "max_mark", "attempt", "position")
DAY = "assessed_on"
REFERENCES = ("script_ref", "participant_ref")

Liberty = Callable[[Notes, str], None]


def folded(name: str) -> str:
    """Return a column's name without what people write differently in it.

    >>> folded("Script Ref") == folded("script_ref\u00a0") == folded("SCRIPT-REF")
    True
    """
    return _FOLDED_AWAY.sub("", name).casefold()


def known_qualification(text: str) -> str:
    """Return the code of a qualification as it is kept; what is no code stays as it is.

    >>> known_qualification("npqsl"), known_qualification("Senior")
    ('NPQSL', 'Senior')
    """
    return text.upper() if _QUALIFICATION.fullmatch(text) else text


class CellReader:
    """Reads the cells of one column, and notes what it read otherwise than it stood there."""

    def __init__(self, column: str, notes: Notes) -> None:
        self._column = column
        self._notes = notes
        self._read: dict[str, tuple[str, tuple[Liberty, ...]]] = {}
        self._is_unlike = column in REFERENCES

    def read(self, written: str) -> str:
        """Return a cell as it is kept; one that cannot be read stays as it was written, without blanks around it."""
        if self._is_unlike and REFERENCE.fullmatch(written):
            return written
        known = self._read.get(written)
        if known is None:
            if len(self._read) >= MOST_REMEMBERED:
                self._read.clear()
            known = self._read[written] = self._understood(written)
        value, liberties = known
        for note in liberties:
            note(self._notes, written)
        return value

    def _understood(self, written: str) -> tuple[str, tuple[Liberty, ...]]:
        value, liberties = written.strip(), []
        if value != written:
            liberties.append(_counting(Tolerated.BLANKS))
        bare = _without_text_sign(value)
        if bare != value:
            value = bare
            liberties.append(_counting(Tolerated.TEXT_SIGN))
        kept, liberty = self._kept(value)
        return kept, (*liberties, *((liberty,) if liberty else ()))

    def _kept(self, value: str) -> tuple[str, Liberty | None]:
        column = self._column
        if column in WORDS:
            word = WORDS[column].get(value.casefold(), value) if value.isascii() else value
            return word, _reading(column, value, word) if word != value else None
        if column == "qualification":
            code = known_qualification(value)
            return code, _reading(column, value, code) if code != value else None
        if column in NUMBERS and (whole := _WHOLE.fullmatch(value)):
            return whole.group(1), _counting(Tolerated.WHOLE)
        if column == DAY and (day := _day(value)):
            return day, _counting(Tolerated.DAY)
        return value, None


def _without_text_sign(value: str) -> str:
    formula = _TEXT_FORMULA.fullmatch(value)
    if formula:
        return formula.group(1).strip()
    return value[1:].strip() if value.startswith("'") and len(value) > 1 and "'" not in value[1:] else value


def _day(value: str) -> str | None:
    parts = _DAY_FIRST.fullmatch(value)
    if parts is None:
        return None
    day, month, year = map(int, parts.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _counting(liberty: Tolerated) -> Liberty:
    return lambda notes, _written: notes.count(liberty)


def _reading(column: str, value: str, read: str) -> Liberty:
    return lambda notes, _written: notes.word(column, value, read=read)
