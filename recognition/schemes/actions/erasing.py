"""Schemes without somebody who is erased."""

from sqlalchemy import select

from recognition.database import transaction
from recognition.erased import Erased, rewrite
from recognition.schemes.actions.wordings import digest_of
from recognition.schemes.models import Round, Scheme, Wording
from recognition.schemes.queries.free_text import FREE_TEXT


def erase(erased: Erased) -> int:
    """Take them out of the words of schemes, also of forms that are in use, and of addresses.

    Returns:
        How many rows became different.
    """
    with transaction() as session:
        changed = 0
        rows = (*session.scalars(select(Scheme)), *session.scalars(select(Round)))
        for row in rows:
            if erased.without(row.slug) != row.slug:
                row.slug = f"{row.__tablename__}-{row.id}"
                changed += 1
        changed += sum(rewrite(session, erased.without, *columns) for columns in FREE_TEXT)
        for wording in session.scalars(select(Wording)):
            wording.digest = digest_of(wording.english)  # the old one can be tried with guesses
        session.flush()
        return changed
