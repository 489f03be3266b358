"""Nominations that go on to another round say which one they repeat."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    with op.batch_alter_table("nomination") as batch_op:
        batch_op.add_column(sa.Column("carried_from_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_nomination_carried_from_id"), ["carried_from_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_nomination_carried_from_id_nomination"),
            "nomination",
            ["carried_from_id"],
            ["id"],
        )


def downgrade() -> None:
    """Take the column away; the copies stay as nominations of their own."""
    with op.batch_alter_table("nomination") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_nomination_carried_from_id_nomination"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_nomination_carried_from_id"))
        batch_op.drop_column("carried_from_id")
