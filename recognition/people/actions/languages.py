"""Which language somebody reads, kept for the pages they open and the letters they get."""

from sqlalchemy import update

from recognition.audit.actions import record
from recognition.database import transaction
from recognition.errors import Missing
from recognition.people.models import Account
from recognition.people.queries import Viewer
from recognition.words import LANGUAGES


def choose_language(viewer: Viewer, code: str) -> None:
    """Keep the language somebody reads, on every account they have.

    Args:
        viewer: who chooses, for themselves.
        code: one of `words.LANGUAGES`.

    Raises:
        Missing: there is no such language.
    """
    if code not in LANGUAGES:
        raise Missing
    if code == viewer.language:
        return
    with transaction() as session:
        session.execute(
            update(Account).where(Account.person_id == viewer.person_id).values(language=code)
        )
        record(
            "people.language_chosen",
            subject=("account", viewer.account_id),
            actor_id=viewer.person_id,
            payload={"language": LANGUAGES[code]},
        )
