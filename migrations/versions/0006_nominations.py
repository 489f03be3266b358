"""Drafts, nominations and candidacies."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "candidacy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("described_name", sa.String(length=200), nullable=True),
        sa.Column("described_place", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN person_id IS NOT NULL THEN 1 ELSE 0 END)"
            " + (CASE WHEN team_id IS NOT NULL THEN 1 ELSE 0 END)"
            " + (CASE WHEN described_name IS NOT NULL THEN 1 ELSE 0 END) = 1",
            name=op.f("ck_candidacy_one_nominee"),
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_candidacy_category_id_category")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_candidacy_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_candidacy_round_id_round")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_candidacy_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidacy")),
        sa.UniqueConstraint(
            "round_id",
            "category_id",
            "person_id",
            name=op.f("uq_candidacy_round_id_category_id_person_id"),
        ),
        sa.UniqueConstraint(
            "round_id",
            "category_id",
            "team_id",
            name=op.f("uq_candidacy_round_id_category_id_team_id"),
        ),
    )
    op.create_index(op.f("ix_candidacy_category_id"), "candidacy", ["category_id"], unique=False)
    op.create_index(op.f("ix_candidacy_person_id"), "candidacy", ["person_id"], unique=False)
    op.create_index(op.f("ix_candidacy_team_id"), "candidacy", ["team_id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("described_name", sa.String(length=200), nullable=False),
        sa.Column("described_place", sa.String(length=200), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("relationship", sa.String(length=20), nullable=False),
        sa.Column("may_name_me", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_draft_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_draft_category_id_category")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_draft_person_id_person")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_draft_round_id_round")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_draft_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("key", name=op.f("uq_draft_key")),
    )
    op.create_index(op.f("ix_draft_author_id"), "draft", ["author_id"], unique=False)
    op.create_table(
        "nomination",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("draft_key", sa.String(length=32), nullable=False),
        sa.Column("body_digest", sa.String(length=64), nullable=False),
        sa.Column("candidacy_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("nominator_id", sa.Integer(), nullable=False),
        sa.Column("relationship", sa.String(length=20), nullable=False),
        sa.Column("may_name_nominator", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["candidacy_id"], ["candidacy.id"], name=op.f("fk_nomination_candidacy_id_candidacy")
        ),
        sa.ForeignKeyConstraint(
            ["nominator_id"], ["person.id"], name=op.f("fk_nomination_nominator_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["form_version.id"], name=op.f("fk_nomination_version_id_form_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
        sa.UniqueConstraint("draft_key", name=op.f("uq_nomination_draft_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_nomination_reference")),
    )
    op.create_index(
        op.f("ix_nomination_candidacy_id_withdrawn_at"),
        "nomination",
        ["candidacy_id", "withdrawn_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_nomination_nominator_id"), "nomination", ["nominator_id"], unique=False
    )
    op.create_table(
        "answer",
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_answer_nomination_id_nomination")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_answer_question_id_question")
        ),
        sa.PrimaryKeyConstraint("nomination_id", "revision", "question_id", name=op.f("pk_answer")),
    )


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("answer")
    op.drop_index(op.f("ix_nomination_nominator_id"), table_name="nomination")
    op.drop_index(op.f("ix_nomination_candidacy_id_withdrawn_at"), table_name="nomination")
    op.drop_table("nomination")
    op.drop_index(op.f("ix_draft_author_id"), table_name="draft")
    op.drop_table("draft")
    op.drop_index(op.f("ix_candidacy_team_id"), table_name="candidacy")
    op.drop_index(op.f("ix_candidacy_person_id"), table_name="candidacy")
    op.drop_index(op.f("ix_candidacy_category_id"), table_name="candidacy")
    op.drop_table("candidacy")
