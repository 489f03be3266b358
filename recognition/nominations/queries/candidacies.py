"""What the panel reads: candidacies with the live nominations behind them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    exists,
    select,
)

from recognition.database import db, read
from recognition.errors import Missing
from recognition.nominations import rules
from recognition.nominations.cards import CandidacyCard, Nominee, Story
from recognition.nominations.models import Answer, Candidacy, Nomination
from recognition.nominations.queries.nominees import nominee_name, read_nominee, with_nominee
from recognition.people.models import Person
from recognition.schemes.models import Category, Question

PER_PAGE = 50
IDS: BindParameter[Any] = bindparam("ids", expanding=True)


def candidacies(
    round_id: int, page: int | None = None, *, category_id: int | None = None
) -> list[CandidacyCard]:
    """Return the candidacies of a round with a nomination accepted and not withdrawn.

    Args:
        round_id: the round.
        page: from 1, `PER_PAGE` each; None for all of them.
        category_id: only those in this category.
    """
    chosen = _cards().where(Candidacy.round_id == round_id, _has_live())
    if category_id is not None:
        chosen = chosen.where(Candidacy.category_id == category_id)
    chosen = chosen.order_by(Category.position, nominee_name(Candidacy), Candidacy.id)
    if page is not None:
        chosen = chosen.limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    return [_card(row) for row in db.session.execute(chosen)]


def candidacies_by_id(ids: Collection[int]) -> dict[int, CandidacyCard]:
    """Return several candidacies by number, in one statement; those without live ones left out."""
    rows = read(_cards_by_id(), ids=[*{*ids}])
    return {row.id: _card(row) for row in rows}


@cache
def _cards_by_id() -> Select[*tuple[Any, ...]]:
    return _cards().where(Candidacy.id.in_(IDS), _has_live())


def candidacy(candidacy_id: int) -> CandidacyCard:
    """Return one candidacy.

    Raises:
        Missing: there is none with that number, or no nomination of it is live.
    """
    found = candidacies_by_id([candidacy_id])
    if not found:
        raise Missing
    return found[candidacy_id]


def stories(candidacy_ids: Collection[int]) -> dict[int, tuple[Story, ...]]:
    """Return the live nominations of several candidacies as the panel reads them, oldest first.

    A nominator who asked not to be named is called by `rules.shown_nominator`. Two statements,
    however many there are.
    """
    answers, nominations = _told()
    words: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in read(answers, ids=[*{*candidacy_ids}]):
        words[row.id].append((row.prompt, row.text))
    told: dict[int, list[Story]] = {number: [] for number in candidacy_ids}
    for row in sorted(read(nominations, ids=[*told]), key=lambda row: (row.sent_at, row.id)):
        shown = rules.shown_nominator(
            name=row.name or row.nominator_name,
            kind=row.nominator_kind,
            may_name=row.may_name_nominator,
        )
        told[row.candidacy_id].append(
            Story(
                row.id,
                row.reference,
                shown,
                row.sent_at,
                tuple(words[row.id]),
                row.language,
                row.revision,
            )
        )
    return {number: tuple(listed) for number, listed in told.items()}


@cache
def _told() -> tuple[Select[*tuple[Any, ...]], Select[*tuple[Any, ...]]]:
    """Return what selects the answers, and whose they are, of candidacies."""
    chosen = (Nomination.candidacy_id.in_(IDS), is_live())
    answers: Select[*tuple[Any, ...]] = (
        select(Nomination.id, Question.prompt, Answer.text)
        .join(Answer, Answer.nomination_id == Nomination.id)
        .join(Question, Question.id == Answer.question_id)
        .where(*chosen, Answer.revision == Nomination.revision)
        .order_by(Question.position)
    )
    nominations: Select[*tuple[Any, ...]] = (
        select(
            Nomination.id,
            Nomination.candidacy_id,
            Nomination.reference,
            Nomination.sent_at,
            Nomination.language,
            Nomination.revision,
            Nomination.nominator_kind,
            Nomination.nominator_name,
            Nomination.may_name_nominator,
            Person.name,
        )
        .outerjoin(Person, Person.id == Nomination.nominator_id)
        .where(*chosen)  # sorted by whoever reads: SQLite would search all rounds by time
    )
    return answers, nominations


def nominators(candidacy_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Return the people (by number) who nominated each candidacy.

    Those who withdrew, or whose nomination waits or was declined, are among them: they know the
    nominee, so they should not judge. Nominators without an account are no people of the directory.
    """
    found: dict[int, set[int]] = {number: set() for number in candidacy_ids}
    for number, person_id in db.session.execute(
        select(Nomination.candidacy_id, Nomination.nominator_id).where(
            Nomination.candidacy_id.in_(set(candidacy_ids))
        )
    ):
        if person_id is not None:
            found[number].add(person_id)
    return {number: frozenset(people) for number, people in found.items()}


def nominee_of_candidacy(candidacy_id: int) -> Nominee:
    """Return the nominee of a candidacy, whether accepted or not.

    Raises:
        Missing: there is no such candidacy.
    """
    row = db.session.execute(_cards().where(Candidacy.id == candidacy_id)).one_or_none()
    if row is None:
        raise Missing
    return read_nominee(row)


def _cards() -> Select[*tuple[Any, ...]]:
    chosen: Select[*tuple[Any, ...]] = select(
        Candidacy.id,
        Candidacy.round_id,
        Candidacy.category_id,
        Category.name.label("category"),
    ).join(Category, Category.id == Candidacy.category_id)
    return with_nominee(chosen, Candidacy)


def is_live() -> ColumnElement[bool]:
    """Hold for a nomination that was accepted and not withdrawn."""
    return and_(Nomination.standing == rules.ACCEPTED, Nomination.withdrawn_at.is_(None))


def in_turn(
    instant: SQLColumnExpression[datetime],
) -> tuple[SQLColumnExpression[Any], ...]:
    """Return what nominations of one standing, none of them withdrawn, are sorted by.

    The first is empty in all of them; but it comes before the instant in the indexes by standing,
    and PostgreSQL walks along one only for a statement that names it.

    Args:
        instant: `Nomination.sent_at` or `Nomination.counts_from`, with which those indexes end.
    """
    return Nomination.withdrawn_at, instant, Nomination.id


def _has_live() -> ColumnElement[bool]:
    return exists().where(Nomination.candidacy_id == Candidacy.id, is_live())


def _card(row: Any) -> CandidacyCard:
    return CandidacyCard(row.id, row.round_id, row.category_id, row.category, read_nominee(row))
