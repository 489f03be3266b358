"""Telling whoever leads a panel that somebody on it has left the organisation."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select

from recognition import clock
from recognition.database import db
from recognition.mail import actions as mail
from recognition.mail.rules import inert
from recognition.panel import closed
from recognition.panel.actions.letters import address, hello, round_name
from recognition.panel.models import Appointment
from recognition.panel.rules import LEADS
from recognition.people import queries as people
from recognition.people.queries import PersonCard
from recognition.people.rules import ADMINISTRATOR
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.words import _


def tell_leads_of_leavers(person_ids: Collection[int]) -> None:
    """Write to chairs and deputies of every panel these people sit on; else to administrators.

    Seats stay until somebody ends them, so that what was sent counts and the rest is given to
    others by whoever knows the panel. One letter for each leaver and panel.
    """
    leavers = set(person_ids)
    seats = defaultdict[int, set[int]](set)
    for round_id, person_id in db.session.execute(
        select(Appointment.round_id, Appointment.person_id).where(
            Appointment.person_id.in_(leavers), Appointment.ended_at.is_(None)
        )
    ):
        seats[round_id].add(person_id)
    names = people.people_by_id(leavers) if seats else {}
    for round_id in sorted(seats):
        card = schemes.round_card(round_id)
        if closed.is_closed(round_id) or _is_over(card):
            continue
        for told in _told(card, leavers):
            for number in sorted(seats[round_id]):
                _write(told, names[number], card)


def _is_over(card: RoundCard) -> bool:
    return card.announces_at is not None and card.announces_at < clock.now()


def _told(card: RoundCard, leavers: Collection[int]) -> list[PersonCard]:
    leading = db.session.scalars(
        select(Appointment.person_id)
        .where(Appointment.round_id == card.id, Appointment.role.in_(LEADS))
        .where(Appointment.ended_at.is_(None), Appointment.person_id.not_in(leavers))
        .distinct()
    ).all()
    here = set(leading) - people.has_left(leading)
    if here:
        return list(people.people_by_id(here).values())
    return people.holders(card.scheme.organisation_id, ADMINISTRATOR)


def _write(told: PersonCard, leaver: PersonCard, card: RoundCard) -> None:
    if told.email is None:
        return
    body = (
        hello(told),
        _(
            "somebody on the panel of %(round)s has left: %(name)s. What they sent still counts. "
            "What they had still to read waits until you give it to others.",
            round=round_name(card),
            name=inert(leaver.name),
        ),
        _("End their seat here: %(address)s", address=address(f"/panel/{card.id}/people")),
    )
    mail.write(
        kind="panel.staff_left",
        to_address=told.email,
        subject=_("Somebody on the panel of %(round)s has left", round=round_name(card)),
        body="\n\n".join(body),
    )
