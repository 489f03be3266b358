"""Setting an outcome right after the world was told, and the letters that then say otherwise."""

from datetime import datetime

from sqlalchemy import select

from recognition.database import db, transaction
from recognition.errors import Refused
from recognition.mail import actions as mail
from recognition.nominations import queries as nominations
from recognition.panel.actions.locking import lock_round
from recognition.people.queries import Viewer
from recognition.winners import queries
from recognition.winners.actions.announcing import lock_announcement
from recognition.winners.actions.deciding import change_announced
from recognition.winners.actions.telling import write_missing
from recognition.winners.models import OutcomeLetter
from recognition.winners.rules import OUTCOMES, RECOGNISED
from recognition.words import _


def set_right(
    candidacy_id: int, *, outcome: str, reason: str, edition: int, actor: Viewer, now: datetime
) -> None:
    """Correct an outcome that was announced.

    The public page follows at once. Letters that say otherwise and have not left are taken back and
    written anew; those that have left are marked, so that somebody writes to those people.

    Args:
        candidacy_id: which nominee.
        outcome: one of `OUTCOMES`.
        reason: why, for the record, never published.
        edition: of the decision that the form showed; 0 when there was none.
        actor: the chair, or the deputy where the chair has an interest.
        now: instant at which the server received the request, UTC.

    Raises:
        Refused: not announced yet, no such outcome, no reason, or it is the outcome already.
        Conflict: somebody decided meanwhile.
    """
    round_id = nominations.candidacy(candidacy_id).round_id
    announced = queries.announced_at(round_id)
    if announced is None or announced > now:
        raise Refused(_("This round is not announced yet. Record the outcome as usual."))
    if outcome not in OUTCOMES:
        raise Refused(_("Choose one of the outcomes."), field="outcome")
    if not reason:
        raise Refused(_("Write what was wrong, for the record."), field="reason")
    with transaction():
        lock_round(round_id)
        lock_announcement(round_id)  # no letter is written meanwhile with what was wrong
        if (queries.outcomes([candidacy_id])[candidacy_id] or RECOGNISED) == outcome:
            raise Refused(_("That is the outcome already."), field="outcome")
        change_announced(
            candidacy_id, outcome=outcome, reason=reason, edition=edition, actor=actor, now=now
        )
        letter_ids = _letters(candidacy_id)
        stopped = {number for number in letter_ids if mail.take_back(number)}
        _contradict(candidacy_id, outcome, stopped, now)
        if letter_ids:
            write_missing([candidacy_id], round_id, now)


def _letters(candidacy_id: int) -> list[int]:
    """Return the letters that told about a candidacy, in the order in which they are taken."""
    chosen = select(OutcomeLetter.letter_id).where(
        OutcomeLetter.candidacy_id == candidacy_id, OutcomeLetter.letter_id.is_not(None)
    )
    rows = db.session.scalars(chosen.order_by(OutcomeLetter.letter_id))
    return [number for number in rows if number is not None]


def _contradict(candidacy_id: int, outcome: str, stopped: set[int], now: datetime) -> None:
    """Forget what never left, and mark what left and says otherwise."""
    rows = select(OutcomeLetter).where(OutcomeLetter.candidacy_id == candidacy_id)
    with transaction() as session:
        for row in session.scalars(rows.with_for_update()):
            if row.letter_id in stopped:
                session.delete(row)
            else:
                row.contradicted_at = None if row.outcome == outcome else now
        session.flush()
