"""The parts of names by which people are found, so that not everybody's name is read each time.

With them come indexes for two other searches: who did something, and nominees whom somebody
described.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

AT_A_TIME = 1_000
SELDOM = (("audit_entry", ("acting_for_id", "action")), ("candidacy", ("described_name",)))
"""Columns of which the first is empty in most rows: only the others are looked through."""
INSTEAD = (
    ("ł", "l"), ("ø", "o"), ("đ", "d"), ("ð", "d"), ("ħ", "h"), ("ı", "i"), ("ŧ", "t"), ("ß", "ss"),
    ("æ", "ae"), ("œ", "oe"), ("þ", "th"), ("ə", "e"), ("'", ""), ("-", " "), (".", " "),
)  # fmt: skip
"""Letters that plain words do not have, and what stands for them."""


def upgrade() -> None:
    """Add the table, and fill it from the names and addresses of everybody there is."""
    part = sa.String(400).with_variant(sa.String(400, collation="C"), "postgresql")
    table = op.create_table(
        "person_part",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("part", part, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_written", sa.Boolean(), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("is_plain", sa.Boolean(), nullable=False),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column("is_address", sa.Boolean(), nullable=False),
        sa.Column("has_left", sa.Boolean(), nullable=False),
        sa.Column("is_merged", sa.Boolean(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("site", sa.String(120), nullable=False),
        sa.Column("search_name", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_person_part_organisation_id_organisation",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_person_part_person_id_person"
        ),
        sa.PrimaryKeyConstraint("organisation_id", "part", "person_id", name="pk_person_part"),
        sqlite_with_rowid=False,
    )
    _fill(table)
    op.create_index("ix_person_part_person_id", "person_part", ["person_id"])
    op.create_index("ix_audit_entry_actor_id_action", "audit_entry", ["actor_id", "action"])
    for table_name, columns in SELDOM:
        there = sa.column(columns[0]).is_not(None)
        op.create_index(
            f"ix_{table_name}_{'_'.join(columns)}",
            table_name,
            [*columns],
            sqlite_where=there,
            postgresql_where=there,
        )


def downgrade() -> None:
    """Take the table away; earlier code reads every name."""
    for table_name, columns in SELDOM:
        op.drop_index(f"ix_{table_name}_{'_'.join(columns)}", table_name=table_name)
    op.drop_index("ix_audit_entry_actor_id_action", table_name="audit_entry")
    op.drop_table("person_part")


def _fill(table: sa.Table) -> None:
    names = (
        "id", "organisation_id", "search_name", "email", "site", "team_id", "left_at",
        "merged_into_id",
    )  # fmt: skip
    person = sa.table("person", *(sa.column(name) for name in names))
    connection, last = op.get_bind(), 0
    some = sa.select(person).order_by(person.c.id).limit(AT_A_TIME)
    while people := connection.execute(some.where(person.c.id > last)).all():
        rows = [row for one in people for row in _rows(one)]
        if rows:
            connection.execute(table.insert(), rows)
        last = people[-1].id


def _rows(person: Any) -> list[dict[str, Any]]:
    words, text = person.search_name.split(), person.search_name
    for letter, instead in INSTEAD:
        text = text.replace(letter, instead)
    plain = text.split()
    written = {
        "-".join(pieces[at:])
        for pieces in (word.split("-") for word in words)
        for at in range(len(pieces))
    }
    given, whole = words[0] if len(words) > 1 else None, "".join(plain)
    return [
        {
            "organisation_id": person.organisation_id,
            "part": part,
            "person_id": person.id,
            "is_written": part in written,
            "is_given": part == given,
            "is_plain": part in plain,
            "is_whole": part == whole,
            "is_address": part == person.email,
            "has_left": person.left_at is not None,
            "is_merged": person.merged_into_id is not None,
            "team_id": person.team_id,
            "site": person.site,
            "search_name": person.search_name,
        }
        for part in {*written, *plain, whole, person.email or ""} - {""}
    ]
