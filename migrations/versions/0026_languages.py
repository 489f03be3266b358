"""Languages: who reads which, a scheme's own words in others, and our words made better."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and tables; what was there before was said in English."""
    with op.batch_alter_table("account") as batch_op:
        batch_op.add_column(sa.Column("language", sa.String(length=2), nullable=True))
    for table in ("draft", "nomination"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(
                sa.Column("language", sa.String(length=2), nullable=False, server_default="en")
            )
        with op.batch_alter_table(table) as batch_op:
            batch_op.alter_column("language", server_default=None)
    op.create_table(
        "wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=12), nullable=False),
        sa.Column("english", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reviewed_by_id"], ["person.id"], name=op.f("fk_wording_reviewed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["scheme_id"], ["scheme.id"], name=op.f("fk_wording_scheme_id_scheme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording")),
        sa.UniqueConstraint(
            "scheme_id",
            "language",
            "what",
            "number",
            "field",
            "digest",
            name=op.f("uq_wording_scheme_id_language_what_number_field_digest"),
        ),
    )
    op.create_table(
        "translation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("english", sa.Text(), nullable=False),
        sa.Column("better", sa.JSON(), nullable=False),
        sa.Column("reviewed", sa.String(length=64), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["person.id"], name=op.f("fk_translation_changed_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
        sa.UniqueConstraint("language", "digest", name=op.f("uq_translation_language_digest")),
    )


def downgrade() -> None:
    """Forget the languages; everything is said in English again."""
    op.drop_table("translation")
    op.drop_table("wording")
    for table in ("nomination", "draft", "account"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("language")
