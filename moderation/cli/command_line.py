"""The root of all commands and its exit statuses: 0 done, 1 refused or a check failed, 2 misuse."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from moderation.cli import STOPPED
from moderation.cli.refusal import exit_status

CLOSED_PIPE, MISUSED = 141, 2

# In the order of the cycle; each is loaded only when it is called, so that a command starts quickly.
PLACES = {
    "init": "store:init",
    "serve": "serve:serve",
    "doctor": "doctor:doctor",
    "user": "people:user",
    "token": "people:token",
    "provider": "provider:provider",
    "scheme": "scheme:scheme",
    "window": "window:window",
    "return": "returns:return_",
    "frame": "frame:frame",
    "seed": "seed:seed",
    "draw": "sample:draw",
    "sample": "sample:sample",
    "script": "correction:script",
    "outcomes": "outcomes:outcomes",
    "accuracy": "accuracy:accuracy",
    "feedback": "feedback:feedback",
    "case": "case:case",
    "audit": "audit:audit",
    "export": "export:export",
    "erase-expired": "retention:erase_expired",
    "backup": "store:backup",
    "restore": "store:restore",
}


class Commands(click.Group):
    """The commands by name, in the order of the cycle."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands."""
        return list(PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a command."""
        if cmd_name not in PLACES:
            return None
        module, _, name = PLACES[cmd_name].partition(":")
        found = getattr(import_module(f"moderation.cli.{module}"), name)
        assert isinstance(found, click.Command)
        return found


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    epilog="\b\nExample:\n  moderation init",
)
def moderation() -> None:
    """Sample, moderate and report the accuracy of providers' summative assessment."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; what is wrong goes to standard error, a sentence a line."""
    for stream in (sys.stdout, sys.stderr):
        # No terminal's encoding may turn an answer into a traceback.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    given = sys.argv[1:] if arguments is None else list(arguments)
    unreadable = next((argument for argument in given if not _is_text(argument)), None)
    if unreadable is not None:
        print(f"{unreadable!r} holds bytes that are no text in UTF-8. Write it again.", file=sys.stderr)
        return MISUSED
    try:
        answer = moderation.main(given, "moderation", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.ClickException as misuse:
        misuse.show()
        return misuse.exit_code
    except (click.Abort, KeyboardInterrupt):
        print("Stopped.", file=sys.stderr)
        return STOPPED
    except (BrokenPipeError, SystemExit):
        # No command of ours leaves by SystemExit; click does, where nobody reads on.
        _print_nothing_more()
        return CLOSED_PIPE
    except Exception as error:  # noqa: BLE001 - whatever happens, the person gets a sentence and no traceback
        status = exit_status(error)
        if isinstance(error, OSError) and error.filename is None:
            _print_nothing_more()
        return status
    return answer if isinstance(answer, int) else 0


def _is_text(argument: str) -> bool:
    """Tell whether an argument could be read: Python keeps a byte that it cannot read as half of a surrogate pair."""
    return not any("\ud800" <= sign <= "\udfff" for sign in argument)


def _print_nothing_more() -> None:
    """Let what waits to be printed go nowhere: the interpreter would try again as it ends, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
