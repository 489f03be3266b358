"""Stories of winners that stand in the library."""

import re

from sqlalchemy import select

from recognition.database import db
from recognition.errors import Missing
from recognition.nominations.models import Candidacy
from recognition.people.queries import Viewer
from recognition.resources.models import Resource
from recognition.winners.queries.rights import host_of

_REFERENCE = re.compile(r"R([0-9]+)-([0-9]+)")


def may_lend(viewer: Viewer | None, round_id: int, **_arguments: object) -> bool:
    """May they put a story into the library: administrators of the round's host?"""
    return viewer is not None and host_of(round_id) in viewer.administers


def reference_of(candidacy_id: int) -> str:
    """Return what a story is known by in the library; see `PublicWinner.reference`.

    Raises:
        Missing: there is no such candidacy.
    """
    round_id = db.session.scalar(select(Candidacy.round_id).where(Candidacy.id == candidacy_id))
    if round_id is None:
        raise Missing
    return f"R{round_id}-{candidacy_id}"


def slug_of(reference: str) -> str:
    """Return the name in the address of the entry made of a story; empty where there is none."""
    chosen = select(Resource.slug).where(Resource.source_reference == reference)
    return db.session.scalar(chosen) or ""


def lent() -> dict[str, int]:
    """Return the candidacy of every story that the library shows, by its reference."""
    rows = db.session.scalars(
        select(Resource.source_reference).where(
            Resource.source_reference.is_not(None), Resource.withdrawn_at.is_(None)
        )
    )
    found = {text: _REFERENCE.fullmatch(text) for text in rows if text}
    return {text: int(parts.group(2)) for text, parts in found.items() if parts}
