"""`moderation script`: records what happened to the scripts that were asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from sqlalchemy.orm import Session

from moderation.cli.acting import acting, looking, settings
from moderation.cli.commands import OneOf, acting_as, command, day, group
from moderation.draws.find import sampled_script_named
from moderation.findings.unsupplied import declare_unsupplied
from moderation.marking.adjudicate import Readjudicate, readjudicate
from moderation.marking.shown_scripts import scripts_in_window
from moderation.returns.records import Outcome
from moderation.scripts.exclude_script import (
    ApproveExclusion,
    ProposeExclusion,
    RefuseExclusion,
    approve_exclusion,
    propose_exclusion,
    refuse_exclusion,
)
from moderation.scripts.file_store import copied, keep_file
from moderation.scripts.records import EXCLUSION_REASONS, MISSING_REASONS, RECEIPT_REASONS, ScriptReason
from moderation.scripts.supply_script import (
    DeclareMissing,
    GiveMoreTime,
    SupplyScript,
    TakeBackReceipt,
    give_more_time,
    supply_script,
    take_back_receipt,
)

Body = Callable[..., Any]

script = group(
    "script",
    does="Record what happened to a sampled script.",
    example="script supplied CCC 2014J 2014J-1001 --as ccc@example.org",
)


def marked(body: Body) -> Body:
    """Add the mark that an outcome may come with, and the most that could be had."""
    body = click.option("--max-mark", type=int, help="The most that could be had.")(body)
    return click.option("--mark", type=int, help="The mark, where one was given; then with --max-mark.")(body)


def script_command(name: str, *, example: str) -> Callable[[Body], click.Command]:
    """Declare a command about one sampled script, which its provider, window and reference name."""

    def declare(body: Body) -> click.Command:
        for option in (acting_as(), click.argument("ref"), click.argument("window"), click.argument("provider")):
            body = option(body)
        return command(f"script {name} CCC 2014J 2014J-1001 {example}", name=name, under=script)(body)

    return declare


@command("script list 2014J --provider CCC", name="list", under=script)
@click.argument("window")
@click.option("--provider", metavar="CODE", help="Only the scripts of this provider.")
def list_(*, window: str, provider: str | None) -> None:
    """List the scripts that were asked for, with the state of each, its due day and whether it is settled."""
    with looking() as (session, actor):
        for each in scripts_in_window(session, actor, window_code=window, provider_code=provider):
            settled = "  settled" if each.is_settled else ""
            state = f"{each.standing.label:<12}  due {each.due_on}{settled}"
            click.echo(f"{each.provider_code:<16}  {each.script_ref:<24}  {each.purpose.label:<16}  {state}")


@script_command("supplied", example="--file essay.pdf --as ccc@example.org")
@click.option("--file", "path", metavar="FILE", help="The script itself; the moderation team may record one without.")
def supplied(*, provider: str, window: str, ref: str, path: str | None, email: str) -> None:
    """Hand in a script, or record that it came another way."""
    if path is None:
        with acting(email) as act:
            supply_script(act, SupplyScript(script_id=script_id(act.session, provider, window=window, ref=ref)))
        click.echo(f"The script {ref} of {provider} is recorded as supplied.")
        return
    var = settings().var
    with copied(var, Path(path)) as copy, acting(email) as act:
        found = script_id(act.session, provider, window=window, ref=ref)
        supply_script(act, SupplyScript(script_id=found, sha256=copy.sha256, byte_count=copy.byte_count))
        keep_file(var, copy.path, script_id=found, sha256=copy.sha256)
    click.echo(f"The script {ref} of {provider} is here. Receipt: SHA-256 {copy.sha256}, {copy.byte_count:,} bytes.")


@script_command("take-back", example="--reason recorded_by_mistake --as ccc@example.org")
@click.option("--reason", type=OneOf(ScriptReason), required=True, help=f"One of {', '.join(RECEIPT_REASONS)}.")
def take_receipt_back(*, provider: str, window: str, ref: str, reason: ScriptReason, email: str) -> None:
    """Take a receipt back: the provider until the script's day is over, the moderation team after it.

    Not once its marking has begun. The receipt stays on record.
    """
    with acting(email) as act:
        take_back_receipt(act, TakeBackReceipt(script_id(act.session, provider, window=window, ref=ref), reason))
    click.echo(f"The receipt of {ref} of {provider} is taken back: the script is asked for again.")


@script_command("more-time", example="--until 2015-10-30 --as lead@example.org")
@click.option("--until", "due_on", type=day, required=True, help="The later day by which it is due.")
def more_time(*, provider: str, window: str, ref: str, due_on: date, email: str) -> None:
    """Give a provider until a later day for a script that is not here; for those who record scripts."""
    with acting(email) as act:
        give_more_time(act, GiveMoreTime(script_id(act.session, provider, window=window, ref=ref), due_on))
    click.echo(f"The script {ref} of {provider} is due on {due_on.isoformat()} now.")


@script_command("missing", example="--reason file_lost --as ccc@example.org")
@click.option("--reason", type=OneOf(ScriptReason), required=True, help=f"One of {', '.join(MISSING_REASONS)}.")
def missing(*, provider: str, window: str, ref: str, reason: ScriptReason, email: str) -> None:
    """Record that a script is missing: on the provider's own word, or after its day."""
    with acting(email) as act:
        wanted = DeclareMissing(script_id(act.session, provider, window=window, ref=ref), reason)
        enquiry = declare_unsupplied(act, wanted).enquiry
    click.echo(f"The script {ref} of {provider} is recorded as missing: it stays in the count.")
    if enquiry is not None:
        click.echo(f"That opens an enquiry on requirement A: moderation case show {enquiry.public_id}")


