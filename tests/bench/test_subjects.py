"""Each subject runs on tiny sizes and measures what it says; no time is judged here."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import draw as draw_bench
from bench.__main__ import main, subjects
from bench.frame import write_frame
from sampling.draw import draw
from sampling.frame_file import read_frame

ON_DATABASES = [
    pytest.param(name, marks=pytest.mark.postgresql(reason="it measures both databases"))
    for name in ("cycle", "filing", "finding", "freezing")
]


@pytest.fixture
def shrunk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCH_SHRINK", "20000")


def test_every_module_that_gives_results_is_a_subject(repository: Path) -> None:
    giving = {path.stem for path in (repository / "bench").glob("*.py") if "\ndef results(" in path.read_text("utf-8")}
    assert subjects().keys() == giving
    assert giving >= {"accuracy", "command", "cycle", "draw", "filing", "finding", "frame", "freezing"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["accuracy", "command", "draw", "frame", *ON_DATABASES])
def test_a_subject_prints_a_line_for_each_result(name: str, shrunk: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "Sizes are divided by 20000: no limit is judged."
    assert len(printed) > 3
    assert all(said.endswith("information") for said in printed[3:])


def test_an_unknown_subject_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["weather"]) == 2
    assert capsys.readouterr().err == f"There is no subject weather. Subjects: {', '.join(subjects())}.\n"


def test_the_baseline_prints_the_draw_that_it_is_compared_with(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["baseline", "95", draw_bench.SEED])
    exec(compile(draw_bench.PUBLISHED, "baseline", "exec"), {})
    drawn = draw("CCC", "2014J", seed=draw_bench.SEED, scripts_count=95)
    assert capsys.readouterr().out.split() == [f"CCC/2014J/{position}" for position in drawn.positions]


def test_the_frame_that_is_measured_is_a_frame(tmp_path: Path) -> None:
    write_frame(tmp_path / "frame.csv", 30)
    frame = read_frame(tmp_path / "frame.csv")
    assert frame.detailed
    assert frame.scripts_count == 30
