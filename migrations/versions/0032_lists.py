"""Indexes for lists that stay as quick with a hundred thousand."""

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep the staff list in order, and when the next consent ends."""
    op.create_index(
        "ix_person_organisation_id_search_name_id",
        "person",
        ["organisation_id", "search_name", "id"],
    )
    op.drop_index("ix_person_organisation_id", table_name="person")
    op.create_index("ix_consent_until", "consent", ["until"])


def downgrade() -> None:
    """Have only the organisation of a person looked up."""
    op.drop_index("ix_consent_until", table_name="consent")
    op.create_index("ix_person_organisation_id", "person", ["organisation_id"])
    op.drop_index("ix_person_organisation_id_search_name_id", table_name="person")
