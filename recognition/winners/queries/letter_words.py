"""The words of outcome letters: an organisation's own, else the usual ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from recognition.database import db
from recognition.errors import Missing
from recognition.people import queries as people
from recognition.people.queries import OrganisationCard, Viewer
from recognition.winners.models import LetterWords
from recognition.winners.outcome_filling import Words
from recognition.winners.outcome_words import KINDS, usual
from recognition.words import LANGUAGES, in_language


@dataclass(frozen=True)
class WordsSheet:
    """The words of one kind of letter; `edition` is 0 while they are the usual ones."""

    kind: str
    words: Words
    edition: int = 0
    written_by: str = ""
    written_at: datetime | None = None


def words_in_every_language(organisation_id: int) -> dict[str, dict[str, Words]]:
    """Return the words of every kind by language; an organisation's own are as it wrote them."""
    own = _own(organisation_id)
    found: dict[str, dict[str, Words]] = {}
    for code in LANGUAGES:
        with in_language(code):
            found[code] = {kind: _words(own, kind) for kind in KINDS}
    return found


def _words(own: Mapping[str, LetterWords], kind: str) -> Words:
    return Words(own[kind].subject, own[kind].body) if kind in own else usual(kind)


def words_sheets(organisation_id: int) -> list[WordsSheet]:
    """Return the words of every kind with who wrote them, in two statements."""
    own = _own(organisation_id)
    names = people.people_by_id(row.written_by_id for row in own.values())
    return [
        WordsSheet(
            kind,
            Words(own[kind].subject, own[kind].body),
            own[kind].edition,
            names[own[kind].written_by_id].name,
            own[kind].written_at,
        )
        if kind in own
        else WordsSheet(kind, usual(kind))
        for kind in KINDS
    ]


def words_sheet(organisation_id: int, kind: str) -> WordsSheet:
    """Return the words of one kind.

    Raises:
        Missing: there is no such kind.
    """
    if kind not in KINDS:
        raise Missing
    return next(sheet for sheet in words_sheets(organisation_id) if sheet.kind == kind)


def worded_by(viewer: Viewer) -> list[OrganisationCard]:
    """Return the organisations whose letters this person may word, by name."""
    mine = viewer.communicates | viewer.administers
    return [card for card in people.organisations() if card.id in mine]


def may_word(viewer: Viewer | None, organisation_id: int, **_arguments: object) -> bool:
    """May they word the letters of this organisation: its communications or administrators?"""
    return viewer is not None and organisation_id in viewer.communicates | viewer.administers


def _own(organisation_id: int) -> dict[str, LetterWords]:
    rows = db.session.scalars(
        select(LetterWords).where(LetterWords.organisation_id == organisation_id)
    )
    return {row.kind: row for row in rows}
