"""Draws and the scripts that they selected."""

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment, byte_ordered
from moderation.database.immutability import create_triggers

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KEPT = ["draws", "sampled_scripts"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "draws",
        sa.Column("frame_id", RowId, nullable=False),
        sa.Column("round_id", RowId, nullable=False),
        sa.Column("seed_id", RowId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("sample_count", sa.Integer(), nullable=False),
        sa.Column("rate_numerator", sa.Integer(), nullable=False),
        sa.Column("rate_denominator", sa.Integer(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("private_part", sa.Text(), nullable=False),
        sa.Column("key_id", sa.String(length=64), nullable=False),
        sa.Column("audit_head", sa.String(length=64), nullable=False),
        sa.Column("drawn_by", RowId, nullable=False),
        sa.Column("drawn_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(number = 1) = (kind = 'metric') AND number >= 1", name=op.f("ck_draws_metric_is_first")),
        sa.CheckConstraint("kind IN ('metric', 'extension')", name=op.f("ck_draws_kind_known")),
        sa.CheckConstraint("length(audit_head) = 64", name=op.f("ck_draws_audit_head_length")),
        sa.CheckConstraint("length(key_id) = 64", name=op.f("ck_draws_key_id_length")),
        sa.CheckConstraint("rate_numerator BETWEEN 1 AND rate_denominator", name=op.f("ck_draws_rate_is_a_share")),
        sa.CheckConstraint("sample_count >= 1", name=op.f("ck_draws_sample_not_empty")),
        sa.ForeignKeyConstraint(["drawn_by"], ["people.id"], name=op.f("fk_draws_drawn_by")),
        sa.ForeignKeyConstraint(
            ["frame_id", "round_id"], ["frames.id", "frames.round_id"], name=op.f("fk_draws_frame_id_round_id")
        ),
        sa.ForeignKeyConstraint(
            ["seed_id", "round_id"], ["seeds.id", "seeds.round_id"], name=op.f("fk_draws_seed_id_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draws")),
        sa.UniqueConstraint("frame_id", "number", name=op.f("uq_draws_frame_id_number")),
        sa.UniqueConstraint("id", "frame_id", name=op.f("uq_draws_id_frame_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_draws_public_id")),
    )
    op.create_index(op.f("ix_draws_drawn_by"), "draws", ["drawn_by"], unique=False)
    op.create_index("ix_draws_frame_id_round_id", "draws", ["frame_id", "round_id"], unique=False)
    op.create_index("ix_draws_seed_id_round_id", "draws", ["seed_id", "round_id"], unique=False)
    op.create_table(
        "sampled_scripts",
        sa.Column("frame_id", RowId, nullable=False),
        sa.Column("draw_id", RowId, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("ticket", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("return_id", RowId, nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("script_ref", byte_ordered(64), nullable=False),
        sa.Column("alias", byte_ordered(16), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "purpose IN ('metric', 'extension', 'targeted', 'standardisation')",
            name=op.f("ck_sampled_scripts_purpose_known"),
        ),
        sa.CheckConstraint("length(alias) BETWEEN 10 AND 16", name=op.f("ck_sampled_scripts_alias_length")),
        sa.CheckConstraint("position >= 1 AND rank >= 1", name=op.f("ck_sampled_scripts_numbers_from_one")),
        sa.ForeignKeyConstraint(
            ["draw_id", "frame_id"], ["draws.id", "draws.frame_id"], name=op.f("fk_sampled_scripts_draw_id_frame_id")
        ),
        sa.ForeignKeyConstraint(
            ["return_id", "row"], ["results.return_id", "results.row"], name=op.f("fk_sampled_scripts_return_id_row")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sampled_scripts")),
        sa.UniqueConstraint("alias", name=op.f("uq_sampled_scripts_alias")),
        sa.UniqueConstraint("frame_id", "position", name=op.f("uq_sampled_scripts_frame_id_position")),
        sa.UniqueConstraint("frame_id", "rank", name=op.f("uq_sampled_scripts_frame_id_rank")),
        sa.UniqueConstraint("frame_id", "script_ref", name=op.f("uq_sampled_scripts_frame_id_script_ref")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sampled_scripts_public_id")),
    )
    op.create_index("ix_sampled_scripts_draw_id_frame_id", "sampled_scripts", ["draw_id", "frame_id"], unique=False)
    op.create_index(op.f("ix_sampled_scripts_due_on"), "sampled_scripts", ["due_on"], unique=False)
    op.create_index("ix_sampled_scripts_return_id_row", "sampled_scripts", ["return_id", "row"], unique=False)
    create_triggers(op.get_bind(), KEPT)
