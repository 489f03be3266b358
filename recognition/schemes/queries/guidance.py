"""What stands beside questions and criteria, what stood there, and which rounds show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from recognition.database import db
from recognition.errors import Missing
from recognition.remembering import remembered
from recognition.resources.models import Resource
from recognition.resources.queries import ResourceCard, resources_by_id, titles_of
from recognition.schemes.models import Criterion, FormVersion, PastGuidance, Question, Round


@dataclass(frozen=True)
class Stood:
    """What once stood beside a question or a criterion, by title; instants are UTC."""

    title: str
    placed_at: datetime
    taken_at: datetime


@dataclass(frozen=True)
class Place:
    """A question or a criterion, and what stands beside it since when (UTC).

    `words` are the question or the name of the criterion; `past` holds the latest first.
    """

    position: int
    words: str
    resource: ResourceCard | None
    since: datetime
    past: tuple[Stood, ...] = ()


@dataclass(frozen=True)
class GuidanceSheet:
    """All places of one version of a form; `rounds` are the names of those that use it."""

    number: int
    rounds: tuple[str, ...]
    questions: tuple[Place, ...]
    criteria: tuple[Place, ...]


@dataclass(frozen=True)
class VersionCard:
    """A version that people can still see: the newest, and those of rounds."""

    number: int
    rounds: tuple[str, ...]


def versions_shown(scheme_id: int) -> list[VersionCard]:
    """Return the newest version of a scheme's form and those its rounds use, newest first."""
    return list(_shown(scheme_id))


@remembered(FormVersion, Round)
def _shown(scheme_id: int) -> tuple[VersionCard, ...]:
    rounds: dict[int, list[str]] = {}
    numbers: dict[int, int] = {}
    for version_id, number, name in db.session.execute(
        select(FormVersion.id, FormVersion.number, Round.name)
        .outerjoin(Round, Round.version_id == FormVersion.id)
        .where(FormVersion.scheme_id == scheme_id)
        .order_by(FormVersion.number.desc(), Round.opens_at.desc())
    ):
        numbers[version_id] = number
        rounds.setdefault(version_id, []).extend([name] if name else [])
    newest = max(numbers.values(), default=0)
    return tuple(
        VersionCard(number, tuple(rounds[version_id]))
        for version_id, number in numbers.items()
        if rounds[version_id] or number == newest
    )


@remembered(FormVersion, Round, Question, Criterion, PastGuidance, Resource)
def guidance_sheet(scheme_id: int, number: int | None = None) -> GuidanceSheet:
    """Return what stands and stood beside each part of a version; the newest unless given.

    Raises:
        Missing: there is no such version, or nobody can see it any more.
    """
    shown = versions_shown(scheme_id)
    card = next((one for one in shown if number in {None, one.number}), None)
    if card is None:
        raise Missing
    version = db.session.scalars(
        select(FormVersion).where(
            FormVersion.scheme_id == scheme_id, FormVersion.number == card.number
        )
    ).one()
    questions = db.session.scalars(
        select(Question).where(Question.version_id == version.id).order_by(Question.position)
    ).all()
    criteria = db.session.scalars(
        select(Criterion).where(Criterion.version_id == version.id).order_by(Criterion.position)
    ).all()
    there = {row.resource_id for row in questions} | {row.resource_id for row in criteria}
    beside = resources_by_id(one for one in there if one is not None)
    past = _past(questions, criteria)

    def place(row: Question | Criterion) -> Place:
        return Place(
            position=row.position,
            words=row.prompt if isinstance(row, Question) else row.name,
            resource=beside.get(row.resource_id) if row.resource_id else None,
            since=row.resource_since or version.made_at,
            past=tuple(past.get((type(row), row.id), ())),
        )

    return GuidanceSheet(
        card.number, card.rounds, tuple(map(place, questions)), tuple(map(place, criteria))
    )


def _past(
    questions: Sequence[Question], criteria: Sequence[Criterion]
) -> dict[tuple[type, int], list[Stood]]:
    rows = db.session.scalars(
        select(PastGuidance)
        .where(
            or_(
                PastGuidance.question_id.in_([row.id for row in questions]),
                PastGuidance.criterion_id.in_([row.id for row in criteria]),
            )
        )
        .order_by(PastGuidance.taken_at.desc(), PastGuidance.id.desc())
    ).all()
    titles = titles_of(row.resource_id for row in rows)
    found: dict[tuple[type, int], list[Stood]] = {}
    for row in rows:
        key = (Question, row.question_id) if row.question_id else (Criterion, row.criterion_id or 0)
        stood = Stood(titles[row.resource_id], row.placed_at, row.taken_at)
        found.setdefault(key, []).append(stood)
    return found
