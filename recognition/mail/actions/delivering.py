"""Writing letters, and delivering them."""

import logging
import smtplib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any

from sqlalchemy import CursorResult, Select, or_, select, update
from sqlalchemy.orm import Session

from recognition import clock, config
from recognition.database import db, transaction
from recognition.disposal import Disposal, Spared
from recognition.mail import links
from recognition.mail.diary import Letters
from recognition.mail.models import Letter
from recognition.mail.rules import LINK_PLACE, NOBODY, TAKEN_BACK, retry_after, subject_line

log = logging.getLogger(__name__)

CLAIM = timedelta(minutes=5)
Post = Callable[[EmailMessage], None]


def write(
    *,
    kind: str,
    to_address: str,
    subject: str,
    body: str,
    link: tuple[str, str] | None = None,
    due_at: datetime | None = None,
) -> int:
    """Put a letter in the outbox, in the transaction of the change it announces.

    Args:
        kind: what the letter is, as `room.what`: “nomination.receipt”.
        to_address: one address.
        subject: one line, cut to what the outbox holds; typed values in it have been through
            `rules.inert`.
        body: plain text; typed values in it have been through `rules.inert`. `{link}` marks where
            the private link goes.
        link: kind and target of the private link, made at delivery; see `links`.
        due_at: not before this instant, UTC; None for now.

    Returns:
        The number of the letter.
    """
    with transaction() as session:
        letter = Letter(
            kind=kind,
            to_address=to_address,
            subject=subject_line(subject),
            body=body,
            link_kind=link[0] if link else None,
            link_target=link[1] if link else None,
            message_id=make_msgid(domain=config.current().host_name),
            written_at=clock.now(),
            due_at=due_at or clock.now(),
        )
        session.add(letter)
        session.flush()
        return letter.id


def take_back(number: int) -> bool:
    """Stop a letter that has not left, in the transaction of what makes it untrue.

    Returns:
        True when it has not left and never will; False when it was sent, or is leaving now.
    """
    moment = clock.now()
    with transaction() as session:
        stopped = session.execute(
            update(Letter)
            .where(Letter.id == number, Letter.sent_at.is_(None))
            .where((Letter.claimed_until.is_(None)) | (Letter.claimed_until < moment))
            .values(given_up_at=moment, problem=TAKEN_BACK)
        )
        return isinstance(stopped, CursorResult) and stopped.rowcount == 1


def deliver_due(
    post: Post,
    *,
    limit: int = 100,
    stopping: Callable[[], bool] = lambda: False,
    letters: Letters | None = None,
) -> int:
    """Deliver letters that are due, each claimed first so that workers never share one.

    Args:
        post: hands one message to the mail server.
        limit: at most so many letters.
        stopping: asked before each letter; True leaves the others for later.
        letters: counts what became of them.

    Returns:
        How many letters were sent.
    """
    moment = clock.now()
    waiting = (
        select(Letter.id)
        .where(Letter.sent_at.is_(None), Letter.given_up_at.is_(None), Letter.due_at <= moment)
        .where((Letter.claimed_until.is_(None)) | (Letter.claimed_until < moment))
        .order_by(Letter.due_at, Letter.id)
        .limit(limit)
    )
    numbers = list(db.session.scalars(waiting))
    db.session.rollback()  # a reader must not hold the file while letters travel
    letters = letters or Letters()
    before = letters.delivered
    for number in numbers:
        if stopping():
            break
        _deliver(number, post, letters)
    return letters.delivered - before


def _claim(number: int) -> Letter | None:
    moment = clock.now()
    with transaction() as session:
        claimed = session.execute(
            update(Letter)
            .where(Letter.id == number, Letter.sent_at.is_(None), Letter.given_up_at.is_(None))
            .where((Letter.claimed_until.is_(None)) | (Letter.claimed_until < moment))
            .values(claimed_until=moment + CLAIM, attempts=Letter.attempts + 1)
        )
        if not isinstance(claimed, CursorResult) or claimed.rowcount != 1:
            return None
        letter = session.get_one(Letter, number)
        session.refresh(letter)
        session.expunge(letter)
        return letter


