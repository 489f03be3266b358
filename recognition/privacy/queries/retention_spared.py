"""Whose things stay although they are old: as statements, so that a new hold counts at once."""

from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, Select, func, or_, select, union
from sqlalchemy.orm import aliased

from recognition.disposal import Spared
from recognition.nominations.models import Candidacy, Nomination
from recognition.panel.models import Appointment
from recognition.people.models import Account, Person
from recognition.privacy.models import Hold
from recognition.schemes.models import Round
from recognition.schemes.queries.ending import planned_end
from recognition.thanks.models import Card, Consent, Thank
from recognition.thanks.rules import OWING


def spared(now: datetime) -> Spared:
    """Return what stays at an instant, UTC."""
    people = _on_hold(Hold.person_id, now)
    rounds = _on_hold(Hold.round_id, now)
    told = _of(_may_be_told(now))
    return Spared(
        people=people,
        addresses=_of(
            union(
                select(Person.email).where(Person.id.in_(people), Person.email.is_not(None)),
                select(Account.email).where(Account.person_id.in_(people)),
            )
        ),
        rounds=rounds,
        candidacies=_of(_about(people)),
        told=told,
        needed=_of(_needed(now, told, rounds)),
    )


def _on_hold(column: Any, now: datetime) -> Select[Any]:
    return select(column).where(column.is_not(None), Hold.ended_at.is_(None), Hold.until > now)


def _of(found: CompoundSelect[Any]) -> Select[Any]:
    """Return a union as one plain statement."""
    return select(found.subquery().columns[0])


def _about(people: Select[Any]) -> CompoundSelect[Any]:
    """Select the candidacies of these people: as nominees, members of a team, or nominators."""
    mine = select(Candidacy.id).where(Candidacy.person_id.in_(people))
    into = select(Candidacy.merged_into_id).where(
        Candidacy.person_id.in_(people), Candidacy.merged_into_id.is_not(None)
    )
    # a card hangs on the entry that it was made for; the words are in the one it was merged into
    cards = select(Card.candidacy_id).where(Card.person_id.in_(people))
    told = select(Candidacy.merged_into_id).where(
        Candidacy.id.in_(cards), Candidacy.merged_into_id.is_not(None)
    )
    wrote = select(Nomination.candidacy_id).where(Nomination.nominator_id.in_(people))
    return union(mine, into, cards, told, wrote)


def _may_be_told(now: datetime) -> CompoundSelect[Any]:
    """Select candidacies with a card on which the newest answer to some channel is a yes.

    Whoever was carried into another round is there without a card: the one of the original counts.
    """
    newer = aliased(Consent)
    replaced = (
        select(newer.id)
        .where(
            newer.card_id == Consent.card_id,
            newer.channel == Consent.channel,
            newer.id > Consent.id,
        )
        .exists()
    )
    agreed = (
        select(Consent.card_id)
        .where(Consent.given.is_(True), ~replaced)
        .where(or_(Consent.until.is_(None), Consent.until > now))
    )
    here = select(func.coalesce(Candidacy.merged_into_id, Candidacy.id))
    return union(
        here.join(Card, Card.candidacy_id == Candidacy.id).where(Card.id.in_(agreed)),
        here.join(Nomination, Nomination.candidacy_id == Candidacy.id)
        .join(Thank, Thank.nomination_id == Nomination.id)
        .where(Thank.card_id.in_(agreed), Nomination.carried_from_id.is_not(None)),
    )


def _needed(now: datetime, told: Select[Any], rounds: Select[Any]) -> CompoundSelect[Any]:
    """Select people of whom something is told with their yes, owed, on hold, or not over yet."""
    owner = select(Card.person_id).where(Card.person_id.is_not(None))
    running = or_(planned_end() > now, Round.id.in_(rounds))
    return union(
        owner.where(Card.candidacy_id.in_(told)),
        owner.join(Thank, Thank.card_id == Card.id).where(Thank.state.in_(OWING)),
        select(Candidacy.person_id)
        .join(Round, Round.id == Candidacy.round_id)
        .where(running, Candidacy.person_id.is_not(None)),
        select(Nomination.nominator_id)
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .join(Round, Round.id == Candidacy.round_id)
        .where(running, Nomination.nominator_id.is_not(None)),
        select(Appointment.person_id)
        .join(Round, Round.id == Appointment.round_id)
        .where(running, Appointment.ended_at.is_(None)),
    )
