"""`moderation accuracy`: the figures, as at any moment, as a table for people or as JSON and CSV for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum, auto
from typing import Any

import click

from moderation.cli.acting import looking
from moderation.cli.commands import OneOf, command, moment
from moderation.database.clock import system_clock
from moderation.findings.figure import ANSWER, DIRECTION, INTERVAL, PEER_COUNTS, PEER_MODERATION, Figure
from moderation.findings.shown_figures import standing_figures
from sampling.evidence import Evidence
from sampling.rule import Status

Json = dict[str, Any]
# A figure that says nothing: its fields are the columns of the CSV, whatever is printed.
BLANK: Json = {
    **dict.fromkeys(("provider_code", "window_code", "qualification", *ANSWER, "excluded_count", "sampling_rate")),
    **dict.fromkeys(("late", "policy_version", "as_at", "signed_off_at", "published_at")),
    "direction": dict.fromkeys(DIRECTION),
    "peer_moderation": {kind.value: dict.fromkeys(PEER_COUNTS) for kind in PEER_MODERATION},
}
HEADINGS = (
    "window",
    "provider",
    "N",
    "n",
    "overturned",
    "missing",
    "pending",
    "excluded",
    "rate",
    "status",
    "interval",
    "evidence",
)
NUMBERS = frozenset({"N", "n", "overturned", "missing", "pending", "excluded"})


class Format(StrEnum):
    """How figures are printed."""

    TABLE = auto()
    JSON = auto()
    CSV = auto()


@command("accuracy --window 2014J --as-at 2015-12-31", name="accuracy")
@click.option("--window", metavar="CODE", help="Only the figures of this window.")
@click.option("--provider", metavar="CODE", help="Only the figures of this provider.")
@click.option("--as-at", type=moment, help="As they stood then; a day means its end in London.")
@click.option("--format", "shape", type=OneOf(Format), default=Format.TABLE, show_default="table", help="How to print.")
def accuracy(*, window: str | None, provider: str | None, as_at: datetime | None, shape: Format) -> None:
    """Print the figure of metric 5 for each provider, in alphabetical order, with what it can and cannot show."""
    with looking() as (session, actor):
        now = system_clock()
        found = standing_figures(
            session, actor, window_code=window, provider_code=provider, as_at=as_at and min(as_at, now), now=now
        )
    if shape is Format.JSON:
        click.echo(json.dumps([figure.as_json() for figure in found], indent=2))
    elif shape is Format.CSV:
        click.echo(as_csv(figure.as_json() for figure in found), nl=False)
    else:
        click.echo(as_table(found), nl=False)


def as_csv(found: Iterable[Json]) -> str:
    """Return figures as CSV, always in the same columns: the fields of the JSON, what is nested under joined names."""
    rows = [flat(figure) for figure in found]
    names = dict.fromkeys([*flat(BLANK), *(name for row in rows for name in row)])
    text = io.StringIO()
    writer = csv.DictWriter(text, list(names), lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def flat(fields: Json, *, prefix: str = "") -> Json:
    """Return the fields of a figure without nesting.

    >>> flat({"a": {"b": 1}, "c": 0.5, "d": True})
    {'a_b': 1, 'c': 0.5, 'd': 'yes'}
    """
    cells: Json = {}
    for name, value in fields.items():
        if name == "interval" and value is None:
            cells |= dict.fromkeys(f"interval_{end}" for end in INTERVAL)
        elif isinstance(value, dict):
            cells |= flat(value, prefix=f"{prefix}{name}_")
        elif isinstance(value, bool):
            cells[prefix + name] = "yes" if value else "no"
        else:
            cells[prefix + name] = value
    return cells


def as_table(found: Sequence[Figure]) -> str:
    """Return figures as a table, and below it each in words."""
    if not found:
        return "No sample that was asked for had been drawn by then, so there is no figure.\n"
    rows = [HEADINGS, *(_cells(figure) for figure in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = ["  ".join(map(_padded, row, widths, HEADINGS)).rstrip() for row in rows]
    return "\n".join([*lines, "", *map(_words, found), ""])


def _cells(figure: Figure) -> tuple[str, ...]:
    answer = figure.answer
    interval = answer["interval"]
    return (
        figure.window_code,
        f"{figure.provider_code} (late)" if figure.late else figure.provider_code,
        f"{answer['scripts_count']:,}",
        f"{answer['sample_count']:,}",
        f"{answer['overturned_count']:,}",
        f"{answer['missing_count']:,}",
        f"{answer['pending_count']:,}",
        f"{figure.excluded_count:,}",
        _rate(answer["overturn_rate_lower"], answer["overturn_rate_upper"]),
        _verdict(figure),
        f"{interval['lower_count']:,} to {interval['upper_count']:,}" if interval else "-",
        Evidence(answer["evidence"]).in_a_sentence if answer["evidence"] else "-",
    )


def _verdict(figure: Figure) -> str:
    """Return the status as a person reads it: overturns settle last, so a part of a sample gives no verdict."""
    if figure.answer["pending_count"]:
        return "no verdict yet"
    status = Status(figure.answer["status"]).in_a_sentence
    return status if figure.signed_off_at else f"{status} (not signed off)"


def _words(figure: Figure) -> str:
    doubt = "" if figure.signed_off_at else "Not signed off, so this is no verdict. "
    return f"{figure.window_code} {figure.provider_code}: {doubt}{figure.answer['sentence']}"


def _rate(lowest: float | None, highest: float | None) -> str:
    """Write a rate in per cent, as its two ends where scripts are missing.

    >>> _rate(0.05, 0.05), _rate(0.05, 0.15), _rate(None, None)
    ('5.0%', '5.0% to 15.0%', '-')
    """
    if lowest is None:
        return "-"
    return f"{lowest:.1%}" if lowest == highest else f"{lowest:.1%} to {highest:.1%}"


def _padded(cell: str, width: int, heading: str) -> str:
    return cell.rjust(width) if heading in NUMBERS else cell.ljust(width)
