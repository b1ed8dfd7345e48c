"""The service as gunicorn runs it, for measurements: with a bare Flask application beside it as the yardstick."""

from __future__ import annotations

import os
from typing import Any

from flask import Flask, Response, jsonify
from sqlalchemy import create_engine, make_url
from sqlalchemy.orm import Session
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from api.v1.door.cache import Cache
from api.v1.door.dispatch import EXTENSION
from moderation.app import create_app
from moderation.providers.records import Provider
from moderation.settings import read_settings

BARE = "/bare"
# Set, it makes every answer anew.
FORGETFUL = "BENCH_FORGETFUL"
# Counted as ever, but a measurement asks more in five minutes than a token may.
UNLIMITED = 1 << 40


def create() -> Any:
    """Return the application to be measured."""
    settings = read_settings(os.environ)
    app = create_app(settings)
    door = app.extensions[EXTENSION]
    door.limit.allowed = UNLIMITED
    if os.environ.get(FORGETFUL):
        door.cache = Cache(most_bytes=0)
    return DispatcherMiddleware(app.wsgi_app, {BARE: _bare(settings.database_url)})


def _bare(url: str) -> Flask:
    """Return an application of one route, which finds one row by its key and shows it."""
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    engine, app = create_engine(address), Flask(__name__)

    @app.get("/")
    def one_row() -> Response:
        with Session(engine) as session:
            found = session.get_one(Provider, 1)
            return jsonify(code=found.code, name=found.name)

    return app
