"""The ledger of thanks, and printed cards."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and columns."""
    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_batch_made_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["scheme_id"], ["scheme.id"], name=op.f("fk_batch_scheme_id_scheme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    with op.batch_alter_table("batch") as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_scheme_id"), ["scheme_id"], unique=False)
    op.create_table(
        "quiet",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_quiet_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_quiet")),
    )
    op.create_table(
        "thank",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("passed_to", sa.String(length=200), nullable=False),
        sa.Column("counted_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("thanked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("took_hours", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'printed', 'held', 'thanked', 'ended')",
            name=op.f("ck_thank_state"),
        ),
        sa.CheckConstraint("way IN ('letter', 'print')", name=op.f("ck_thank_way")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_thank_batch_id_batch")),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_thank_card_id_card")),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_thank_letter_id_letter")
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name=op.f("fk_thank_nomination_id_nomination")
        ),
        sa.ForeignKeyConstraint(
            ["scheme_id"], ["scheme.id"], name=op.f("fk_thank_scheme_id_scheme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thank")),
        sa.UniqueConstraint(
            "nomination_id", "card_id", name=op.f("uq_thank_nomination_id_card_id")
        ),
    )
    with op.batch_alter_table("thank") as batch_op:
        batch_op.create_index(batch_op.f("ix_thank_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_thank_card_id"), ["card_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_thank_scheme_id_state_took_hours"),
            ["scheme_id", "state", "took_hours"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_thank_state_counted_from"), ["state", "counted_from"], unique=False
        )
    with op.batch_alter_table("card") as batch_op:
        batch_op.alter_column("person_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    """Take the tables and columns away.

    The recipient of a card stays optional below: cards without one would have nowhere to go.
    """
    with op.batch_alter_table("thank") as batch_op:
        batch_op.drop_index(batch_op.f("ix_thank_state_counted_from"))
        batch_op.drop_index(batch_op.f("ix_thank_scheme_id_state_took_hours"))
        batch_op.drop_index(batch_op.f("ix_thank_card_id"))
        batch_op.drop_index(batch_op.f("ix_thank_batch_id"))
    op.drop_table("thank")
    op.drop_table("quiet")
    with op.batch_alter_table("batch") as batch_op:
        batch_op.drop_index(batch_op.f("ix_batch_scheme_id"))
    op.drop_table("batch")
