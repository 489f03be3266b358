"""Changing questions and criteria; what was used stays as it was."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select, update

from recognition import clock
from recognition.database import db, transaction
from recognition.people.queries import Viewer
from recognition.schemes.actions.guiding import guide
from recognition.schemes.actions.rows import record, scheme_row
from recognition.schemes.asking import (
    Beside,
    CriterionText,
    FormText,
    QuestionText,
    check_form,
    without_guidance,
)
from recognition.schemes.models import Criterion, Descriptor, FormVersion, Question, Round
from recognition.schemes.queries import form_sheet


def edit_form(scheme_slug: str, form: FormText, *, actor: Viewer | None) -> int:
    """Change the questions and criteria of a scheme.

    A version that a nomination has used stays as it is: the change becomes the next version.
    Rounds that are still to open move to it, and rounds that are always open use it from now on,
    where each nomination keeps the version it was written with. Other rounds keep theirs. Where
    only the good practice beside it changes, the version stays: see `guiding`.

    Returns:
        The number of the version, from 1.

    Raises:
        Refused: something is missing or too long.
        Missing: there is no such scheme.
    """
    scheme = scheme_row(scheme_slug)
    check_form(form, lane=scheme.lane)
    with transaction():
        scheme = scheme_row(scheme_slug)
        version = newest(scheme.id)
        before = version.number
        if version.first_used_at is not None and _asks_the_same(version, form):
            guide(scheme, version, _beside(form), actor=actor)
            return before
        if version.first_used_at is not None:
            version = add_version(scheme.id, form, number=before + 1)
            _move_rounds(scheme.id, version.id)
        else:
            version.words_together = form.words_together
            write_form(version.id, form)
        record(
            "scheme.form_edited",
            scheme,
            actor,
            {
                "name": scheme.name,
                "version": {"before": before, "after": version.number},
                "questions": len(form.questions),
                "criteria": len(form.criteria),
            },
        )
        return version.number


def _asks_the_same(version: FormVersion, form: FormText) -> bool:
    """Tell whether a form differs from a version in nothing but what stands beside it."""
    sheet = form_sheet(version.id)
    before = FormText(
        questions=[QuestionText(q.prompt, q.hint, q.word_limit) for q in sheet.questions],
        criteria=[
            CriterionText(c.name, c.description, c.weight, dict(c.descriptors))
            for c in sheet.criteria
        ],
        words_together=sheet.words_together,
    )
    return without_guidance(before) == without_guidance(form)


def _beside(form: FormText) -> Beside:
    return Beside(
        {place: question.resource_id for place, question in enumerate(form.questions, 1)},
        {place: criterion.resource_id for place, criterion in enumerate(form.criteria, 1)},
    )


def mark_used(version_id: int, at: datetime) -> None:
    """Note that a nomination used a version, so that it never changes again.

    Call it in the transaction that writes the nomination.

    Args:
        version_id: number of the version's row.
        at: when, UTC; only the first time is kept.
    """
    with transaction() as session:
        session.execute(
            update(FormVersion)
            .where(FormVersion.id == version_id, FormVersion.first_used_at.is_(None))
            .values(first_used_at=at)
        )


def newest(scheme_id: int) -> FormVersion:
    """Return the row of the newest version, locked where the database can."""
    return db.session.scalars(
        select(FormVersion)
        .where(FormVersion.scheme_id == scheme_id)
        .order_by(FormVersion.number.desc())
        .limit(1)
        .with_for_update()
    ).one()


def add_version(scheme_id: int, form: FormText, *, number: int) -> FormVersion:
    """Write a new version, in an open transaction."""
    version = FormVersion(
        scheme_id=scheme_id,
        number=number,
        words_together=form.words_together,
        made_at=clock.now(),
    )
    db.session.add(version)
    db.session.flush()
    write_form(version.id, form)
    return version


def _move_rounds(scheme_id: int, version_id: int) -> None:
    db.session.execute(
        update(Round)
        .where(Round.scheme_id == scheme_id)
        .where(or_(Round.opens_at > clock.now(), Round.closes_at.is_(None)))
        .values(version_id=version_id)
    )


def write_form(version_id: int, form: FormText) -> None:
    """Write questions and criteria over those of an unused version, place by place.

    Rows keep their numbers where their place stays, because drafts know a question by its number.
    """
    _write_questions(version_id, form.questions)
    _write_criteria(version_id, form.criteria)


def _write_questions(version_id: int, texts: Sequence[QuestionText]) -> None:
    session = db.session
    there = {
        row.position: row
        for row in session.scalars(select(Question).where(Question.version_id == version_id))
    }
    for position, text in enumerate(texts, 1):
        row = there.pop(position, None) or Question(version_id=version_id, position=position)
        row.prompt, row.hint, row.word_limit = text.prompt, text.hint, text.word_limit
        _put_beside(row, text.resource_id)
        session.add(row)
    for row in there.values():
        session.delete(row)
    session.flush()


def _write_criteria(version_id: int, texts: Sequence[CriterionText]) -> None:
    session = db.session
    there = {
        row.position: row
        for row in session.scalars(select(Criterion).where(Criterion.version_id == version_id))
    }
    numbers = [row.id for row in there.values()]
    session.execute(delete(Descriptor).where(Descriptor.criterion_id.in_(numbers)))
    for position, text in enumerate(texts, 1):
        row = there.pop(position, None) or Criterion(version_id=version_id, position=position)
        row.name, row.description = text.name, text.description
        row.weight = text.weight
        _put_beside(row, text.resource_id)
        session.add(row)
        session.flush()
        session.add_all(
            Descriptor(criterion_id=row.id, points=points, text=words)
            for points, words in text.descriptors.items()
            if words
        )
    for row in there.values():
        session.delete(row)
    session.flush()


def _put_beside(row: Question | Criterion, resource_id: int | None) -> None:
    """Note since when good practice stands where it was put later than the version was made."""
    if row.id is not None and row.resource_id != resource_id:
        row.resource_since = clock.now()
    row.resource_id = resource_id
