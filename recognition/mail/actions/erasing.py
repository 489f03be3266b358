"""Emptying the letters of somebody who is erased."""

from collections.abc import Iterator

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from recognition.database import transaction
from recognition.erased import AT_A_TIME, Erased, rewrite, words_removed
from recognition.mail.models import Letter
from recognition.mail.queries.free_text import FREE_TEXT
from recognition.mail.rules import ERASED, inert, subject_line


def erase(erased: Erased) -> int:
    """Empty the letters to somebody who is erased and those about what is theirs alone.

    They stay as rows, sent or given up, so that who was written to when can still be counted. Other
    letters, waiting ones as well, go on without their name, as do the words of letters to come.

    Returns:
        How many letters were emptied or changed.
    """
    with transaction() as session:
        theirs = or_(
            func.lower(Letter.to_address).in_(erased.addresses),
            func.lower(Letter.link_target).in_(erased.addresses),
            Letter.id.in_(erased.letters),
        )
        emptied = 0
        for letter in session.scalars(select(Letter).where(theirs)):
            letter.to_address, letter.subject, letter.body = "", words_removed(), ""
            letter.link_kind = letter.link_target = None
            if letter.sent_at is None and letter.given_up_at is None:
                letter.given_up_at, letter.problem = erased.at, ERASED
            emptied += 1
        session.flush()
        others = list(_others(session, erased))
        if others:
            session.execute(update(Letter), others)
        for columns in FREE_TEXT:
            rewrite(session, erased.without, *columns)
        return emptied + len(others)


def _others(session: Session, erased: Erased) -> Iterator[dict[str, object]]:
    """Yield the letters to somebody else that change, with their new words."""
    repeated = sorted(filter(None, map(inert, erased.written)), key=len, reverse=True)
    rows = session.execute(
        select(Letter.id, Letter.subject, Letter.body, Letter.link_target),
        execution_options={"yield_per": AT_A_TIME},
    )
    for number, subject, body, target in rows:
        whole = f"{body} {target}"
        is_about = any(reference in whole for reference in erased.references)
        change = erased.untold if is_about else erased.without
        new_subject, new_body = change(subject), change(body)
        for words in repeated:
            new_body = new_body.replace(words, words_removed())
        if (new_subject, new_body) != (subject, body):
            yield {"id": number, "subject": subject_line(new_subject), "body": new_body}
