"""Asking for results that the worker makes at once: for a number of winners, or for a decision."""

from sqlalchemy import select, update

from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.panel import closed
from recognition.panel.actions.calculating import calculate_each
from recognition.panel.actions.locking import lock_round
from recognition.panel.models import Calculation, Wanted
from recognition.panel.queries.kept import ASKED
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.words import _

MOST_WINNERS = 50


def calculate_asked() -> int:
    """Work out what somebody waits for; return how many were worked out again.

    For the worker, every few seconds: one cheap statement when nobody waits.
    """
    asked = select(Calculation.round_id).where(Calculation.basis == ASKED).distinct()
    return calculate_each(db.session.scalars(asked).all())


def ask_again(round_id: int) -> None:
    """Have the worker come to a round at once; until then the results stay as they are."""
    with transaction() as session:
        session.execute(
            update(Calculation).where(Calculation.round_id == round_id).values(basis=ASKED)
        )


def want(*, round_id: int, category_id: int, winners: int, actor: Viewer) -> None:
    """Say how many winners a category is to have; the worker comes at once for the chances.

    Raises:
        Missing: the category is not one of this round's scheme.
        Refused: the number is not 1 to `MOST_WINNERS`.
    """
    card = schemes.round_card(round_id)
    if category_id not in {
        category.id for category in schemes.categories(card.scheme.id, also=[category_id])
    }:
        raise Missing
    if not 1 <= winners <= MOST_WINNERS:
        raise Refused(
            _("Enter a whole number from 1 to %(most)s.", most=MOST_WINNERS), field="winners"
        )
    with transaction() as session:
        lock_round(round_id)
        closed.check_open(round_id)
        row = session.get(Wanted, (round_id, category_id))
        if row is None:
            row = Wanted(round_id=round_id, category_id=category_id, winners=winners)
            session.add(row)
        row.winners = winners
        audit.record(
            "panel.winners_wanted",
            subject=("round", round_id),
            actor_id=actor.person_id,
            payload={"category": category_id, "winners": winners},
        )
        ask_again(round_id)
