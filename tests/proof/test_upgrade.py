"""A database that a later version upgrades holds what was filed, though columns came, were filled or were renamed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

import pytest
from sqlalchemy import Engine, text

import moderation
from moderation.database.migrations.renamed import RENAMED
from tests.databases import Databases
from tests.moderated import Drawn
from tests.proof.cycles import by_hand, whole_cycle
from tests.records import every_record
from tests.worlds import Stand

STEP = """
from alembic import op

from moderation.database.migrations.steps import filling

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("ALTER TABLE results ADD COLUMN centre INTEGER")
    op.execute("ALTER TABLE grants ADD COLUMN seniority INTEGER")
    op.execute("ALTER TABLE sign_offs RENAME COLUMN signed_at TO completed_at")
    with filling(op.get_bind(), "grants", "results"):
        op.execute("UPDATE grants SET seniority = 7")
        op.execute("UPDATE results SET centre = 3")
"""
MIGRATIONS = "database/migrations"
# A file, what stands in it, and what stands in it a version later.
CHANGES = (
    ("people/records.py", "    role: Mapped[Role]\n", "    role: Mapped[Role]\n    seniority: Mapped[int | None]\n"),
    (
        "returns/records.py",
        "    borderline: Mapped[bool]\n",
        "    borderline: Mapped[bool]\n    centre: Mapped[int | None]\n",
    ),
    (
        "findings/records.py",
        "    signed_at: Mapped[datetime]\n",
        '    signed_at: Mapped[datetime] = mapped_column("completed_at")\n',
    ),
    (f"{MIGRATIONS}/renamed.py", "= {}", '= {("sign_offs", "signed_at"): "completed_at"}'),
    (f"{MIGRATIONS}/head.txt", "0001", "0002"),
)

Upgrade = Callable[[], dict[str, Any]]


@pytest.fixture
def world(stand: Stand) -> Drawn:
    return stand(whole_cycle)


def newer_version(folder: Path) -> None:
    """Write a version of the service that adds, fills and renames columns."""
    package = folder / "moderation"
    copytree(Path(moderation.__path__[0]), package, ignore=ignore_patterns("__pycache__"))
    for name, old, new in CHANGES:
        text_ = (package / name).read_text(encoding="utf-8")
        assert text_.count(old) == 1, name
        (package / name).write_text(text_.replace(old, new), encoding="utf-8")
    (package / MIGRATIONS / "versions" / "0002_more.py").write_text(STEP, encoding="utf-8")


@pytest.fixture
def upgrade(world: Drawn, databases: Databases, tmp_path: Path, repository: Path) -> Iterator[Upgrade]:
    """Return what upgrades the world by the newer version, and says what holds there."""
    newer_version(tmp_path)
    beside = databases.create_empty(world.engine.dialect.name)
    addresses = [url.render_as_string(hide_password=False) for url in (world.engine.url, beside)]
    script = repository / "tests" / "proof" / "upgraded.py"

    def run() -> dict[str, Any]:
        ran = subprocess.run(
            [sys.executable, "-P", str(script), *addresses, str(tmp_path)],
            env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{repository}"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        said: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
        return said

    yield run
    databases.drop(beside)


def forms(engine: Engine, table: str) -> list[str]:
    named = text("SELECT column_names FROM audit_forms WHERE table_name = :table ORDER BY number")
    with engine.connect() as connection:
        return list(connection.execute(named, {"table": table}).scalars())


def test_columns_that_came_were_filled_or_renamed_change_nothing_that_was_filed(world: Drawn, upgrade: Upgrade) -> None:
    said = upgrade()
    assert said == {"applied": ["0002"], "upgraded": [], "status": 0, "restored": [], "faults": []}
    # The row of before keeps its form, the row of after has that of the newer version.
    before, after = forms(world.engine, "grants")
    assert "seniority" not in before
    assert "seniority" in after
    # What was written under the old name is still vouched for.
    by_hand(world.engine, "sign_offs", "UPDATE sign_offs SET completed_at = '2015-08-09T09:00:00.000000Z'")
    by_hand(world.engine, "results", "UPDATE results SET participant_ref = 'X' WHERE return_id = 1 AND row = 3")
    by_hand(world.engine, "grants", "UPDATE grants SET seniority = 8 WHERE id = (SELECT max(id) FROM grants)")
    faults = upgrade()["faults"]
    assert len(faults) == 3
    assert "of grants was changed." in faults[0]
    assert "of sign_offs was changed." in faults[1]
    assert "the results of version 1 of the return of CCC in 2014J are not as filed." in faults[2]


def test_a_name_that_a_column_gave_up_is_given_to_no_other() -> None:
    tables = every_record().metadata.tables
    assert [old for old in RENAMED if old[1] in tables[old[0]].columns] == []
