"""How a command is declared: its name, an example in its help, and the options that many share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

import click

from moderation.database.clock import LONDON, end_of_day

Member = TypeVar("Member", bound=StrEnum)
Body = Callable[..., Any]
Decorator = Callable[[Body], Body]

PROGRAM = "moderation"
DAY_LENGTH = len("2026-06-22")


def group(name: str, *, does: str, example: str) -> click.Group:
    """Return a noun whose verbs are commands of their own."""
    return click.Group(name, help=does, epilog=_shown(example))


def command(
    example: str, *, name: str | None = None, under: click.Group | None = None
) -> Callable[[Body], click.Command]:
    """Make a function a command whose help ends in an example."""

    def declare(body: Body) -> click.Command:
        made = click.command(name, epilog=_shown(example))(body)
        if under is not None:
            under.add_command(made)
        return made

    return declare


def acting_as() -> Decorator:
    """Return the option that names the acting person."""
    return click.option("--as", "email", metavar="EMAIL", required=True, help="Who acts: the e-mail address of a user.")


def named(name: str) -> Decorator:
    """Return an argument that is a code."""
    return click.argument(name, metavar=name.upper())


def examples(made: click.Command) -> list[str]:
    """Return the examples in the help of a command, without the name of the program."""
    lines = (made.epilog or "").splitlines()
    return [line.strip().removeprefix(PROGRAM).strip() for line in lines if line.startswith("  ")]


class OneOf(click.Choice[Member]):
    """One of a closed list of values, written as it is kept."""

    def normalize_choice(self, choice: Any, ctx: click.Context | None) -> str:  # noqa: ARG002
        """Return a choice as it is typed: by the value of the member, not its name."""
        return str(choice.value) if isinstance(choice, StrEnum) else str(choice)


def day(text: str) -> date:
    """Read a day, like 2026-06-22."""
    try:
        return _day(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no day of the calendar written like 2026-06-22.") from None


def moment(text: str) -> datetime:
    """Read a moment, like 2026-06-22T09:30:00Z; a day stands for its end, both London's where no zone is given."""
    try:
        if len(text) == DAY_LENGTH:
            return end_of_day(_day(text))
        read = datetime.fromisoformat(text)
        return (read if read.tzinfo else read.replace(tzinfo=LONDON)).astimezone(UTC)
    except (ValueError, OverflowError):
        sentence = f"{text!r} is no time written like 2026-06-22T09:30:00Z, or day like 2026-06-22."
        raise click.BadParameter(sentence) from None


def _day(text: str) -> date:
    # The standard library also reads other forms of ISO 8601, such as 2026-W25-1.
    if len(text) != DAY_LENGTH or text[4] != "-" or text[7] != "-":
        raise ValueError(text)
    return date.fromisoformat(text)


def _shown(example: str) -> str:
    lines = "\n".join(f"  {PROGRAM} {line}" for line in example.splitlines())
    return f"\b\nExample:\n{lines}"
