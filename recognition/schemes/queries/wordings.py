"""A scheme's own texts in another language: what readers get, and what is still to be written."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import select

from recognition.database import db
from recognition.remembering import remembered
from recognition.schemes.models import (
    Category,
    FormVersion,
    Question,
    Round,
    Scheme,
    Wording,
)
from recognition.words import Own


@dataclass(frozen=True)
class Text:
    """One text of a scheme, and how it is said in another language.

    `what`, `number` and `field` are its place, as in `models.Wording`. `text` is the translation of
    `english`; where that is empty, `earlier` is one that was written before the English changed.
    """

    what: str
    number: int
    field: str
    name: str
    english: str
    text: str
    earlier: str
    is_reviewed: bool

    @property
    def key(self) -> str:
        """Name the place in one word, such as “question-2-hint”."""
        return f"{self.what}-{self.number}-{self.field}"


@dataclass(frozen=True)
class LanguageSheet:
    """Every text of a scheme beside its translation."""

    texts: tuple[Text, ...]

    @property
    def missing(self) -> int:
        """How many texts have no translation of what they say now."""
        return sum(not text.text for text in self.texts)

    @property
    def unreviewed(self) -> int:
        """How many translations nobody who speaks the language has looked at."""
        return sum(bool(text.text) and not text.is_reviewed for text in self.texts)


@remembered(Wording)
def wordings(language: str) -> Mapping[str, str]:
    """Return every translation of organisations' own texts, by the English; in one statement.

    Where two schemes say the same English in different words, those of the older scheme are said.
    """
    rows = db.session.execute(
        select(Wording.english, Wording.text)
        .where(Wording.language == language)
        .order_by(Wording.scheme_id.desc(), Wording.written_at)
    )
    return MappingProxyType({row.english: row.text for row in rows})


def language_sheet(scheme_id: int, language: str) -> LanguageSheet:
    """Return the texts that nominators, nominees and the public read of a scheme, in their order.

    Args:
        scheme_id: whose.
        language: one of `words.LANGUAGES` but English.
    """
    rows = db.session.scalars(
        select(Wording)
        .where(Wording.scheme_id == scheme_id, Wording.language == language)
        .order_by(Wording.written_at, Wording.id)
    ).all()
    by_english = {row.english: row for row in rows}
    by_place = {(row.what, row.number, row.field): row.text for row in rows}
    return LanguageSheet(
        tuple(
            _text(place, name, english, by_english.get(english), by_place.get(place, ""))
            for place, name, english in _places(scheme_id)
        )
    )


def _text(
    place: tuple[str, int, str], name: str, english: str, row: Wording | None, earlier: str
) -> Text:
    return Text(
        *place,
        name=name,
        english=english,
        text=row.text if row else "",
        earlier="" if row else earlier,
        is_reviewed=row is not None and row.reviewed_at is not None,
    )


def _places(scheme_id: int) -> list[tuple[tuple[str, int, str], str, str]]:
    """Return place, name of the thing and English of each text that is not empty."""
    session = db.session
    scheme = session.get_one(Scheme, scheme_id)
    newest = (
        select(FormVersion.id)
        .where(FormVersion.scheme_id == scheme_id)
        .order_by(FormVersion.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    things: list[tuple[str, int, object, tuple[str, ...]]] = [
        ("scheme", 0, scheme, ("name", "purpose", "nominees_get"))
    ]
    things += [
        ("category", row.id, row, ("name", "description"))
        for row in session.scalars(
            select(Category)
            .where(Category.scheme_id == scheme_id, Category.ended_at.is_(None))
            .order_by(Category.position)
        )
    ]
    things += [
        ("question", row.position, row, ("prompt", "hint"))
        for row in session.scalars(
            select(Question).where(Question.version_id == newest).order_by(Question.position)
        )
    ]
    things += [
        ("round", row.id, row, ("name",))
        for row in session.scalars(
            select(Round).where(Round.scheme_id == scheme_id).order_by(Round.opens_at, Round.id)
        )
    ]
    return [
        ((what, number, field), _called(thing), _english(thing, field))
        for what, number, thing, fields in things
        for field in fields
        if _english(thing, field)
    ]


def _called(thing: object) -> str:
    return _english(thing, "prompt" if isinstance(thing, Question) else "name")


def _english(thing: object, field: str) -> str:
    text: str = getattr(thing, field)
    return text.english if isinstance(text, Own) else text
