"""Makes every table with its constraints, indexes, triggers and starting rows."""

from alembic import op

from moderation.database.migrations.steps import run_script

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Run the script of this step, which is generated from the records until the first release."""
    run_script(op.get_bind(), revision)
