"""The laws of the one table of permissions, and what the question says when the answer is no."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from moderation.access.actor import (
    DFE_PROGRAM,
    ONLOOKER,
    OPERATOR,
    PROVIDER_PROGRAM,
    Actor,
    require,
    require_one_of,
    require_person,
)
from moderation.access.combinations import why_apart
from moderation.access.permissions import DEEDS, DFE_TOKEN, MATRIX, PROVIDER_TOKEN, Permission, Role, roles_that_may
from moderation.errors import NotAllowed

P = Permission
JUDGING = {P.JUDGE, P.ADJUDICATE, P.IMPORT_OUTCOMES, P.SETTLE_OUTCOMES, P.SIGN_OFF}
DECIDING = {P.PROPOSE_DECISION, P.CONFIRM_DECISION}


def actor(*roles: Role, provider_codes: frozenset[str] = frozenset()) -> Actor:
    return Actor(person_id=1, public_id="p", roles=frozenset(roles), provider_codes=provider_codes)


def program(role_label: str, granted: frozenset[Permission], *codes: str) -> Actor:
    return Actor(
        person_id=None,
        public_id="t",
        roles=frozenset(),
        provider_codes=frozenset(codes),
        granted=granted,
        role_label=role_label,
    )


def test_every_role_has_a_row_and_every_permission_somebody_who_has_it() -> None:
    assert set(MATRIX) == set(Role)
    # Whoever has the machine sets the service up, and nobody else.
    assert frozenset().union(*MATRIX.values()) == set(Permission) - {P.SET_UP}


def test_an_administrator_neither_judges_nor_decides() -> None:
    assert not MATRIX[Role.ADMINISTRATOR] & (JUDGING | DECIDING | {P.DRAW, P.RECORD_SEED, P.PUBLISH})


def test_a_provider_neither_judges_nor_decides_nor_sees_other_figures() -> None:
    assert not MATRIX[Role.PROVIDER] & (JUDGING | DECIDING | {P.SEE_ACCURACY, P.SEE_CASES, P.SEE_AUDIT})


def test_whoever_draws_does_not_judge_and_whoever_judges_does_not_decide() -> None:
    for role, held in MATRIX.items():
        assert not (P.DRAW in held and held & JUDGING), role
        assert not (held & DECIDING and held & JUDGING), role


TOGETHER = [{Role.MODERATOR, Role.LEAD_MODERATOR}, {Role.CASE_OFFICER, Role.OFFICIAL}]


def test_only_those_who_mark_or_those_who_decide_hold_two_roles() -> None:
    for held, wanted in combinations(Role, 2):
        assert (why_apart(held, wanted) is None) == ({held, wanted} in TOGETHER), (held, wanted)
        assert why_apart(held, wanted) == why_apart(wanted, held)


def test_no_two_roles_of_one_person_both_judge_and_see_what_the_provider_decided() -> None:
    judging = {P.JUDGE, P.ADJUDICATE}
    seeing = {P.SEE_ACCURACY, P.SEE_PRIVATE_CERTIFICATE, P.MANAGE_PEOPLE, P.EXPORT}
    for held, wanted in product(Role, Role):
        if why_apart(held, wanted) is None:
            may = MATRIX[held] | MATRIX[wanted]
            assert not (may & judging and may & seeing), (held, wanted)


def test_only_officials_decide_on_accreditation() -> None:
    assert roles_that_may(P.PROPOSE_DECISION) == roles_that_may(P.CONFIRM_DECISION) == (Role.OFFICIAL,)


@pytest.mark.parametrize(
    ("permission", "role"),
    [
        (P.ADD_PROVIDER, Role.ADMINISTRATOR),
        (P.MANAGE_PEOPLE, Role.ADMINISTRATOR),
        (P.OPEN_WINDOW, Role.OFFICIAL),
        (P.FREEZE_FRAME, Role.OFFICIAL),
        (P.RECORD_SEED, Role.OFFICIAL),
        (P.WITNESS_SEED, Role.OFFICIAL),
        (P.DRAW, Role.OFFICIAL),
        (P.PUBLISH, Role.OFFICIAL),
        (P.IMPORT_OUTCOMES, Role.LEAD_MODERATOR),
        (P.SIGN_OFF, Role.LEAD_MODERATOR),
        (P.FILE_RETURN, Role.PROVIDER),
        (P.JUDGE, Role.MODERATOR),
    ],
)
def test_one_role_alone_may(permission: Permission, role: Role) -> None:
    assert roles_that_may(permission) == (role,)


def test_no_token_judges_decides_draws_or_manages() -> None:
    forbidden = JUDGING | DECIDING | {P.DRAW, P.RECORD_SEED, P.PUBLISH, P.MANAGE_PEOPLE, P.MANAGE_TOKENS}
    assert not (DFE_TOKEN | PROVIDER_TOKEN) & forbidden
    assert P.SEE_ACCURACY not in PROVIDER_TOKEN


def test_the_operator_sets_up_and_manages_people_and_tokens_and_nothing_else() -> None:
    may = {permission for permission in Permission if OPERATOR.may(permission)}
    assert may == {P.SET_UP, P.MANAGE_PEOPLE, P.MANAGE_TOKENS}
    with pytest.raises(NotAllowed, match="Only the operator of this machine may set the service up"):
        require(actor(Role.ADMINISTRATOR), P.SET_UP)


def test_a_command_that_only_shows_neither_acts_nor_decides() -> None:
    may = {permission for permission in Permission if ONLOOKER.may(permission)}
    assert may == DFE_TOKEN | {P.MANAGE_PEOPLE, P.MANAGE_TOKENS}
    assert not may & (JUDGING | DECIDING | {P.FILE_RETURN, P.SUPPLY_SCRIPT, P.REPORT_MALPRACTICE})


def test_a_moderator_sees_nothing_that_a_provider_reported() -> None:
    assert not {P.SEE_RECORDS, P.SEE_ACCURACY} & (MATRIX[Role.MODERATOR] | MATRIX[Role.LEAD_MODERATOR])
    with pytest.raises(NotAllowed) as refused:
        require_one_of(actor(Role.MODERATOR), P.SEE_RECORDS, P.SEE_CASES)
    assert "You act as a moderator" in refused.value.sentence
    require_one_of(actor(Role.CASE_OFFICER), P.SEE_AUDIT, P.SEE_CASES)


def test_the_sentence_says_who_may() -> None:
    with pytest.raises(NotAllowed) as refused:
        require(actor(Role.MODERATOR), P.DRAW)
    assert refused.value.sentence == "Only a DfE official may draw a sample. You act as a moderator."


def test_a_person_without_any_role_is_told_so() -> None:
    with pytest.raises(NotAllowed, match="You hold no role that allows this"):
        require(actor(), P.DRAW)


@pytest.mark.parametrize(
    "acting",
    [
        actor(Role.PROVIDER, provider_codes=frozenset({"AAA"})),
        program(PROVIDER_PROGRAM, PROVIDER_TOKEN, "AAA"),
    ],
    ids=["a person", "a program"],
)
def test_a_provider_acts_for_itself_alone(acting: Actor) -> None:
    require(acting, P.FILE_RETURN, provider_code="AAA")
    for other in ("BBB", None):
        with pytest.raises(NotAllowed, match="for your own provider only"):
            require(acting, P.FILE_RETURN, provider_code=other)


def test_what_needs_a_person_refuses_a_program() -> None:
    assert require_person(actor(Role.OFFICIAL), P.EXPORT) == 1
    with pytest.raises(NotAllowed, match="named person"):
        require_person(program(DFE_PROGRAM, DFE_TOKEN), P.EXPORT)


def test_the_log_says_in_which_roles_somebody_acted() -> None:
    assert actor(Role.OFFICIAL, Role.CASE_OFFICER).role == "case_officer+official"
    assert OPERATOR.role == "operator"


def test_every_verb_stands_in_a_sentence() -> None:
    assert set(DEEDS) == set(Permission)
    assert len(set(DEEDS.values())) == len(DEEDS)
