"""Good practice that is looked after: owners, links, usefulness, and guidance that was."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_GUIDED = ("question", "criterion")


def upgrade() -> None:
    """Make the tables and columns."""
    op.create_table(
        "outside_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("moved_to", sa.Text(), nullable=True),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missed_on", sa.Date(), nullable=True),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.CheckConstraint("misses >= 0", name=op.f("ck_outside_link_misses")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_link")),
        sa.UniqueConstraint("address", name=op.f("uq_outside_link_address")),
    )
    op.create_index(op.f("ix_outside_link_next_at"), "outside_link", ["next_at"], unique=False)
    op.create_table(
        "usefulness",
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("useful", sa.Integer(), nullable=False),
        sa.Column("not_really", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_usefulness_resource_id_resource")
        ),
        sa.PrimaryKeyConstraint("resource_id", "month", name=op.f("pk_usefulness")),
    )
    op.create_table(
        "past_guidance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("criterion_id", sa.Integer(), nullable=True),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(question_id IS NULL) <> (criterion_id IS NULL)",
            name=op.f("ck_past_guidance_one_of_two"),
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_past_guidance_question_id_question")
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_past_guidance_criterion_id_criterion")
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_past_guidance_resource_id_resource")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_guidance")),
    )
    for column in ("question_id", "criterion_id"):
        op.create_index(op.f(f"ix_past_guidance_{column}"), "past_guidance", [column], unique=False)
    for table in _GUIDED:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(
                sa.Column("resource_since", sa.DateTime(timezone=True), nullable=True)
            )
    _look_after_resources()


def _look_after_resources() -> None:
    with op.batch_alter_table("resource") as batch_op:
        batch_op.add_column(sa.Column("body", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("credit", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("owner_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("review_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("reminded_for", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("replaced_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("source_reference", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_unique_constraint(
            batch_op.f("uq_resource_source_reference"), ["source_reference"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_resource_owner_id_person"), "person", ["owner_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_resource_replaced_by_id_resource"),
            "resource",
            ["replaced_by_id"],
            ["id"],
        )
        for column in ("owner_id", "replaced_by_id", "review_on"):
            batch_op.create_index(batch_op.f(f"ix_resource_{column}"), [column], unique=False)
    with op.batch_alter_table("resource") as batch_op:
        for column, kind in (("body", sa.Text()), ("credit", sa.String(length=200))):
            batch_op.alter_column(
                column, existing_type=kind, existing_nullable=False, server_default=None
            )


def downgrade() -> None:
    """Take the tables and columns away."""
    with op.batch_alter_table("resource") as batch_op:
        for column in ("review_on", "replaced_by_id", "owner_id"):
            batch_op.drop_index(batch_op.f(f"ix_resource_{column}"))
        batch_op.drop_constraint(
            batch_op.f("fk_resource_replaced_by_id_resource"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("fk_resource_owner_id_person"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_resource_source_reference"), type_="unique")
        for column in (
            "withdrawn_at",
            "source_reference",
            "replaced_by_id",
            "reminded_for",
            "review_on",
            "owner_id",
            "credit",
            "body",
        ):
            batch_op.drop_column(column)
    for table in _GUIDED:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("resource_since")
    for column in ("criterion_id", "question_id"):
        op.drop_index(op.f(f"ix_past_guidance_{column}"), table_name="past_guidance")
    op.drop_table("past_guidance")
    op.drop_table("usefulness")
    op.drop_index(op.f("ix_outside_link_next_at"), table_name="outside_link")
    op.drop_table("outside_link")
