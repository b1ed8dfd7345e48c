"""The way out of a refusal as programs read it: what to do, what is known of where, and the operation that does it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from moderation.errors import Step, Verb

ABOUT = "/api/v1/states#errors-then.step"
NAMES: Mapping[str, str] = MappingProxyType(
    {"window": "window_code", "provider": "provider_code", "script": "script_ref", "reason": "reason"}
)

# Where the API itself does it; everything else is done by people.
OPERATIONS: Mapping[Verb, str] = MappingProxyType(
    {
        Verb.FILE_RETURN: "POST /returns",
        Verb.LIST_SAMPLE: "GET /samples",
        Verb.LIST_SCRIPTS: "GET /scripts",
        Verb.SUPPLY_SCRIPT: "PUT /scripts/{id}/file",
        Verb.LIST_CASES: "GET /cases",
        Verb.REPORT_MALPRACTICE: "POST /malpractice-reports",
    }
)

STEP: Mapping[str, Any] = MappingProxyType(
    {
        "type": "object",
        "description": "What can be done next.",
        "required": ["step", "title", *NAMES.values(), "operation", "about"],
        "properties": {
            "step": {"type": "string", "enum": [verb.value for verb in Verb]},
            "title": {"type": "string"},
            **{name: {"type": ["string", "null"]} for name in NAMES.values()},
            "operation": {"type": ["string", "null"]},
            "about": {"type": "string"},
        },
    }
)


def step_json(step: Step) -> dict[str, Any]:
    """Return a step as JSON; its unknown parameters are null."""
    known = step.known
    return {
        "step": step.verb.value,
        "title": step.verb.label,
        **{name: known.get(held) for held, name in NAMES.items()},
        "operation": OPERATIONS.get(step.verb),
        "about": ABOUT,
    }
