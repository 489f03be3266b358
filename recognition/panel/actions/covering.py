"""Naming who stands in for an absent colleague: their roles, and their seats as a chair."""

from collections.abc import Collection
from datetime import date, timedelta

from recognition import clock
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.panel import closed
from recognition.panel.actions import cover_letters as letters
from recognition.panel.actions.appointing import end_covering, seat_of
from recognition.panel.actions.locking import lock_round
from recognition.panel.models import Appointment
from recognition.panel.queries.covering import cover_sheets, duties
from recognition.panel.rules import CHAIR
from recognition.people import queries as people
from recognition.people.actions import covering as people_covering
from recognition.people.models import Cover
from recognition.people.queries import Viewer, covers
from recognition.schemes.queries import RoundCard
from recognition.words import _


def name_cover(
    *,
    absent_id: int,
    stand_in_id: int,
    what: Collection[str],
    days: tuple[date | None, date | None],
    actor: Viewer | None,
) -> int:
    """Let somebody stand in for an absent colleague, write to both, and return its number.

    Args:
        absent_id: who is away: the actor themselves, or of an organisation they administer.
        stand_in_id: a colleague in the same organisation.
        what: keys of the `duties` that it is for.
        days: the first and the last day in London, both included; None for one not typed.
        actor: who names them; None for a command.

    Raises:
        Missing: the actor may not, or a duty is not the absent one's.
        Refused: nothing was chosen, the days do not do, or that colleague cannot stand in.
    """
    offered = {duty.key: duty for duty in duties(actor, absent_id)}
    if not {*what} <= offered.keys():
        raise Missing
    chosen = [duty for key, duty in offered.items() if key in what]
    if not chosen:
        raise Refused(_("Choose what they stand in for."), field="what")
    rounds = [duty.round for duty in chosen if duty.round is not None]
    with transaction():
        number = people_covering.name_cover(
            absent_id=absent_id,
            stand_in_id=stand_in_id,
            roles=[(d.role.role, d.role.organisation_id) for d in chosen if d.role is not None],
            what=[duty.words for duty in chosen],
            days=days,
            actor=actor,
        )
        for card in sorted(rounds, key=lambda one: one.id):
            _seat(number, card)
        letters.named(cover_sheets([covers.cover(number)])[0], actor)
        return number


def end_cover(cover_id: int, *, actor: Viewer | None) -> None:
    """End a cover at once, with the seats that were held by it, and write to both.

    Who may is asked by `people.queries.covers`.

    Raises:
        Missing: there is none, or it was ended before.
    """
    with transaction():
        people_covering.end_cover(cover_id, actor=actor)
        end_covering(Appointment.cover_id == cover_id)
        letters.ended(cover_sheets([covers.cover(cover_id)])[0], actor)


def _seat(cover_id: int, card: RoundCard) -> None:
    """Give the stand-in a chair's seat in a round, on the days of the cover."""
    with transaction() as session:
        lock_round(card.id)
        closed.check_open(card.id)
        cover = session.get_one(Cover, cover_id)
        chair = seat_of(card.id, cover.absent_id, CHAIR)
        if chair is None or chair.ended_at is not None:
            raise Missing  # it was ended meanwhile
        seat = seat_of(card.id, cover.stand_in_id, CHAIR)
        if seat is not None and (seat.ended_at is None or seat.ended_at > clock.now()):
            raise Refused(
                _(
                    "%(name)s is the chair of %(round)s already, or stands in there.",
                    name=people.person(cover.stand_in_id).name,
                    round=card.name,
                ),
                field="person",
            )
        if seat is None:
            seat = Appointment(round_id=card.id, person_id=cover.stand_in_id, role=CHAIR)
            session.add(seat)
        seat.cover_id = cover_id
        seat.appointed_at = max(clock.now(), clock.start_of_day(cover.first_day))
        seat.ended_at = clock.start_of_day(cover.last_day + timedelta(days=1))
        session.flush()
