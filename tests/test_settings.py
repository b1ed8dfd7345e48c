"""The environment is read once, whole, and refused with everything that is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from moderation.errors import Rejected
from moderation.settings import SETTINGS, Environment, read_settings

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


def test_a_misspelt_name_is_refused_with_the_nearest_right_one() -> None:
    with pytest.raises(Rejected) as refused:
        read_settings({"MODERATION_DATABASE_ULR": "sqlite:///x", "MODERATION_TEST_KILLS": "3"})
    (fault,) = refused.value.faults
    assert fault.column == "MODERATION_DATABASE_ULR"
    assert "Did you mean MODERATION_DATABASE_URL?" in fault.sentence
    assert faults_of({"MODERATION_": ""}) == ["MODERATION_"]


@pytest.mark.parametrize("value", ["0", "65536", "eighty", "-1", "8000.0", "9" * 5_000])
def test_a_port_is_a_number_that_can_be_listened_on(value: str) -> None:
    assert faults_of({"PORT": value}) == ["PORT"]
    assert (read_settings({"PORT": "81"}).port, read_settings({}).port) == (81, 8000)


def test_the_page_on_operations_names_every_setting_and_no_other(repository: Path) -> None:
    page = (repository / "docs" / "operations.md").read_text(encoding="utf-8")
    table = page.partition("## Settings")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE) == list(SETTINGS)
