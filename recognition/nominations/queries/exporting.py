"""Every nomination of a round as rows, for an organisation's own records."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import aliased

from recognition.database import db
from recognition.nominations import rules
from recognition.nominations.models import Answer, Candidacy, Nomination
from recognition.nominations.queries.nominees import read_nominee, with_nominee
from recognition.people.models import Person
from recognition.schemes.models import Category, Question

AT_ONCE = 500
Nominator = aliased(Person, name="nominator")


@dataclass(frozen=True)
class NominationRow:
    """One nomination; instants are UTC, `answers` are by prompt, as they read now.

    `nominator` is what `rules.shown_nominator` calls whoever asked not to be named.
    """

    reference: str
    category: str
    standing: str
    nominee: str
    nominee_detail: str
    nominator: str
    nominator_kind: str
    channel: str
    sent_at: datetime
    counts_from: datetime
    withdrawn_at: datetime | None
    answers: dict[str, str]


def prompts(round_id: int) -> list[str]:
    """Return every question that was answered in a round, once, in the order of the forms."""
    rows = db.session.scalars(
        select(Question.prompt)
        .join(Answer, Answer.question_id == Question.id)
        .join(Nomination, Nomination.id == Answer.nomination_id)
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .where(Candidacy.round_id == round_id)
        .group_by(Question.prompt, Question.version_id, Question.position)
        .order_by(Question.version_id, Question.position)
    )
    return list(dict.fromkeys(rows))


def every_nomination(round_id: int) -> Iterator[NominationRow]:
    """Yield the nominations of a round, oldest first, withdrawn and declined ones included.

    One statement, of which only some hundred rows are in memory at a time.
    """
    found = db.session.execute(_rows(round_id).execution_options(yield_per=AT_ONCE))
    for _number, several in groupby(found, key=lambda row: row.id):
        lines = list(several)
        yield _row(lines[0], {row.prompt: row.text for row in lines if row.prompt is not None})


def _rows(round_id: int) -> Select[*tuple[Any, ...]]:
    chosen: Select[*tuple[Any, ...]] = (
        select(
            Nomination.id,
            Nomination.reference,
            Nomination.standing,
            Nomination.nominator_name,
            Nomination.nominator_kind,
            Nomination.may_name_nominator,
            Nomination.channel,
            Nomination.sent_at,
            Nomination.counts_from,
            Nomination.withdrawn_at,
            Nominator.name.label("known_name"),
            Category.name.label("category"),
            Question.prompt,
            Answer.text,
        )
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .join(Category, Category.id == Candidacy.category_id)
        .outerjoin(Nominator, Nominator.id == Nomination.nominator_id)
        .outerjoin(
            Answer,
            and_(Answer.nomination_id == Nomination.id, Answer.revision == Nomination.revision),
        )
        .outerjoin(Question, Question.id == Answer.question_id)
        .where(Candidacy.round_id == round_id)
        .order_by(Nomination.sent_at, Nomination.id, Question.position)
    )
    return with_nominee(chosen, Candidacy)


def _row(row: Any, answers: dict[str, str]) -> NominationRow:
    nominee = read_nominee(row)
    return NominationRow(
        reference=row.reference,
        category=row.category,
        standing=row.standing,
        nominee=nominee.name,
        nominee_detail=nominee.detail,
        nominator=rules.shown_nominator(
            name=row.known_name or row.nominator_name,
            kind=row.nominator_kind,
            may_name=row.may_name_nominator,
        ),
        nominator_kind=row.nominator_kind,
        channel=row.channel,
        sent_at=row.sent_at,
        counts_from=row.counts_from,
        withdrawn_at=row.withdrawn_at,
        answers=answers,
    )
