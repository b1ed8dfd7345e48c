"""Imports the tables of every room, for acts on the whole database."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules, walk_packages

from sqlalchemy import MetaData

import moderation
from moderation.database.model import Model

DOORS = frozenset({"cli", "web", "example", "database"})


def all_records() -> MetaData:
    """Load the tables of all rooms and return them: what refers to a table that nobody loaded cannot be written."""
    for room in iter_modules(moderation.__path__, "moderation."):
        if room.ispkg and room.name.removeprefix("moderation.") not in DOORS:
            package = import_module(room.name)
            for module in walk_packages(package.__path__, f"{room.name}."):
                import_module(module.name)
    return Model.metadata
