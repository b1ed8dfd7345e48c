"""The example's token opens the API, is the same on every run, and is replaced once it opens nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from moderation.database.clock import fixed_clock
from moderation.database.transaction import reading
from moderation.example.api_token import FILE, LASTS, example_token, worked_lines
from moderation.people.tokens import TokenActor, authenticate

NOW = datetime(2016, 1, 4, 9, tzinfo=UTC)


def test_the_token_works_and_stays_until_its_time_is_over(engine: Engine, tmp_path: Path) -> None:
    first = example_token(engine, tmp_path, clock=fixed_clock(NOW))
    with reading(engine) as session:
        assert isinstance(authenticate(session, first, NOW), TokenActor)
    assert example_token(engine, tmp_path, clock=fixed_clock(NOW + LASTS / 2)) == first
    later = NOW + LASTS + timedelta(days=2)
    assert example_token(engine, tmp_path, clock=fixed_clock(later)) != first
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_three_lines_show_how_it_is_asked() -> None:
    token, *lines = worked_lines("npq_x", "http://127.0.0.1:8000")
    assert token == "TOKEN=npq_x"
    assert len(lines) == 3
    assert all(line.startswith("curl ") and "/api/v1/" in line for line in lines)
