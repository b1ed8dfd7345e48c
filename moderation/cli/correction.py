"""`moderation script correct-outcome` and its answers: two lead moderators put a recorded outcome right."""

from __future__ import annotations

import click

from moderation.cli.acting import acting
from moderation.cli.commands import OneOf
from moderation.cli.script import marked, script, script_command, script_id
from moderation.marking.correct_outcome import (
    ConfirmCorrection,
    ProposeCorrection,
    RefuseCorrection,
    confirm_correction,
    propose_correction,
    refuse_correction,
)
from moderation.marking.records import Settlement
from moderation.returns.records import Outcome

# Loaded with these commands, the group has all of its own.
__all__ = ["script"]


@script_command("correct-outcome", example='--outcome fail --reason "Rows slipped." --as lead@example.org')
@click.option("--outcome", type=OneOf(Outcome), required=True, help="What it should have been.")
@marked
@click.option("--reason", metavar="TEXT", required=True, help="Why what is recorded is wrong.")
def correct_outcome(
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
    """Propose to correct an outcome that was recorded wrongly and is not signed off; a lead moderator's act."""
    with acting(email) as act:
        wanted = ProposeCorrection(
            script_id=script_id(act.session, provider, window=window, ref=ref),
            outcome=outcome,
            reason=reason,
            mark=mark,
            max_mark=max_mark,
        )
        propose_correction(act, wanted)
    click.echo(
        f"The correction of {ref} of {provider} is proposed. Another lead moderator answers it: "
        f"moderation script confirm-correction {provider} {window} {ref} --as EMAIL"
    )


@script_command("confirm-correction", example="--as second@example.org")
def confirm(*, provider: str, window: str, ref: str, email: str) -> None:
    """Confirm what another lead moderator proposed; the outcome before stays on record."""
    with acting(email) as act:
        done = confirm_correction(act, ConfirmCorrection(script_id(act.session, provider, window=window, ref=ref)))
        said = f"{_said(done.before)} before, {_said(done.after)} now"
    click.echo(f"The outcome of {ref} of {provider} is corrected: {said}.")


@script_command("refuse-correction", example="--as second@example.org")
def refuse(*, provider: str, window: str, ref: str, email: str) -> None:
    """Refuse a proposed correction, or take back your own: the outcome stays as it is."""
    with acting(email) as act:
        held = refuse_correction(act, RefuseCorrection(script_id(act.session, provider, window=window, ref=ref)))
        said = _said(held)
    click.echo(f"The outcome of {ref} of {provider} stays as it is: {said}.")


def _said(settlement: Settlement) -> str:
    mark = "" if settlement.national_mark is None else f" with {settlement.national_mark} of {settlement.max_mark}"
    return f"{settlement.national_outcome.in_a_sentence}{mark}"
