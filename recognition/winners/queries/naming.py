"""Who is named in public over the years, for lists that are longer than what is shown of them.

Everybody is looked at, some at a time, and little is kept of each; what the world may read of them
is read for those who are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from recognition.database import db
from recognition.nominations.models import Candidacy
from recognition.thanks.rules import PUBLIC_SITE
from recognition.winners.models import Decision
from recognition.winners.queries.public import (
    PublicWinner,
    agreed_to,
    in_public_order,
    public_among,
    told_among,
)
from recognition.winners.rules import PUBLISHED

AT_A_TIME = 250
"""So many are asked for their consent in one go; a database takes only so many numbers at once."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom everyone may see among the winners."""

    candidacy_id: int
    category: str
    announced_at: datetime


def named_among(*chosen: ColumnElement[bool]) -> tuple[Named, ...]:
    """Return whom `public_among` returns, in its order.

    Args:
        chosen: what else has to be true of their candidacy.
    """
    told = told_among(*chosen)
    numbers = db.session.scalars(
        select(Decision.candidacy_id)
        .join(Candidacy, Candidacy.id == Decision.candidacy_id)
        .where(Candidacy.round_id.in_(told), Decision.outcome.in_(PUBLISHED), *chosen)
        .order_by(Decision.candidacy_id)
    ).all()
    turn, found = in_public_order(told), []
    for start in range(0, len(numbers), AT_A_TIME):
        some = Candidacy.id.in_(numbers[start : start + AT_A_TIME])
        for row in agreed_to(told, PUBLIC_SITE, some):
            card = row.candidacy
            found.append((turn(row), Named(card.id, card.category, told[card.round_id])))
    return tuple(who for _turn, who in sorted(found, key=lambda pair: pair[0]))


def told_of(named: Sequence[Named]) -> tuple[PublicWinner, ...]:
    """Return everything that everyone may know of these, in the same order."""
    if not named:
        return ()
    return tuple(public_among(Candidacy.id.in_([who.candidacy_id for who in named])))
