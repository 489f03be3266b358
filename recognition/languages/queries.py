"""Our texts beside their translations: which await somebody who speaks the language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from gettext import c2py  # what the library itself reads plural rules with

from sqlalchemy import select

from recognition.catalogue import catalogue
from recognition.database import db
from recognition.errors import Missing
from recognition.languages.models import Translation
from recognition.languages.rules import digest_of
from recognition.people import queries as people
from recognition.people.queries import Viewer, administers

PER_PAGE = 50
MANY, FEW = 30, 3  # numbers tried, and named, for a plural form
AWAITING, REVIEWED, BETTER = "awaiting", "reviewed", "better"


@dataclass(frozen=True)
class Line:
    """One of our texts. `said` is what readers get now; plural forms are several texts.

    `key` is the digest of the English, `seen` that of what is said, so that nobody reviews words
    that changed under their eyes.
    """

    key: str
    english: tuple[str, ...]
    said: tuple[str, ...]
    is_better: bool
    is_reviewed: bool

    @property
    def seen(self) -> str:
        """Name the wording that is said now."""
        return digest_of(self.said)


@dataclass(frozen=True)
class Sheet:
    """One page of texts; `total` counts those that were asked for."""

    lines: tuple[Line, ...]
    total: int
    awaiting: int
    all: int


def may_review(viewer: Viewer | None, **_arguments: object) -> bool:
    """May they change our words? Administrators of the organisation that runs the pages may."""
    host = people.host()
    return host is not None and administers(viewer, host.id)


def better(language: str) -> dict[str, tuple[str, ...]]:
    """Return the wordings said instead of the catalogue's, by the English; in one statement."""
    return {row.english: tuple(row.better) for row in _rows(language).values() if row.better}


def awaits_review(language: str) -> bool:
    """Tell whether a text that readers get was not found right yet."""
    return any(not line.is_reviewed for line in _lines(language))


def sheet(language: str, *, show: str = "", text: str = "", page: int = 1) -> Sheet:
    """Return a page of our texts.

    Args:
        language: one of `words.LANGUAGES` but English.
        show: AWAITING, REVIEWED or BETTER; anything else for all.
        text: part of the English or of the translation; nothing for all.
        page: from 1; a page holds `PER_PAGE`.
    """
    lines = list(_lines(language))
    wanted = [line for line in lines if _is_shown(line, show) and _holds(line, text.casefold())]
    start = (page - 1) * PER_PAGE
    return Sheet(
        lines=tuple(wanted[start : start + PER_PAGE]),
        total=len(wanted),
        awaiting=sum(not line.is_reviewed for line in lines),
        all=len(lines),
    )


def line(language: str, key: str) -> Line:
    """Return one text.

    Raises:
        Missing: there is none with that key.
    """
    found = lines_by_key(language).get(key)
    if found is None:
        raise Missing
    return found


def lines_by_key(language: str) -> dict[str, Line]:
    """Return every text of ours, by its key; in one statement."""
    return {line.key: line for line in _lines(language)}


def plural_forms(language: str) -> list[str]:
    """Return for which numbers each form of a counted thing is said, as “0, 4, 5 …” ."""
    ours = catalogue(language)
    which = c2py(ours.plural_expr)
    forms: list[list[str]] = [[] for _form in range(ours.num_plurals)]
    for number in range(MANY):
        forms[which(number)].append(str(number))
    return [
        ", ".join(numbers) if len(numbers) <= FEW else f"{', '.join(numbers[:FEW])} …"
        for numbers in forms
    ]


def _is_shown(line: Line, show: str) -> bool:
    return {AWAITING: not line.is_reviewed, REVIEWED: line.is_reviewed, BETTER: line.is_better}.get(
        show, True
    )


def _holds(line: Line, text: str) -> bool:
    return any(text in one.casefold() for one in (*line.english, *line.said))


def _rows(language: str) -> dict[str, Translation]:
    rows = db.session.scalars(select(Translation).where(Translation.language == language))
    return {row.digest: row for row in rows}


def _lines(language: str) -> Iterator[Line]:
    rows = _rows(language)
    for message in catalogue(language):
        if not message.id or not message.string:
            continue
        english, said = _texts(message.id), _texts(message.string)
        key = digest_of(english[0])
        row = rows.get(key)
        now = tuple(row.better) if row and row.better else said
        yield Line(
            key=key,
            english=english,
            said=now,
            is_better=row is not None and bool(row.better),
            is_reviewed=row is not None and row.reviewed == digest_of(now),
        )


def _texts(texts: str | Sequence[str]) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts)
