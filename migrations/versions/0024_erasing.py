"""People can be erased; what is left says so, and every erasure is noted without a name."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, and when a person and their cards were erased."""
    for table in ("person", "card"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("nomination_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.String(length=20), nullable=False),
        sa.Column("done_by_id", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("cleaned_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('person', 'nominator', 'nominee')", name=op.f("ck_erasure_kind")
        ),
        sa.CheckConstraint(
            "basis IN ('asked', 'no_longer_needed', 'not_right', 'other')",
            name=op.f("ck_erasure_basis"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_erasure_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_erasure_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_erasure_nomination_id_nomination")
        ),
        sa.ForeignKeyConstraint(
            ["done_by_id"], ["person.id"], name=op.f("fk_erasure_done_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_index(
        op.f("ix_erasure_organisation_id_done_at"),
        "erasure",
        ["organisation_id", "done_at"],
        unique=False,
    )


def downgrade() -> None:
    """Forget that anybody was erased; what was erased stays so."""
    op.drop_index(op.f("ix_erasure_organisation_id_done_at"), table_name="erasure")
    op.drop_table("erasure")
    for table in ("card", "person"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("erased_at")
