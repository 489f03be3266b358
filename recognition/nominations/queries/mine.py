"""My nominations: for the one who sent them, by person and not by address."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from recognition.database import db
from recognition.errors import Missing
from recognition.nominations.cards import AnswerLine, Author, DraftLine, NominationLine, Receipt
from recognition.nominations.models import Answer, Candidacy, Draft, Nomination
from recognition.nominations.queries.drafts import permitted
from recognition.nominations.queries.holders import sent_by
from recognition.nominations.queries.nominees import read_nominee, with_nominee
from recognition.nominations.queries.told import as_told
from recognition.people.models import Person
from recognition.schemes.models import Category, Question, Round, Scheme
from recognition.schemes.rules import is_open


def my_nominations(person_id: int) -> list[NominationLine]:
    """Return what somebody sent, newest first, withdrawn ones included; one statement."""
    chosen: Select[*tuple[Any, ...]] = (
        select(
            Nomination.reference,
            Nomination.told_name,
            Nomination.sent_at,
            Nomination.withdrawn_at,
            Nomination.standing,
            Category.name.label("category"),
            Scheme.name.label("scheme_name"),
            Round.name.label("round_name"),
        )
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .join(Category, Category.id == Candidacy.category_id)
        .join(Round, Round.id == Candidacy.round_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .where(Nomination.nominator_id == person_id)
        .order_by(Nomination.sent_at.desc(), Nomination.id.desc())
    )
    return [
        NominationLine(
            reference=row.reference,
            nominee=row.told_name or read_nominee(row).name,
            category=row.category,
            scheme_name=row.scheme_name,
            round_name=row.round_name,
            sent_at=row.sent_at,
            withdrawn_at=row.withdrawn_at,
            standing=row.standing,
        )
        for row in db.session.execute(with_nominee(chosen, Candidacy))
    ]


def my_drafts(person_id: int, at: datetime) -> list[DraftLine]:
    """Return what somebody began and has not sent, the latest first; one statement.

    Args:
        person_id: the author.
        at: instant at which to tell what is open, UTC.
    """
    chosen: Select[*tuple[Any, ...]] = (
        select(
            Draft.key,
            Draft.updated_at,
            Scheme.slug.label("scheme_slug"),
            Scheme.name.label("scheme_name"),
            Round.name.label("round_name"),
            Round.opens_at,
            Round.closes_at,
            Scheme.ended_at,
            permitted(Draft.round_id, person_id).scalar_subquery().label("late"),
        )
        .join(Round, Round.id == Draft.round_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .where(Draft.author_id == person_id)
        .order_by(Draft.updated_at.desc(), Draft.id.desc())
    )
    return [
        DraftLine(
            key=row.key,
            nominee=read_nominee(row).name,
            scheme_slug=row.scheme_slug,
            scheme_name=row.scheme_name,
            round_name=row.round_name,
            closes_at=_closes(row, at),
            is_open=is_open(
                opens_at=row.opens_at,
                closes_at=_closes(row, at),
                ended_at=row.ended_at,
                at=at,
            ),
            updated_at=row.updated_at,
        )
        for row in db.session.execute(with_nominee(chosen, Draft))
    ]


def _closes(row: Any, at: datetime) -> datetime | None:
    """Return when a round closes for one author: later, while they are permitted to be late."""
    late: datetime | None = row.late
    closes_at: datetime | None = row.closes_at
    if late is None or closes_at is None or late < at:
        return closes_at
    return max(late, closes_at)


def receipt(reference: str, author: Author) -> Receipt:
    """Return a nomination as its nominator sees it.

    Raises:
        Missing: there is none with that reference, or somebody else sent it.
    """
    chosen: Select[*tuple[Any, ...]] = (
        select(
            Nomination,
            Candidacy.round_id,
            Category.name.label("category"),
            Person.name.label("sender"),
            Person.email.label("sender_email"),
        )
        .outerjoin(Person, Person.id == Nomination.nominator_id)
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .join(Category, Category.id == Candidacy.category_id)
        .where(Nomination.reference == reference, sent_by(author))
    )
    row = db.session.execute(chosen).one_or_none()
    if row is None:
        raise Missing
    sent: Nomination = row.Nomination
    return Receipt(
        id=sent.id,
        reference=sent.reference,
        round_id=row.round_id,
        version_id=sent.version_id,
        nominee=as_told(sent.id),
        category=row.category,
        answers=_answers(sent.id, sent.revision),
        relationship=sent.relationship,
        may_name_me=sent.may_name_nominator,
        revision=sent.revision,
        sent_at=sent.sent_at,
        corrected_at=sent.corrected_at,
        withdrawn_at=sent.withdrawn_at,
        standing=sent.standing,
        confirmed_at=sent.confirmed_at,
        name=sent.nominator_name or row.sender or "",
        email=sent.nominator_email or row.sender_email or "",
        kind=sent.nominator_kind,
        language=sent.language,
    )


def reference_of(key: str, author: Author) -> str | None:
    """Return the reference under which a draft was sent, or None."""
    return db.session.scalar(
        select(Nomination.reference).where(Nomination.draft_key == key, sent_by(author))
    )


def _answers(nomination_id: int, revision: int) -> tuple[AnswerLine, ...]:
    rows = db.session.execute(
        select(Question.position, Question.prompt, Answer.text)
        .join(Question, Question.id == Answer.question_id)
        .where(Answer.nomination_id == nomination_id, Answer.revision == revision)
        .order_by(Question.position)
    )
    return tuple(AnswerLine(position, prompt, text) for position, prompt, text in rows)
