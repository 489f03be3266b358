"""What lies around the judged round: an open round, announced ones, and thanks that are owed."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update

from recognition.database import db
from recognition.demo.actions.bulk import Row, add_all, add_numbered
from recognition.demo.actions.nominating import Told, write_nominations
from recognition.demo.actions.rounds import AWARD
from recognition.demo.actions.trail import Trail
from recognition.demo.dates import calendar
from recognition.demo.stories import ALL
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.rules import WAITING as TO_BE_CHECKED
from recognition.panel.models import Appointment, Assignment
from recognition.panel.rules import PANELLIST
from recognition.people.models import Person
from recognition.schemes import actions as scheming
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.schemes.rules import Dates
from recognition.thanks.models import Card, Consent, Thank
from recognition.thanks.rules import CHANNELS, LETTER, PRINT, THANKED, WAITING
from recognition.winners.models import Announcement, CitationEdition, Decision
from recognition.winners.rules import HIGHLY_COMMENDED, WINNER

Colleagues = Sequence[tuple[int, str]]


def colleagues() -> list[tuple[int, str]]:
    """Return numbers and names of everybody who is neither on the panel nor in the office."""
    chosen = select(Person.id, Person.name).where(Person.job_title == "Colleague")
    return [(number, name) for number, name in db.session.execute(chosen.order_by(Person.id))]


def add_waiting(crowd: Colleagues, number: int, now: datetime, rng: random.Random) -> RoundCard:
    """Add a round that is open, and nominations in it that wait to be checked."""
    planned = calendar(now).open
    card = _add_round(planned.name, planned.dates)
    trail = Trail()
    write_nominations(card, _told(card, crowd, number, rng, now), rng, trail)
    trail.write()
    here = select(Candidacy.id).where(Candidacy.round_id == card.id)
    db.session.execute(
        update(Nomination)
        .where(Nomination.candidacy_id.in_(here))
        .values(standing=TO_BE_CHECKED, checked_at=None)
        .execution_options(synchronize_session=False)
    )
    return card


def add_announced(
    crowd: Colleagues, rounds: int, winners: int, now: datetime, rng: random.Random
) -> int:
    """Add rounds whose winners the world may read, a month apart; return the newest."""
    newest = 0
    for months in reversed(range(rounds)):
        told = now - timedelta(days=20 + 30 * months)
        dates = Dates(
            opens_at=told - timedelta(days=60),
            closes_at=told - timedelta(days=40),
            judging_ends_at=told - timedelta(days=10),
            announces_at=told,
        )
        card = _add_round(f"{told:%B %Y}", dates)
        part = crowd[months * winners % len(crowd) :][:winners]
        trail = Trail()
        merits = write_nominations(card, _told(card, part, len(part), rng, now), rng, trail)
        trail.write()
        _decide(card, list(merits), told)
        newest = card.id
    return newest


def owe_thanks(number: int) -> None:
    """Have printed cards wait for as many nominations, those that were sent first."""
    first = select(Thank.id).where(Thank.state == THANKED).order_by(Thank.id).limit(number)
    db.session.execute(
        update(Thank)
        .where(Thank.id.in_(first))
        .values(way=PRINT, state=WAITING, thanked_at=None, took_hours=None)
        .execution_options(synchronize_session=False)
    )


def add_reading(round_id: int, person_id: int, number: int) -> list[int]:
    """Seat somebody on the panel and give them nominees to read; return their numbers."""
    chosen = db.session.scalars(
        select(Candidacy.id)
        .where(Candidacy.round_id == round_id)
        .order_by(Candidacy.id)
        .limit(number)
    ).all()
    at = db.session.scalar(select(Assignment.assigned_at).limit(1))
    seat = {"round_id": round_id, "person_id": person_id, "role": PANELLIST, "appointed_at": at}
    add_all(Appointment, [seat])
    add_all(
        Assignment,
        [{"candidacy_id": one, "person_id": person_id, "assigned_at": at} for one in chosen],
    )
    return list(chosen)


def _add_round(name: str, dates: Dates) -> RoundCard:
    slug = scheming.add_round(AWARD, name=name, dates=dates, actor=None)
    return schemes.round_by_slug(AWARD, slug)


def _told(
    card: RoundCard, crowd: Colleagues, number: int, rng: random.Random, now: datetime
) -> list[Told]:
    """Return stories about colleagues, spread over the time in which the round was open."""
    categories = [c for c in schemes.categories(card.scheme.id) if not c.for_teams]
    seconds = int((min(card.closes_at or now, now) - card.opens_at).total_seconds())
    found = []
    for place in range(number):
        story, category = ALL[place % len(ALL)], categories[place % len(categories)]
        (person, name), (nominator, _name) = (crowd[(place + step) % len(crowd)] for step in (0, 1))
        found.append(
            Told(
                category_id=category.id,
                category=category.name,
                person_id=person,
                team_id=None,
                described=None,
                nominee=name,
                nominator_id=nominator,
                answers=(story.action, story.impact),
                named=story.named,
                merit=story.merit,
                sent_at=card.opens_at + timedelta(seconds=rng.randrange(seconds)),
            )
        )
    return found


def _decide(card: RoundCard, candidacies: Sequence[int], told: datetime) -> None:
    """Have everybody of a round win or be highly commended, thanked, and agree to everything."""
    chair = db.session.scalar(select(Person.id).where(Person.job_title == "Chair of the panel"))
    at = told - timedelta(days=4)
    decided = add_numbered(
        Decision,
        [
            {
                "candidacy_id": candidacy,
                "outcome": HIGHLY_COMMENDED if place % 4 else WINNER,
                "reason": "The panel agreed.",
                "decided_by_id": chair,
                "decided_at": at,
            }
            for place, candidacy in enumerate(candidacies)
        ],
    )
    add_all(CitationEdition, [_edition(number, chair or 0, at) for number in decided])
    add_all(
        Announcement,
        [
            {
                "round_id": card.id,
                "at": told,
                "confirmed_by_id": chair,
                "confirmed_at": at,
                "letters_written_at": told,
            }
        ],
    )
    _thank(card, at)


def _edition(decision: int, chair: int, at: datetime) -> Row:
    return {
        "decision_id": decision,
        "edition": 1,
        "text": "For staying after her shift so that nobody was alone that night.",
        "quote": "",
        "written_by_id": chair,
        "written_at": at,
        "sent_at": at,
        "sent_by_id": chair,
        "approved_at": at,
        "approved_by_id": chair,
        "agreed_at": at,
    }


def _thank(card: RoundCard, at: datetime) -> None:
    found = db.session.execute(
        select(Nomination.id, Candidacy.id, Candidacy.person_id)
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .where(Candidacy.round_id == card.id)
    ).all()
    cards = add_numbered(
        Card, [{"candidacy_id": c, "person_id": person, "made_at": at} for _n, c, person in found]
    )
    add_all(
        Thank,
        [
            {
                "nomination_id": nomination,
                "card_id": number,
                "scheme_id": card.scheme.id,
                "way": LETTER,
                "state": THANKED,
                "counted_from": at,
                "made_at": at,
                "thanked_at": at,
                "took_hours": 5,
            }
            for number, (nomination, _c, _p) in zip(cards, found, strict=True)
        ],
    )
    add_all(
        Consent,
        [
            {"card_id": number, "channel": channel, "given": True, "said_at": at}
            for number in cards
            for channel in CHANNELS
        ],
    )
