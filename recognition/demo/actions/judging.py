"""Seating a panel, sharing the reading, and sending scores as a panel might give them."""

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from recognition.database import db
from recognition.demo import simulated
from recognition.demo.actions.bulk import Row, add_all, add_numbered
from recognition.demo.actions.directory import Company
from recognition.demo.actions.trail import Trail
from recognition.demo.staff import PANELLISTS, PERSONAS
from recognition.mail.models import Letter
from recognition.nominations.models import Candidacy
from recognition.panel import actions
from recognition.panel.models import Appointment, Assignment, Review, Score, Tally
from recognition.panel.rules import CHAIR, PANELLIST, totals, weighted_mean
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard

READS = 3


@dataclass(frozen=True)
class Seat:
    """One candidacy for one panellist, as written."""

    assignment_id: int
    candidacy_id: int
    person_id: int


def seat_panel(card: RoundCard, company: Company, at: datetime) -> None:
    """Appoint chair and panellists and share the reading fairly, as if it was then."""
    newest = db.session.scalar(select(func.max(Letter.id))) or 0
    administrator = company.acting(PERSONAS["administrator"])
    chair = company.acting(PERSONAS["chair"])
    actions.appoint(round_id=card.id, person_id=chair.person_id, role=CHAIR, actor=administrator)
    for email in PANELLISTS:
        person_id = company.people[email]
        actions.appoint(round_id=card.id, person_id=person_id, role=PANELLIST, actor=chair)
    actions.share_fairly(round_id=card.id, reads=READS, actor=chair)
    then = {"written_at": at, "due_at": at, "sent_at": at}
    db.session.flush()
    db.session.execute(update(Letter).where(Letter.id > newest).values(then))
    db.session.execute(
        update(Appointment).where(Appointment.round_id == card.id).values(appointed_at=at)
    )
    db.session.execute(
        update(Assignment)
        .where(Assignment.candidacy_id.in_(_candidacies(card)))
        .values(assigned_at=at)
        .execution_options(synchronize_session=False)
    )


def score(
    card: RoundCard,
    merits: Mapping[int, float],
    *,
    between: tuple[datetime, datetime],
    unread: Mapping[int, float],
    rng: random.Random,
    trail: Trail,
) -> None:
    """Write what the panel sent, and what it adds up to, in an open transaction.

    Args:
        card: the round.
        merits: of each candidacy, by its number.
        between: first and last instant at which scores were sent, UTC.
        unread: which part of their share each panellist has still to read, 0 to 1.
        rng: decides everything else.
        trail: takes the entries.
    """
    seats = _seats(card)
    severity = {person: simulated.strictness(rng) for person in sorted(unread)}
    left = {person: _left(seats, person, part, rng) for person, part in sorted(unread.items())}
    weights = {c.id: c.weight for c in schemes.form_sheet(card.version_id).criteria}
    done = [seat for seat in seats if seat.candidacy_id not in left[seat.person_id]]
    given = [
        simulated.points(
            rng,
            merit=merits[seat.candidacy_id],
            severity=severity[seat.person_id],
            criteria=weights,
        )
        for seat in done
    ]
    means = [weighted_mean(points, weights) or 0.0 for points in given]
    reviews = [
        _review(seat, simulated.comment(rng, mean), mean, _instant(rng, *between))
        for seat, mean in zip(done, means, strict=True)
    ]
    write_reviews(done, reviews, given, trail)


def write_reviews(
    seats: Collection[Seat],
    reviews: Collection[Row],
    given: Collection[Mapping[int, int]],
    trail: Trail,
) -> None:
    """Write reviews that were sent, their points and the tallies, in an open transaction."""
    numbers = add_numbered(Review, list(reviews))
    add_all(
        Score,
        [
            {"review_id": number, "criterion_id": criterion, "points": value}
            for number, points in zip(numbers, given, strict=True)
            for criterion, value in points.items()
        ],
    )
    means: dict[int, list[float]] = {}
    for seat, review in zip(seats, reviews, strict=True):
        means.setdefault(seat.candidacy_id, []).append(review["mean"])
        subject = ("candidacy", seat.candidacy_id)
        trail.add(review["sent_at"], "review.sent", subject, seat.person_id, {"edition": 1})
    add_all(Tally, [_tally(number, found) for number, found in means.items()])


def _candidacies(card: RoundCard) -> list[int]:
    chosen = select(Candidacy.id).where(Candidacy.round_id == card.id).order_by(Candidacy.id)
    return list(db.session.scalars(chosen))


def _seats(card: RoundCard) -> list[Seat]:
    rows = db.session.execute(
        select(Assignment.id, Assignment.candidacy_id, Assignment.person_id)
        .where(Assignment.candidacy_id.in_(_candidacies(card)))
        .order_by(Assignment.candidacy_id, Assignment.person_id)
    )
    return [Seat(*row) for row in rows]


def _left(seats: Collection[Seat], person: int, part: float, rng: random.Random) -> set[int]:
    mine = [seat.candidacy_id for seat in seats if seat.person_id == person]
    return set(rng.sample(mine, round(part * len(mine))))


def _instant(rng: random.Random, first: datetime, last: datetime) -> datetime:
    seconds = int((last - first).total_seconds())
    return first + timedelta(seconds=rng.randrange(seconds))


def _review(seat: Seat, comment: str, mean: float, at: datetime) -> Row:
    return {
        "assignment_id": seat.assignment_id,
        "comment": comment,
        "mean": mean,
        "saved_at": at,
        "sent_at": at,
    }


def _tally(candidacy_id: int, means: Collection[float]) -> Row:
    found = totals(means)
    return {
        "candidacy_id": candidacy_id,
        "reviews": found.reviews,
        "total": found.total,
        "squares": found.squares,
        "mean": found.mean,
    }
