"""Indexes for what is asked of nominations in bulk: a whole round, a week of work, who won."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add indexes; and let the keys of nominees say whether somebody of the directory has them."""
    op.create_index("ix_candidacy_round_id", "candidacy", ["round_id"])
    op.drop_index("ix_candidacy_person_id", table_name="candidacy")
    op.create_index("ix_candidacy_person_id_category_id", "candidacy", ["person_id", "category_id"])
    op.create_index("ix_nomination_checked_at", "nomination", ["checked_at"])
    op.create_index("ix_step_kind_undone_at", "step", ["kind", "undone_at"])
    op.add_column(
        "nominee_key",
        sa.Column("described", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    key = sa.table("nominee_key", sa.column("candidacy_id"), sa.column("described", sa.Boolean()))
    candidacy = sa.table("candidacy", sa.column("id"), sa.column("person_id"))
    known = sa.select(candidacy.c.id).where(candidacy.c.person_id.is_not(None))
    op.execute(key.update().where(key.c.candidacy_id.in_(known)).values(described=sa.false()))
    with op.batch_alter_table("nominee_key") as table:
        table.alter_column("described", server_default=None)
    op.drop_index("ix_nominee_key_key", table_name="nominee_key")
    op.create_index("ix_nominee_key_key_described", "nominee_key", ["key", "described"])


def downgrade() -> None:
    """Take the indexes away, and give those by person and by key back."""
    op.drop_index("ix_nominee_key_key_described", table_name="nominee_key")
    op.create_index("ix_nominee_key_key", "nominee_key", ["key"])
    with op.batch_alter_table("nominee_key") as table:
        table.drop_column("described")
    op.drop_index("ix_step_kind_undone_at", table_name="step")
    op.drop_index("ix_nomination_checked_at", table_name="nomination")
    op.drop_index("ix_candidacy_person_id_category_id", table_name="candidacy")
    op.create_index("ix_candidacy_person_id", "candidacy", ["person_id"])
    op.drop_index("ix_candidacy_round_id", table_name="candidacy")
