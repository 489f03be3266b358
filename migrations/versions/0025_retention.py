"""How long things are kept, what is on hold, what was disposed of, and what was released."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def _instant(name: str, *, empty: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=empty)


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["person.id"], name=op.f(f"fk_{table}_{column}_person")
    )


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "retention_period",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        _instant("set_at"),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        _person("retention_period", "set_by_id"),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_retention_period")),
    )
    op.create_table(
        "disposal_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_disposal_setting_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal_setting")),
    )
    op.create_table(
        "disposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        _instant("until"),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        _instant("started_at"),
        _instant("ended_at"),
        sa.Column("by_id", sa.Integer(), nullable=True),
        _person("disposal", "by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal")),
    )
    op.create_index(op.f("ix_disposal_started_at"), "disposal", ["started_at"], unique=False)
    _make_holds()
    _make_releases()


def _make_holds() -> None:
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        _instant("until"),
        _instant("placed_at"),
        sa.Column("placed_by_id", sa.Integer(), nullable=False),
        _instant("ended_at", empty=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (round_id IS NULL)", name=op.f("ck_legal_hold_one_of_two")
        ),
        _person("legal_hold", "person_id"),
        _person("legal_hold", "placed_by_id"),
        _person("legal_hold", "ended_by_id"),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_legal_hold_round_id_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_index(op.f("ix_legal_hold_person_id"), "legal_hold", ["person_id"], unique=False)
    op.create_index(op.f("ix_legal_hold_round_id"), "legal_hold", ["round_id"], unique=False)


def _make_releases() -> None:
    op.create_table(
        "data_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.Column("with_panel", sa.Boolean(), nullable=False),
        sa.Column("panel_reason", sa.String(length=200), nullable=False),
        _instant("released_at"),
        sa.Column("released_by_id", sa.Integer(), nullable=False),
        _person("data_release", "person_id"),
        _person("data_release", "released_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_release")),
    )
    op.create_index(op.f("ix_data_release_person_id"), "data_release", ["person_id"], unique=False)


def downgrade() -> None:
    """Take the tables away; what was disposed of stays gone."""
    for table in ("data_release", "legal_hold", "disposal", "disposal_setting", "retention_period"):
        op.drop_table(table)
