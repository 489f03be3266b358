"""What the panel reads: candidacies with the live nominations behind them."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, exists, select

from recognition.database import db
from recognition.errors import Missing
from recognition.nominations.cards import CandidacyCard, Story
from recognition.nominations.models import Answer, Candidacy, Nomination
from recognition.nominations.queries.nominees import nominee_name, read_nominee, with_nominee
from recognition.people.models import Person
from recognition.schemes.models import Category, Question
from recognition.words import _

PER_PAGE = 50


def candidacies(
    round_id: int, page: int | None = None, *, category_id: int | None = None
) -> list[CandidacyCard]:
    """Return the candidacies of a round that have a nomination not withdrawn.

    Args:
        round_id: the round.
        page: from 1, `PER_PAGE` each; None for all of them.
        category_id: only those in this category.
    """
    chosen = _cards().where(Candidacy.round_id == round_id, _is_live())
    if category_id is not None:
        chosen = chosen.where(Candidacy.category_id == category_id)
    chosen = chosen.order_by(Category.position, nominee_name(Candidacy), Candidacy.id)
    if page is not None:
        chosen = chosen.limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    return [_card(row) for row in db.session.execute(chosen)]


def candidacies_by_id(ids: Collection[int]) -> dict[int, CandidacyCard]:
    """Return several candidacies by number, in one statement; withdrawn ones are left out."""
    rows = db.session.execute(_cards().where(Candidacy.id.in_(set(ids)), _is_live()))
    return {row.id: _card(row) for row in rows}


def candidacy(candidacy_id: int) -> CandidacyCard:
    """Return one candidacy.

    Raises:
        Missing: there is none with that number, or all its nominations were withdrawn.
    """
    found = candidacies_by_id([candidacy_id])
    if not found:
        raise Missing
    return found[candidacy_id]


def stories(candidacy_ids: Collection[int]) -> dict[int, tuple[Story, ...]]:
    """Return the live nominations of several candidacies as the panel reads them, oldest first.

    A nominator who asked not to be named is “A colleague”. Two statements, however many there are.
    """
    chosen = (Nomination.candidacy_id.in_(set(candidacy_ids)), Nomination.withdrawn_at.is_(None))
    words: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for number, prompt, text in db.session.execute(
        select(Nomination.id, Question.prompt, Answer.text)
        .join(Answer, Answer.nomination_id == Nomination.id)
        .join(Question, Question.id == Answer.question_id)
        .where(*chosen, Answer.revision == Nomination.revision)
        .order_by(Question.position)
    ):
        words[number].append((prompt, text))
    told: dict[int, list[Story]] = {number: [] for number in candidacy_ids}
    for row, name in db.session.execute(
        select(Nomination, Person.name)
        .join(Person, Person.id == Nomination.nominator_id)
        .where(*chosen)
        .order_by(Nomination.sent_at, Nomination.id)
    ):
        shown = name if row.may_name_nominator else _("A colleague")
        told[row.candidacy_id].append(
            Story(row.id, row.reference, shown, row.sent_at, tuple(words[row.id]))
        )
    return {number: tuple(listed) for number, listed in told.items()}


def nominators(candidacy_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Return the people (by number) who nominated each candidacy.

    Those who withdrew are among them: they know the nominee, so they should not judge.
    """
    found: dict[int, set[int]] = {number: set() for number in candidacy_ids}
    for number, person_id in db.session.execute(
        select(Nomination.candidacy_id, Nomination.nominator_id).where(
            Nomination.candidacy_id.in_(set(candidacy_ids))
        )
    ):
        found[number].add(person_id)
    return {number: frozenset(people) for number, people in found.items()}


def _cards() -> Select[*tuple[Any, ...]]:
    chosen: Select[*tuple[Any, ...]] = select(
        Candidacy.id,
        Candidacy.round_id,
        Candidacy.category_id,
        Category.name.label("category"),
    ).join(Category, Category.id == Candidacy.category_id)
    return with_nominee(chosen, Candidacy)


def _is_live() -> Any:
    return exists().where(
        Nomination.candidacy_id == Candidacy.id, Nomination.withdrawn_at.is_(None)
    )


def _card(row: Any) -> CandidacyCard:
    return CandidacyCard(row.id, row.round_id, row.category_id, row.category, read_nominee(row))
