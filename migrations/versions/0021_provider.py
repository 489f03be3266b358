"""What the organisation's own sign-in calls people, and which roles it gave."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and the mark; every role there is was given by hand."""
    op.create_table(
        "provider_identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(255), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_provider_identity_account_id_account"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_provider_identity"),
        sa.UniqueConstraint("issuer", "subject", name="uq_provider_identity_issuer_subject"),
    )
    op.create_index("ix_provider_identity_account_id", "provider_identity", ["account_id"])
    with op.batch_alter_table("role_grant") as batch_op:
        batch_op.add_column(
            sa.Column("by_claim", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    """Take both away; roles stay, as if they were given by hand."""
    with op.batch_alter_table("role_grant") as batch_op:
        batch_op.drop_column("by_claim")
    op.drop_index("ix_provider_identity_account_id", table_name="provider_identity")
    op.drop_table("provider_identity")
