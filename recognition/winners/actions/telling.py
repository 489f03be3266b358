"""Writing the letters of an announcement once its time has come. A chore of the worker."""

import logging
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Conflict, Refused
from recognition.mail import actions as mail
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.thanks.actions import LINK
from recognition.winners import queries
from recognition.winners.models import Announcement, OutcomeLetter
from recognition.winners.queries import OutcomeLetterCard

log = logging.getLogger(__name__)

LETTER_KIND = "winners.outcome"
AT_ONCE = 50  # candidacies: so much is lost, and done again, when a worker dies


def tell_outcomes(now: datetime | None = None) -> int:
    """Write the letters of every announcement whose time has come.

    Any number of workers may do this at once, and may die while they do: what was written is
    written, with its letter, and the next one goes on from there.

    Args:
        now: the instant to go by, UTC; this instant unless given.

    Returns:
        How many letters were written.
    """
    moment = now or clock.now()
    due = (
        select(Announcement.round_id)
        .where(Announcement.at <= moment, Announcement.letters_written_at.is_(None))
        .order_by(Announcement.at, Announcement.round_id)
    )
    return sum(_safely(round_id, moment) for round_id in db.session.scalars(due).all())


def write_missing(candidacy_ids: Collection[int], round_id: int, moment: datetime) -> int:
    """Write the letters about some candidacies that were not written yet, in a transaction.

    Whoever withdrew, wishes no letters, has left or has died meanwhile gets none.

    Returns:
        How many letters were written.

    Raises:
        Refused: the words of a letter cannot be used.
    """
    chosen = OutcomeLetter.candidacy_id.in_(set(candidacy_ids))
    columns = (OutcomeLetter.candidacy_id, OutcomeLetter.part, OutcomeLetter.to_key)
    have = {tuple(row) for row in db.session.execute(select(*columns).where(chosen))}
    letters = queries.outgoing(round_id, candidacy_ids).letters
    missing = [one for one in letters if (one.candidacy_id, one.part, one.to_key) not in have]
    with transaction() as session:
        session.add_all(_row(letter, _post(letter), moment) for letter in missing)
        session.flush()
    return len(missing)


def _safely(round_id: int, moment: datetime) -> int:
    """Tell about one round, so that one with a problem holds up no other."""
    try:
        return _tell(round_id, moment)
    except (Conflict, OperationalError):
        return 0  # somebody else was at it; there is a next time
    except Refused:
        log.warning("the letters of round %s wait: their words cannot be used", round_id)
    except Exception as problem:
        # the text of an error can quote a letter: only its kind is kept
        log.warning("the letters of round %s wait: %s", round_id, type(problem).__name__)
    return 0


def _tell(round_id: int, moment: datetime) -> int:
    queries.outgoing(round_id)  # words that cannot be used stop the first letter, not the last
    numbers = sorted(card.id for card in nominations.candidacies(round_id))
    written = 0
    for start in range(0, len(numbers), AT_ONCE):
        with transaction():
            if _claim(round_id, moment) is None:
                return written
            written += write_missing(numbers[start : start + AT_ONCE], round_id, moment)
    _finish(round_id, moment)
    return written


def _claim(round_id: int, moment: datetime) -> Announcement | None:
    """Return an announcement whose letters are not all written, where others wait for it."""
    return db.session.scalar(
        select(Announcement)
        .where(Announcement.round_id == round_id, Announcement.at <= moment)
        .where(Announcement.letters_written_at.is_(None))
        .with_for_update()
    )


def _finish(round_id: int, moment: datetime) -> None:
    with transaction() as session:
        row = _claim(round_id, moment)
        if row is None:
            return
        row.letters_written_at = moment
        letters = session.scalar(
            select(func.count(OutcomeLetter.id))
            .join(Candidacy, Candidacy.id == OutcomeLetter.candidacy_id)
            .where(Candidacy.round_id == round_id)
        )
        audit.record(
            "winners.letters_written",
            subject=("round", round_id),
            actor_id=None,
            payload={"letters": letters or 0},
        )


def _post(letter: OutcomeLetterCard) -> int:
    return mail.write(
        kind=LETTER_KIND,
        to_address=letter.address,
        subject=letter.words.subject,
        body=letter.words.body + "\n",
        link=(LINK, str(letter.card_id)) if letter.card_id is not None else None,
    )


def _row(letter: OutcomeLetterCard, letter_id: int, moment: datetime) -> OutcomeLetter:
    return OutcomeLetter(
        candidacy_id=letter.candidacy_id,
        part=letter.part,
        to_key=letter.to_key,
        outcome=letter.outcome,
        letter_id=letter_id,
        written_at=moment,
    )
