"""Guards the hidden keys of immutable tables on SQLite, and closes frames to results and recorded rounds to frames."""

from alembic import op

from moderation.database.closing import Closing, create_closings
from moderation.database.immutability import create_triggers

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

KEPT = [
    "adjudications",
    "allocation_ends",
    "allocations",
    "amendments",
    "appeals",
    "audit_entries",
    "audit_vouchers",
    "cases",
    "comment_answers",
    "comments",
    "criteria",
    "decision_confirmations",
    "decision_withdrawals",
    "decisions",
    "declared_interests",
    "draws",
    "enquiries",
    "enquiry_events",
    "evidence",
    "finding_breakdowns",
    "findings",
    "frame_seals",
    "frames",
    "grant_revocations",
    "grants",
    "investigations",
    "judgement_scores",
    "judgements",
    "malpractice_reports",
    "outcome_imports",
    "people",
    "policy_adoptions",
    "policy_values",
    "policy_versions",
    "provider_publications",
    "provider_statuses",
    "publications",
    "remedial_actions",
    "remedial_evidence",
    "remedial_judgements",
    "reopenings",
    "results",
    "returns",
    "reveals",
    "sampled_scripts",
    "schemes",
    "script_events",
    "seed_rounds",
    "seeds",
    "settlements",
    "sign_offs",
    "signing_keys",
    "standardisation_judgements",
    "standardisation_scripts",
    "token_requests",
    "token_revocations",
    "tokens",
    "window_policies",
    "window_providers",
    "windows",
]
CLOSED = [
    Closing("results", by="frames", column="return_id"),
    Closing("frames", by="seeds", column="round_id"),
]


def upgrade() -> None:
    """Make the triggers anew, and those that close."""
    create_triggers(op.get_bind(), KEPT)
    create_closings(op.get_bind(), CLOSED)
