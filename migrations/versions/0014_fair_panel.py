"""A panel that is fair: interests, phases, versions of scores, results, and the closing."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


_SECOND_READINGS = (
    (
        "DELETE FROM review_version WHERE review_id IN (SELECT review.id FROM review "
        "JOIN assignment ON assignment.id = review.assignment_id WHERE assignment.stage > 1)"
    ),
    (
        "DELETE FROM score WHERE review_id IN (SELECT review.id FROM review "
        "JOIN assignment ON assignment.id = review.assignment_id WHERE assignment.stage > 1)"
    ),
    "DELETE FROM review WHERE assignment_id IN (SELECT id FROM assignment WHERE stage > 1)",
    "DELETE FROM assignment WHERE stage > 1",
)


def upgrade() -> None:
    """Make the tables and columns."""
    op.create_table(
        "calculation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.String(length=64), nullable=False),
        sa.Column("basis", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_calculation_round_id_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calculation")),
        sa.UniqueConstraint("round_id", "left_out", name=op.f("uq_calculation_round_id_left_out")),
    )
    op.create_table(
        "closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_by_id", sa.Integer(), nullable=True),
        sa.Column("reopened_because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["person.id"], name=op.f("fk_closing_closed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["reopened_by_id"], ["person.id"], name=op.f("fk_closing_reopened_by_id_person")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_closing_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing")),
    )
    with op.batch_alter_table("closing") as batch_op:
        batch_op.create_index(batch_op.f("ix_closing_round_id"), ["round_id"], unique=False)

    op.create_table(
        "phase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("may_score", sa.Boolean(), nullable=False),
        sa.Column("may_see_others", sa.Boolean(), nullable=False),
        sa.Column("may_discuss", sa.Boolean(), nullable=False),
        sa.Column("may_decide", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_phase_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase")),
        sa.UniqueConstraint("round_id", "position", name=op.f("uq_phase_round_id_position")),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_reminder_round_id_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("round_id", "at", name=op.f("uq_reminder_round_id_at")),
    )
    op.create_table(
        "shortlisted",
        sa.Column("candidacy_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidacy_id"], ["candidacy.id"], name=op.f("fk_shortlisted_candidacy_id_candidacy")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_shortlisted_made_by_id_person")
        ),
        sa.PrimaryKeyConstraint("candidacy_id", name=op.f("pk_shortlisted")),
    )
    op.create_table(
        "wanted",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("winners", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_wanted_category_id_category")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_wanted_round_id_round")),
        sa.PrimaryKeyConstraint("round_id", "category_id", name=op.f("pk_wanted")),
    )
    op.create_table(
        "decision_version",
        sa.Column("candidacy_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reserve", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidacy_id"],
            ["candidacy.id"],
            name=op.f("fk_decision_version_candidacy_id_candidacy"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_decision_version_decided_by_id_person")
        ),
        sa.PrimaryKeyConstraint("candidacy_id", "edition", name=op.f("pk_decision_version")),
    )
    op.create_table(
        "discussion_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidacy_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidacy_id"],
            ["candidacy.id"],
            name=op.f("fk_discussion_note_candidacy_id_candidacy"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_discussion_note_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion_note")),
    )
    with op.batch_alter_table("discussion_note") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_discussion_note_candidacy_id"), ["candidacy_id"], unique=False
        )

    op.create_table(
        "placing",
        sa.Column("calculation_id", sa.Integer(), nullable=False),
        sa.Column("candidacy_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("tied", sa.Boolean(), nullable=False),
        sa.Column("readers", sa.Integer(), nullable=False),
        sa.Column("raw", sa.Float(), nullable=True),
        sa.Column("adjusted", sa.Float(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("se", sa.Float(), nullable=True),
        sa.Column("apart", sa.Float(), nullable=True),
        sa.Column("p_top", sa.Float(), nullable=True),
        sa.Column("p_rerun", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["calculation_id"],
            ["calculation.id"],
            name=op.f("fk_placing_calculation_id_calculation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["candidacy_id"], ["candidacy.id"], name=op.f("fk_placing_candidacy_id_candidacy")
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_placing_category_id_category")
        ),
        sa.PrimaryKeyConstraint("calculation_id", "candidacy_id", name=op.f("pk_placing")),
    )
    with op.batch_alter_table("placing") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_placing_calculation_id_category_id_position"),
            ["calculation_id", "category_id", "position"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_placing_calculation_id_position"),
            ["calculation_id", "position"],
            unique=False,
        )

    op.create_table(
        "practice_story",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("candidacy_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidacy_id"],
            ["candidacy.id"],
            name=op.f("fk_practice_story_candidacy_id_candidacy"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_practice_story_round_id_round")
        ),
        sa.PrimaryKeyConstraint("round_id", "candidacy_id", name=op.f("pk_practice_story")),
    )
    op.create_table(
        "review_version",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("mean", sa.Float(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("was_sent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_review_version_review_id_review")
        ),
        sa.PrimaryKeyConstraint("review_id", "edition", name=op.f("pk_review_version")),
    )
    with op.batch_alter_table("decision") as batch_op:
        batch_op.add_column(sa.Column("reserve", sa.Integer(), nullable=True))

    with op.batch_alter_table("interest") as batch_op:
        batch_op.add_column(sa.Column("about_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("state", sa.String(length=10), nullable=False, server_default="declared")
        )
        batch_op.add_column(sa.Column("pinned_by_id", sa.Integer(), nullable=True))
        batch_op.alter_column("candidacy_id", existing_type=sa.Integer(), nullable=True)
        batch_op.create_unique_constraint(
            batch_op.f("uq_interest_about_id_person_id"), ["about_id", "person_id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_interest_about_id_person"), "person", ["about_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_interest_pinned_by_id_person"), "person", ["pinned_by_id"], ["id"]
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_interest_state"), "state IN ('declared', 'pinned', 'dismissed')"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_interest_one_of_two"), "(candidacy_id IS NULL) <> (about_id IS NULL)"
        )

    with op.batch_alter_table("appointment") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_appointment_role"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_appointment_role"), "role IN ('panellist', 'chair', 'deputy')"
        )

    with op.batch_alter_table("review") as batch_op:
        batch_op.add_column(sa.Column("stale_since", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("scheme") as batch_op:
        batch_op.add_column(
            sa.Column("hides_names", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("names_readers", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("two_stages", sa.Boolean(), nullable=False, server_default=sa.false())
        )

    with op.batch_alter_table("assignment") as batch_op:
        batch_op.add_column(sa.Column("stage", sa.Integer(), nullable=False, server_default="1"))
        batch_op.drop_constraint(batch_op.f("uq_assignment_candidacy_id_person_id"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_assignment_candidacy_id_person_id_stage"),
            ["candidacy_id", "person_id", "stage"],
        )


def downgrade() -> None:
    """Take the tables and columns away, and the interests that have no place below.

    A deputy's seat stays, and so does the wider check on it: no page below opens for one.
    """
    # only one reading of a nominee by a person fits below; the first is kept
    for statement in _SECOND_READINGS:
        op.execute(statement)
    op.execute("DELETE FROM interest WHERE candidacy_id IS NULL OR state = 'dismissed'")

    with op.batch_alter_table("assignment") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("uq_assignment_candidacy_id_person_id_stage"), type_="unique"
        )
        batch_op.drop_column("stage")
        batch_op.create_unique_constraint(
            batch_op.f("uq_assignment_candidacy_id_person_id"), ["candidacy_id", "person_id"]
        )

    with op.batch_alter_table("scheme") as batch_op:
        batch_op.drop_column("two_stages")
        batch_op.drop_column("names_readers")
        batch_op.drop_column("hides_names")

    with op.batch_alter_table("review") as batch_op:
        batch_op.drop_column("stale_since")

    with op.batch_alter_table("interest") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_interest_one_of_two"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_interest_state"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_interest_pinned_by_id_person"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_interest_about_id_person"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_interest_about_id_person_id"), type_="unique")
        batch_op.alter_column("candidacy_id", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column("pinned_by_id")
        batch_op.drop_column("state")
        batch_op.drop_column("about_id")

    with op.batch_alter_table("decision") as batch_op:
        batch_op.drop_column("reserve")

    op.drop_table("review_version")
    op.drop_table("practice_story")
    with op.batch_alter_table("placing") as batch_op:
        batch_op.drop_index(batch_op.f("ix_placing_calculation_id_position"))
        batch_op.drop_index(batch_op.f("ix_placing_calculation_id_category_id_position"))

    op.drop_table("placing")
    with op.batch_alter_table("discussion_note") as batch_op:
        batch_op.drop_index(batch_op.f("ix_discussion_note_candidacy_id"))

    op.drop_table("discussion_note")
    op.drop_table("decision_version")
    op.drop_table("shortlisted")
    op.drop_table("wanted")
    op.drop_table("reminder")
    op.drop_table("phase")
    with op.batch_alter_table("closing") as batch_op:
        batch_op.drop_index(batch_op.f("ix_closing_round_id"))

    op.drop_table("closing")
    op.drop_table("calculation")
