"""What a colleague may stand in for: roles in an organisation, and the chair's seats."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from recognition import clock
from recognition.database import db
from recognition.panel.models import Appointment
from recognition.panel.rules import CHAIR
from recognition.people import queries as people
from recognition.people.models import Person
from recognition.people.queries import PersonCard, Viewer
from recognition.people.queries import covers as roles
from recognition.people.queries.covers import CoverLine, RoleHeld
from recognition.people.rules import ADMINISTRATOR
from recognition.schemes import queries as schemes
from recognition.schemes.models import Round, Scheme
from recognition.schemes.queries import RoundCard
from recognition.words import _


@dataclass(frozen=True)
class Duty:
    """Something that a colleague can stand in for: a role, or the chair's seat of a round.

    `key` is what a form says; of `role` and `round` one is there.
    """

    key: str
    words: str
    role: RoleHeld | None = None
    round: RoundCard | None = None


@dataclass(frozen=True)
class CoverSheet:
    """One cover, with everything that it is for in words."""

    line: CoverLine
    what: tuple[str, ...]


def duties(viewer: Viewer | None, person_id: int) -> list[Duty]:
    """Return what a colleague may stand in for, so far as the viewer may say so.

    Somebody may for themselves; an administrator in what they administer; a command in all.
    """
    held, chaired = roles.roles_held(person_id), _chaired(Appointment.person_id == person_id)
    if viewer is not None and viewer.person_id != person_id:
        ours = viewer.administers
        held = [one for one in held if one.organisation_id in ours]
        chaired = [one for one in chaired if one[1].scheme.organisation_id in ours]
    return [
        *(Duty(f"{one.role}-{one.organisation_id}", _role_words(one), role=one) for one in held),
        *(Duty(f"chair-{card.id}", _chair_words(card), round=card) for _who, card in chaired),
    ]


def with_duties(viewer: Viewer) -> list[PersonCard]:
    """Return the staff for whom an administrator may name somebody, by name."""
    ours = viewer.administers
    there = select(Person.id).where(Person.organisation_id.in_(ours), Person.left_at.is_(None))
    hosted = select(Round.id).join(Scheme, Scheme.id == Round.scheme_id)
    chaired = _chaired(
        Appointment.person_id.in_(there),
        Appointment.round_id.in_(hosted.where(Scheme.organisation_id.in_(ours))),
    )
    numbers = {*roles.with_roles(ours), *(person_id for person_id, _card in chaired)}
    return sorted(people.people_by_id(numbers).values(), key=lambda card: (card.name, card.id))


def cover_sheets(lines: Collection[CoverLine]) -> list[CoverSheet]:
    """Return covers with what they are for, in the same order."""
    seats = db.session.execute(
        select(Appointment.cover_id, Appointment.round_id).where(
            Appointment.cover_id.in_([line.id for line in lines])
        )
    ).all()
    cards = schemes.rounds_by_id({seat.round_id for seat in seats})
    return [
        CoverSheet(
            line,
            (
                *map(_role_words, line.roles),
                *(_chair_words(cards[one.round_id]) for one in seats if one.cover_id == line.id),
            ),
        )
        for line in lines
    ]


def _chaired(*conditions: ColumnElement[bool]) -> list[tuple[int, RoundCard]]:
    """Return (person, round) of the chairs' seats in rounds that were not announced yet."""
    rows = db.session.execute(
        select(Appointment.person_id, Appointment.round_id).where(
            Appointment.role == CHAIR,
            Appointment.ended_at.is_(None),  # a seat held for somebody else is not handed on
            *conditions,
        )
    ).all()
    now = clock.now()
    cards = schemes.rounds_by_id({row.round_id for row in rows})
    found = [(row.person_id, cards[row.round_id]) for row in rows]
    return _newest_first(one for one in found if one[1].state(now) != "announced")


def _newest_first(found: Iterable[tuple[int, RoundCard]]) -> list[tuple[int, RoundCard]]:
    return sorted(found, key=lambda one: (one[1].opens_at, one[1].id), reverse=True)


def _role_words(held: RoleHeld) -> str:
    if held.role == ADMINISTRATOR:
        return _("Administrator of %(organisation)s", organisation=held.organisation)
    return _("Communications for %(organisation)s", organisation=held.organisation)


def _chair_words(card: RoundCard) -> str:
    return _("Chair of %(scheme)s, %(round)s", scheme=card.scheme.name, round=card.name)
