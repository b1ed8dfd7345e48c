"""Version 1 of the API: a file for each resource; the machinery is in `door`.

In: a request that the door has authenticated.
Out: the attributes of records.
Callers: app.py, by `register_api`.
"""

from __future__ import annotations

from flask import Flask
from sqlalchemy import Engine

from api.v1.door.dispatch import EXTENSION, PREFIX, Door, answer_error, blueprint_of
from api.v1.routes import ROUTES
from moderation.settings import Settings

__all__ = ["PREFIX", "answer_error", "register_api"]


def register_api(app: Flask, settings: Settings, *, engine: Engine) -> Door:
    """Add version 1 to an application, and return what its requests share."""
    door = app.extensions[EXTENSION] = Door(settings, engine)
    app.register_blueprint(blueprint_of(door, ROUTES))
    return door
