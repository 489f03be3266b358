"""Which winners can go on to another round, and to which."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from recognition import clock
from recognition.database import db
from recognition.errors import Missing
from recognition.nominations.models import Candidacy, Nomination
from recognition.panel import closed
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import CategoryCard, RoundCard
from recognition.winners.models import Announcement
from recognition.winners.queries.deciding import announced_at, decisions
from recognition.winners.queries.rights import host_of
from recognition.winners.rules import WINNER


@dataclass(frozen=True)
class CarriedLine:
    """A winner; `is_there` where all their stories were entered into the other round before."""

    candidacy_id: int
    name: str
    category: str
    is_team: bool
    is_there: bool


@dataclass(frozen=True)
class CarriedSheet:
    """The winners of a round, and the categories of the one they may go on to."""

    round: RoundCard
    into: RoundCard | None
    categories: tuple[CategoryCard, ...]
    winners: tuple[CarriedLine, ...]


def may_carry(viewer: Viewer | None, round_id: int, **_arguments: object) -> bool:
    """May they enter its winners elsewhere: administrators of its host, once it is announced?"""
    if viewer is None or host_of(round_id) not in viewer.administers:
        return False
    told = announced_at(round_id)
    return told is not None and told <= clock.now()


def rounds_to_enter(viewer: Viewer, round_id: int, now: datetime) -> list[RoundCard]:
    """Return the judged rounds of this person's organisations that are still to be decided."""
    hosted = [
        scheme.id
        for scheme in schemes.schemes_for(viewer.administers)
        if scheme.is_judged and scheme.organisation_id in viewer.administers
    ]
    cards = [card for listed in schemes.rounds_of_schemes(hosted).values() for card in listed]
    told = set(db.session.scalars(select(Announcement.round_id).where(Announcement.at <= now)))
    found = [
        card
        for card in cards
        if card.id != round_id
        and card.id not in told
        and (card.judging_ends_at is None or card.judging_ends_at > now)
        and not closed.is_closed(card.id)
    ]
    return sorted(found, key=lambda card: (card.opens_at, card.id))


def carried_sheet(round_id: int, into_id: int | None) -> CarriedSheet:
    """Return who won a round, and who of them is entered in another already.

    Raises:
        Missing: there is no such round, or the world does not know yet.
    """
    told = announced_at(round_id)
    if told is None or told > clock.now():
        raise Missing
    into = schemes.round_card(into_id) if into_id is not None else None
    winners = [row.candidacy for row in decisions(round_id) if row.outcome == WINNER]
    left = _left(tuple(card.id for card in winners), into_id)
    return CarriedSheet(
        round=schemes.round_card(round_id),
        into=into,
        categories=tuple(schemes.categories(into.scheme.id)) if into else (),
        winners=tuple(
            CarriedLine(
                candidacy_id=card.id,
                name=card.nominee.name,
                category=card.category,
                is_team=card.nominee.team_id is not None,
                is_there=card.id not in left,
            )
            for card in winners
        ),
    )


def _left(candidacy_ids: tuple[int, ...], into_id: int | None) -> set[int]:
    """Return the candidacies that have a story which was not entered into the other round."""
    copy = aliased(Nomination)
    entered = (
        select(copy.carried_from_id)
        .join(Candidacy, Candidacy.id == copy.candidacy_id)
        .where(Candidacy.round_id == into_id, copy.carried_from_id.is_not(None))
    )
    return set(
        db.session.scalars(
            select(Nomination.candidacy_id).where(
                Nomination.candidacy_id.in_(candidacy_ids),
                Nomination.standing == "accepted",
                Nomination.withdrawn_at.is_(None),
                Nomination.id.not_in(entered),
            )
        )
    )
