"""The key to the front door."""

from moderation.app import create_app

app = create_app()
