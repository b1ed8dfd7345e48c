"""Run in a newer version of the service: upgrades a database, acts in it, copies it by a backup, and says what holds.

Arguments: the database, an empty one beside it, a folder. On standard output a line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from sqlalchemy import Engine

from moderation.cli import main
from moderation.cli.backup import write_backup
from moderation.cli.restore import restore_backup
from moderation.database.clock import system_clock
from moderation.database.engine import open_engine
from moderation.database.immutability import missing_triggers
from moderation.database.schema import upgrade
from moderation.database.transaction import reading
from moderation.proof.prove import prove


def faults(engine: Engine) -> list[str]:
    with reading(engine) as session:
        found = [fault for proof in prove(session) for fault in proof.faults]
    with engine.connect() as connection:
        return [*found, *missing_triggers(connection)]


def run(address: str, beside: str, folder: Path) -> dict[str, object]:
    engine, other = open_engine(address), open_engine(beside)
    said: dict[str, object] = {"applied": upgrade(engine)}
    if said["applied"]:
        said["upgraded"] = faults(engine)
        os.environ.update(MODERATION_DATABASE_URL=address, MODERATION_VAR=str(folder))
        said["status"] = main(["user", "add", "new@example.org", "--role", "official"])
        write_backup(engine, folder / "all.npq", var=folder, clock=system_clock)
        restore_backup(other, folder / "all.npq", var=folder)
        said["restored"] = faults(other)
    return {**said, "faults": faults(engine)}


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], sys.argv[2], Path(sys.argv[3]))))
