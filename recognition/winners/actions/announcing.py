"""Settling when the world may know."""

from datetime import datetime

from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Refused
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.winners import queries
from recognition.winners.models import Announcement
from recognition.winners.rules import check_announcement
from recognition.words import _


def announce(round_id: int, *, at: datetime, actor: Viewer, now: datetime) -> None:
    """Settle the instant from which the round's winners are public.

    Raises:
        Refused: the time has passed, comes before the close, or the world has been told already.
    """
    round_card = schemes.round_card(round_id)
    announced = queries.announced_at(round_id)
    if announced is not None and announced <= now:
        raise Refused(_("This round has been announced already."))
    check_announcement(at=at, closes=round_card.closes_at, now=now)
    with transaction() as session:
        announcement = session.get(Announcement, round_id)
        if announcement is None:
            announcement = Announcement(round_id=round_id)
            session.add(announcement)
        announcement.at, announcement.confirmed_at = at, now
        announcement.confirmed_by_id = actor.person_id
        audit.record(
            "winners.announcement_set",
            subject=("round", round_id),
            actor_id=actor.person_id,
            payload={"at": at.isoformat()},
        )
