"""The nominees of a round in the order of their numbers, as an export of all of them reads."""

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index candidacies by their round alone."""
    op.create_index("ix_candidacy_round_id", "candidacy", ["round_id"])


def downgrade() -> None:
    """Take the index away."""
    op.drop_index("ix_candidacy_round_id", table_name="candidacy")
