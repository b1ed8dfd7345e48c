"""The environment is read once, whole, and refused with everything that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.errors import Rejected
from moderation.settings import Environment, read_settings

PRODUCTION = {
    "MODERATION_ENVIRONMENT": "production",
    "MODERATION_VAR": "/srv/moderation",
    "MODERATION_DATABASE_URL": "postgresql://moderation:secret@db/moderation",
    "MODERATION_SIGNING_KEY": "/srv/keys/signing.pem",
}


def faults_of(environ: dict[str, str]) -> list[str | None]:
    with pytest.raises(Rejected) as refused:
        read_settings(environ)
    return [fault.column for fault in refused.value.faults]


def test_nothing_said_means_development_with_everything_under_var() -> None:
    settings = read_settings({"HOME": "/nowhere", "MODERATION_VAR": "  "})
    assert settings.environment is Environment.DEVELOPMENT
    assert settings.var == Path.cwd() / "var"
    assert settings.database_url == f"sqlite:///{settings.var}/moderation.db"
    assert settings.signing_key == settings.var / "keys" / "signing.pem"


def test_one_setting_moves_everything_that_grows() -> None:
    settings = read_settings({"MODERATION_VAR": "/srv/moderation"})
    assert settings.database_url == "sqlite:////srv/moderation/moderation.db"
    assert settings.signing_key == Path("/srv/moderation/keys/signing.pem")


def test_a_complete_production_is_accepted() -> None:
    assert read_settings(PRODUCTION).database_url == PRODUCTION["MODERATION_DATABASE_URL"]


@pytest.mark.parametrize("name", ["MODERATION_VAR", "MODERATION_DATABASE_URL", "MODERATION_SIGNING_KEY"])
def test_production_takes_nothing_for_granted(name: str) -> None:
    assert faults_of({key: value for key, value in PRODUCTION.items() if key != name}) == [name]


def test_all_faults_come_at_once() -> None:
    wrong = {"MODERATION_ENVIRONMENT": "staging", "MODERATION_DATABASE_URL": "mysql://localhost/x"}
    assert faults_of(wrong) == ["MODERATION_ENVIRONMENT", "MODERATION_DATABASE_URL"]


def test_a_password_in_an_address_is_never_repeated() -> None:
    with pytest.raises(Rejected) as refused:
        read_settings({"MODERATION_DATABASE_URL": "mysql://me:opensesame@db/x"})
    assert "opensesame" not in refused.value.sentence
