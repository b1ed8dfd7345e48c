"""The arguments of `python -m sampling`, and its exit statuses: 0 done, 1 refused or a check failed, 2 misuse."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sampling import commands
from sampling.faults import Refused, in_lines, printable
from sampling.rows import MOST_FAULTS

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  argparse has no public name for it

REFUSED, CLOSED_PIPE = 1, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; what is wrong goes to standard error, a sentence a line."""
    try:
        given = _parsed(arguments)
        status: int = given.run(given)
        sys.stdout.flush()
    except Refused as refusal:
        say(refusal)
        return REFUSED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE
    return status


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    whole = parser()
    given = whole.parse_args(arguments)
    if any(isinstance(value, list) for value in vars(given).values()):
        # Python 3.11 makes an empty list, unasked, of `--count=--`.
        whole.error("-- is no value of an option")
    return given


def say(refusal: Refused) -> None:
    """Print the faults of a refusal, at most MOST_FAULTS lines and the number of the rest."""
    lines = list(in_lines(refusal.faults))
    for line in lines[:MOST_FAULTS]:
        print(printable(line, sys.stderr), file=sys.stderr)
    if (rest := len(lines) - MOST_FAULTS) > 0:
        print(f"And {rest} more.", file=sys.stderr)


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands, each with an example in its help."""
    whole = argparse.ArgumentParser(
        prog="python -m sampling",
        description="Draw samples that anyone can recompute, and say exactly what they show.",
        allow_abbrev=False,
    )
    subparsers = whole.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_digest(subparsers)
    _add_draw(subparsers)
    _add_verify(subparsers)
    _add_accuracy(subparsers)
    _add_characteristic(subparsers)
    return whole


def _command(subparsers: Subparsers, name: str, *, does: str, example: str) -> argparse.ArgumentParser:
    return subparsers.add_parser(
        name,
        help=does,
        description=does,
        epilog=f"example: python -m sampling {name} {example}",
        allow_abbrev=False,
    )


def _add_digest(subparsers: Subparsers) -> None:
    command = _command(
        subparsers, "digest", does="Print the digest that fixes a frame.", example="FRAME.csv --salt 00ff"
    )
    command.set_defaults(run=commands.digest)
    command.add_argument("frame", metavar="FRAME.csv", help="a frame, or a return: its final results")
    command.add_argument("--salt", metavar="HEX", default="", help="random bytes in hexadecimal, kept with the frame")


def _add_draw(subparsers: Subparsers) -> None:
    command = _command(
        subparsers,
        "draw",
        does="Draw a sample: script references in ticket order, or positions with --count.",
        example="--count 200 --provider CCC --window 2014J --seed 01382438112797316654",
    )
    command.set_defaults(run=commands.draw_sample)
    source = command.add_mutually_exclusive_group(required=True)
    source.add_argument("frame", metavar="FRAME.csv", nargs="?", help="a frame, or a return: its final results")
    source.add_argument("--count", metavar="N", type=int, help="draw from positions 1 to N")
    command.add_argument("--provider", metavar="CODE", required=True)
    command.add_argument("--window", metavar="CODE", required=True)
    command.add_argument("--seed", metavar="SEED", required=True, help="20 to 200 characters, used exactly as typed")
    command.add_argument("--rate", metavar="A/B", default="1/10", help="the share that is drawn, rounded up (1/10)")
    command.add_argument("--extend-to", metavar="K", type=int, help="draw on in the same order up to K scripts in all")
    command.add_argument("--salt", metavar="HEX", default="", help="the salt of the frame, for the digest in --json")
    command.add_argument("--json", action="store_true", help="print the unsigned certificate")


def _add_verify(subparsers: Subparsers) -> None:
    command = _command(
        subparsers,
        "verify",
        does="Check a certificate: one line a check, that holds, fails or was not made.",
        example="CERTIFICATE.json --frame FRAME.csv --salt 00ff --public-key KEY.pem",
    )
    command.set_defaults(run=commands.verify_certificate)
    command.add_argument("certificate", metavar="CERTIFICATE.json")
    command.add_argument("--frame", metavar="FRAME.csv", help="check the digest of this frame")
    command.add_argument("--salt", metavar="HEX", help="the salt of the frame (by default that of the private part)")
    command.add_argument("--private", metavar="PRIVATE.json", help="check the references of a private part")
    command.add_argument("--public-key", metavar="KEY.pem", help="check the signature with this Ed25519 key")


def _add_accuracy(subparsers: Subparsers) -> None:
    command = _command(
        subparsers,
        "accuracy",
        does="Apply the rule of metric 5 to counts and say how much they show.",
        example="--scripts 200 --moderated 20 --overturned 1",
    )
    command.set_defaults(run=commands.accuracy)
    command.add_argument("--scripts", metavar="N", type=int, required=True, help="scripts in the frame")
    command.add_argument("--moderated", metavar="n", type=int, required=True, help="sampled scripts with an outcome")
    command.add_argument("--overturned", metavar="k", type=int, required=True, help="of these, overturned")
    command.add_argument("--pending", metavar="m", type=int, default=0, help="sampled, without an outcome yet (0)")
    command.add_argument("--missing", metavar="x", type=int, default=0, help="sampled, never supplied (0)")
    command.add_argument("--confidence", metavar="C", default="0.95", help="the level of the interval (0.95)")
    command.add_argument("--json", action="store_true", help="print every field as JSON")


def _add_characteristic(subparsers: Subparsers) -> None:
    command = _command(
        subparsers,
        "characteristic",
        does="Show how often the rule says met for each true number of overturns.",
        example="--scripts 200",
    )
    command.set_defaults(run=commands.show_characteristic)
    command.add_argument("--scripts", metavar="N", type=int, required=True, help="scripts in the frame")
    command.add_argument("--json", action="store_true", help="print every point as JSON")
