"""Which language somebody reads."""

from collections.abc import Iterable

from sqlalchemy import select

from recognition.database import db
from recognition.people.models import Account, Person


def language_of(address: str | None) -> str | None:
    """Return the language kept for whoever gets letters at an address; None where nobody chose."""
    if not address:
        return None
    return db.session.scalar(
        select(Account.language)
        .join(Person, Account.person_id == Person.id)
        .where((Account.email == address) | (Person.email == address))
        .where(Account.language.is_not(None))
        .limit(1)
    )


def languages_of(person_ids: Iterable[int]) -> dict[int, str]:
    """Return the languages kept for people, by their number; those who never chose are left out."""
    rows = db.session.execute(
        select(Account.person_id, Account.language).where(
            Account.person_id.in_(set(person_ids)), Account.language.is_not(None)
        )
    )
    return {person_id: language for person_id, language in rows if language}
