"""Whose a draft or a nomination is: a person's, a browser's, or a letter holder's."""

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, exists, false, or_, select

from recognition.database import db
from recognition.nominations.cards import Author
from recognition.nominations.models import Draft, Nomination
from recognition.people.models import Account, SignInSession


@dataclass(frozen=True)
class Former:
    """Who a browser was until lately: a session that ended, or a hold that was let go."""

    session_digest: str = field(default="", repr=False)
    browser: str = field(default="", repr=False)


def written_by(author: Author) -> ColumnElement[bool]:
    """Return the condition under which a draft is this author's."""
    if author.person_id is not None:
        return Draft.author_id == author.person_id
    if author.browser:
        return Draft.author_id.is_(None) & (Draft.browser == author.browser)
    return false()


def sent_by(author: Author) -> ColumnElement[bool]:
    """Return the condition under which a nomination is this author's."""
    if author.person_id is not None:
        return Nomination.nominator_id == author.person_id
    if author.browser:
        return Nomination.browser == author.browser
    if author.letter:
        return Nomination.reference == author.letter
    return false()


def was_written_by(key: str, former: Former) -> bool:
    """Tell whether a draft belongs to whom this browser was until lately."""
    return db.session.scalar(select(Draft.id).where(Draft.key == key, formerly(former))) is not None


def formerly(former: Former) -> ColumnElement[bool]:
    """Return the condition under which a draft belongs to whom a browser was until lately."""
    same_person = (
        exists()
        .where(SignInSession.digest == former.session_digest)
        .where(SignInSession.account_id == Account.id, Account.person_id == Draft.author_id)
    )
    same_browser = Draft.author_id.is_(None) & (Draft.browser == former.browser)
    return or_(
        same_person if former.session_digest else false(),
        same_browser if former.browser else false(),
    )


def needs_sign_in(key: str) -> bool:
    """Tell whether a key belongs to somebody who signed in: to a draft or to what became of it."""
    held = select(Draft.id).where(Draft.key == key, Draft.author_id.is_not(None))
    sent = select(Nomination.id).where(
        Nomination.draft_key == key, Nomination.nominator_id.is_not(None), Nomination.browser == ""
    )
    return db.session.scalar(held) is not None or db.session.scalar(sent) is not None


def key_of_code(code: str) -> str | None:
    """Return the key of the draft that a short code lets somebody go on with, or None."""
    if not code:
        return None
    return db.session.scalar(select(Draft.key).where(Draft.code == code, Draft.author_id.is_(None)))
