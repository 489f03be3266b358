"""What grows with a round, kept apart: each reader's count, and the questions about the scores."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

INDEX = "ix_candidacy_round_id_category_id_id"
COUNTED = """
INSERT INTO reading_load (round_id, person_id, assigned, sent)
SELECT candidacy.round_id, assignment.person_id, count(assignment.id), count(review.sent_at)
FROM assignment
JOIN candidacy ON candidacy.id = assignment.candidacy_id
LEFT JOIN review ON review.assignment_id = assignment.id
WHERE assignment.ended_at IS NULL AND EXISTS (
    SELECT 1 FROM nomination
    WHERE nomination.candidacy_id = candidacy.id
    AND nomination.standing = 'accepted' AND nomination.withdrawn_at IS NULL
)
GROUP BY candidacy.round_id, assignment.person_id
"""


CALCULATIONS = sa.table(
    "calculation",
    sa.column("id", sa.Integer),
    sa.column("summary", sa.JSON),
    sa.column("details", sa.JSON),
)
FINDINGS = sa.table(
    "finding",
    sa.column("calculation_id", sa.Integer),
    sa.column("position", sa.Integer),
    sa.column("kind", sa.String),
    sa.column("text", sa.Text),
)


def upgrade() -> None:
    """Add the tables with what is there now, and put the category into the index of rounds."""
    _add_findings()
    op.create_table(
        "reading_load",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("assigned", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_reading_load_round_id_round")
        ),
        sa.PrimaryKeyConstraint("round_id", "person_id", name=op.f("pk_reading_load")),
    )
    op.execute(COUNTED)
    op.drop_index("ix_candidacy_round_id", table_name="candidacy")
    op.create_index(INDEX, "candidacy", ["round_id", "category_id", "id"])


def _add_findings() -> None:
    op.create_table(
        "finding",
        sa.Column("calculation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["calculation_id"],
            ["calculation.id"],
            name=op.f("fk_finding_calculation_id_calculation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("calculation_id", "position", name=op.f("pk_finding")),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(CALCULATIONS)).all():
        summary, details = dict(row.summary), dict(row.details)
        # before 0034 they were in the summary
        questions = [*summary.pop("questions", ()), *details.pop("questions", ())]
        _write(row.id, summary, details)
        if questions:
            connection.execute(
                sa.insert(FINDINGS),
                [
                    {
                        "calculation_id": row.id,
                        "position": position,
                        "kind": question["kind"],
                        "text": question["text"],
                    }
                    for position, question in enumerate(questions, start=1)
                ],
            )


def _write(number: int, summary: dict[str, Any], details: dict[str, Any]) -> None:
    op.get_bind().execute(
        sa.update(CALCULATIONS)
        .where(CALCULATIONS.c.id == number)
        .values(summary=summary, details=details)
    )


def downgrade() -> None:
    """Leave the counts to those who count each time, and put the questions back."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(CALCULATIONS)).all():
        found = connection.execute(
            sa.select(FINDINGS.c.kind, FINDINGS.c.text)
            .where(FINDINGS.c.calculation_id == row.id)
            .order_by(FINDINGS.c.position)
        )
        questions = [{"kind": kind, "text": text} for kind, text in found]
        _write(row.id, row.summary, {**row.details, "questions": questions})
    op.drop_table("finding")
    op.drop_index(INDEX, table_name="candidacy")
    op.create_index("ix_candidacy_round_id", "candidacy", ["round_id"])
    op.drop_table("reading_load")