@script_command("exclude", example="--reason consent_withdrawn --as official@example.org")
@click.option("--reason", type=OneOf(ScriptReason), required=True, help=f"One of {', '.join(EXCLUSION_REASONS)}.")
def exclude(*, provider: str, window: str, ref: str, reason: ScriptReason, email: str) -> None:
    """Propose that a script leaves the sample; another official approves it, before its marking begins."""
    with acting(email) as act:
        wanted = ProposeExclusion(script_id(act.session, provider, window=window, ref=ref), reason)
        propose_exclusion(act, wanted)
    click.echo(f"The exclusion of {ref} of {provider} is proposed. Another official answers it.")


@script_command("approve-exclusion", example="--as second@example.org")
def approve(*, provider: str, window: str, ref: str, email: str) -> None:
    """Approve another official's proposal: the script leaves the sample for good."""
    with acting(email) as act:
        wanted = ApproveExclusion(script_id(act.session, provider, window=window, ref=ref))
        approve_exclusion(act, wanted)
    click.echo(f"The script {ref} of {provider} is excluded from the sample.")


@script_command("refuse-exclusion", example="--as second@example.org")
def refuse(*, provider: str, window: str, ref: str, email: str) -> None:
    """Refuse another official's proposal: the script stays in the sample."""
    with acting(email) as act:
        refuse_exclusion(act, RefuseExclusion(script_id(act.session, provider, window=window, ref=ref)))
    click.echo(f"The script {ref} of {provider} stays in the sample.")


@script_command("re-adjudicate", example='--outcome fail --reason "Criterion 3 is not met." --as third@example.org')
@click.option("--outcome", type=OneOf(Outcome), required=True, help="The outcome that supersedes the one before.")
@marked
@click.option("--reason", metavar="TEXT", required=True, help="Why it is this outcome.")
def re_adjudicate(
    *,
    provider: str,
    window: str,
    ref: str,
    outcome: Outcome,
    mark: int | None,
    max_mark: int | None,
    reason: str,
    email: str,
) -> None:
    """Decide a script anew after a representation: for a lead moderator who had no part in it, once it is reopened."""
    with acting(email) as act:
        wanted = Readjudicate(
            script_id=script_id(act.session, provider, window=window, ref=ref),
            outcome=outcome,
            reason=reason,
            mark=mark,
            max_mark=max_mark,
        )
        readjudicate(act, wanted)
    click.echo(
        f"The outcome of {ref} of {provider} is decided anew: {outcome.in_a_sentence}. "
        f"Sign off anew: moderation window sign-off {window} --provider {provider} --as EMAIL"
    )


def script_id(session: Session, provider: str, *, window: str, ref: str) -> UUID:
    """Return the identifier of the sampled script that a provider, a window and a reference name."""
    found = sampled_script_named(session, provider_code=provider, window_code=window, script_ref=ref)
    return found.script.public_id
