"""The columns of a return, as data: what each may hold, and the sentence for what it may not.

Source 000, Annex A, metric 5 names what a provider reports of each participant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

from sampling.codes import REFERENCE_RULE, is_reference
from sampling.frame_file import LARGEST_MARK, STATUSES, is_mark

LARGEST_ATTEMPT = 99
TEACHER_REFERENCE_NUMBER = re.compile(r"(?:[Rr][Pp])?[0-9]{2}/?[0-9]{5}", re.ASCII)
# A letter or digit comes first, so that no spreadsheet takes a reference for a formula.
PARTICIPANT = re.compile(rf"(?!{TEACHER_REFERENCE_NUMBER.pattern}\Z)[A-Za-z0-9][A-Za-z0-9._/-]{{0,63}}", re.ASCII)
ATTEMPT = re.compile(r"[1-9][0-9]?", re.ASCII)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRules:
    """What a return is checked against: its window's days, today, qualifications, and pass marks where they are known.

    A pass mark belongs to a qualification and a maximum mark; the sources give none, so none is assumed.
    """

    assessed_from_on: date
    assessed_to_on: date
    today: date
    qualifications: frozenset[str]
    pass_marks: Mapping[tuple[str, int], int] = field(default_factory=dict)


class WhenNotFinal(Enum):
    """What a column holds in a row that is pending or voided."""

    AS_EVER = auto()
    MAY_BE_EMPTY = auto()
    EMPTY = auto()


Check = Callable[[str, ReturnRules], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: `check` returns the sentence for a wrong value; `default` is the value of a column that is left out."""

    name: str
    check: Check
    about: str
    example: str
    default: str | None = None
    when_not_final: WhenNotFinal = WhenNotFinal.AS_EVER


def _reference(value: str, _rules: ReturnRules) -> str | None:
    return None if is_reference(value) else REFERENCE_RULE


def is_participant(value: str) -> bool:
    """Tell whether a value may name a participant: a provider's own pseudonym, nothing that DfE or a mailbox knows."""
    return PARTICIPANT.fullmatch(value) is not None


def _participant(value: str, _rules: ReturnRules) -> str | None:
    if is_participant(value):
        return None
    if TEACHER_REFERENCE_NUMBER.fullmatch(value):
        return "The value looks like a teacher reference number. Use a reference that only the provider can resolve."
    if "@" in value:
        return "The value looks like an e-mail address. Use a reference that only the provider can resolve."
    return "A participant reference is 1 to 64 characters of A-Z a-z 0-9 . _ / and -, beginning with a letter or digit."


def _qualification(value: str, rules: ReturnRules) -> str | None:
    if value in rules.qualifications:
        return None
    return f"The qualification is not known. Known are {', '.join(sorted(rules.qualifications))}."


def _final_mark(value: str, _rules: ReturnRules) -> str | None:
    return None if is_mark(value) else f"A final mark is a whole number from 0 to {LARGEST_MARK}, in digits only."


def _max_mark(value: str, _rules: ReturnRules) -> str | None:
    if is_mark(value) and value != "0":
        return None
    return f"A maximum mark is a whole number from 1 to {LARGEST_MARK}, in digits only."


def _day(value: str, _rules: ReturnRules) -> str | None:
    if DAY.fullmatch(value) is None:
        return "A day is written as year, month and day, YYYY-MM-DD, or day first, DD/MM/YYYY; a year has four digits."
    try:
        date.fromisoformat(value)
    except ValueError:
        return "The calendar has no such day."
    return None


def _attempt(value: str, _rules: ReturnRules) -> str | None:
    if ATTEMPT.fullmatch(value):
        return None
    return f"An attempt is a whole number from 1 to {LARGEST_ATTEMPT}, in digits only."


def _one_of(values: tuple[str, ...], sentence: str) -> Check:
    return lambda value, _rules: None if value in values else sentence


EMPTY, MAY_BE_EMPTY = WhenNotFinal.EMPTY, WhenNotFinal.MAY_BE_EMPTY
YES_NO = ("yes", "no")

COLUMNS = (
    Column(
        name="script_ref",
        about="Your own reference of the script, once in the file: 1 to 64 of A-Z a-z 0-9 . _ / and -.",
        example="2026-000417",
        check=_reference,
    ),
    Column(
        name="participant_ref",
        about="Your own reference of the participant, which only you can resolve: no name, no e-mail address.",
        example="P004711",
        check=_participant,
    ),
    Column(name="qualification", about="The code of the qualification.", example="NPQSL", check=_qualification),
    Column(
        name="final_mark",
        about="The mark after all your moderation, a whole number; empty where nothing is settled.",
        example="61",
        check=_final_mark,
        when_not_final=EMPTY,
    ),
    Column(
        name="max_mark",
        about="The highest mark that could be given, a whole number.",
        example="100",
        check=_max_mark,
        when_not_final=MAY_BE_EMPTY,
    ),
    Column(
        name="outcome",
        about="pass or fail; empty where nothing is settled.",
        example="pass",
        check=_one_of(
            ("pass", "fail"), "An outcome is pass or fail. Where none is settled, the status says pending or voided."
        ),
        when_not_final=EMPTY,
    ),
    Column(
        name="peer_moderated",
        about="yes or no: whether another of your assessors moderated the result.",
        example="yes",
        check=_one_of(YES_NO, "Whether a result was peer moderated is yes or no."),
        when_not_final=MAY_BE_EMPTY,
    ),
    Column(
        name="changed_by_peer_moderation",
        about="yes or no: whether that moderation changed it; no where there was none.",
        example="no",
        check=_one_of(YES_NO, "Whether peer moderation changed a result is yes or no: no, where there was none."),
        when_not_final=MAY_BE_EMPTY,
    ),
    Column(
        name="assessed_on",
        about="The day on which the outcome was settled: YYYY-MM-DD, or day first, DD/MM/YYYY.",
        example="2026-03-14",
        check=_day,
        when_not_final=MAY_BE_EMPTY,
    ),
    Column(
        name="status",
        about="final, pending (still to come) or voided (will not come); final where the column is left out.",
        example="final",
        check=_one_of(
            STATUSES,
            "A status is final, pending (still to come) or voided (will not come, as where somebody withdrew).",
        ),
        default="final",
    ),
    Column(
        name="attempt",
        about="1 for a participant's first attempt at a qualification, 2 for the next; 1 where the column is left out.",
        example="1",
        check=_attempt,
        default="1",
    ),
    Column(
        name="borderline",
        about="yes or no: whether you marked the result as borderline; no where the column is left out.",
        example="no",
        check=_one_of(YES_NO, "Whether a result was borderline is yes or no."),
        default="no",
    ),
)
KNOWN = tuple(column.name for column in COLUMNS)
REQUIRED = tuple(column.name for column in COLUMNS if column.default is None)
CHECKS = {column.name: column.check for column in COLUMNS}
