"""Filling an empty database with the demonstration."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from recognition import clock
from recognition.database import transaction
from recognition.demo import staff
from recognition.demo.actions import announcing, judging
from recognition.demo.actions.directory import Company, give_roles, write_directory
from recognition.demo.actions.incoming import Desk, write_incoming
from recognition.demo.actions.nominating import Told, write_nominations
from recognition.demo.actions.rounds import Rounds, start_rounds
from recognition.demo.actions.thanking import write_thanks
from recognition.demo.actions.trail import Trail
from recognition.demo.dates import Calendar, calendar
from recognition.demo.stories import (
    ANNOUNCED,
    BEING_JUDGED,
    RECOGNISED,
    STILL_OPEN,
    WAITING,
    Story,
)
from recognition.errors import Refused
from recognition.nominations import queries as nominations
from recognition.panel import actions as panel
from recognition.people import queries as people
from recognition.resources import actions as resources
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.steering import count_anew
from recognition.words import _

SEED = 20_261
FIRST_SCORES = timedelta(hours=3)
UNREAD = 0.28
UNREAD_BY_PERSONAS = 0.5


def check_empty() -> None:
    """Refuse to mix invented people with real ones.

    Raises:
        Refused: there is an organisation already.
    """
    if people.host() is not None:
        raise Refused(_("This database is not empty. Name a new one in RECOGNITION_DATABASE_URL."))


@dataclass(frozen=True)
class _Stage:
    """Everything that each part of the filling needs."""

    now: datetime
    planned: Calendar
    company: Company
    rounds: Rounds
    rng: random.Random
    trail: Trail


def fill(now: datetime | None = None) -> None:
    """Fill an empty database with two organisations, their people, schemes, rounds and stories.

    The same instant gives the same nominations. Entries of the audit trail and letters carry the
    time at which they would have been written.

    Args:
        now: instant from which all dates are counted, UTC; None for this one.

    Raises:
        Refused: the database is not empty.
    """
    now = now or clock.now()
    rng, planned = random.Random(SEED), calendar(now)  # nosec B311 # no secret is drawn
    with transaction() as session:
        check_empty()
        resources.fill_library()
        company = write_directory(staff.staff(rng))
        give_roles(company)
        stage = _Stage(now, planned, company, start_rounds(company, planned), rng, Trail())
        _announced(stage)
        _judged(stage)
        _nominate(stage, stage.rounds.open, STILL_OPEN)
        _always_open(stage)
        write_thanks(now=now, rng=rng, made_by=company.people[staff.PERSONAS["administrator"]])
        stage.trail.write()
        count_anew(session)
        panel.calculate_results()


def _announced(stage: _Stage) -> None:
    """Write the round that is over: everything was read, decided, agreed and announced."""
    card, meets = stage.rounds.announced, stage.planned.announced.panel_meets_at
    ends = card.judging_ends_at or meets
    merits = _nominate(stage, card, ANNOUNCED)
    judging.seat_panel(card, stage.company, meets)
    judging.score(
        card,
        merits,
        between=(meets + FIRST_SCORES, ends),
        unread={stage.company.people[email]: 0.0 for email in staff.PANELLISTS},
        rng=stage.rng,
        trail=stage.trail,
    )
    chosen = announcing.decide(card, stage.rounds.categories, stage.company, stage.trail)
    asked_at = ends + timedelta(days=3, hours=10)
    cards = announcing.thank(chosen, stage.company, asked_at)
    answered_at = asked_at + timedelta(hours=2)
    announcing.picture(chosen, stage.company, asked_at)
    announcing.agree(cards, stage.company, at=answered_at, rng=stage.rng, trail=stage.trail)


def _judged(stage: _Stage) -> None:
    """Write the round that the panel is reading; about two thirds of the scores are in."""
    card, meets = stage.rounds.judged, stage.planned.judged.panel_meets_at
    merits = _nominate(stage, card, BEING_JUDGED)
    judging.seat_panel(card, stage.company, meets)
    shown = (staff.PERSONAS["panellist"], staff.SECOND_PANELLIST)
    judging.score(
        card,
        merits,
        between=(meets + FIRST_SCORES, stage.now),
        unread={
            stage.company.people[email]: UNREAD_BY_PERSONAS if email in shown else UNREAD
            for email in staff.PANELLISTS
        },
        rng=stage.rng,
        trail=stage.trail,
    )


def _always_open(stage: _Stage) -> None:
    """Write the scheme without judging: who was thanked, and what waits to be checked."""
    card = stage.rounds.always_open
    _nominate(stage, card, RECOGNISED)
    known = [
        candidacy.id
        for candidacy in nominations.candidacies(card.id)
        if candidacy.nominee.kind != "described"
    ]
    announcing.thank(known, stage.company, stage.now - timedelta(days=1))
    desk = Desk(card, stage.company, stage.now, stage.rng, stage.trail)
    write_incoming(desk, WAITING)


def _nominate(stage: _Stage, card: RoundCard, stories: Sequence[Story]) -> dict[int, float]:
    """Write the stories of a round, spread over the time it was open; return their merits."""
    last = min(stage.now, card.closes_at or stage.now)
    seconds = int((last - card.opens_at).total_seconds())
    names = {found.id: found.name for found in schemes.categories(card.scheme.id)}
    told = []
    for story in stories:
        at = card.opens_at + timedelta(seconds=stage.rng.randrange(seconds))
        category_id = stage.rounds.categories[story.category]
        told.append(_told(story, stage.company, category_id, names[category_id], at))
    return write_nominations(card, told, stage.rng, stage.trail)


def _told(story: Story, company: Company, category_id: int, category: str, at: datetime) -> Told:
    nominator = company.acting(story.nominator)
    is_persona = story.nominator in staff.PERSONAS.values()
    member = company.members.get(story.nominee)
    return Told(
        category_id=category_id,
        category=category,
        person_id=company.people[story.nominee] if story.kind == "person" else None,
        team_id=company.teams[story.nominee] if story.kind == "team" else None,
        described=(story.nominee, story.where) if story.kind == "described" else None,
        nominee=member.name if member else story.nominee,
        nominator_id=nominator.person_id,
        answers=(story.action, story.impact),
        named=story.named,
        merit=story.merit,
        sent_at=at,
        receipt_to=nominator if is_persona else None,
    )
