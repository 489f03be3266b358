"""Choosing the good practice that stands beside questions and criteria, with what stood there.

This makes no new version of a form: it changes nothing that was asked or judged, and rounds that
are open keep their version, so a link that died could not be mended where people are writing. What
stood beside a question that nominations have used is kept, from when until when.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from recognition import clock
from recognition.database import db, transaction
from recognition.errors import Missing
from recognition.people.queries import Viewer
from recognition.resources.queries import ResourceCard, resources_by_id
from recognition.schemes.actions.rows import record, scheme_row
from recognition.schemes.asking import Beside
from recognition.schemes.models import Criterion, FormVersion, PastGuidance, Question, Scheme


def set_guidance(scheme_slug: str, number: int, beside: Beside, *, actor: Viewer | None) -> int:
    """Choose what stands beside the questions and criteria of a version of a scheme's form.

    Args:
        scheme_slug: the name in the scheme's address.
        number: which version, from 1.
        beside: what is to stand there.
        actor: who does it.

    Returns:
        Beside how many it changed.

    Raises:
        Missing: there is no such scheme, version or resource.
    """
    with transaction():
        scheme = scheme_row(scheme_slug)
        version = db.session.scalar(
            select(FormVersion)
            .where(FormVersion.scheme_id == scheme.id, FormVersion.number == number)
            .with_for_update()
        )
        if version is None:
            raise Missing
        return guide(scheme, version, beside, actor=actor)


def guide(scheme: Scheme, version: FormVersion, beside: Beside, *, actor: Viewer | None) -> int:
    """Write what stands beside the parts of a version, in an open transaction; see above."""
    rows = _rows(version, beside)
    cards = _cards(rows)
    changes = []
    for row, wanted in rows:
        now_there = cards.get(row.resource_id) if row.resource_id else None
        if wanted is not None and wanted not in cards:
            raise Missing
        if wanted == (now_there.id if now_there else None):
            continue
        _place(row, version, wanted, clock.now())
        changes.append(
            {
                "what": _words_of(row),
                "before": now_there.title if now_there else "",
                "after": cards[wanted].title if wanted is not None else "",
            }
        )
    if changes:
        record(
            "scheme.guidance_changed",
            scheme,
            actor,
            {"name": scheme.name, "version": version.number, "changed": changes},
        )
    return len(changes)


def _rows(
    version: FormVersion, beside: Beside
) -> Sequence[tuple[Question | Criterion, int | None]]:
    questions = db.session.scalars(
        select(Question).where(Question.version_id == version.id).order_by(Question.position)
    )
    criteria = db.session.scalars(
        select(Criterion).where(Criterion.version_id == version.id).order_by(Criterion.position)
    )
    found: list[tuple[Question | Criterion, int | None]] = []
    for row in questions:
        if row.position in beside.questions:
            found.append((row, beside.questions[row.position]))
    for place in criteria:
        if place.position in beside.criteria:
            found.append((place, beside.criteria[place.position]))
    return found


def _cards(rows: Sequence[tuple[Question | Criterion, int | None]]) -> dict[int, ResourceCard]:
    """Return what is shown of all that stands there or is to, by number, in one statement."""
    numbers = {row.resource_id for row, _wanted in rows} | {wanted for _row, wanted in rows}
    return resources_by_id(number for number in numbers if number is not None)


def _place(
    row: Question | Criterion, version: FormVersion, wanted: int | None, at: datetime
) -> None:
    if row.resource_id is not None and version.first_used_at is not None:
        db.session.add(
            PastGuidance(
                question_id=row.id if isinstance(row, Question) else None,
                criterion_id=row.id if isinstance(row, Criterion) else None,
                resource_id=row.resource_id,
                placed_at=row.resource_since or version.made_at,
                taken_at=at,
            )
        )
    row.resource_id, row.resource_since = wanted, at


def _words_of(row: Question | Criterion) -> str:
    return row.prompt if isinstance(row, Question) else row.name
