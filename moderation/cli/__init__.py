"""The command `moderation`: one file a noun; a door that calls actions and prints what they answer."""

from moderation.cli.command_line import main

__all__ = ["main"]
