"""Records where a provider published its figure itself, as metric 5 requires of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from uuid import uuid4

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.database.clock import london_day
from moderation.errors import Conflict, Fault, Rejected, Step, Verb
from moderation.feedback.find import hold_signed
from moderation.feedback.records import LONGEST_ADDRESS, ProviderPublication


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPublication:
    """The page on which a provider published its figure, and since when."""

    window_code: str
    provider_code: str
    address: str
    published_on: date


def record_publication(act: Act, command: RecordPublication) -> ProviderPublication:
    """Record where a provider published the figure that holds for it."""
    person = act.permit_person(Permission.COMMENT, provider_code=command.provider_code)
    faults = _faults(command, today=london_day(act.at))
    if faults:
        raise Rejected(faults)
    signed = hold_signed(act.session, window_code=command.window_code, provider_code=command.provider_code)
    if signed.publication is None:
        raise Conflict(
            "This figure is not published by DfE yet; a provider publishes it after that.", then=Step(Verb.PUBLISH)
        )
    public_id = uuid4()
    recorded = ProviderPublication(
        public_id=public_id,
        finding_id=signed.finding.id,
        address=command.address,
        published_on=command.published_on,
        recorded_by=person,
        recorded_at=act.at,
    )
    act.session.add(recorded)
    act.log(
        Happened.PROVIDER_PUBLICATION_RECORDED,
        Subject("provider_publication", public_id),
        provider_code=command.provider_code,
        window_code=command.window_code,
        details={"published_on": command.published_on.isoformat()},
    )
    return recorded


def _faults(command: RecordPublication, *, today: date) -> list[Fault]:
    faults = []
    if not _is_web_address(command.address):
        sentence = (
            f"The address of a page begins with https:// or http:// and has at most {LONGEST_ADDRESS} characters."
        )
        faults.append(Fault(sentence, column="address", value=command.address))
    if command.published_on > today:
        sentence = "Record a publication once it has happened."
        faults.append(Fault(sentence, column="published_on", value=command.published_on.isoformat()))
    return faults


def _is_web_address(address: str) -> bool:
    if len(address) > LONGEST_ADDRESS or not address.isprintable() or " " in address:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
