"""Who is accredited, since when, and under which code."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from moderation.access.actor import Actor
from moderation.access.permissions import Role
from moderation.audit.act import Act
from moderation.audit.records import AuditEntry
from moderation.database.transaction import reading
from moderation.errors import Conflict, NotAllowed, NotFound, Rejected, Step, Verb
from moderation.providers.add_provider import AddProvider, add_provider
from moderation.providers.change_status import ChangeStatus, carry_out_status, change_status
from moderation.providers.records import (
    IN_FORCE,
    Accreditation,
    Provider,
    StatusReason,
    accredited_providers,
    all_providers,
    latest_status,
    latest_statuses,
    provider_by_code,
)
from tests.inserting import inserting
from tests.windows.scenes import CLOCK, NOON, some_providers, somebody

REASONS = {
    Accreditation.ACCREDITED: StatusReason.REMEDIAL_ACTION_COMPLETED,
    Accreditation.NOTICE_GIVEN: StatusReason.REMEDIAL_ACTION_REQUIRED,
    Accreditation.REVOKED: StatusReason.SERIOUS_UNDERPERFORMANCE,
    Accreditation.WITHDRAWN: StatusReason.PROVIDER_REQUEST,
}


def changed(
    engine: Engine,
    actor: Actor,
    status: Accreditation,
    *,
    since: datetime | None = None,
    reason: StatusReason | None = None,
) -> None:
    command = ChangeStatus(provider_code="CCC", status=status, reason=reason or REASONS[status], since=since)
    with inserting(engine) as session:
        carry_out_status(Act(session, actor, CLOCK()), command)


def test_a_provider_is_added_accredited_and_logged(engine: Engine) -> None:
    some_providers(engine, "CCC")
    with reading(engine) as session:
        provider = provider_by_code(session, "CCC")
        status = latest_status(session, provider)
        assert status is not None
        assert (status.status, status.since) == (Accreditation.ACCREDITED, NOON)
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "provider_added")).one()
        assert (entry.subject_id, entry.provider_code) == (str(provider.public_id), "CCC")


def test_a_code_is_given_once(engine: Engine) -> None:
    some_providers(engine, "CCC")
    administrator = somebody(engine, Role.ADMINISTRATOR, email="another@example.org")
    with pytest.raises(Conflict, match="a provider CCC already"), inserting(engine) as session:
        add_provider(Act(session, administrator, CLOCK()), AddProvider(code="CCC", name="Another"))
    with reading(engine) as session:
        assert [provider.name for provider in all_providers(session)] == ["Provider CCC"]


def test_everything_wrong_with_a_provider_is_said_at_once(engine: Engine) -> None:
    administrator = somebody(engine, Role.ADMINISTRATOR)
    with pytest.raises(Rejected) as refusal, inserting(engine) as session:
        add_provider(Act(session, administrator, CLOCK()), AddProvider(code="C/C", name=" \x00 "))
    assert [fault.column for fault in refusal.value.faults] == ["code", "name"]


def test_only_an_administrator_adds_a_provider(engine: Engine) -> None:
    official = somebody(engine, Role.OFFICIAL)
    with pytest.raises(NotAllowed, match="Only an administrator may add a provider"), inserting(engine) as session:
        add_provider(Act(session, official, CLOCK()), AddProvider(code="CCC", name="C"))


@pytest.mark.parametrize("code", ["DDD", "ccc", "x\x00", "é", "'; DROP TABLE providers; --", ""])
def test_an_unknown_code_names_those_that_there_are(engine: Engine, code: str) -> None:
    some_providers(engine, "CCC", "AAA")
    with pytest.raises(NotFound, match=r"The providers are AAA, CCC\.$"), reading(engine) as session:
        provider_by_code(session, code)


def test_before_any_provider_the_way_out_is_to_add_one(engine: Engine) -> None:
    with pytest.raises(NotFound, match="No provider has been added yet") as refused, reading(engine) as session:
        provider_by_code(session, "CCC")
    assert refused.value.then == (Step(Verb.ADD_PROVIDER),)


def test_a_provider_under_notice_is_still_accredited_and_a_revoked_one_is_not(engine: Engine) -> None:
    some_providers(engine, "CCC", "DDD")
    official = somebody(engine, Role.OFFICIAL)
    changed(engine, official, Accreditation.NOTICE_GIVEN)
    with reading(engine) as session:
        assert [provider.code for provider in accredited_providers(session)] == ["CCC", "DDD"]
    changed(engine, official, Accreditation.REVOKED)
    with reading(engine) as session:
        assert [provider.code for provider in accredited_providers(session)] == ["DDD"]
        held = {provider.id: provider.code for provider in session.scalars(select(Provider))}
        statuses = latest_statuses(session, held)
        assert {held[number]: status.status.value for number, status in statuses.items()} == {
            "CCC": "revoked",
            "DDD": "accredited",
        }


@pytest.mark.parametrize("since", [NOON + timedelta(microseconds=1), NOON.replace(tzinfo=None)])
def test_a_status_begins_at_a_moment_that_has_come(engine: Engine, since: datetime) -> None:
    some_providers(engine, "CCC")
    official = somebody(engine, Role.OFFICIAL)
    with pytest.raises(Rejected, match="a moment that has come"):
        changed(engine, official, Accreditation.WITHDRAWN, since=since)


def test_a_status_is_not_changed_to_itself_nor_before_the_last_change(engine: Engine) -> None:
    some_providers(engine, "CCC")
    official = somebody(engine, Role.OFFICIAL)
    with pytest.raises(Conflict, match="has the status accredited already"):
        changed(engine, official, Accreditation.ACCREDITED)
    with pytest.raises(Conflict, match="begins later than that"):
        changed(engine, official, Accreditation.WITHDRAWN, since=NOON - timedelta(days=1))


@pytest.mark.parametrize("status", [each for each in Accreditation if each is not Accreditation.WITHDRAWN])
def test_one_official_records_no_more_than_a_withdrawal(engine: Engine, status: Accreditation) -> None:
    some_providers(engine, "CCC")
    official = somebody(engine, Role.OFFICIAL, email="alone@example.org")
    command = ChangeStatus(provider_code="CCC", status=status, reason=StatusReason.PROVIDER_REQUEST)
    with pytest.raises(NotAllowed, match="by two officials"), inserting(engine) as session:
        change_status(Act(session, official, CLOCK()), command)
    with inserting(engine) as session:
        withdrawn = ChangeStatus(
            provider_code="CCC", status=Accreditation.WITHDRAWN, reason=StatusReason.PROVIDER_REQUEST
        )
        assert change_status(Act(session, official, CLOCK()), withdrawn).status is Accreditation.WITHDRAWN


@pytest.mark.parametrize("reason", [each for each in StatusReason if each is not StatusReason.PROVIDER_REQUEST])
def test_one_official_ends_no_accreditation_for_cause(engine: Engine, reason: StatusReason) -> None:
    some_providers(engine, "CCC")
    official = somebody(engine, Role.OFFICIAL, email="alone@example.org")
    command = ChangeStatus(provider_code="CCC", status=Accreditation.WITHDRAWN, reason=reason)
    with pytest.raises(NotAllowed, match="at its own request"), inserting(engine) as session:
        change_status(Act(session, official, CLOCK()), command)


@pytest.mark.parametrize("status", [each for each in Accreditation if each is not Accreditation.REVOKED])
def test_nothing_but_an_appeal_takes_a_revocation_back(engine: Engine, status: Accreditation) -> None:
    some_providers(engine, "CCC")
    official = somebody(engine, Role.OFFICIAL)
    changed(engine, official, Accreditation.REVOKED)
    with pytest.raises(Conflict, match="The provider CCC is revoked"):
        changed(engine, official, status)
    restored = status in IN_FORCE
    if restored:
        changed(engine, official, status, reason=StatusReason.APPEAL_UPHELD)
    with reading(engine) as session:
        held = latest_status(session, provider_by_code(session, "CCC"))
        assert held is not None
        assert held.status is (status if restored else Accreditation.REVOKED)


@pytest.mark.parametrize("status", [each for each in Accreditation if each is not Accreditation.WITHDRAWN])
def test_nothing_follows_a_withdrawal(engine: Engine, status: Accreditation) -> None:
    some_providers(engine, "CCC")
    official = somebody(engine, Role.OFFICIAL)
    changed(engine, official, Accreditation.WITHDRAWN)
    with pytest.raises(Conflict, match="The provider CCC is withdrawn"):
        changed(engine, official, status)


def test_a_reason_leads_only_where_it_belongs(engine: Engine) -> None:
    some_providers(engine, "CCC")
    official = somebody(engine, Role.OFFICIAL)
    with pytest.raises(Rejected, match="provider's request does not lead to the status revoked"):
        changed(engine, official, Accreditation.REVOKED, reason=StatusReason.PROVIDER_REQUEST)
