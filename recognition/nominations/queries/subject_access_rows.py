"""Nominations as one person is told of them, whether they wrote them or are in them."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from recognition.database import db
from recognition.nominations import rules
from recognition.nominations.models import Answer, Candidacy, Nomination
from recognition.nominations.queries.nominees import with_nominee
from recognition.people.models import Person
from recognition.schemes.models import Question, Round, Scheme
from recognition.words import _

Texts = dict[int, tuple[tuple[str, str], ...]]


def nominations(chosen: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return a statement for nominations with sender, nominee, scheme and round, oldest first."""
    found: Select[*tuple[Any, ...]] = (
        select(
            Nomination,
            Person.name.label("known_name"),
            Scheme.name.label("scheme"),
            Round.name.label("round"),
        )
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .join(Round, Round.id == Candidacy.round_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .outerjoin(Person, Person.id == Nomination.nominator_id)
        .where(chosen)
        .order_by(Nomination.sent_at, Nomination.id)
    )
    return with_nominee(found, Candidacy)


def standing(sent: Nomination) -> str:
    """Say what became of a nomination."""
    if sent.withdrawn_at is not None:
        return _("Withdrawn")
    return {
        rules.ACCEPTED: _("Accepted"),
        rules.DECLINED: _("Not taken forward"),
    }.get(sent.standing, _("Being checked"))


def sender(row: Any) -> str:
    """Return the name of whoever sent the nomination of a row, or nothing."""
    return str(row.known_name or row.Nomination.nominator_name)


def answers(numbers: Collection[int]) -> Texts:
    """Return question and words of several nominations as they read now, by number."""
    found = defaultdict[int, list[tuple[str, str]]](list)
    for number, prompt, text in db.session.execute(
        select(Nomination.id, Question.prompt, Answer.text)
        .join(Answer, Answer.nomination_id == Nomination.id)
        .join(Question, Question.id == Answer.question_id)
        .where(Nomination.id.in_(numbers), Answer.revision == Nomination.revision)
        .order_by(Nomination.id, Question.position)
    ):
        found[number].append((prompt, text))
    return {number: tuple(listed) for number, listed in found.items()}
