"""Kept packs without somebody who is erased."""

from sqlalchemy import delete, select

from recognition.database import transaction
from recognition.erased import Erased, rewrite
from recognition.newsletter.models import SavedPiece
from recognition.newsletter.queries.free_text import FREE_TEXT


def erase(erased: Erased) -> int:
    """Take them out of every kept pack, and out of what was written for others.

    Returns:
        How many packs they were in.
    """
    with transaction() as session:
        theirs = SavedPiece.candidacy_id.in_(erased.candidacies)
        packs = len(session.scalars(select(SavedPiece.pack_id).where(theirs).distinct()).all())
        session.execute(delete(SavedPiece).where(theirs))
        for columns in FREE_TEXT:
            rewrite(session, erased.without, *columns)
        return packs
