"""An organisation's own words on privacy, cookies and accessibility."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; until somebody writes, every section has our words."""
    op.create_table(
        "notice_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=20), nullable=False),
        sa.Column("section", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_notice_words_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_words")),
        sa.UniqueConstraint("page", "section", name=op.f("uq_notice_words_page_section")),
    )


def downgrade() -> None:
    """Take the table away; the pages say our words again."""
    op.drop_table("notice_words")
