"""Somebody stands in for an absent colleague from one day to another, and the trail says so."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def _tables() -> None:
    op.create_table(
        "cover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("absent_id", sa.Integer(), nullable=False),
        sa.Column("stand_in_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("named_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("absent_id <> stand_in_id", name=op.f("ck_cover_two_people")),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_cover_days")),
        *(
            sa.ForeignKeyConstraint([name], ["person.id"], name=op.f(f"fk_cover_{name}_person"))
            for name in ("absent_id", "stand_in_id", "named_by_id", "ended_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cover")),
    )
    op.create_index(op.f("ix_cover_absent_id"), "cover", ["absent_id"], unique=False)
    op.create_index(op.f("ix_cover_stand_in_id"), "cover", ["stand_in_id"], unique=False)
    op.create_table(
        "covered_role",
        sa.Column("cover_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cover_id"], ["cover.id"], name=op.f("fk_covered_role_cover_id_cover")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_covered_role_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint(
            "cover_id", "role", "organisation_id", name=op.f("pk_covered_role")
        ),
    )


def upgrade() -> None:
    """Make the tables and columns; nobody acts for anybody yet."""
    _tables()
    for table in ("sign_in_session", "appointment"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("cover_id", sa.Integer(), nullable=True))
            batch_op.create_foreign_key(
                batch_op.f(f"fk_{table}_cover_id_cover"), "cover", ["cover_id"], ["id"]
            )
    with op.batch_alter_table("audit_entry") as batch_op:
        batch_op.add_column(sa.Column("acting_for_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take them away.

    A seat that was held for somebody else counts as ended. What was done for somebody else no
    longer verifies, because for whom is part of what was chained.
    """
    with op.batch_alter_table("audit_entry") as batch_op:
        batch_op.drop_column("acting_for_id")
    for table in ("appointment", "sign_in_session"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(batch_op.f(f"fk_{table}_cover_id_cover"), type_="foreignkey")
            batch_op.drop_column("cover_id")
    op.drop_table("covered_role")
    op.drop_table("cover")
