"""Nominators without an account, drafts that travel, and the checking of nominations."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and columns."""
    op.create_table(
        "late_permission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["granted_by_id"], ["person.id"], name=op.f("fk_late_permission_granted_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_late_permission_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_late_permission_round_id_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_permission")),
    )
    with op.batch_alter_table("late_permission") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_late_permission_person_id"), ["person_id"], unique=False
        )
    op.create_table(
        "namesakes",
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["one_id"], ["candidacy.id"], name=op.f("fk_namesakes_one_id_candidacy")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["candidacy.id"], name=op.f("fk_namesakes_other_id_candidacy")
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"], ["person.id"], name=op.f("fk_namesakes_said_by_id_person")
        ),
        sa.PrimaryKeyConstraint("one_id", "other_id", name=op.f("pk_namesakes")),
    )
    op.create_table(
        "nominee_key",
        sa.Column("candidacy_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidacy_id"], ["candidacy.id"], name=op.f("fk_nominee_key_candidacy_id_candidacy")
        ),
        sa.PrimaryKeyConstraint("candidacy_id", "key", name=op.f("pk_nominee_key")),
    )
    with op.batch_alter_table("nominee_key") as batch_op:
        batch_op.create_index(batch_op.f("ix_nominee_key_key"), ["key"], unique=False)
    op.create_table(
        "enquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_enquiry_asked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_enquiry_nomination_id_nomination")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry")),
    )
    with op.batch_alter_table("enquiry") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enquiry_nomination_id"), ["nomination_id"], unique=False
        )
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_step_letter_id_letter")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_step_made_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_step_nomination_id_nomination")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
    )
    with op.batch_alter_table("step") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_step_nomination_id_id"), ["nomination_id", "id"], unique=False
        )
    with op.batch_alter_table("candidacy") as batch_op:
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_candidacy_merged_into_id"), ["merged_into_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_candidacy_merged_into_id_candidacy"),
            "candidacy",
            ["merged_into_id"],
            ["id"],
        )
    with op.batch_alter_table("draft") as batch_op:
        batch_op.add_column(
            sa.Column("browser", sa.String(length=64), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("code", sa.String(length=12), nullable=True))
        batch_op.add_column(
            sa.Column("author_name", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("author_email", sa.String(length=254), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("author_kind", sa.String(length=10), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("cleared", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("parked", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column("author_id", existing_type=sa.Integer(), nullable=True)
        batch_op.create_unique_constraint(batch_op.f("uq_draft_code"), ["code"])
    with op.batch_alter_table("nomination") as batch_op:
        batch_op.add_column(
            sa.Column("nominator_name", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("nominator_email", sa.String(length=254), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column(
                "nominator_kind", sa.String(length=10), nullable=False, server_default="staff"
            )
        )
        batch_op.add_column(
            sa.Column("browser", sa.String(length=64), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("told_name", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("told_place", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("channel", sa.String(length=10), nullable=False, server_default="web")
        )
        batch_op.add_column(
            sa.Column("batch", sa.String(length=40), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("handed_in_by", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("typed_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("cleared", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(
            sa.Column("standing", sa.String(length=10), nullable=False, server_default="accepted")
        )
        batch_op.add_column(sa.Column("checked_with_hr", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("counts_from", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column("nominator_id", existing_type=sa.Integer(), nullable=True)
        batch_op.create_check_constraint(
            batch_op.f("ck_nomination_standing"),
            "standing IN ('waiting', 'asked', 'accepted', 'declined')",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_nomination_channel"), "channel IN ('web', 'paper')"
        )
        batch_op.create_index(
            batch_op.f("ix_nomination_standing_withdrawn_at_sent_at"),
            ["standing", "withdrawn_at", "sent_at"],
            unique=False,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_nomination_typed_by_id_person"), "person", ["typed_by_id"], ["id"]
        )
    # what was sent before there was a queue has been read and judged already
    op.execute(
        "UPDATE nomination SET counts_from = sent_at, confirmed_at = sent_at, checked_at = sent_at"
    )
    op.execute(
        "UPDATE nomination SET"
        " told_name = COALESCE((SELECT described_name FROM candidacy"
        " WHERE candidacy.id = candidacy_id), ''),"
        " told_place = COALESCE((SELECT described_place FROM candidacy"
        " WHERE candidacy.id = candidacy_id), '')"
    )
    with op.batch_alter_table("nomination") as batch_op:
        batch_op.alter_column(
            "counts_from", existing_type=sa.DateTime(timezone=True), nullable=False
        )
        batch_op.alter_column(
            "standing", existing_type=sa.String(length=10), server_default="waiting"
        )


def downgrade() -> None:
    """Take the tables and columns away.

    Nominators and authors stay optional below: rows without one would have nowhere to go.
    """
    with op.batch_alter_table("nomination") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_nomination_typed_by_id_person"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("ck_nomination_channel"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_nomination_standing"), type_="check")
        batch_op.drop_index(batch_op.f("ix_nomination_standing_withdrawn_at_sent_at"))
        batch_op.drop_column("checked_at")
        batch_op.drop_column("counts_from")
        batch_op.drop_column("confirmed_at")
        batch_op.drop_column("checked_with_hr")
        batch_op.drop_column("standing")
        batch_op.drop_column("cleared")
        batch_op.drop_column("typed_by_id")
        batch_op.drop_column("handed_in_by")
        batch_op.drop_column("batch")
        batch_op.drop_column("channel")
        batch_op.drop_column("told_place")
        batch_op.drop_column("told_name")
        batch_op.drop_column("browser")
        batch_op.drop_column("nominator_kind")
        batch_op.drop_column("nominator_email")
        batch_op.drop_column("nominator_name")
    with op.batch_alter_table("draft") as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_draft_code"), type_="unique")
        batch_op.drop_column("reminded_at")
        batch_op.drop_column("parked")
        batch_op.drop_column("cleared")
        batch_op.drop_column("author_kind")
        batch_op.drop_column("author_email")
        batch_op.drop_column("author_name")
        batch_op.drop_column("code")
        batch_op.drop_column("browser")
    with op.batch_alter_table("candidacy") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_candidacy_merged_into_id_candidacy"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_candidacy_merged_into_id"))
        batch_op.drop_column("merged_into_id")
    with op.batch_alter_table("step") as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_nomination_id_id"))
    op.drop_table("step")
    with op.batch_alter_table("enquiry") as batch_op:
        batch_op.drop_index(batch_op.f("ix_enquiry_nomination_id"))
    op.drop_table("enquiry")
    with op.batch_alter_table("nominee_key") as batch_op:
        batch_op.drop_index(batch_op.f("ix_nominee_key_key"))
    op.drop_table("nominee_key")
    op.drop_table("namesakes")
    with op.batch_alter_table("late_permission") as batch_op:
        batch_op.drop_index(batch_op.f("ix_late_permission_person_id"))
    op.drop_table("late_permission")
