"""A mark for each table that pages remember: when it last changed."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the marks; a table without one has not changed since."""
    op.create_table(
        "mark",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_mark"),
    )


def downgrade() -> None:
    """Take the marks away; earlier code reads everything anew each time."""
    op.drop_table("mark")
