"""What the results say about the panel itself, with names in place of numbers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, bindparam, func, select

from recognition.database import read
from recognition.nominations import queries as nominations
from recognition.nominations.queries import CandidacyCard
from recognition.panel.models import Finding
from recognition.panel.queries.kept import Judged, Results, results
from recognition.panel.result_codes import ITEM, JUDGE
from recognition.people import queries as people
from recognition.people.queries import PersonCard, Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import CategoryCard, RoundCard

PER_PAGE = 10
_JUDGES = re.compile(JUDGE.format("([0-9]+)"))
_ITEMS = re.compile(ITEM.format("([0-9]+)"))


@dataclass(frozen=True)
class JudgeLine:
    """A panellist, and how they score beside the panel on the same nominees."""

    person: PersonCard
    judged: Judged


@dataclass(frozen=True)
class Question:
    """Something to ask about, in words; `candidacy_id` is the nominee it is about, if one."""

    kind: str
    text: str
    candidacy_id: int | None


@dataclass(frozen=True)
class Health:
    """How a panel scores, as of `made_at`; empty where nothing is worked out yet.

    `judges` and `questions` are a page of each, as long as `PER_PAGE`, of so many pages.
    `scores` is how many reviews count, `alpha` Krippendorff's, `length` as in `length_effect`.
    `alike`: every score is the same; `adjusted`: some order follows adjusted scores.
    """

    round: RoundCard
    made_at: datetime | None
    judges: tuple[JudgeLine, ...] = ()
    questions: tuple[Question, ...] = ()
    judge_page: int = 1
    judge_pages: int = 1
    question_page: int = 1
    question_pages: int = 1
    scores: int = 0
    alpha: float | None = None
    length: dict[str, Any] | None = None
    alike: bool = False
    adjusted: bool = False


def health(viewer: Viewer, round_id: int, *, judges: int = 1, questions: int = 1) -> Health:
    """Return how the panel of a round scores, as this viewer may see it.

    Args:
        viewer: who looks.
        round_id: the round.
        judges: page of the panellists, from 1.
        questions: page of the questions, from 1.

    Raises:
        Missing: there is no such round.
    """
    card, found = schemes.round_card(round_id), results(viewer, round_id)
    if found is None:
        return Health(card, None)
    judged = list(found.judges.values())
    judges, judge_pages = _within(judges, len(judged))
    judged = judged[PER_PAGE * (judges - 1) :][:PER_PAGE]
    total = read(_how_many(), calculation=found.id).scalar_one()
    questions, question_pages = _within(questions, total)
    texts = [
        (row.kind, row.text)
        for row in read(_findings(), calculation=found.id, skipped=PER_PAGE * (questions - 1))
    ]
    names = people.people_by_id(
        {one.person_id for one in judged}
        | {int(number) for _kind, text in texts for number in _JUDGES.findall(text)}
    )
    numbers = {int(number) for _kind, text in texts for number in _ITEMS.findall(text)}
    nominees = nominations.candidacies_by_id(numbers)
    return Health(
        round=card,
        made_at=found.made_at,
        judges=tuple(JudgeLine(names[one.person_id], one) for one in judged),
        questions=tuple(_in_words(kind, text, names, nominees) for kind, text in texts),
        judge_page=judges,
        judge_pages=judge_pages,
        question_page=questions,
        question_pages=question_pages,
        scores=found.said["scores"],
        alpha=found.said["alpha"],
        length=found.said["length"],
        alike=found.said["alike"],
        adjusted=found.said["adjusted"],
    )


def _within(page: int, total: int) -> tuple[int, int]:
    """Return the page asked for, or the last there is, and how many there are."""
    pages = max(1, -(-total // PER_PAGE))
    return min(page, pages), pages


@cache
def _how_many() -> Select[int]:
    return select(func.count(Finding.position)).where(
        Finding.calculation_id == bindparam("calculation")
    )


@cache
def _findings() -> Select[str, str]:
    return (
        select(Finding.kind, Finding.text)
        .where(Finding.calculation_id == bindparam("calculation"))
        .order_by(Finding.position)
        .limit(PER_PAGE)
        .offset(bindparam("skipped", type_=Integer))
    )


def _in_words(
    kind: str, text: str, names: dict[int, PersonCard], nominees: dict[int, CandidacyCard]
) -> Question:
    about = _ITEMS.search(text)
    text = _JUDGES.sub(lambda found: names[int(found[1])].name, text)

    def nominee(found: re.Match[str]) -> str:
        card = nominees.get(int(found[1]))
        return card.nominee.name if card else "–"

    return Question(kind, _ITEMS.sub(nominee, text), int(about[1]) if about else None)


@dataclass(frozen=True)
class Way:
    """Who would come first under one way of counting; `without` is the reader left out."""

    way: str
    without: str
    inside: tuple[str, ...]
    tied: tuple[str, ...]
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True)
class Instead:
    """What would change the first of one category, as of `made_at`."""

    round: RoundCard
    categories: tuple[CategoryCard, ...]
    category_id: int | None
    made_at: datetime | None
    wanted: int
    ways: tuple[Way, ...]


def instead(viewer: Viewer, round_id: int, category_id: int | None) -> Instead:
    """Return the first of a category under raw, adjusted, and without each reader who matters.

    Raises:
        Missing: there is no such round.
    """
    card, found = schemes.round_card(round_id), results(viewer, round_id, details=True)
    used = [int(key) for key in found.said["categories"]] if found else []
    categories = tuple(schemes.categories(card.scheme.id, also=used))
    if category_id is None and categories:
        category_id = categories[0].id
    if found is None or str(category_id) not in found.said["instead"]:
        made_at = found.made_at if found else None
        return Instead(card, categories, category_id, made_at, 1, ())
    return Instead(
        card,
        categories,
        category_id,
        found.made_at,
        found.said["categories"][str(category_id)]["wanted"],
        _ways(found, category_id),
    )


def _ways(found: Results, category_id: int | None) -> tuple[Way, ...]:
    rows = found.said["instead"][str(category_id)]
    lists = ("inside", "tied", "enters", "leaves")
    cards = nominations.candidacies_by_id({n for row in rows for name in lists for n in row[name]})
    readers = people.people_by_id({row["without"] for row in rows if row["without"]})

    def named(numbers: Iterable[int]) -> tuple[str, ...]:
        return tuple(cards[number].nominee.name for number in numbers if number in cards)

    return tuple(
        Way(
            row["way"],
            readers[row["without"]].name if row["without"] else "",
            *(named(row[name]) for name in lists),
        )
        for row in rows
    )
