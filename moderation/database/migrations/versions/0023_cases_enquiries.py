"""What happens in an enquiry into reasons: asked, given, judged remediable or not, closed; always before a case."""

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

KEPT = ["enquiry_events"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "enquiry_events",
        sa.Column("enquiry_id", RowId, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("recorded_by", RowId, nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('reasons_asked', 'reasons_given', 'remedy_possible', 'remedy_impossible', 'closed')",
            name=op.f("ck_enquiry_events_kind_known"),
        ),
        sa.CheckConstraint("length(text_hash) = 64", name=op.f("ck_enquiry_events_text_hash_length")),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiries.id"], name=op.f("fk_enquiry_events_enquiry_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["people.id"], name=op.f("fk_enquiry_events_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry_events")),
        sa.UniqueConstraint("public_id", name=op.f("uq_enquiry_events_public_id")),
    )
    op.create_index("ix_enquiry_events_enquiry_id_id", "enquiry_events", ["enquiry_id", "id"], unique=False)
    op.create_index(op.f("ix_enquiry_events_recorded_by"), "enquiry_events", ["recorded_by"], unique=False)
    create_triggers(op.get_bind(), KEPT)
