"""The way out of a refusal as programs read it: a list of steps, each with the operation that does it."""

from __future__ import annotations

import pytest

from api.v1.door.errors import refusal_of
from api.v1.door.steps import ABOUT, OPERATIONS
from api.v1.routes import ROUTES
from moderation.errors import Conflict, NotFound, Rejected, ServiceError, Step, Verb
from sampling.faults import Fault

STEP = Step(Verb.FILE_RETURN, window="2014J", provider="CCC")
SHOWN = {
    "step": "file_return",
    "title": "File the return",
    "window_code": "2014J",
    "provider_code": "CCC",
    "script_ref": None,
    "reason": None,
    "operation": "POST /returns",
    "about": ABOUT,
}


@pytest.mark.parametrize(
    "error",
    [
        NotFound("No.", then=STEP),
        Conflict("No.", then=STEP),
        Rejected([Fault("No."), Fault("Neither.")], then=STEP),
        ServiceError("No.", then=STEP),
    ],
)
def test_a_refusal_lists_its_steps(error: ServiceError) -> None:
    refusal = refusal_of(error)
    assert refusal is not None
    assert refusal.as_json()["then"] == [SHOWN]


def test_a_refusal_without_a_way_out_lists_none() -> None:
    refusal = refusal_of(NotFound("No."))
    assert refusal is not None
    assert refusal.as_json()["then"] == []


def test_what_people_do_has_no_operation_and_its_words() -> None:
    refusal = refusal_of(Conflict("No.", then=Step(Verb.OPEN_CASE)))
    assert refusal is not None
    (shown,) = refusal.as_json()["then"]
    assert (shown["title"], shown["operation"]) == ("Open a case", None)


@pytest.mark.parametrize("verb", OPERATIONS)
def test_the_operation_of_a_step_is_a_route(verb: Verb) -> None:
    served = {f"{route.method} {route.path.replace('<uuid:id>', '{id}')}" for route in ROUTES}
    assert OPERATIONS[verb] in served


def test_a_step_leads_to_its_place_on_the_page_of_states() -> None:
    _, _, anchor = ABOUT.partition("#")
    assert anchor == "errors-then.step"
