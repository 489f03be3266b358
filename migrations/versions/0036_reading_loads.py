"""How much everybody is to read, kept beside the readings; an index for categories of a round."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

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


def upgrade() -> None:
    """Add the table with what is there now, and put the category into the index of rounds."""
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
    op.create_index("ix_candidacy_round_id", "candidacy", ["round_id", "category_id", "id"])


def downgrade() -> None:
    """Leave the counts to those who count each time."""
    op.drop_index("ix_candidacy_round_id", table_name="candidacy")
    op.create_index("ix_candidacy_round_id", "candidacy", ["round_id"])
    op.drop_table("reading_load")
