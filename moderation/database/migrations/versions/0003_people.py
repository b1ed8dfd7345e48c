"""People, what they were granted and the tokens of programs; names and addresses stand where they can be erased."""

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEPT = ["people", "grants", "tokens", "grant_revocations", "token_revocations"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "people",
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("public_id", name=op.f("uq_people_public_id")),
    )
    op.create_table(
        "grants",
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("provider_id", RowId, nullable=True),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.CheckConstraint("(role = 'provider') = (provider_id IS NOT NULL)", name=op.f("ck_grants_provider_named")),
        sa.CheckConstraint(
            "role IN ('provider', 'moderator', 'lead_moderator', 'case_officer', 'official', 'administrator')",
            name=op.f("ck_grants_role_known"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_grants_person_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_grants_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
        sa.UniqueConstraint("public_id", name=op.f("uq_grants_public_id")),
    )
    op.create_index(op.f("ix_grants_person_id"), "grants", ["person_id"], unique=False)
    op.create_index(op.f("ix_grants_provider_id"), "grants", ["provider_id"], unique=False)
    op.create_table(
        "person_details",
        sa.Column("person_id", RowId, autoincrement=False, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_details_email_lower")),
        sa.CheckConstraint("length(email) BETWEEN 3 AND 254", name=op.f("ck_person_details_email_length")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 200", name=op.f("ck_person_details_name_length")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_person_details_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person_details")),
        sa.UniqueConstraint("email", name=op.f("uq_person_details_email")),
    )
    op.create_table(
        "tokens",
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("scope", sa.String(32), nullable=False),
        sa.Column("provider_id", RowId, nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.CheckConstraint("(scope = 'provider') = (provider_id IS NOT NULL)", name=op.f("ck_tokens_provider_named")),
        sa.CheckConstraint("scope IN ('dfe', 'provider')", name=op.f("ck_tokens_scope_known")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_tokens_digest_length")),
        sa.CheckConstraint("length(label) BETWEEN 1 AND 100", name=op.f("ck_tokens_label_length")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_tokens_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tokens")),
        sa.UniqueConstraint("digest", name=op.f("uq_tokens_digest")),
        sa.UniqueConstraint("public_id", name=op.f("uq_tokens_public_id")),
    )
    op.create_index(op.f("ix_tokens_provider_id"), "tokens", ["provider_id"], unique=False)
    op.create_table(
        "grant_revocations",
        sa.Column("grant_id", RowId, autoincrement=False, nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_grant_revocations_grant_id")),
        sa.PrimaryKeyConstraint("grant_id", name=op.f("pk_grant_revocations")),
    )
    op.create_table(
        "token_revocations",
        sa.Column("token_id", RowId, autoincrement=False, nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.ForeignKeyConstraint(["token_id"], ["tokens.id"], name=op.f("fk_token_revocations_token_id")),
        sa.PrimaryKeyConstraint("token_id", name=op.f("pk_token_revocations")),
    )
    op.create_table(
        "token_uses",
        sa.Column("token_id", RowId, autoincrement=False, nullable=False),
        sa.Column("last_used_at", UtcMoment(), nullable=False),
        sa.ForeignKeyConstraint(["token_id"], ["tokens.id"], name=op.f("fk_token_uses_token_id")),
        sa.PrimaryKeyConstraint("token_id", name=op.f("pk_token_uses")),
    )
    create_triggers(op.get_bind(), KEPT)
