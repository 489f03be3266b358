"""This room's own notes without somebody who is erased."""

from sqlalchemy import update

from recognition.database import transaction
from recognition.erased import Erased, rewrite
from recognition.privacy.models import Hold, Release
from recognition.privacy.queries.free_text import FREE_TEXT


def erase(erased: Erased) -> int:
    """Empty why their data was given out or kept, and take them out of what is said of others.

    Returns:
        How many notes of others changed.
    """
    with transaction() as session:
        if erased.person_id is not None:
            theirs = Release.person_id == erased.person_id
            session.execute(update(Release).where(theirs).values(reason="", panel_reason=""))
            session.execute(
                update(Hold).where(Hold.person_id == erased.person_id).values(reason="")
            )
        return sum(rewrite(session, erased.without, *columns) for columns in FREE_TEXT)
