"""Working the results out again when scores have changed, and keeping them for the pages."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import OperationalError

from recognition import clock
from recognition.database import db, transaction
from recognition.errors import Conflict
from recognition.panel.counting import Count, count, leaves_out
from recognition.panel.models import Calculation, Finding, Placing
from recognition.panel.queries.calculating import (
    basis,
    hidden_sets,
    rounds_to_work_out,
    stored,
)
from recognition.panel.queries.left_out import digest
from recognition.panel.queries.material import Material, material

if TYPE_CHECKING:
    from recognition.panel.calibration import Calibration
    from recognition.panel.category_results import CategoryResult

log = logging.getLogger(__name__)


def calculate_results() -> int:
    """Bring the results of every round up to date; return how many were worked out again.

    For the worker. Harmless when nothing changed or another worker was first.
    """
    return calculate_each(rounds_to_work_out())


def calculate_each(round_ids: Iterable[int]) -> int:
    """Bring the results of these rounds up to date; one with a problem holds up no other."""
    return sum(_safely(round_id) for round_id in round_ids)


def _safely(round_id: int) -> int:
    try:
        return calculate(round_id)
    except OperationalError:
        raise  # the database does not answer, for any round
    except Exception as problem:
        # the text of an error can quote what somebody wrote: only its kind is kept
        log.warning("the results of round %s wait: %s", round_id, type(problem).__name__)
    return 0


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
            for name in _overtaken(round_id, kept, found, out_of_date):
                del results[name]
            for name in {*unused, *results}:
                _forget(round_id, name)
            for name, result in results.items():
                _keep(round_id, name, found[name], everything.without(out_of_date[name]), result)
    except Conflict:
        return 0  # another worker was first, with the same scores
    return len(results)


def _overtaken(
    round_id: int,
    kept: Mapping[str, str],
    found: Mapping[str, str],
    out_of_date: Mapping[str, frozenset[int]],
) -> list[str]:
    """Name what another worker kept meanwhile, from scores that came after those that we read.

    Holds what is kept, so that two workers keep theirs one after the other.
    """
    chosen = select(Calculation.id).where(Calculation.round_id == round_id)
    db.session.execute(chosen.order_by(Calculation.id).with_for_update())
    now = stored(round_id)
    return [
        name
        for name, hidden in out_of_date.items()
        if now.get(name) != kept.get(name) and basis(round_id, hidden) != found[name]
    ]


@dataclass(frozen=True)
class _Found:
    """What a material comes to: the one number of each review, the panel, and each category."""

    counted: Count
    panel: "Calibration"
    categories: "dict[int, CategoryResult]"


def _results(scores: Material) -> _Found:
    """Return what the whole panel says, and the standings of each category with nominees."""
    from recognition.panel.category_results import stand

    members = defaultdict[int, list[int]](list)
    for number, category_id in scores.categories.items():
        members[category_id].append(number)
    sheets = [(row.person_id, row.candidacy_id, row.points) for row in scores.reviews]
    counted = count(sheets, scores.versions)
    given = [
        (who, number, value)
        for (who, number, _points), value in zip(sheets, counted.numbers, strict=True)
        if value is not None
    ]
    return _Found(counted, *stand(given, members, scores.wanted))


def _forget(round_id: int, name: str) -> None:
    old = db.session.scalar(
        select(Calculation).where(Calculation.round_id == round_id, Calculation.left_out == name)
    )
    if old is not None:
        for kept in (Placing, Finding):
            db.session.execute(delete(kept).where(kept.calculation_id == old.id))
        db.session.delete(old)
        db.session.flush()


def _keep(
    round_id: int,
    name: str,
    found: str,
    scores: Material,
    results: _Found,
) -> None:
    said = _summary(scores, results)
    questions, details = said.pop("questions"), {"instead": said.pop("instead")}
    row = Calculation(
        round_id=round_id,
        left_out=name,
        basis=found,
        made_at=clock.now(),
        summary=said,
        details=details,
    )
    db.session.add(row)
    db.session.flush()
    findings = [
        {
            "calculation_id": row.id,
            "position": position,
            "kind": question["kind"],
            "text": question["text"],
        }
        for position, question in enumerate(questions, start=1)
    ]
    if findings:
        db.session.execute(insert(Finding), findings)
    placings = [
        {"calculation_id": row.id, "category_id": category_id, **vars(standing)}
        for category_id, result in results.categories.items()
        for standing in result.standings
    ]
    if placings:
        db.session.execute(insert(Placing), placings)


def _summary(scores: Material, results: _Found) -> dict[str, Any]:
    from recognition.panel.summary import Counted, of_sheets, summarise

    pairs = list(zip(scores.reviews, results.counted.numbers, strict=True))
    reviews = [
        Counted(row.person_id, row.candidacy_id, value, row.sent_at)
        for row, value in pairs
        if value is not None
    ]
    sheets = [(row.candidacy_id, value is not None, leaves_out(row.points)) for row, value in pairs]
    return {
        **summarise(reviews, scores.lengths, results.panel, results.categories, of_sheets(sheets)),
        "rubrics": [asdict(rubric) for rubric in results.counted.rubrics],
    }
