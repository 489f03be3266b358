"""A seal on the head of the audit trail."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the seal, still empty: the key is not the database's. The next entry seals the head."""
    with op.batch_alter_table("audit_head") as table:
        table.add_column(sa.Column("mac", sa.String(length=64), nullable=True))


def downgrade() -> None:
    """Take the seal away; after an upgrade the trail is whole again from its next entry on."""
    with op.batch_alter_table("audit_head") as table:
        table.drop_column("mac")
