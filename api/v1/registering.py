"""Hangs the API into the application: the one thing the application knows of it."""

from __future__ import annotations

from flask import Flask

from api.v1.door.dispatch import PREFIX, Door, add_routes
from api.v1.every_route import ROUTES
from moderation.settings import Settings

__all__ = ["PREFIX", "register_api"]


def register_api(app: Flask, settings: Settings) -> Door:
    """Add version 1 to an application whose database is open, and return its door."""
    with app.app_context():
        engine = app.extensions["sqlalchemy"].engine
    door = Door(settings, engine)
    add_routes(app, door, routes=ROUTES)
    return door
