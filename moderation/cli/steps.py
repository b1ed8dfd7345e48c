"""The way out of a refusal as this door shows it: the command to type, with what is known of it filled in."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from types import MappingProxyType

from moderation.errors import ServiceError, Step, Verb

PROGRAM = "moderation"

# A word in capitals is for the reader to fill in; a part in brackets stands only where its value is known.
COMMANDS: Mapping[Verb, str] = MappingProxyType(
    {
        Verb.SET_UP: "init",
        Verb.CHECK_RECORDS: "doctor",
        Verb.RESTORE: "restore FILE",
        Verb.SHOW_LOG: "audit show",
        Verb.ADD_PERSON: "user add EMAIL --role ROLE",
        Verb.ADD_PROVIDER: "provider add {provider} NAME --as EMAIL",
        Verb.OPEN_WINDOW: (
            "window open {window} --from DAY --to DAY --returns-due DAY --frames-close DAY --seed-source TEXT"
            "[ --provider {provider}] --as EMAIL"
        ),
        Verb.FILE_RETURN: "return file {provider} {window} FILE.csv --declared-by NAME --as EMAIL",
        Verb.AMEND_RESULT: "frame amend {provider} {window} {script} --set FIELD=VALUE --reason {reason} --as EMAIL",
        Verb.FREEZE_FRAME: "frame freeze {window}[ --provider {provider}] --as EMAIL",
        Verb.FREEZE_EARLY: "frame freeze {window}[ --provider {provider}] --early --reason TEXT --as EMAIL",
        Verb.RECORD_SEED: "seed record {window} --seed SEED --again SEED --as EMAIL",
        Verb.CONFIRM_SEED: "seed confirm {window} --seed SEED --as EMAIL",
        Verb.DRAW: "draw {window} --as EMAIL",
        Verb.EXTEND_SAMPLE: "sample extend {provider} {window} --as EMAIL",
        Verb.LIST_SAMPLE: "sample list {provider} {window}",
        Verb.LIST_SCRIPTS: "script list {window}[ --provider {provider}]",
        Verb.SUPPLY_SCRIPT: "script supplied {provider} {window} {script} --file FILE --as EMAIL",
        Verb.TAKE_BACK_RECEIPT: "script take-back {provider} {window} {script} --reason {reason} --as EMAIL",
        Verb.GIVE_MORE_TIME: "script more-time {provider} {window} {script} --until DAY --as EMAIL",
        Verb.DECLARE_MISSING: "script missing {provider} {window} {script} --reason {reason} --as EMAIL",
        Verb.PROPOSE_EXCLUSION: "script exclude {provider} {window} {script} --reason {reason} --as EMAIL",
        Verb.APPROVE_EXCLUSION: "script approve-exclusion {provider} {window} {script} --as EMAIL",
        Verb.REFUSE_EXCLUSION: "script refuse-exclusion {provider} {window} {script} --as EMAIL",
        Verb.IMPORT_OUTCOMES: "outcomes import {window} FILE.csv --as EMAIL",
        Verb.IMPORT_OTHER_MAXIMUM: "outcomes import {window} FILE.csv --other-maximum --as EMAIL",
        Verb.PROPOSE_CORRECTION: (
            "script correct-outcome {provider} {window} {script} --outcome OUTCOME --reason TEXT --as EMAIL"
        ),
        Verb.CONFIRM_CORRECTION: "script confirm-correction {provider} {window} {script} --as EMAIL",
        Verb.REFUSE_CORRECTION: "script refuse-correction {provider} {window} {script} --as EMAIL",
        Verb.SIGN_OFF: "window sign-off {window}[ --provider {provider}] --as EMAIL",
        Verb.REOPEN: "window reopen {window} --provider {provider} --reason {reason} --as EMAIL",
        Verb.JUDGE_AGAIN: (
            "script re-adjudicate {provider} {window} {script} --outcome OUTCOME --reason TEXT --as EMAIL"
        ),
        Verb.LIST_REPLIES: "feedback list {window}",
        Verb.ANSWER_REPLY: "feedback answer ID --kind KIND --text TEXT --as EMAIL",
        Verb.PUBLISH: "window publish {window} --as EMAIL",
        Verb.LIST_CASES: "case list[ --provider {provider}]",
    }
)

# What only an action does so far.
NO_COMMAND_YET = frozenset(
    {
        Verb.CORRECT_JUDGEMENT,
        Verb.RECORD_ENQUIRY,
        Verb.REPORT_MALPRACTICE,
        Verb.OPEN_CASE,
        Verb.GATHER_EVIDENCE,
        Verb.PROPOSE_DECISION,
        Verb.CONFIRM_DECISION,
        Verb.WITHDRAW_PROPOSAL,
        Verb.JUDGE_REMEDY,
    }
)

_PLACEHOLDERS = {
    "window": "WINDOW",
    "provider": "PROVIDER",
    "script": "REF",
    "reason": "REASON",
}
_OPTIONAL = re.compile(r"\[([^]]*\{(\w+)\}[^]]*)\]")


def command_of(step: Step) -> str | None:
    """Return what to type for a step, or None where no command does it.

    >>> command_of(Step(Verb.FREEZE_FRAME, window="2014J"))
    'moderation frame freeze 2014J --as EMAIL'
    """
    shape = COMMANDS.get(step.verb)
    if shape is None:
        return None
    known = {name: shlex.quote(value) for name, value in step.known.items()}
    chosen = _OPTIONAL.sub(lambda found: found[1] if found[2] in known else "", shape)
    return f"{PROGRAM} {chosen.format_map({**_PLACEHOLDERS, **known})}"


def said_then(step: Step) -> str:
    """Say what to do next, and what to type for it."""
    command = command_of(step)
    return f"{step.words}; no command does this." if command is None else f"{step.verb.label}: {command}"


def said(refusal: ServiceError) -> str:
    """Return a refusal with its way out on one line."""
    return " ".join([refusal.sentence, *(said_then(step) for step in refusal.then)])
