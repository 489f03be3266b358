"""A nomination knows its scheme, so that a scheme's ledger is read from indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TOOK = "ix_thank_scheme_id_state_took_hours"


def upgrade() -> None:
    """Say of each nomination the scheme of its candidacy's round, and make the indexes."""
    with op.batch_alter_table("nomination") as batch_op:
        batch_op.add_column(sa.Column("scheme_id", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE nomination SET scheme_id = (SELECT round.scheme_id FROM candidacy"
        " JOIN round ON round.id = candidacy.round_id"
        " WHERE candidacy.id = nomination.candidacy_id)"
    )
    with op.batch_alter_table("nomination") as batch_op:
        batch_op.alter_column("scheme_id", existing_type=sa.Integer(), nullable=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_nomination_scheme_id_scheme"), "scheme", ["scheme_id"], ["id"]
        )
        batch_op.create_index(
            batch_op.f("ix_nomination_scheme_id_standing_withdrawn_at_counts_from"),
            ["scheme_id", "standing", "withdrawn_at", "counts_from"],
            unique=False,
        )
    with op.batch_alter_table("thank") as batch_op:
        batch_op.drop_index(batch_op.f(TOOK))
        batch_op.create_index(
            batch_op.f(f"{TOOK}_nomination_id"),
            ["scheme_id", "state", "took_hours", "nomination_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_thank_scheme_id_nomination_id_state"),
            ["scheme_id", "nomination_id", "state"],
            unique=False,
        )


def downgrade() -> None:
    """Take the column and the indexes away."""
    with op.batch_alter_table("thank") as batch_op:
        batch_op.drop_index(batch_op.f("ix_thank_scheme_id_nomination_id_state"))
        batch_op.drop_index(batch_op.f(f"{TOOK}_nomination_id"))
        batch_op.create_index(batch_op.f(TOOK), ["scheme_id", "state", "took_hours"], unique=False)
    with op.batch_alter_table("nomination") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_nomination_scheme_id_scheme"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_nomination_scheme_id_standing_withdrawn_at_counts_from"))
        batch_op.drop_column("scheme_id")
