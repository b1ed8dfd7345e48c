"""Adds an organisation that DfE accredited."""

from __future__ import annotations

from dataclasses import dataclass

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.errors import Conflict, Fault, Rejected
from moderation.providers.records import (
    LONGEST_NAME,
    Accreditation,
    Provider,
    ProviderStatus,
    StatusReason,
    providers_by_code,
)
from sampling.codes import code_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class AddProvider:
    """An accredited organisation: its code names it for ever, also in every draw."""

    code: str
    name: str


def add_provider(act: Act, command: AddProvider) -> Provider:
    """Add a provider, accredited from this moment on."""
    act.permit(Permission.ADD_PROVIDER)
    session = act.session
    name = command.name.strip()
    faults = [*code_faults("code", command.code), *_name_faults(name)]
    if faults:
        raise Rejected(faults)
    if providers_by_code(session, [command.code]):
        raise Conflict(f"There is a provider {command.code} already. Choose another code.", field="code")
    provider = Provider(code=command.code, name=name, created_at=act.at)
    session.add(provider)
    session.flush()
    session.add(
        ProviderStatus(
            provider_id=provider.id,
            status=Accreditation.ACCREDITED,
            since=act.at,
            reason_code=StatusReason.ADDED,
            created_at=act.at,
        )
    )
    act.log(Happened.PROVIDER_ADDED, Subject("provider", provider.public_id), provider_code=provider.code)
    return provider


def _name_faults(name: str) -> list[Fault]:
    if not 1 <= len(name) <= LONGEST_NAME:
        return [Fault(f"A provider's name has 1 to {LONGEST_NAME} characters.", column="name", value=name)]
    if not name.isprintable():
        return [Fault("A provider's name is one line of printable characters.", column="name", value=name)]
    return []