def _deliver(number: int, post: Post, letters: Letters) -> None:
    letter = _claim(number)
    if letter is None:
        return
    try:
        message = _message(letter)
        db.session.rollback()  # what made its link may have read, and would hold the file
        if message is not None:
            post(message)
    except Exception as problem:  # one letter, whatever is wrong with it, stops no other
        letters.put_off += 1
        _postpone(letter, problem)
        return
    if message is None:
        _settle(letter, given_up_at=clock.now(), problem=NOBODY)
        return
    letters.delivered += 1  # it has left, whatever becomes of what we note
    _settle(letter, sent_at=clock.now(), problem=None)


def _message(letter: Letter) -> EmailMessage | None:
    """Return the letter as it travels, with its private link; None when nobody is to get it."""
    body = letter.body
    if letter.link_kind and letter.link_target is not None:
        link = links.make(letter.link_kind, letter.link_target)
        if link is None:
            return None
        body = body.replace(LINK_PLACE, link)
    message = EmailMessage()
    message["From"] = config.current().mail_from
    message["To"] = letter.to_address
    message["Subject"] = letter.subject
    message["Message-ID"] = letter.message_id
    message["Date"] = clock.now()
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    return message


def _postpone(letter: Letter, problem: Exception) -> None:
    # The text of an error can quote the address or the letter: only its kind and number are kept.
    reason = f"{type(problem).__name__} {_smtp_code(problem)}".strip()
    wait = retry_after(letter.attempts)
    log.warning("letter %s was not delivered: %s", letter.id, reason)
    if wait is None:
        _settle(letter, given_up_at=clock.now(), problem=reason)
    else:
        _settle(letter, due_at=clock.now() + wait, claimed_until=None, problem=reason)


def _smtp_code(problem: Exception) -> object:
    """Return the number with which the mail server said no, if it did."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return next((code for code, _text in problem.recipients.values()), "")
    return getattr(problem, "smtp_code", "")


def _settle(letter: Letter, **facts: datetime | str | None) -> None:
    """Keep what became of a letter and, once that is final, tell the room that wrote it.

    Both happen or neither, should the worker die between them. What goes wrong in that room alone
    undoes only its own part: the letter has left all the same, and must not be sent again.
    """
    with transaction() as session:
        session.execute(update(Letter).where(Letter.id == letter.id).values(**facts))
        if "sent_at" not in facts and "given_up_at" not in facts:
            return
        try:
            with session.begin_nested():
                links.settled(letter.kind, letter.id, was_sent="sent_at" in facts)
        except Exception as problem:
            kind = type(problem).__name__
            log.warning("nobody heard what became of letter %s: %s", letter.id, kind)


def _settled(before: datetime, spared: Spared) -> Select[Any]:
    """Choose letters that left or never will; none while anything at all is on hold.

    No letter says to which round it belongs, nor whom it is about.
    """
    on_hold = or_(spared.people.exists(), spared.rounds.exists())
    return (
        select(Letter.id)
        .where(or_(Letter.sent_at < before, Letter.given_up_at < before), Letter.body != "")
        .where(~on_hold)
        .order_by(Letter.id)
    )


def _empty(session: Session, numbers: Sequence[Any]) -> None:
    """Keep that a letter was written and when it left, and nothing of what it said, or to whom.

    Why it did not leave stays: it has no words of the letter, and what was stopped is no failure.
    """
    session.execute(
        update(Letter)
        .where(Letter.id.in_(numbers))
        .values(to_address="", subject="", body="", link_target=None)
    )


DISPOSALS: dict[str, tuple[Disposal, ...]] = {"letters": (Disposal(_settled, _empty),)}
