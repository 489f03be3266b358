"""Indexes to walk along: thanks in the order in which they count, and how far readers differ.

Of the second PostgreSQL makes use to narrow a table, not to sort it: read from its end it has empty
values first.
"""

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

THANKS = "ix_thank_scheme_id_state_counted_from_nomination_id"
APART = "ix_placing_calculation_id_category_id_apart_position"


def upgrade() -> None:
    op.create_index(THANKS, "thank", ["scheme_id", "state", "counted_from", "nomination_id"])
    op.create_index(APART, "placing", ["calculation_id", "category_id", "apart", "position"])


def downgrade() -> None:
    op.drop_index(APART, "placing")
    op.drop_index(THANKS, "thank")
