"""The questions and criteria, as they are and as they were."""

from collections.abc import Sequence

from sqlalchemy import select

from recognition.database import db
from recognition.errors import Missing
from recognition.remembering import remembered
from recognition.resources.models import Resource
from recognition.resources.queries import ResourceCard, resources_by_id
from recognition.schemes.models import Criterion, Descriptor, FormVersion, Question
from recognition.schemes.queries.cards import CriterionCard, FormSheet, QuestionCard


@remembered(FormVersion, Question, Criterion, Descriptor, Resource)
def form_sheet(version_id: int) -> FormSheet:
    """Return the questions and criteria of a version, with the good practice beside each.

    Raises:
        Missing: there is no such version.
    """
    version = db.session.get(FormVersion, version_id)
    if version is None:
        raise Missing
    questions = db.session.scalars(
        select(Question).where(Question.version_id == version_id).order_by(Question.position)
    ).all()
    criteria = db.session.scalars(
        select(Criterion).where(Criterion.version_id == version_id).order_by(Criterion.position)
    ).all()
    beside = [row.resource_id for row in questions] + [row.resource_id for row in criteria]
    guidance = resources_by_id(number for number in beside if number is not None)
    return FormSheet(
        version_id=version.id,
        number=version.number,
        words_together=version.words_together,
        questions=tuple(_question(row, guidance) for row in questions),
        criteria=_criteria(version_id, criteria, guidance),
        used=version.first_used_at is not None,
    )


@remembered(FormVersion)
def newest_version(scheme_id: int) -> int:
    """Return the number of the version that new rounds of a scheme use.

    Raises:
        Missing: the scheme has no form.
    """
    found = db.session.scalar(
        select(FormVersion.id)
        .where(FormVersion.scheme_id == scheme_id)
        .order_by(FormVersion.number.desc())
        .limit(1)
    )
    if found is None:
        raise Missing
    return found


def _question(row: Question, guidance: dict[int, ResourceCard]) -> QuestionCard:
    return QuestionCard(
        id=row.id,
        position=row.position,
        prompt=row.prompt,
        hint=row.hint,
        word_limit=row.word_limit,
        guidance=guidance.get(row.resource_id) if row.resource_id else None,
    )


def _criteria(
    version_id: int, rows: Sequence[Criterion], guidance: dict[int, ResourceCard]
) -> tuple[CriterionCard, ...]:
    descriptors: dict[int, dict[int, str]] = {}
    for found in db.session.scalars(
        select(Descriptor)
        .join(Criterion, Descriptor.criterion_id == Criterion.id)
        .where(Criterion.version_id == version_id)
        .order_by(Descriptor.points)
    ):
        descriptors.setdefault(found.criterion_id, {})[found.points] = found.text
    return tuple(
        CriterionCard(
            id=row.id,
            position=row.position,
            name=row.name,
            description=row.description,
            weight=row.weight,
            descriptors=descriptors.get(row.id, {}),
            guidance=guidance.get(row.resource_id) if row.resource_id else None,
        )
        for row in rows
    )
