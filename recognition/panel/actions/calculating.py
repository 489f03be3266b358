"""Working the results out again when scores have changed, and keeping them for the pages."""

from collections import defaultdict

from sqlalchemy import delete, insert, select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Conflict, Missing, Refused
from recognition.panel import closed
from recognition.panel.actions.locking import lock_round
from recognition.panel.calibration import Calibration
from recognition.panel.category_results import CategoryResult, stand
from recognition.panel.models import Calculation, Placing, Wanted
from recognition.panel.queries.calculating import (
    Material,
    basis,
    hidden_sets,
    material,
    rounds_to_work_out,
    stored,
)
from recognition.panel.queries.left_out import digest
from recognition.panel.summary import summarise
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.words import _

MOST_WINNERS = 50


def calculate_results() -> int:
    """Bring the results of every round up to date; return how many were worked out again.

    For the worker. Harmless when nothing changed or another worker was first.
    """
    return sum(calculate(round_id) for round_id in rounds_to_work_out())


def calculate(round_id: int) -> int:
    """Work out the results of one round where they are out of date, and keep them.

    Once with every nominee, and once for each chair or deputy without those whom they know or have
    still to score, so that nothing they see follows from scores that they must not know.

    Returns:
        How many calculations were made again.
    """
    kept, needed = stored(round_id), {digest(one): one for one in hidden_sets(round_id)}
    found = {name: basis(round_id, hidden) for name, hidden in needed.items()}
    out_of_date = {name: needed[name] for name in needed if kept.get(name) != found[name]}
    unused = kept.keys() - needed.keys()
    if not out_of_date and not unused:
        return 0
    everything = material(round_id)
    results = {name: _results(everything.without(hidden)) for name, hidden in out_of_date.items()}
    try:
        with transaction():
            for name in {*unused, *out_of_date}:
                _forget(round_id, name)
            for name, result in results.items():
                _keep(round_id, name, found[name], everything.without(out_of_date[name]), result)
    except Conflict:
        return 0  # another worker was first, with the same scores
    return len(results)


def _results(scores: Material) -> tuple[Calibration, dict[int, CategoryResult]]:
    """Return what the whole panel says, and the standings of each category with nominees."""
    members = defaultdict[int, list[int]](list)
    for number, category_id in scores.categories.items():
        members[category_id].append(number)
    given = [(row.person_id, row.candidacy_id, row.mean) for row in scores.reviews]
    return stand(given, members, scores.wanted)


def _forget(round_id: int, name: str) -> None:
    old = db.session.scalar(
        select(Calculation).where(Calculation.round_id == round_id, Calculation.left_out == name)
    )
    if old is not None:
        db.session.execute(delete(Placing).where(Placing.calculation_id == old.id))
        db.session.delete(old)
        db.session.flush()


def _keep(
    round_id: int,
    name: str,
    found: str,
    scores: Material,
    results: tuple[Calibration, dict[int, CategoryResult]],
) -> None:
    panel, categories = results
    row = Calculation(
        round_id=round_id,
        left_out=name,
        basis=found,
        made_at=clock.now(),
        summary=summarise(scores.reviews, scores.lengths, panel, categories),
    )
    db.session.add(row)
    db.session.flush()
    placings = [
        {"calculation_id": row.id, "category_id": category_id, **vars(standing)}
        for category_id, result in categories.items()
        for standing in result.standings
    ]
    if placings:
        db.session.execute(insert(Placing), placings)


def want(*, round_id: int, category_id: int, winners: int, actor: Viewer) -> None:
    """Say how many winners a category is to have; the chances follow at once.

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
    calculate(round_id)
