"""An organisation's own words for letters, and when a worker was last seen at work."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "letter_wording",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_letter_wording_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_letter_wording_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "kind", name=op.f("pk_letter_wording")),
    )
    op.create_table(
        "worker_sign",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_worker_sign_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_sign")),
    )


def downgrade() -> None:
    """Take both tables away; letters then have our own words again."""
    op.drop_table("worker_sign")
    op.drop_table("letter_wording")
