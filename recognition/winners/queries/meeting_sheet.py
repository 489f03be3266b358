"""One nominee as the meeting sees them: readers have no names here unless the scheme says so."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from recognition import clock
from recognition.database import db
from recognition.errors import Missing
from recognition.nominations import queries as nominations
from recognition.nominations.queries import CandidacyCard, Story
from recognition.panel import chair_words
from recognition.panel import queries as panel
from recognition.panel.models import Appointment, Assignment, Review
from recognition.panel.queries.held import is_held
from recognition.panel.queries.interests import candidates, holds, in_round, judges
from recognition.panel.rules import kind_of
from recognition.people import queries as people
from recognition.people.queries import Viewer
from recognition.schemes.queries import CriterionCard, RoundCard
from recognition.winners.queries.agenda import (
    Agenda,
    Tally,
    agenda,
    neighbour,
    next_open,
    place_of,
    step_of,
)
from recognition.winners.queries.closing import is_closed
from recognition.winners.queries.deciding import Decided, decision_or_none
from recognition.winners.queries.versions import (
    Contradiction,
    Version,
    before_last,
    contradiction,
    edition_of,
)
from recognition.winners.rules import WINNER, why_reason


@dataclass(frozen=True)
class Reading:
    """What one panellist sent; `name` is empty where readers are not named.

    `number` is what it counts for, None where it does not.
    """

    name: str
    number: float | None
    points: dict[int, int | None]
    comment: str


@dataclass(frozen=True)
class MeetingSheet:
    """Everything on the screen while the meeting speaks of one nominee.

    `leave` has the names of those on the panel who leave the room meanwhile; `owing` counts those
    among them who have not sent their scores, `may_send` whether they still can. `needs_reason`
    says why a winner here needs a reason, and why anybody else does.
    """

    round: RoundCard
    candidacy: CandidacyCard
    stories: tuple[Story, ...]
    criteria: tuple[CriterionCard, ...]
    readings: tuple[Reading, ...]
    counted: int
    assigned: int
    place: panel.TableRow | None
    lines: tuple[str, ...]
    leave: tuple[str, ...]
    owing: int
    may_send: bool
    notes: tuple[panel.Note, ...]
    decided: Decided | None
    edition: int
    before: Version | None
    contradicts: Contradiction
    needs_reason: tuple[str, str]
    tally: Tally
    at: int
    total: int
    previous_id: int | None
    next_id: int | None
    next_open_id: int | None
    is_closed: bool


def meeting_sheet(viewer: Viewer, candidacy_id: int) -> MeetingSheet:
    """Return one nominee for the meeting. The page asks `may_decide` first.

    Raises:
        Missing: it is not for the viewer to see.
    """
    candidacy = nominations.candidacy(candidacy_id)
    found = agenda(viewer, candidacy.round_id)
    if not holds(candidacy_id, in_round(candidacy.round_id), *found.mine.conditions):
        raise Missing
    sheet = panel.nominee_sheet(candidacy_id, viewer)
    step = step_of(found, candidacy_id, candidacy.category_id)
    known, owing = _outside(candidacy.round_id, candidacy_id)
    phase = panel.phase_plan(sheet.round, clock.now()).now
    place = panel.standing_of(found.results, candidacy_id) if found.results else None
    said = found.said(candidacy.category_id)
    category = next(one for one in found.categories if one.id == candidacy.category_id)
    return MeetingSheet(
        round=sheet.round,
        candidacy=candidacy,
        stories=sheet.stories,
        criteria=sheet.criteria,
        readings=_readings(sheet.reviews, named=sheet.round.scheme.names_readers),
        counted=sheet.counted,
        assigned=sheet.assigned,
        place=place,
        lines=_lines(found, sheet.reviews, place, said),
        leave=_names(known | owing),
        owing=len(owing),
        may_send=phase is not None and phase.may_score,
        notes=panel.notes([candidacy_id])[candidacy_id],
        decided=decision_or_none(candidacy_id),
        edition=edition_of(candidacy_id),
        before=before_last(candidacy_id),
        contradicts=contradiction(candidacy_id),
        needs_reason=_needs_reason(candidacy_id, place, said),
        tally=found.tally(category),
        at=place_of(found, step),
        total=found.total,
        previous_id=neighbour(found, step, back=True),
        next_id=neighbour(found, step),
        next_open_id=next_open(found, step),
        is_closed=is_closed(candidacy.round_id),
    )


def who_leaves(round_id: int, candidacy_id: int) -> tuple[str, ...]:
    """Return the names of those with a seat who leave the room for a nominee; never why.

    They have an interest, or have not sent their own scores and must not hear the others' first.
    """
    known, owing = _outside(round_id, candidacy_id)
    return _names(known | owing)


def _outside(round_id: int, candidacy_id: int) -> tuple[set[int], set[int]]:
    """Return who with a seat has an interest in a nominee, and who else owes scores for it."""
    seated = db.session.scalars(
        select(Appointment.person_id).where(Appointment.round_id == round_id, is_held()).distinct()
    ).all()
    facts = candidates([candidacy_id])[candidacy_id]
    known = {judge.person_id for judge in judges(seated) if kind_of(judge, facts)}
    owing = set(
        db.session.scalars(
            select(Assignment.person_id)
            .outerjoin(Review, Review.assignment_id == Assignment.id)
            .where(Assignment.candidacy_id == candidacy_id, Assignment.person_id.in_(seated))
            .where(Assignment.ended_at.is_(None), Review.sent_at.is_(None))
        )
    )
    return known, owing - known


def _names(person_ids: Collection[int]) -> tuple[str, ...]:
    return tuple(sorted(card.name for card in people.people_by_id(person_ids).values()))


def _readings(reviews: Sequence[panel.SentReview], *, named: bool) -> tuple[Reading, ...]:
    readings = [
        Reading(review.person.name if named else "", review.number, review.points, review.comment)
        for review in reviews
    ]
    # by points, so that the same place is not the same reader on every page
    return tuple(sorted(readings, key=lambda one: (-(one.number or 0), one.comment)))


def _lines(
    found: Agenda,
    reviews: Sequence[panel.SentReview],
    place: panel.TableRow | None,
    said: dict[str, Any],
) -> tuple[str, ...]:
    if found.results is None or place is None or place.raw is None:
        return ()
    known = found.results.judges
    severities = [
        known[review.person.id].severity
        for review in reviews
        if review.number is not None and review.person.id in known
    ]
    lines = (
        chair_words.of_nominee(place.raw, place.adjusted, severities),
        chair_words.of_chance(place.chance, said.get("wanted", 1)),
    )
    return tuple(line for line in lines if line)


def _needs_reason(
    candidacy_id: int, place: panel.TableRow | None, said: dict[str, Any]
) -> tuple[str, str]:
    tied = candidacy_id in said.get("tied_at_cut", ())
    band = place.band if place else ""
    wins, other = (
        why_reason(outcome=outcome, band=band, tied_at_cut=tied) for outcome in (WINNER, "")
    )
    return wins, other
