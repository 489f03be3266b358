"""What only one page asks of the results, apart from what every page does."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; the worker fills it when it next works the results out."""
    op.add_column(
        "calculation", sa.Column("details", sa.JSON(), nullable=False, server_default="{}")
    )


def downgrade() -> None:
    """Take the results away with it; the worker makes them anew within a minute."""
    op.execute("DELETE FROM placing")
    op.execute("DELETE FROM calculation")
    with op.batch_alter_table("calculation") as table:
        table.drop_column("details")
