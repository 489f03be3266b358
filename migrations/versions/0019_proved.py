"""A session says when its owner proved in a second way who they are."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; sessions from before prove nothing twice."""
    with op.batch_alter_table("sign_in_session") as batch_op:
        batch_op.add_column(sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take the column away."""
    with op.batch_alter_table("sign_in_session") as batch_op:
        batch_op.drop_column("proved_at")
