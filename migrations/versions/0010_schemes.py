"""How a scheme treats those without an account, managers and lateness."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and columns."""
    with op.batch_alter_table("round") as batch_op:
        batch_op.add_column(
            sa.Column("grace_minutes", sa.Integer(), nullable=False, server_default="0")
        )
    with op.batch_alter_table("scheme") as batch_op:
        batch_op.add_column(
            sa.Column("without_account", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        batch_op.add_column(
            sa.Column("confirms_addresses", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        batch_op.add_column(
            sa.Column("tells_managers", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("thanks_days", sa.Integer(), nullable=False, server_default="7")
        )


def downgrade() -> None:
    """Take the tables and columns away."""
    with op.batch_alter_table("scheme") as batch_op:
        batch_op.drop_column("thanks_days")
        batch_op.drop_column("tells_managers")
        batch_op.drop_column("confirms_addresses")
        batch_op.drop_column("without_account")
    with op.batch_alter_table("round") as batch_op:
        batch_op.drop_column("grace_minutes")
