"""Settling when the world may know, moving it, and taking it back."""

from datetime import datetime

from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Conflict, Refused
from recognition.panel.actions.locking import lock_round
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.winners import queries
from recognition.winners.models import Announcement
from recognition.winners.rules import check_announcement
from recognition.words import _


def check_may_announce(round_id: int, *, at: datetime, now: datetime) -> None:
    """Refuse an instant at which a round cannot be announced.

    Raises:
        Missing: there is no such round.
        Refused: the time has passed, comes before the close, or the world has been told already.
    """
    round_card = schemes.round_card(round_id)
    announced = queries.announced_at(round_id)
    if announced is not None and announced <= now:
        raise Refused(_("This round has been announced already."))
    check_announcement(at=at, closes=round_card.closes_at, now=now)


def untold(round_id: int) -> Announcement | None:
    """Return a round's announcement where the worker that writes its letters waits.

    A request can come in before the instant and be looked at after it: what letters tell already is
    changed by `set_right` alone.

    Raises:
        Refused: letters were written.
    """
    row = lock_announcement(round_id)
    if row is not None and (row.letters_written_at is not None or queries.has_letters(round_id)):
        raise Refused(_("This round has been announced already."))
    return row


def lock_announcement(round_id: int) -> Announcement | None:
    """Return a round's announcement where everybody else who needs it waits, in a transaction.

    Whoever takes the round as well takes it first.
    """
    return db.session.get(Announcement, round_id, with_for_update=True)


def announce(round_id: int, *, at: datetime, seal: str, actor: Viewer, now: datetime) -> None:
    """Settle, or move, the instant from which the round's winners are public.

    Doing so twice is doing so once.

    Args:
        round_id: the round.
        at: the instant, UTC.
        seal: of the rehearsal that was looked at; see `queries.rehearsal`.
        actor: communications or an administrator.
        now: instant at which the server received the request, UTC.

    Raises:
        Missing: there is no such round.
        Refused: the time has passed, comes before the close, or the world has been told already;
            or the words of a letter cannot be used.
        Conflict: something is not as it was rehearsed.
    """
    with transaction() as session:
        lock_round(round_id)
        row = untold(round_id)
        check_may_announce(round_id, at=at, now=now)
        found = queries.rehearsal(round_id, at=at)
        if found.seal != seal:
            raise Conflict(
                _("Something changed since you looked. Look at it again, then confirm it.")
            )
        if row is not None and row.at == at:
            return
        if row is None:
            row = Announcement(round_id=round_id)
            session.add(row)
        row.at, row.confirmed_at, row.confirmed_by_id = at, now, actor.person_id
        audit.record(
            "winners.announcement_set",
            subject=("round", round_id),
            actor_id=actor.person_id,
            payload={"at": at.isoformat(), "letters": len(found.letters)},
        )


def take_back_announcement(round_id: int, *, actor: Viewer, now: datetime) -> None:
    """Take an announcement back before its time; nothing is public then until a new one is set.

    Raises:
        Refused: none is set, or the world has been told.
    """
    with transaction() as session:
        lock_round(round_id)
        row = untold(round_id)
        if row is None:
            raise Refused(_("No announcement is set, so there is nothing to take back."))
        if row.at <= now:
            raise Refused(_("This round has been announced already."))
        session.delete(row)
        audit.record(
            "winners.announcement_taken_back",
            subject=("round", round_id),
            actor_id=actor.person_id,
            payload={"at": row.at.isoformat()},
        )
