"""`python -m moderation.example`: tell the example's story, print the accuracy table and the people, and serve."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from sqlalchemy import Engine

from moderation.cli.accuracy import as_table
from moderation.cli.acting import opened, settings
from moderation.cli.refusal import exit_status
from moderation.cli.serve import start
from moderation.cli.set_up import set_up
from moderation.database.clock import system_clock
from moderation.database.transaction import reading
from moderation.draws.signing import load_key
from moderation.errors import NotAllowed
from moderation.example import bundle
from moderation.example.api_token import example_token, worked_lines
from moderation.example.certificates import refuse_broken
from moderation.example.story import Story, day_before, holds_other_records
from moderation.findings.figures import figures
from moderation.settings import Environment, Settings

HOST, PORT = "127.0.0.1", 8000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the example; return 1 with sentences where it cannot be run."""
    parser = argparse.ArgumentParser(
        prog="python -m moderation.example",
        description="Take two bundled windows through the cycle, print the accuracy table and serve the pages.",
        epilog="example: PORT=8080 python -m moderation.example",
        allow_abbrev=False,
    )
    parser.add_argument("--no-serve", action="store_true", help="do not serve the pages afterwards")
    given = parser.parse_args(arguments)
    try:
        run(settings())
        if not given.no_serve:
            start(HOST, port())
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except Exception as error:  # noqa: BLE001 - whatever happens, the person gets a sentence and no traceback
        return exit_status(error)
    return 0


def run(found: Settings) -> None:
    """Make the service ready, tell the story unless it was told, and print what came of it."""
    if found.environment is Environment.PRODUCTION:
        raise NotAllowed("The example is for trying out, and this is production. Serve instead: moderation serve")
    for sentence in set_up(found, clock=day_before(system_clock)):
        print(sentence)
    with opened(found) as engine:
        with reading(engine) as session:
            is_used = holds_other_records(session)
        if is_used:
            print("This database holds other records, so the example stays out of it. MODERATION_VAR names another.")
            return
        Story(
            engine, load_key(found), clock=system_clock, say=lambda sentence: print(f"  {sentence}", flush=True)
        ).tell()
        _show(engine, found)


def port() -> int:
    """Return the port to serve on, which PORT may name."""
    named = os.environ.get("PORT", "").strip()
    return int(named) if named.isascii() and named.isdigit() and 0 < int(named) < 1 << 16 else PORT


def _show(engine: Engine, found: Settings) -> None:
    with reading(engine) as session:
        count = refuse_broken(session, load_key(found).public_key())
        shown = figures(session, window_code=bundle.PUBLISHED.code)
        is_drawn = bool(figures(session, window_code=bundle.WAITING.code))
    print(f"  {count} certificates were drawn again from their seeds: each holds.\n")
    print(as_table(shown))
    print("The people of the example, for --as in every command:")
    for email, role in bundle.STAFF:
        print(f"  {email:<24} {role.in_a_sentence}")
    for code in bundle.PROVIDERS:
        print(f"  {bundle.staff_of(code):<24} provider {code}")
    print(f"\n{_what_waits(is_drawn=is_drawn)}")
    print("\nThe API, described at /api/v1/reference:")
    for line in worked_lines(example_token(engine, found.var, clock=system_clock), f"http://{HOST}:{port()}"):
        print(f"  {line}")


def _what_waits(*, is_drawn: bool) -> str:
    window, command = bundle.WAITING.code, ".venv/bin/moderation"
    if is_drawn:
        return f"{window} is drawn. Look at its figures: {command} accuracy --window {window}"
    return (
        f"{window} waits for its seed. Record one: {command} seed record {window} --as {bundle.OFFICIAL}\n"
        f"Have it confirmed by another official: {command} seed confirm {window} --as {bundle.WITNESS}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
