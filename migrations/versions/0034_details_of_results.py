"""What only one page asks of the results, apart from what every page does."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; the worker fills it when it next works the results out."""
    op.add_column(
        "calculation", sa.Column("details", sa.JSON(), nullable=False, server_default="{}")
    )


def downgrade() -> None:
    """Put the details back where earlier code looks for them."""
    table = sa.table(
        "calculation",
        sa.column("id", sa.Integer),
        sa.column("summary", sa.JSON),
        sa.column("details", sa.JSON),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(table)).all():
        connection.execute(
            sa.update(table).where(table.c.id == row.id).values(summary=row.summary | row.details)
        )
    with op.batch_alter_table("calculation") as batch:
        batch.drop_column("details")
