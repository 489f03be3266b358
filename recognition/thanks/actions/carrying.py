"""Thanks given once count in the next round too: nobody is thanked twice for one story."""

from collections.abc import Mapping

from sqlalchemy import select

from recognition.database import transaction
from recognition.thanks.models import Thank

COPIED = (
    "card_id", "way", "state", "reason", "passed_to", "counted_from", "made_at", "letter_id",
    "printed_at", "returned_at", "thanked_at", "took_hours",
)  # fmt: skip


def count_as_thanked(carried: Mapping[int, int], *, scheme_id: int) -> None:
    """Let nominations that were copied into another round keep the thanks of their originals.

    The cards stay the same, and so what their recipients agreed to goes with them.

    Args:
        carried: the number of each new nomination, by that of its original.
        scheme_id: of the new ones.
    """
    with transaction() as session:
        for row in session.scalars(select(Thank).where(Thank.nomination_id.in_(set(carried)))):
            session.add(
                Thank(
                    **{name: getattr(row, name) for name in COPIED},
                    nomination_id=carried[row.nomination_id],
                    scheme_id=scheme_id,
                )
            )
        session.flush()
