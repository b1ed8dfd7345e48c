"""`moderation case`: the enquiries into reasons, and the cases that people opened; nothing here is decided by it."""

from __future__ import annotations

import json
from uuid import UUID

import click
from sqlalchemy.orm import Session

from moderation.access.actor import Actor
from moderation.cases.shown import CASES, CaseState, ShownCase
from moderation.cases.shown_case_file import ShownEvidence, whole_case
from moderation.cli.acting import looking
from moderation.cli.commands import command, group
from moderation.database.columns import moment_text
from moderation.errors import NotFound
from moderation.findings.shown_enquiries import ENQUIRIES, ShownEnquiry
from moderation.listing.listing import Wanted
from moderation.providers.shown import provider_shown

case = group("case", does="List and show enquiries and cases.", example="case list")


@command("case list --provider CCC", name="list", under=case)
@click.option("--provider", metavar="CODE", help="Only those of this provider.")
def list_(*, provider: str | None) -> None:
    """List the enquiries and the cases, oldest first, each with its identifier."""
    with looking() as (session, actor):
        if provider is not None:
            provider_shown(session, actor, provider)
        wanted = Wanted(provider_code=provider)
        for enquiry in ENQUIRIES.all(session, actor, wanted):
            click.echo(_enquiry_line(enquiry))
        for each in CASES.all(session, actor, wanted):
            click.echo(_case_line(each))


@command("case show 7d9f0c1e-8a52-4b8e-9a4f-0c2f3f0a1b2c", name="show", under=case)
@click.argument("identifier", metavar="ID", type=click.UUID)
def show(*, identifier: UUID) -> None:
    """Show an enquiry, or a case with its evidence and decisions."""
    with looking() as (session, actor):
        for line in _lines(session, actor, identifier):
            click.echo(line)


def _lines(session: Session, actor: Actor, identifier: UUID) -> list[str]:
    try:
        return [_enquiry_line(ENQUIRIES.find(session, actor, identifier))]
    except NotFound:
        file = whole_case(session, actor, identifier)
    lines = [_case_line(file.case)]
    for weighed in file.grounds:
        lines.append(f"  {weighed.sentence}")
        lines += [f"    {_evidence(each)}" for each in (*weighed.supporting, *weighed.opposing)]
    lines += [f"  no longer what the records say: {_evidence(each)}" for each in file.no_longer_holds]
    if file.not_considered:
        kinds = ", ".join(kind.in_a_sentence for kind in file.not_considered)
        lines.append(f"  not considered yet, and section 4 asks for it: {kinds}")
    for taken in file.case.decisions:
        state = "withdrawn" if taken.withdrawn else "confirmed" if taken.confirmed_at else "awaits a second official"
        lines.append(f"  decision {taken.kind.in_a_sentence}, proposed {moment_text(taken.proposed_at)}, {state}")
    return lines


def _evidence(evidence: ShownEvidence) -> str:
    return f"{evidence.side.in_a_sentence}: {evidence.kind.in_a_sentence} {json.dumps(dict(evidence.facts))}"


def _enquiry_line(enquiry: ShownEnquiry) -> str:
    state = enquiry.state.in_a_sentence if enquiry.state else "opened"
    return (
        f"{enquiry.public_id}  enquiry  {enquiry.provider_code} {enquiry.window_code}  {enquiry.ground.in_a_sentence}  "
        f"opened {moment_text(enquiry.opened_at)}  {state}"
    )


def _case_line(shown: ShownCase) -> str:
    last = shown.decision.in_a_sentence if shown.decision else "undecided"
    state = "closed" if shown.state is CaseState.CLOSED else "open"
    return f"{shown.public_id}  case     {shown.provider_code}  opened {moment_text(shown.opened_at)}  {state}, {last}"
