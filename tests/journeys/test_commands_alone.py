"""One whole cycle by commands alone: the page of the commands, run as it stands there."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

WINDOW, PROVIDERS = "2013J", ("AAA-EAR19", "AAA-W5", "GGG")


@pytest.fixture(scope="module")
def walked(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Run the page's commands in a folder of their own; return the folder and what they printed."""
    folder = tmp_path_factory.mktemp("journey")
    (folder / "moderation").symlink_to(repository / "moderation")
    page = (repository / "docs" / "commands.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    programs = Path(sys.executable).parent
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("MODERATION_", "PYTEST_", "COV_"))
    }
    done = subprocess.run(
        ["sh", "-eu", "-c", script],
        cwd=folder,
        env={**environ, "PATH": f"{programs}:{environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, done.stdout


@pytest.mark.slow
def test_the_commands_of_the_page_lead_to_published_figures(walked: tuple[Path, str]) -> None:
    _, said = walked
    assert "3 figures are public now." in said
    assert "The log holds: " in said
    for code in PROVIDERS:
        assert re.search(rf"^{WINDOW} {code}: (Met|Not met): ", said, re.MULTILINE)


@pytest.mark.slow
def test_the_export_proves_itself(walked: tuple[Path, str]) -> None:
    folder, said = walked
    checks = re.findall(r"^[a-z ]+: (holds|fails|not checked) - ", said, re.MULTILINE)
    assert len(checks) >= 8
    assert set(checks) == {"holds"}
    exported = folder / f"{WINDOW}-export"
    for code in PROVIDERS:
        frame, salt = (exported / "private" / "frames" / f"{code}{ending}" for ending in (".csv", ".salt"))
        words = ["-m", "sampling", "digest", str(frame), "--salt", salt.read_text().strip()]
        done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=True, cwd=folder)
        assert (
            done.stdout.strip() == json.loads((exported / "certificates" / f"{code}.json").read_text())["frame_digest"]
        )


@pytest.mark.slow
def test_the_public_part_of_an_export_names_no_script(walked: tuple[Path, str]) -> None:
    folder, _ = walked
    exported = folder / f"{WINDOW}-export"
    public = [path for path in exported.rglob("*") if path.is_file() and "private" not in path.parts]
    assert {path.name for path in public} >= {"README.txt", "accuracy.csv", "accuracy.json", "signing-key.pem"}
    assert [path.name for path in public if re.search(rf"{WINDOW}-[0-9]", path.read_text())] == []
    assert "PRIVATE KEY" not in (exported / "signing-key.pem").read_text()


@pytest.mark.slow
def test_the_formats_of_the_figures_agree(walked: tuple[Path, str]) -> None:
    folder, _ = walked
    exported = folder / f"{WINDOW}-export"
    figures = json.loads((exported / "private" / "accuracy.json").read_text())
    with (exported / "private" / "accuracy.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["provider_code"] for row in rows] == [figure["provider_code"] for figure in figures] == list(PROVIDERS)
    for row, figure in zip(rows, figures, strict=True):
        assert row["scripts_count"] == str(figure["scripts_count"])
        assert row["interval_upper_count"] == str(figure["interval"]["upper_count"])
        assert row["peer_moderation_changed_overturned_count"] == str(
            figure["peer_moderation"]["changed"]["overturned_count"]
        )
        assert row["sentence"] == figure["sentence"]


@pytest.mark.slow
def test_the_public_figures_of_an_export_hold_the_metric_and_no_small_count(walked: tuple[Path, str]) -> None:
    folder, _ = walked
    exported = folder / f"{WINDOW}-export"
    public = {each["provider_code"]: each for each in json.loads((exported / "accuracy.json").read_text())}
    whole = {each["provider_code"]: each for each in json.loads((exported / "private" / "accuracy.json").read_text())}
    assert list(public) == list(PROVIDERS)
    for code, figure in public.items():
        assert figure["published_at"]
        assert figure["overturned_count"] == whole[code]["overturned_count"]
        for counts in figure["peer_moderation"].values():
            assert counts["moderated_count"] is None or counts["moderated_count"] >= 6
    assert (exported / "private").stat().st_mode & 0o077 == 0
