"""Looking after one thank-you: handed over, come back, held, passed on, ended."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.mail import actions as mail
from recognition.nominations.models import Nomination
from recognition.nominations.queries.candidacies import is_live
from recognition.people.queries import Viewer
from recognition.thanks import rules, tending
from recognition.thanks.actions.delivering import mark_thanked, settle
from recognition.thanks.actions.quietening import be_quiet
from recognition.thanks.models import Card, Thank
from recognition.thanks.queries.ledger_lines import standing
from recognition.words import _


def tend(
    reference: str,
    thank_id: int,
    *,
    deed: str,
    why: str = "",
    name: str = "",
    actor: Viewer,
    now: datetime,
) -> None:
    """Do one thing with one thank-you.

    Args:
        reference: of the nomination.
        thank_id: number of the thank-you.
        deed: one of `tending.DEEDS` that fits where it stands.
        why: for a card that came back, one of `tending.RETURNED_WHY`.
        name: whom the family or the team is.
        actor: the administrator.
        now: this instant, UTC.

    Raises:
        Refused: the deed does not fit, something is missing, or the letter has just left.
        Missing: this nomination has no such thank-you.
    """
    letter_id = db.session.scalar(select(Thank.letter_id).where(Thank.id == thank_id))
    with transaction() as session:
        stops = deed in (tending.HAS_DIED, tending.NO_LETTERS) and letter_id is not None
        # the letter first, as delivery does it, so that the two never wait for each other
        stopped = not stops or mail.take_back(letter_id or 0)
        thank, person_id = _locked(session, reference, thank_id)
        plain = standing(thank, has_person=person_id is not None)
        tending.check_deed(plain, deed, why=why, name=name)
        if not stopped and thank.state == rules.WAITING and thank.way == rules.LETTER:
            raise Refused(_("The letter is leaving at this moment. Look again in a minute."))
        if deed == tending.NO_LETTERS and person_id is not None:
            _let_be(session, thank, person_id, actor)
        else:
            _change(session, thank, deed, why, name, now)
        audit.record(
            f"thanks.{deed}",
            subject=("nomination", thank.nomination_id),
            actor_id=actor.person_id,
            payload={"reference": reference, "reason": why or thank.reason},
        )
        session.flush()
        if thank.state in (rules.THANKED, rules.ENDED) and deed != tending.NO_LETTERS:
            settle([thank.nomination_id])


def _locked(session: Session, reference: str, thank_id: int) -> tuple[Thank, int | None]:
    row = session.execute(
        select(Thank, Card.person_id)
        .join(Card, Card.id == Thank.card_id)
        .join(Nomination, Nomination.id == Thank.nomination_id)
        .where(Thank.id == thank_id, Nomination.reference == reference, is_live())
        .with_for_update(of=Thank)
    ).one_or_none()
    if row is None:
        raise Missing
    return row.Thank, row.person_id


def _let_be(session: Session, thank: Thank, person_id: int, actor: Viewer) -> None:
    if thank.state == rules.PRINTED:
        thank.state = rules.WAITING  # ends with everything else that waits for them
        session.flush()
    be_quiet(person_id, actor_id=actor.person_id)


def _change(session: Session, thank: Thank, deed: str, why: str, name: str, now: datetime) -> None:
    if deed == tending.HANDED_OVER:
        mark_thanked(session, [thank], now)
    elif deed == tending.RETURNED and why == tending.HAS_LEFT:
        thank.state, thank.reason, thank.returned_at = rules.HELD, rules.LEFT, now
    elif deed == tending.RETURNED:
        thank.returned_at = now
    elif deed == tending.PRINT_AGAIN:
        to_print(thank)
    elif deed == tending.HAS_DIED:
        thank.way, thank.state, thank.reason = rules.PRINT, rules.HELD, rules.DIED
    elif deed == tending.END:
        thank.state = rules.ENDED
    else:
        to_print(thank)
        thank.passed_to = tending.passed(deed, name)


def to_print(thank: Thank) -> None:
    """Put a thank-you back into the print queue."""
    thank.way, thank.state = rules.PRINT, rules.WAITING
    thank.batch_id = thank.printed_at = thank.returned_at = None
