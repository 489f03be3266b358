"""People prove in a second way who they are: an app's key, codes on paper, codes that missed."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "second_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("last_counter", sa.Integer(), nullable=False),
        sa.Column("set_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_second_step_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_step")),
        sa.UniqueConstraint("person_id", name=op.f("uq_second_step_person_id")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("second_step_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["second_step_id"],
            ["second_step.id"],
            name=op.f("fk_recovery_code_second_step_id_second_step"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint(
            "second_step_id", "digest", name=op.f("uq_recovery_code_second_step_id_digest")
        ),
    )
    op.create_table(
        "missed_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_missed_code_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missed_code")),
    )
    op.create_index(op.f("ix_missed_code_person_id"), "missed_code", ["person_id"])


def downgrade() -> None:
    """Take the tables away; people set their second step up anew."""
    op.drop_index(op.f("ix_missed_code_person_id"), table_name="missed_code")
    op.drop_table("missed_code")
    op.drop_table("recovery_code")
    op.drop_table("second_step")
