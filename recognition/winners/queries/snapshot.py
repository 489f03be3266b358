"""Everything of a round as it is now, as plain values that JSON can hold."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select

from recognition.database import db
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.panel import queries as panel
from recognition.panel.counting import number_of, plain
from recognition.panel.models import Appointment, Assignment, Placing, Review, Score
from recognition.panel.queries.held import is_held
from recognition.panel.queries.interests import candidates, has_interest, judges
from recognition.panel.rules import kind_of
from recognition.people import queries as people
from recognition.schemes import queries as schemes
from recognition.winners.models import Decision
from recognition.winners.queries.versions import versions

FORMAT = 1
PLACING = ("rank", "position", "tied", "readers", "raw", "adjusted", "score", "se", "apart")
CHANCES = ("p_top", "p_rerun")


def snapshot(round_id: int) -> dict[str, Any]:
    """Return scores, rubric, placings, cut, decisions, interests and minutes of a round.

    Readers are labels, R1 and so on in the order in which they were given something to read; the
    same after a reopening. The mean of a score is the one number for which it counts. Names
    of people stand in one place, “people”, by number as text.

    Raises:
        Missing: there is no such round.
    """
    card = schemes.round_card(round_id)
    found = panel.complete_results(round_id)
    cards = {one.id: one for one in nominations.candidacies(round_id)}
    labels = _labels(round_id)
    criteria = schemes.form_sheet(card.version_id).criteria
    parts = _Parts(list(cards), labels, found, {one.id: one.weight for one in criteria}, round_id)
    said = found.said["categories"] if found else {}
    with_names = {person for row in parts.rows.values() for person in row.pop("_people")}
    named = card.scheme.names_readers
    return {
        "format": FORMAT,
        "round": {"id": card.id, "name": card.name, "scheme": card.scheme.name},
        "version": card.version_id,
        "rubric": [
            {
                "id": one.id,
                "name": one.name,
                "weight": one.weight,
                "descriptors": {str(key): text for key, text in one.descriptors.items()},
            }
            for one in criteria
        ],
        "categories": [
            {"id": one.id, "name": one.name, "said": said.get(str(one.id), {})}
            | {"cut": _cut(parts, cards, one.id, said.get(str(one.id), {}))}
            for one in schemes.categories(
                card.scheme.id, also={one.category_id for one in cards.values()}
            )
        ],
        "candidacies": [
            {"id": number, "category": one.category_id, "nominee": one.nominee.name}
            | parts.rows[number]
            for number, one in cards.items()
        ],
        "readers": {label: person for person, label in labels.items()} if named else {},
        "names_readers": named,
        "panellists": len(labels),
        "people": {
            str(number): one.name
            for number, one in people.people_by_id(
                with_names | (set(labels) if named else set())
            ).items()
        },
    }


def _labels(round_id: int) -> dict[int, str]:
    """Return R1, R2 … by reader; somebody who was given something later comes later."""
    rows = db.session.scalars(
        select(Assignment.person_id)
        .join(Candidacy, Candidacy.id == Assignment.candidacy_id)
        .where(Candidacy.round_id == round_id)
        .order_by(Assignment.id)
    )
    return {person: f"R{place}" for place, person in enumerate(dict.fromkeys(rows), start=1)}


def _cut(
    parts: "_Parts", cards: dict[int, nominations.CandidacyCard], category_id: int, said: Any
) -> float | None:
    """Return the score of the last winning place, in points; None where nobody is below it."""
    here = [
        parts.rows[number]["placing"]
        for number, one in cards.items()
        if one.category_id == category_id
    ]
    ranked = sorted(
        (place for place in here if place and place["rank"] is not None),
        key=lambda place: place["position"],
    )
    wanted = said.get("wanted", 1)
    if len(ranked) < wanted:
        return None
    last = ranked[wanted - 1]
    score: float | None = last["score"] if said.get("leads") == "adjusted" else last["raw"]
    return score


class _Parts:
    """What there is about each candidacy; `_people` are those whose names it needs."""

    def __init__(
        self,
        numbers: list[int],
        labels: dict[int, str],
        found: panel.Results | None,
        weights: dict[int, float],
        round_id: int,
    ) -> None:
        self.rows: dict[int, dict[str, Any]] = {
            number: {
                "placing": None,
                "scores": [],
                "decision": None,
                "versions": [],
                "interests": [],
                "notes": [],
                "_people": set(),
            }
            for number in numbers
        }
        self._placings(found.id if found else None)
        self._scores(labels, found, weights)
        self._decisions()
        self._interests(round_id)
        for number, lines in panel.notes(numbers).items():
            self.rows[number]["notes"] = [
                {"text": line.text, "at": line.written_at.isoformat()} for line in lines
            ]

    def _placings(self, calculation_id: int | None) -> None:
        chosen = select(Placing).where(Placing.calculation_id == calculation_id)
        for row in db.session.scalars(chosen):
            if row.candidacy_id in self.rows:
                self.rows[row.candidacy_id]["placing"] = {
                    name: getattr(row, name) for name in (*PLACING, *CHANCES)
                }

    def _scores(
        self, labels: dict[int, str], found: panel.Results | None, weights: dict[int, float]
    ) -> None:
        points = defaultdict[int, dict[int, int | None]](dict)
        sent = (
            select(Assignment.candidacy_id, Assignment.person_id, Review.id)
            .join(Review, Review.assignment_id == Assignment.id)
            .join(Candidacy, Candidacy.id == Assignment.candidacy_id)
            .where(Assignment.candidacy_id.in_(self.rows), Assignment.ended_at.is_(None))
            .where(Review.sent_at.is_not(None))
            .where(~has_interest(Assignment.person_id, Assignment))
            .order_by(Assignment.candidacy_id, Assignment.id)
        )
        rows = db.session.execute(sent).all()
        for review_id, criterion_id, given in db.session.execute(
            select(Score.review_id, Score.criterion_id, Score.points).where(
                Score.review_id.in_(sent.with_only_columns(Review.id).order_by(None))
            )
        ):
            points[review_id][criterion_id] = given
        rubrics = (*(found.rubrics if found else ()), plain(weights))
        for number, person_id, review_id in rows:
            self.rows[number]["scores"].append(
                {
                    "reader": labels[person_id],
                    "mean": number_of(points[review_id], rubrics),
                    "points": {str(key): given for key, given in points[review_id].items()},
                }
            )

    def _decisions(self) -> None:
        for row in db.session.scalars(select(Decision).where(Decision.candidacy_id.in_(self.rows))):
            self.rows[row.candidacy_id]["decision"] = {
                "outcome": row.outcome,
                "reason": row.reason,
                "reserve": row.reserve,
                "edition": row.edition,
                "by": row.decided_by_id,
                "at": row.decided_at.isoformat(),
            }
            self.rows[row.candidacy_id]["_people"].add(row.decided_by_id)
        for number, listed in versions(list(self.rows)).items():
            for one in listed:
                self.rows[number]["versions"].append(
                    {
                        "edition": one.edition,
                        "outcome": one.outcome,
                        "reason": one.reason,
                        "reserve": one.reserve,
                        "by": one.decided_by_id,
                        "at": one.decided_at.isoformat(),
                    }
                )
                self.rows[number]["_people"].add(one.decided_by_id)

    def _interests(self, round_id: int) -> None:
        seated = db.session.scalars(
            select(Appointment.person_id)
            .where(Appointment.round_id == round_id, is_held())
            .distinct()
        ).all()
        who = judges(seated)
        for number, facts in candidates(list(self.rows)).items():
            for judge in who:
                kind = kind_of(judge, facts)
                if kind:
                    self.rows[number]["interests"].append({"person": judge.person_id, "kind": kind})
                    self.rows[number]["_people"].add(judge.person_id)
