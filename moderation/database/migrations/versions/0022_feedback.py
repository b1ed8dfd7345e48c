"""Replies of providers to their findings, the answers to them, and where providers published their figures."""

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

KEPT = ["provider_publications", "comments", "comment_answers"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "provider_publications",
        sa.Column("finding_id", RowId, nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", RowId, nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(address) BETWEEN 1 AND 500", name=op.f("ck_provider_publications_address_length")),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_provider_publications_finding_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["people.id"], name=op.f("fk_provider_publications_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_publications")),
        sa.UniqueConstraint("public_id", name=op.f("uq_provider_publications_public_id")),
    )
    op.create_index(op.f("ix_provider_publications_finding_id"), "provider_publications", ["finding_id"], unique=False)
    op.create_index(
        op.f("ix_provider_publications_recorded_by"), "provider_publications", ["recorded_by"], unique=False
    )
    op.create_table(
        "comments",
        sa.Column("finding_id", RowId, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("sampled_script_id", RowId, nullable=True),
        sa.Column("text_hash", sa.String(length=64), nullable=True),
        sa.Column("commented_by", RowId, nullable=False),
        sa.Column("commented_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(kind = 'none') = (text_hash IS NULL)", name=op.f("ck_comments_text_unless_none")),
        sa.CheckConstraint(
            "(kind = 'representation') = (sampled_script_id IS NOT NULL)", name=op.f("ck_comments_script_named")
        ),
        sa.CheckConstraint("kind IN ('none', 'comment', 'representation')", name=op.f("ck_comments_kind_known")),
        sa.CheckConstraint("length(text_hash) = 64", name=op.f("ck_comments_text_hash_length")),
        sa.ForeignKeyConstraint(["commented_by"], ["people.id"], name=op.f("fk_comments_commented_by")),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_comments_finding_id")),
        sa.ForeignKeyConstraint(
            ["sampled_script_id"], ["sampled_scripts.id"], name=op.f("fk_comments_sampled_script_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
        sa.UniqueConstraint("public_id", name=op.f("uq_comments_public_id")),
    )
    op.create_index(op.f("ix_comments_commented_by"), "comments", ["commented_by"], unique=False)
    op.create_index("ix_comments_finding_id_id", "comments", ["finding_id", "id"], unique=False)
    op.create_index(op.f("ix_comments_sampled_script_id"), "comments", ["sampled_script_id"], unique=False)
    op.create_table(
        "comment_answers",
        sa.Column("comment_id", RowId, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("answered_by", RowId, nullable=False),
        sa.Column("answered_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("kind IN ('noted', 'accepted', 'declined')", name=op.f("ck_comment_answers_kind_known")),
        sa.CheckConstraint("length(text_hash) = 64", name=op.f("ck_comment_answers_text_hash_length")),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name=op.f("fk_comment_answers_answered_by")),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_comment_answers_comment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_answers")),
        sa.UniqueConstraint("comment_id", name=op.f("uq_comment_answers_comment_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_comment_answers_public_id")),
    )
    op.create_index(op.f("ix_comment_answers_answered_by"), "comment_answers", ["answered_by"], unique=False)
    create_triggers(op.get_bind(), KEPT)
