"""Lets a provider refuse changes: frames, draws and certificates name it by its code."""

from alembic import op

from moderation.database.immutability import create_triggers

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

KEPT = ["providers"]


def upgrade() -> None:
    """Make the triggers; no act ever changed a provider."""
    create_triggers(op.get_bind(), KEPT)
