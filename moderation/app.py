"""Assembles the service for the web: settings, database, doors, errors, log and headers."""

from __future__ import annotations

import os

from flask import Flask, Response, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine

from api.v1 import PREFIX, register_api
from api.v1 import answer_error as answer_in_json
from moderation.database.engine import address_of, options_for, prepare
from moderation.settings import Settings, read_settings
from moderation.web import home
from moderation.web.errors import answer_error as answer_as_page
from moderation.web.headers import protect
from moderation.web.log import keep_a_log
from moderation.web.session import give_sessions

LARGEST_REQUEST = 1 << 20


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application, ready to serve."""
    found = settings or read_settings(os.environ)
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.json.compact = False  # type: ignore[attr-defined]
    # An address with two slashes is no other address, and nobody is sent on from it.
    app.url_map.merge_slashes = False
    engine = _open_database(app, found)
    keep_a_log(app, found)
    protect(app, found)
    give_sessions(app, engine)
    app.register_blueprint(home.pages)
    register_api(app, found, engine=engine)
    app.register_error_handler(Exception, _answer_error)
    return app


def _open_database(app: Flask, settings: Settings) -> Engine:
    address = address_of(settings.database_url)
    app.config["SQLALCHEMY_DATABASE_URI"] = address
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options_for(address)
    database = SQLAlchemy(app)
    with app.app_context():
        return prepare(database.engine)


def _answer_error(error: Exception) -> Response:
    """Answer for the door at which it happened: an address that nobody has belongs to no blueprint."""
    at_api = request.path == PREFIX or request.path.startswith(f"{PREFIX}/")
    return answer_in_json(error) if at_api else answer_as_page(error)
