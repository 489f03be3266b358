"""Packs that are kept, and the organisation's own templates for Word."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

CHANNELS = "'intranet', 'newsletter', 'public_site', 'social_media', 'press', 'photo'"
OUTCOMES = "'winner', 'highly_commended', 'shortlisted', 'recognised'"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "word_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_word_template_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["person.id"], name=op.f("fk_word_template_uploaded_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_template")),
    )
    with op.batch_alter_table("word_template") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_word_template_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "saved_pack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("tone", sa.String(length=20), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"channel IN ({CHANNELS})", name=op.f("ck_saved_pack_channel")),
        sa.CheckConstraint("length IN (50, 100, 200)", name=op.f("ck_saved_pack_length")),
        sa.CheckConstraint("tone IN ('warm', 'plain', 'proud')", name=op.f("ck_saved_pack_tone")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_saved_pack_made_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_saved_pack_round_id_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_pack")),
    )
    with op.batch_alter_table("saved_pack") as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_pack_round_id"), ["round_id"], unique=False)

    op.create_table(
        "saved_piece",
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("candidacy_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("citation_edition", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"outcome IN ({OUTCOMES})", name=op.f("ck_saved_piece_outcome")),
        sa.ForeignKeyConstraint(
            ["candidacy_id"], ["candidacy.id"], name=op.f("fk_saved_piece_candidacy_id_candidacy")
        ),
        sa.ForeignKeyConstraint(
            ["pack_id"], ["saved_pack.id"], name=op.f("fk_saved_piece_pack_id_saved_pack")
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photo.id"], name=op.f("fk_saved_piece_photo_id_photo")
        ),
        sa.PrimaryKeyConstraint("pack_id", "candidacy_id", name=op.f("pk_saved_piece")),
    )


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("saved_piece")
    with op.batch_alter_table("saved_pack") as batch_op:
        batch_op.drop_index(batch_op.f("ix_saved_pack_round_id"))

    op.drop_table("saved_pack")
    with op.batch_alter_table("word_template") as batch_op:
        batch_op.drop_index(batch_op.f("ix_word_template_organisation_id"))

    op.drop_table("word_template")
