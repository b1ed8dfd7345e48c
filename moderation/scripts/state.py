"""The state of a sampled script: computed from its events, never stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from moderation.scripts.records import ScriptEvent, ScriptEventKind
from sampling.told import Told, told


class ScriptStanding(Told):
    """Whether a script is here, and whether it counts."""

    ASKED = told(
        "asked",
        "Asked",
        "Asked for, and no file is here.",
        then="Until its day is over or its marking has begun, the provider hands the file in. "
        "After the sign-off nothing is asked any more.",
    )
    SUPPLIED = told(
        "supplied",
        "Supplied",
        "Here, with its receipt.",
        then="Another file replaces it until its marking begins or its day is over.",
    )
    MISSING = told(
        "missing",
        "Missing",
        "Recorded as missing; it stays in the denominator.",
        then="The provider hands the file in.",
    )
    EXCLUDED = told(
        "excluded", "Excluded", "Two officials took it out of the sample.", then="Nothing more is recorded of it."
    )


@dataclass(frozen=True, slots=True)
class ScriptState:
    """A script's state: its standing, due day, the proposal that waits for an answer, and whether marking began."""

    standing: ScriptStanding
    due_on: date
    proposal: ScriptEvent | None
    marking_started: bool


_LEADS_TO = {
    ScriptEventKind.SUPPLIED: ScriptStanding.SUPPLIED,
    ScriptEventKind.DECLARED_MISSING: ScriptStanding.MISSING,
    ScriptEventKind.RETURNED: ScriptStanding.ASKED,
    ScriptEventKind.RECEIPT_TAKEN_BACK: ScriptStanding.ASKED,
    ScriptEventKind.EXCLUSION_APPROVED: ScriptStanding.EXCLUDED,
}
_ANSWERS = (ScriptEventKind.EXCLUSION_APPROVED, ScriptEventKind.EXCLUSION_REFUSED)


def state_of(events: Sequence[ScriptEvent], *, due_on: date) -> ScriptState:
    """Return a script's state after these events, oldest first; `due_on` is the day it was first asked for."""
    standing, proposal, started = ScriptStanding.ASKED, None, False
    for event in events:
        standing = _LEADS_TO.get(event.kind, standing)
        due_on = event.due_on or due_on
        if event.kind is ScriptEventKind.EXCLUSION_PROPOSED:
            proposal = event
        elif event.kind in _ANSWERS:
            proposal = None
        elif event.kind is ScriptEventKind.MARKING_STARTED:
            started = True
    return ScriptState(standing, due_on, proposal, started)
