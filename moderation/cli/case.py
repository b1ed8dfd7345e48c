"""`moderation case`: the enquiries into reasons, and the cases that people opened; nothing here is decided by it."""

from __future__ import annotations

import json
from uuid import UUID

import click
from sqlalchemy.orm import Session

from moderation.cases.case_file import case_file
from moderation.cases.find import CaseStanding, EnquiryStanding, case_standing, cases, enquiries, enquiry_standing
from moderation.cases.records import Evidence
from moderation.cli.acting import looking
from moderation.cli.commands import command, group
from moderation.database.columns import moment_text
from moderation.errors import NotFound

case = group("case", does="List and show enquiries and cases.", example="case list")


@command("case list --provider CCC", name="list", under=case)
@click.option("--provider", metavar="CODE", help="Only those of this provider.")
def list_(*, provider: str | None) -> None:
    """List the enquiries and the cases, oldest first, each with its identifier."""
    with looking() as session:
        for enquiry in enquiries(session, provider_code=provider):
            click.echo(_enquiry_line(enquiry))
        for standing in cases(session, provider_code=provider):
            click.echo(_case_line(standing))


@command("case show 7d9f0c1e-8a52-4b8e-9a4f-0c2f3f0a1b2c", name="show", under=case)
@click.argument("identifier", metavar="ID", type=click.UUID)
def show(*, identifier: UUID) -> None:
    """Show an enquiry, or a case with its evidence and decisions."""
    with looking() as session:
        for line in _lines(session, identifier):
            click.echo(line)


def _lines(session: Session, identifier: UUID) -> list[str]:
    try:
        return [_enquiry_line(enquiry_standing(session, identifier))]
    except NotFound:
        standing = case_standing(session, identifier)
    file = case_file(session, identifier)
    lines = [_case_line(standing)]
    for weighed in file.grounds:
        lines.append(f"  {weighed.sentence}")
        lines += [f"    {_evidence(each)}" for each in (*weighed.supporting, *weighed.opposing)]
    lines += [f"  no longer what the records say: {_evidence(each)}" for each in file.no_longer_holds]
    if file.not_considered:
        kinds = ", ".join(kind.value.replace("_", " ") for kind in file.not_considered)
        lines.append(f"  not considered yet, and section 4 asks for it: {kinds}")
    for taken in standing.decisions:
        state = "withdrawn" if taken.is_withdrawn else "confirmed" if taken.confirmation else "awaits a second official"
        moment = moment_text(taken.decision.proposed_at)
        lines.append(f"  decision {taken.decision.kind.value}, proposed {moment}, {state}")
    return lines


def _evidence(evidence: Evidence) -> str:
    return f"{evidence.side.value} {evidence.kind.value} {json.dumps(json.loads(evidence.facts))}"


def _enquiry_line(standing: EnquiryStanding) -> str:
    enquiry = standing.enquiry
    state = standing.last.value.replace("_", " ") if standing.last else "opened"
    return (
        f"{enquiry.public_id}  enquiry  {standing.provider_code} {standing.window_code}  {enquiry.ground.value}  "
        f"opened {moment_text(enquiry.opened_at)}  {state}"
    )


def _case_line(standing: CaseStanding) -> str:
    last = standing.last.decision.kind.value.replace("_", " ") if standing.last else "undecided"
    opened = moment_text(standing.case.opened_at)
    state = "closed" if standing.is_closed else "open"
    return f"{standing.case.public_id}  case     {standing.provider.code}  opened {opened}  {state}, {last}"
