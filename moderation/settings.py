"""Reads the settings from the environment: once, checked whole, and never again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from moderation.errors import Fault, Rejected

VAR = "MODERATION_VAR"
DATABASE_URL = "MODERATION_DATABASE_URL"
SIGNING_KEY = "MODERATION_SIGNING_KEY"
ENVIRONMENT = "MODERATION_ENVIRONMENT"
PORT = "PORT"

OURS = "MODERATION_"
SETTINGS = (VAR, DATABASE_URL, SIGNING_KEY, ENVIRONMENT, PORT)
# What only the tests are told begins so, and is left to them.
OF_TESTS = "MODERATION_TEST_"
USUAL_PORT = 8000

SQLITE_SCHEMES = ("sqlite",)
POSTGRESQL_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")


class Environment(StrEnum):
    """Where the service runs: production takes nothing for granted."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one running service."""

    environment: Environment
    var: Path
    database_url: str
    signing_key: Path
    port: int = USUAL_PORT


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read the settings from an environment, or refuse it with everything that is wrong."""
    named = {name: value.strip() for name, value in environ.items() if value.strip()}
    faults = [
        *_unknown_names(environ),
        *_port_faults(named),
        *_environment_faults(named),
        *_database_faults(named),
        *_production_faults(named),
    ]
    if faults:
        raise Rejected(faults)
    var = Path(named.get(VAR, "var")).expanduser().absolute()
    key = named.get(SIGNING_KEY)
    return Settings(
        environment=Environment(named.get(ENVIRONMENT, Environment.DEVELOPMENT)),
        var=var,
        database_url=named.get(DATABASE_URL, f"sqlite:///{var / 'moderation.db'}"),
        signing_key=Path(key).expanduser().absolute() if key else var / "keys" / "signing.pem",
        port=int(named.get(PORT, USUAL_PORT)),
    )


def _unknown_names(environ: Mapping[str, str]) -> list[Fault]:
    wrong = [
        name for name in environ if name.startswith(OURS) and name not in SETTINGS and not name.startswith(OF_TESTS)
    ]
    return [Fault(f"There is no such setting. {_nearest(name)}", column=name) for name in sorted(wrong)]


def _nearest(name: str) -> str:
    near = get_close_matches(name, SETTINGS, n=1)
    return f"Did you mean {near[0]}?" if near else f"There are {', '.join(SETTINGS)}."


def _port_faults(named: Mapping[str, str]) -> list[Fault]:
    value = named.get(PORT, str(USUAL_PORT))
    if value.isascii() and value.isdigit() and len(value) <= 5 and 0 < int(value) < 1 << 16:
        return []
    return [Fault("A port is a number from 1 to 65535.", column=PORT, value=value)]


def _environment_faults(named: Mapping[str, str]) -> list[Fault]:
    value = named.get(ENVIRONMENT, Environment.DEVELOPMENT)
    known = [str(member) for member in Environment]
    if value in known:
        return []
    return [Fault(f"The environment is one of {' and '.join(known)}.", column=ENVIRONMENT, value=value)]


def _database_faults(named: Mapping[str, str]) -> list[Fault]:
    url = named.get(DATABASE_URL)
    if url is None:
        return []
    scheme, found, rest = url.partition("://")
    if not found or scheme not in (*SQLITE_SCHEMES, *POSTGRESQL_SCHEMES) or not rest:
        # The value is not shown: the address of a database may hold its password.
        sentence = (
            "The address of the database begins with sqlite:/// or postgresql://, for example "
            "postgresql://moderation@localhost/moderation."
        )
        return [Fault(sentence, column=DATABASE_URL)]
    return []


def _production_faults(named: Mapping[str, str]) -> list[Fault]:
    if named.get(ENVIRONMENT) != Environment.PRODUCTION:
        return []
    return [
        Fault("In production this setting must be given: nothing is taken for granted there.", column=name)
        for name in (VAR, DATABASE_URL, SIGNING_KEY)
        if name not in named
    ]
