"""A small world behind the API: three providers, two windows, and records of every kind for two of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import URL, Engine, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from api.v1.door.dispatch import EXTENSION, Door
from moderation.access.actor import OPERATOR
from moderation.access.permissions import Role
from moderation.app import create_app
from moderation.audit.act import Act
from moderation.cases.malpractice_records import MalpracticeKind, MalpracticeStage
from moderation.cases.open_case import OpenCase, open_case
from moderation.cases.report_malpractice import ReportMalpractice, report_malpractice
from moderation.database.clock import fixed_clock
from moderation.database.engine import open_engine
from moderation.draws.signing import create_key
from moderation.findings.sign_off import SignOff, sign_off
from moderation.people.records import Scope, Token
from moderation.people.tokens import AddToken, RevokeToken, add_token, revoke_token
from moderation.providers.records import provider_by_code
from moderation.scripts.supply_script import GiveMoreTime, give_more_time
from moderation.settings import Settings, read_settings
from tests import builders
from tests.inserting import inserting
from tests.moderated import SIGNED, Drawn, drawn_window, settle_sample

OWN, FOREIGN, UNSIGNED = "AAA", "BBB", "CCC"
NOW = datetime(2016, 1, 4, 9, tzinfo=UTC)
LONG_HENCE = date(2099, 12, 31)
OPEN_WINDOW, DRAWN_WINDOW, FOREIGN_WINDOW = "2015F", "2014J", "2015X"
LINES = 100


@dataclass(frozen=True, slots=True)
class World:
    """The application with what stands behind it, and a token of each kind."""

    app: Flask
    engine: Engine
    settings: Settings
    drawn: Drawn
    tokens: Mapping[str, str]

    @property
    def door(self) -> Door:
        """Return what all requests share."""
        door: Door = self.app.extensions[EXTENSION]
        return door

    def ask(self, method: str, path: str, *, token: str | None = "dfe", **more: Any) -> TestResponse:
        """Send a request with the token of a kind, or with none."""
        headers = {**({} if token is None else self.bearer(token)), **more.pop("headers", {})}
        client: FlaskClient = self.app.test_client()
        return client.open(f"/api/v1{path}", method=method, headers=headers, **more)

    def get(self, path: str, *, token: str | None = "dfe", **more: Any) -> TestResponse:
        """Send a GET with the token of a kind."""
        return self.ask("GET", path, token=token, **more)

    def bearer(self, token: str) -> dict[str, str]:
        """Return the header with the token of a kind."""
        return {"Authorization": f"Bearer {self.tokens.get(token, token)}"}

    def ids(self, kind: str, *, token: str = "dfe") -> list[str]:
        """Return the identifiers of all records of a kind that a token sees."""
        return [each["id"] for each in self.get(f"/{kind}?page[per_page]=3000", token=token).get_json()["data"]]


@dataclass(frozen=True, slots=True)
class Filled:
    """What was put into a database: its people, and a token of each kind."""

    cast: builders.Cast
    tokens: Mapping[str, str]


def fill(address: URL) -> Filled:
    """Fill a database; nobody holds it open afterwards, so that it can be copied."""
    engine = open_engine(address)
    drawn = drawn_window(engine, {code: builders.make_lines(LINES, prefix=code) for code in (OWN, FOREIGN, UNSIGNED)})
    _sign(drawn)
    with inserting(engine) as session:
        _open_windows(session, drawn)
    _ask_for_scripts(drawn)
    _hold_to_account(drawn)
    tokens = _tokens(engine)
    engine.dispose()
    return Filled(drawn.cast, tokens)


def open_world(address: URL, var: Path, *, filled: Filled) -> World:
    """Return the application on a filled database, whose clock stands at NOW."""
    settings = read_settings(
        {
            "MODERATION_VAR": str(var),
            "MODERATION_DATABASE_URL": address.render_as_string(hide_password=False),
        }
    )
    var.mkdir(parents=True, exist_ok=True)
    create_key(settings)
    app = create_app(settings)
    app.extensions[EXTENSION].clock = fixed_clock(NOW)
    engine = open_engine(address)
    return World(app, engine, settings, Drawn(engine, filled.cast), filled.tokens)


def close_world(world: World) -> None:
    """Give back what a world holds open."""
    world.door.limit.close()
    world.door.engine.dispose()
    world.engine.dispose()


def _sign(drawn: Drawn) -> None:
    for code in (OWN, FOREIGN):
        settle_sample(drawn, code, overturned=2)
    settle_sample(drawn, UNSIGNED, pending=9)
    with inserting(drawn.engine) as session:
        command = SignOff(window_code=DRAWN_WINDOW, provider_codes=(OWN, FOREIGN))
        sign_off(Act(session, drawn.cast.lead, SIGNED), command)


def _open_windows(session: Session, drawn: Drawn) -> None:
    providers = [provider_by_code(session, code) for code in (OWN, FOREIGN)]
    builders.make_window(session, drawn.cast, code=OPEN_WINDOW, providers=providers)
    builders.make_window(session, drawn.cast, code=FOREIGN_WINDOW, providers=providers[1:])


def _ask_for_scripts(drawn: Drawn) -> None:
    """Give the unsigned provider time: its scripts can still be handed in."""
    with inserting(drawn.engine) as session:
        scripts = drawn.sample(session, UNSIGNED)
    for script in scripts[1:]:
        with inserting(drawn.engine) as session:
            command = GiveMoreTime(script.public_id, LONG_HENCE)
            give_more_time(Act(session, drawn.cast.lead, SIGNED), command)


def _hold_to_account(drawn: Drawn) -> None:
    for code in (OWN, FOREIGN):
        with inserting(drawn.engine) as session:
            person = builders.make_person(
                session, Role.PROVIDER, f"{code}@provider.example".lower(), provider=_of(session, code)
            )
        with inserting(drawn.engine) as session:
            report = ReportMalpractice(
                provider_code=code,
                kind=MalpracticeKind.MALADMINISTRATION,
                stage=MalpracticeStage.INVESTIGATION,
                began_at=builders.OPENED,
                text="Scripts of two cohorts were mixed up.",
            )
            report_malpractice(Act(session, person, SIGNED), report)
        with inserting(drawn.engine) as session:
            case = OpenCase(provider_code=code, reasons="No answer came for a month.")
            open_case(Act(session, drawn.cast.case_officer, SIGNED), case)


def _of(session: Session, code: str) -> Any:
    return provider_by_code(session, code)


def _tokens(engine: Engine) -> dict[str, str]:
    wanted = {
        "dfe": AddToken(scope=Scope.DFE, expires_on=LONG_HENCE),
        "own": AddToken(scope=Scope.PROVIDER, provider_code=OWN, expires_on=LONG_HENCE),
        "foreign": AddToken(scope=Scope.PROVIDER, provider_code=FOREIGN, expires_on=LONG_HENCE),
        "unsigned": AddToken(scope=Scope.PROVIDER, provider_code=UNSIGNED, expires_on=LONG_HENCE),
        "expired": AddToken(scope=Scope.DFE, expires_on=date(2015, 12, 31)),
        "revoked": AddToken(scope=Scope.DFE, expires_on=LONG_HENCE),
    }
    tokens = {}
    for name, command in wanted.items():
        with inserting(engine) as session:
            tokens[name] = add_token(Act(session, OPERATOR, SIGNED), command).plaintext
    with inserting(engine) as session:
        revoked = session.scalars(select(Token.public_id).order_by(Token.id.desc())).first()
        assert revoked is not None
        revoke_token(Act(session, OPERATOR, SIGNED), RevokeToken(revoked))
    return tokens
