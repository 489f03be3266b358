"""What became of the letters of an announced round."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from recognition.database import db
from recognition.errors import Refused
from recognition.mail.models import Letter
from recognition.mail.rules import NOBODY
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.winners.models import Announcement, OutcomeLetter
from recognition.winners.queries.deciding import outcomes
from recognition.winners.queries.outcome_facts import shown_names
from recognition.winners.queries.outcome_letters import outgoing


@dataclass(frozen=True)
class Amiss:
    """A letter that somebody has to see to.

    It says `said`, and the outcome is `now`; or the mail server would not take it, and they are the
    same. `name` is the recipient as may be shown, `about` the nominee.
    """

    candidacy_id: int
    part: str
    name: str
    about: str
    said: str
    now: str


@dataclass(frozen=True)
class Told:
    """How the letters of a round stand: how many were written, and how many have left.

    `written_at` is None until the last one is in the outbox; `held_up` says why they cannot be
    written, if they cannot. `contradicted` say what is no longer so, and `returned` could not be
    delivered.
    """

    written_at: datetime | None
    written: int
    sent: int
    contradicted: tuple[Amiss, ...]
    returned: tuple[Amiss, ...]
    held_up: str


def told(round_id: int) -> Told:
    """Return how the letters of a round stand, in a constant number of statements."""
    here = (
        select(OutcomeLetter)
        .join(Candidacy, Candidacy.id == OutcomeLetter.candidacy_id)
        .outerjoin(Letter, Letter.id == OutcomeLetter.letter_id)
        .where(Candidacy.round_id == round_id)
    )
    sent = case((Letter.sent_at.is_not(None), 1))
    written, left = db.session.execute(
        here.with_only_columns(func.count(OutcomeLetter.id), func.count(sent))
    ).one()
    contradicted = here.where(OutcomeLetter.contradicted_at.is_not(None))
    returned = here.where(Letter.given_up_at.is_not(None), Letter.problem != NOBODY)
    false = list(db.session.scalars(contradicted.order_by(OutcomeLetter.id)))
    undelivered = list(db.session.scalars(returned.order_by(OutcomeLetter.id)))
    amiss = _amiss([*false, *undelivered])
    written_at = db.session.scalar(
        select(Announcement.letters_written_at).where(Announcement.round_id == round_id)
    )
    return Told(
        written_at=written_at,
        written=written,
        sent=left,
        contradicted=tuple(amiss[row.id] for row in false),
        returned=tuple(amiss[row.id] for row in undelivered),
        held_up="" if written_at is not None else _what_is_wrong(round_id),
    )


def _what_is_wrong(round_id: int) -> str:
    """Say why the letters of a round cannot be written; empty when they can."""
    try:
        outgoing(round_id)
    except Refused as refused:
        return refused.reason
    return ""


def has_letters(round_id: int) -> bool:
    """Tell whether a letter was written about an outcome of this round."""
    found = db.session.scalar(
        select(OutcomeLetter.id)
        .join(Candidacy, Candidacy.id == OutcomeLetter.candidacy_id)
        .where(Candidacy.round_id == round_id)
        .limit(1)
    )
    return found is not None


def _amiss(rows: list[OutcomeLetter]) -> dict[int, Amiss]:
    numbers = {row.candidacy_id for row in rows}
    cards, now = nominations.candidacies_by_id(numbers), outcomes(numbers)
    names = shown_names([(row.candidacy_id, row.part, row.to_key) for row in rows])
    return {
        row.id: Amiss(
            candidacy_id=row.candidacy_id,
            part=row.part,
            name=names.get((row.candidacy_id, row.part, row.to_key), ""),
            about=cards[row.candidacy_id].nominee.name if row.candidacy_id in cards else "",
            said=row.outcome,
            now=now[row.candidacy_id],
        )
        for row in rows
    }
