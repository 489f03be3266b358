"""Thanks that went out before today, and a few that still wait, for every accepted nomination."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from recognition.database import db
from recognition.demo.actions.bulk import Row, add_all, add_numbered
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.rules import ACCEPTED
from recognition.people.models import Person
from recognition.schemes.models import Round
from recognition.thanks.models import Batch, Card, Thank
from recognition.thanks.reckoning import took_hours
from recognition.thanks.rules import LETTER, PRINT, PRINTED, THANKED, WAITING

SOON = timedelta(days=5)  # who was nominated later than this may still wait for a printed card
SLOWEST_HOURS = 150


@dataclass(frozen=True)
class Accepted:
    """An accepted nomination, and who gets a card: people by number; None is a printed card."""

    id: int
    candidacy_id: int
    scheme_id: int
    counts_from: datetime
    recipients: tuple[int | None, ...]


def write_thanks(*, now: datetime, rng: random.Random, made_by: int | None = None) -> None:
    """Write a card and thanks for every accepted nomination, in an open transaction.

    Letters have gone out; of the printed cards those of the last days wait or are printed.

    Args:
        now: instant before which it happened, UTC.
        rng: draws how long each took.
        made_by: who printed the cards; None for nobody in particular.
    """
    accepted = _accepted()
    cards = _cards(accepted)
    batches: dict[int, int] = {}
    for scheme_id in sorted({one.scheme_id for one in accepted}):
        batch = Batch(scheme_id=scheme_id, made_at=now - timedelta(days=1), made_by_id=made_by)
        db.session.add(batch)
        db.session.flush()
        batches[scheme_id] = batch.id
    add_all(
        Thank,
        [
            _thank(one, person_id, cards[one.candidacy_id, person_id], batches, now=now, rng=rng)
            for one in accepted
            for person_id in one.recipients
        ],
    )


def _thank(
    one: Accepted,
    person_id: int | None,
    card_id: int,
    batches: dict[int, int],
    *,
    now: datetime,
    rng: random.Random,
) -> Row:
    way = PRINT if person_id is None else LETTER
    thanked_at = one.counts_from + timedelta(hours=rng.randrange(6, SLOWEST_HOURS))
    state = THANKED
    if way == PRINT and one.counts_from > now - 2 * SOON:
        state = rng.choice((WAITING, PRINTED))
    printed = way == PRINT and state != WAITING
    done = min(thanked_at, now) if state == THANKED else None
    return {
        "nomination_id": one.id,
        "card_id": card_id,
        "scheme_id": one.scheme_id,
        "way": way,
        "state": state,
        "counted_from": one.counts_from,
        "made_at": one.counts_from,
        "batch_id": batches[one.scheme_id] if printed else None,
        "printed_at": (done or now - timedelta(days=1)) if printed else None,
        "thanked_at": done,
        "took_hours": took_hours(one.counts_from, done) if done else None,
    }


def _accepted() -> list[Accepted]:
    members: dict[int, list[int]] = {}
    for person_id, team_id in db.session.execute(
        select(Person.id, Person.team_id).where(
            Person.team_id.in_(select(Candidacy.team_id)), Person.left_at.is_(None)
        )
    ):
        members.setdefault(team_id or 0, []).append(person_id)
    rows: Sequence[Any] = db.session.execute(
        select(
            Nomination.id,
            Nomination.candidacy_id,
            Nomination.counts_from,
            Round.scheme_id,
            Candidacy.person_id,
            Candidacy.team_id,
        )
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .join(Round, Round.id == Candidacy.round_id)
        .where(Nomination.standing == ACCEPTED)
        .order_by(Nomination.id)
    ).all()
    return [
        Accepted(
            row.id,
            row.candidacy_id,
            row.scheme_id,
            row.counts_from,
            (*members.get(row.team_id, ()), None) if row.team_id else (row.person_id,),
        )
        for row in rows
    ]


def _cards(accepted: Sequence[Accepted]) -> dict[tuple[int, int | None], int]:
    """Return the cards by candidacy and person, and make those that are missing."""
    found: dict[tuple[int, int | None], int] = {
        (candidacy_id, person_id): number
        for number, candidacy_id, person_id in db.session.execute(
            select(Card.id, Card.candidacy_id, Card.person_id)
        )
    }
    first: dict[tuple[int, int | None], datetime] = {}
    for one in accepted:
        for person_id in one.recipients:
            first.setdefault((one.candidacy_id, person_id), one.counts_from)
    missing = [key for key in first if key not in found]
    rows = [
        {"candidacy_id": candidacy_id, "person_id": person_id, "made_at": first[key]}
        for key in missing
        for candidacy_id, person_id in (key,)
    ]
    if rows:
        found.update(zip(missing, add_numbered(Card, rows), strict=True))
    return found
