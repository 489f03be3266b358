"""From decision to announcement: citations in editions, photographs, letters, dated consent."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def _channels(*more: str) -> str:
    names = ("intranet", "newsletter", "public_site", "social_media", *more, "photo")
    return "channel IN ({})".format(", ".join(f"'{name}'" for name in names))


def upgrade() -> None:
    """Make the tables and columns."""
    op.create_table(
        "embed_origin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_embed_origin_added_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_embed_origin_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_embed_origin")),
        sa.UniqueConstraint(
            "organisation_id", "origin", name=op.f("uq_embed_origin_organisation_id_origin")
        ),
    )
    op.create_table(
        "letter_words",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_letter_words_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_letter_words_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "kind", name=op.f("pk_letter_words")),
    )
    op.create_table(
        "outcome_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidacy_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("to_key", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contradicted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('winner', 'highly_commended', 'shortlisted', 'recognised')",
            name=op.f("ck_outcome_letter_outcome"),
        ),
        sa.CheckConstraint(
            "part IN ('nominee', 'nominator', 'manager')", name=op.f("ck_outcome_letter_part")
        ),
        sa.ForeignKeyConstraint(
            ["candidacy_id"],
            ["candidacy.id"],
            name=op.f("fk_outcome_letter_candidacy_id_candidacy"),
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_outcome_letter_letter_id_letter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_letter")),
        sa.UniqueConstraint(
            "candidacy_id",
            "part",
            "to_key",
            name=op.f("uq_outcome_letter_candidacy_id_part_to_key"),
        ),
    )
    op.create_table(
        "praise",
        sa.Column("candidacy_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidacy_id"], ["candidacy.id"], name=op.f("fk_praise_candidacy_id_candidacy")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_praise_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("candidacy_id", name=op.f("pk_praise")),
    )
    op.create_table(
        "citation_answer",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"], ["card.id"], name=op.f("fk_citation_answer_card_id_card")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_citation_answer_decision_id_decision")
        ),
        sa.PrimaryKeyConstraint(
            "decision_id", "edition", "card_id", name=op.f("pk_citation_answer")
        ),
    )
    op.create_table(
        "citation_edition",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("quote_from_id", sa.Integer(), nullable=True),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_back_by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreed_by_id"], ["person.id"], name=op.f("fk_citation_edition_agreed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"],
            ["person.id"],
            name=op.f("fk_citation_edition_approved_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_citation_edition_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["quote_from_id"],
            ["nomination.id"],
            name=op.f("fk_citation_edition_quote_from_id_nomination"),
        ),
        sa.ForeignKeyConstraint(
            ["sent_back_by_id"],
            ["person.id"],
            name=op.f("fk_citation_edition_sent_back_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["person.id"], name=op.f("fk_citation_edition_sent_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_citation_edition_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("decision_id", "edition", name=op.f("pk_citation_edition")),
    )
    with op.batch_alter_table("citation_edition") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_citation_edition_agreed_at"), ["agreed_at"], unique=False
        )

    op.create_table(
        "consent_asked",
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("chased_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["card_id"], ["card.id"], name=op.f("fk_consent_asked_card_id_card")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_consent_asked_letter_id_letter")
        ),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_consent_asked")),
    )
    op.create_table(
        "photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidacy_id", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("focal_x", sa.Float(), nullable=False),
        sa.Column("focal_y", sa.Float(), nullable=False),
        sa.Column("alt_text", sa.String(length=300), nullable=False),
        sa.Column("credit", sa.String(length=200), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.Column("by_card_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "focal_x BETWEEN 0 AND 1 AND focal_y BETWEEN 0 AND 1", name=op.f("ck_photo_focal_point")
        ),
        sa.ForeignKeyConstraint(["by_card_id"], ["card.id"], name=op.f("fk_photo_by_card_id_card")),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_photo_by_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["candidacy_id"], ["candidacy.id"], name=op.f("fk_photo_candidacy_id_candidacy")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
    )
    with op.batch_alter_table("photo") as batch_op:
        batch_op.create_index(batch_op.f("ix_photo_candidacy_id"), ["candidacy_id"], unique=False)

    op.create_table(
        "quote_wish",
        sa.Column("nomination_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
            name=op.f("fk_quote_wish_nomination_id_nomination"),
        ),
        sa.PrimaryKeyConstraint("nomination_id", name=op.f("pk_quote_wish")),
    )
    # what was written so far counts as approved and agreed: it was published without being asked
    op.execute(
        "INSERT INTO citation_edition (decision_id, edition, text, quote, written_at, sent_at, "
        "approved_at, agreed_at, note) SELECT decision_id, 1, text, quote, written_at, written_at, "
        "written_at, written_at, '' FROM citation"
    )
    op.drop_table("citation")
    with op.batch_alter_table("announcement") as batch_op:
        batch_op.add_column(
            sa.Column("letters_written_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_announcement_at"), ["at"], unique=False)

    # what was announced before there were letters stays as it is: nobody is written to late
    op.execute('UPDATE announcement SET letters_written_at = "at" WHERE "at" <= CURRENT_TIMESTAMP')

    with op.batch_alter_table("consent") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_consent_channel"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_consent_channel"), _channels("press"))
        batch_op.add_column(sa.Column("until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("recorded_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_consent_recorded_by_id_person"), "person", ["recorded_by_id"], ["id"]
        )


def downgrade() -> None:
    """Take the tables and columns away; only the newest wording of a citation stays."""
    op.execute("DELETE FROM consent WHERE channel = 'press'")
    with op.batch_alter_table("consent") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_consent_channel"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_consent_channel"), _channels())
        batch_op.drop_constraint(batch_op.f("fk_consent_recorded_by_id_person"), type_="foreignkey")
        batch_op.drop_column("recorded_by_id")
        batch_op.drop_column("until")

    with op.batch_alter_table("announcement") as batch_op:
        batch_op.drop_index(batch_op.f("ix_announcement_at"))
        batch_op.drop_column("letters_written_at")

    op.create_table(
        "citation",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_citation_decision_id_decision")
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_citation")),
    )
    op.execute(
        "INSERT INTO citation (decision_id, text, quote, written_at) SELECT decision_id, text, "
        "quote, written_at FROM citation_edition AS one WHERE edition = (SELECT MAX(edition) "
        "FROM citation_edition AS other WHERE other.decision_id = one.decision_id)"
    )
    op.drop_table("quote_wish")
    with op.batch_alter_table("photo") as batch_op:
        batch_op.drop_index(batch_op.f("ix_photo_candidacy_id"))

    op.drop_table("photo")
    op.drop_table("consent_asked")
    with op.batch_alter_table("citation_edition") as batch_op:
        batch_op.drop_index(batch_op.f("ix_citation_edition_agreed_at"))

    op.drop_table("citation_edition")
    op.drop_table("citation_answer")
    op.drop_table("praise")
    op.drop_table("outcome_letter")
    op.drop_table("letter_words")
    op.drop_table("embed_origin")
