"""`moderation scheme`: loads mark schemes, whose criteria, totals and pass marks are data and never invented here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from moderation.cli.acting import acting, looking
from moderation.cli.commands import acting_as, command, group
from moderation.errors import Fault, Rejected
from moderation.providers.load_scheme import CriterionGiven, LoadScheme, load_scheme
from moderation.providers.shown_schemes import schemes

FORM = '{"qualification": "NPQSL", "pass_mark": 12, "criteria": [{"title": "Leads a change", "max_score": 2}]}'
MEMBERS = ("qualification", "pass_mark", "criteria")
LARGEST_FILE = 1 << 20

scheme = group("scheme", does="Load and list mark schemes.", example="scheme load NPQSL.json --as lead@example.org")


@command("scheme load NPQSL.json --as lead@example.org", name="load", under=scheme)
@click.argument("file", metavar="FILE.json", type=click.Path(path_type=Path, dir_okay=False))
@acting_as()
def load(*, file: Path, email: str) -> None:
    """Load the next version of a qualification's mark scheme; a pass mark may be left out.

    From then on returns are checked against its pass mark, and windows that are drawn later are marked by it.
    """
    wanted = read_scheme(file)
    with acting(email) as act:
        loaded = load_scheme(act, wanted)
    passes = f"pass mark {loaded.pass_mark}" if loaded.pass_mark is not None else "no pass mark"
    click.echo(f"{loaded.qualification} scheme {loaded.version}: {loaded.max_mark} marks in all, {passes}.")


@command("scheme list", name="list", under=scheme)
def list_() -> None:
    """List the mark schemes, the newest version of each qualification first."""
    with looking() as (session, actor):
        for each in schemes(session, actor):
            passes = "-" if each.pass_mark is None else str(each.pass_mark)
            click.echo(
                f"{each.qualification:<10}  version {each.version:>3}  {each.max_mark:>5} marks  pass mark {passes}"
            )


def read_scheme(path: Path) -> LoadScheme:
    """Read a scheme from a file of JSON, or refuse it with everything that is wrong with its form."""
    if path.stat().st_size > LARGEST_FILE:
        raise Rejected([Fault(f"A scheme has at most {LARGEST_FILE:,} bytes.", column=path.name)])
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise Rejected([Fault(f"This is no JSON in UTF-8. A scheme looks like {FORM}", column=path.name)]) from None
    if not isinstance(found, dict):
        raise Rejected([Fault(f"A scheme is an object of JSON, like {FORM}", column=path.name)])
    faults = [
        Fault(f"There is no such member: a scheme has {', '.join(MEMBERS)}.", column=str(name)[:40])
        for name in found
        if name not in MEMBERS
    ]
    if not isinstance(found.get("qualification"), str):
        faults.append(Fault("The qualification is a text, such as NPQSL.", column="qualification"))
    if not (found.get("pass_mark") is None or _is_whole(found["pass_mark"])):
        faults.append(Fault("The pass mark is a whole number, or left out.", column="pass_mark"))
    criteria = found.get("criteria")
    if not isinstance(criteria, list):
        faults.append(Fault("The criteria are a list.", column="criteria"))
        criteria = []
    faults += [
        Fault('A criterion has a text "title" and a whole number "max_score".', row=number, column="criteria")
        for number, each in enumerate(criteria, start=1)
        if not _is_criterion(each)
    ]
    if faults:
        raise Rejected(faults)
    return LoadScheme(
        qualification=found["qualification"],
        criteria=[CriterionGiven(each["title"], each["max_score"]) for each in criteria],
        pass_mark=found.get("pass_mark"),
    )


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_criterion(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"title", "max_score"}
        and isinstance(value["title"], str)
        and _is_whole(value["max_score"])
    )
