"""What the signals of nominations are made from, for a whole page in few statements."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from recognition.database import read
from recognition.nominations import later, noticing, signals
from recognition.nominations.models import Answer, Candidacy, Enquiry, Nomination
from recognition.nominations.queries.checkable import changed_since, steps_of
from recognition.nominations.queries.nominees import NomineePerson, NomineeTeam, with_nominee
from recognition.nominations.queries.twins import twins
from recognition.nominations.signals import Facts, Nominator
from recognition.people.models import Person
from recognition.schemes.models import Category, Question, Round, Scheme, SchemeOrganisation

NominatorPerson = aliased(Person, name="nominator_person")
CURRENT_WORDS = (
    select(Nomination.id, Question.position, Answer.text)
    .join(Answer, Answer.nomination_id == Nomination.id)
    .join(Question, Question.id == Answer.question_id)
    .where(Nomination.id.in_(bindparam("numbers", expanding=True)))
    .where(Answer.revision == Nomination.revision)
    .order_by(Question.position)
)


def lines_of(page: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Choose nominations with everything a checker's line tells, oldest first; one statement.

    The page is chosen first, and what is told of it is looked up after that. A PostgreSQL that
    believes its tables to be empty, as it may for a minute after many rows came at once, would else
    compare all nominations with all nominees.

    Args:
        page: chooses them: `Nomination.id`, and how many there are on all pages, as `total`.
    """
    numbers = page.cte("page").prefix_with("MATERIALIZED")
    whole = select(Nomination, numbers.c.total).join(numbers, numbers.c.id == Nomination.id)
    lines = whole.cte("line").prefix_with("MATERIALIZED")
    sent = aliased(Nomination, lines, name="Nomination")
    chosen: Select[*tuple[Any, ...]] = (
        select(
            sent,
            Candidacy.round_id,
            Candidacy.category_id,
            Category.name.label("category"),
            Category.for_teams,
            Round.name.label("round_name"),
            Scheme.id.label("scheme_id"),
            Scheme.slug.label("scheme_slug"),
            Scheme.name.label("scheme_name"),
            Scheme.who_may_nominate,
            Scheme.confirms_addresses,
            Scheme.thanks_days,
            NominatorPerson.name.label("nominator_person_name"),
            NominatorPerson.email.label("nominator_person_email"),
            NomineePerson.left_at.label("nominee_left_at"),
            _takes_part().label("takes_part"),
            _question(sent).label("answered"),
            steps_of(sent).label("steps"),
            changed_since(sent).label("changed_since"),
            lines.c.total,
        )
        .join(Candidacy, Candidacy.id == sent.candidacy_id)
        .join(Category, Category.id == Candidacy.category_id)
        .join(Round, Round.id == Candidacy.round_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .outerjoin(NominatorPerson, NominatorPerson.id == sent.nominator_id)
        .order_by(sent.sent_at, sent.id)
    )
    return with_nominee(chosen, Candidacy)


def facts_of(rows: Sequence[Any]) -> dict[int, Facts]:
    """Return what the signals of these rows are made from, by nomination.

    Two statements, and those of whoever knows the recent winners.
    """
    words = _words([row.Nomination for row in rows])
    alike = twins([row.Nomination.candidacy_id for row in rows], enough=1)
    winners = _winners(rows)
    return {
        row.Nomination.id: _facts(
            row,
            words.get(row.Nomination.id, {}),
            len(alike.get(row.Nomination.candidacy_id, ())),
            (row.category_id, row.nominee_person_id) in winners,
        )
        for row in rows
    }


def nominator_of(row: Any) -> Nominator:
    """Return who sent the nomination of a row of `lines_of`."""
    sent: Nomination = row.Nomination
    return Nominator(
        name=row.nominator_person_name or sent.nominator_name,
        kind=sent.nominator_kind,
        person_id=sent.nominator_id,
        email=sent.nominator_email or row.nominator_person_email or "",
        sent_at=sent.sent_at,
        confirmed_at=sent.confirmed_at,
        relationship=sent.relationship,
        may_be_named=sent.may_name_nominator,
    )


def _facts(row: Any, answers: dict[str, str], alike: int, won_lately: bool) -> Facts:  # noqa: FBT001
    sent: Nomination = row.Nomination
    is_person = row.nominee_person_id is not None
    concern = noticing.concern(answers)
    return Facts(
        nominator=nominator_of(row),
        person_id=row.nominee_person_id,
        linked=is_person or row.nominee_team_id is not None,
        who_may_nominate=frozenset(row.who_may_nominate),
        confirms=row.confirms_addresses,
        marked=signals.marked(answers.items(), sent.cleared),
        eligible=signals.not_eligible(
            left=row.nominee_left_at is not None,
            takes_part=bool(row.takes_part),
            team_category=row.for_teams,
            is_person=is_person,
        ),
        twins=alike,
        won_lately=won_lately,
        question="" if row.answered is None else ("answered" if row.answered else "open"),
        corrected=bool(row.changed_since),
        concern=concern.words if concern else "",
        hr_says_wait=sent.checked_with_hr is False,
    )


def _words(rows: Sequence[Nomination]) -> dict[int, dict[str, str]]:
    """Return the current words, by nomination and by the position of the question."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for row in read(CURRENT_WORDS, numbers=[row.id for row in rows]):
        found[row.id][str(row.position)] = row.text
    return found


def _winners(rows: Sequence[Any]) -> frozenset[tuple[int, int]]:
    """Return who of these nominees won lately: pairs of category and person."""
    people = {row.nominee_person_id for row in rows} - {None}
    return later.recent_winners({row.category_id for row in rows}, people)


def _takes_part() -> ColumnElement[bool]:
    """Hold where the nominee's organisation takes part, or the nominee is not linked."""
    place = func.coalesce(NomineePerson.organisation_id, NomineeTeam.organisation_id)
    return place.is_(None) | exists().where(
        SchemeOrganisation.scheme_id == Scheme.id, SchemeOrganisation.organisation_id == place
    )


def _question(sent: type[Nomination]) -> ColumnElement[bool | None]:
    """Say whether the last question to the nominator was answered; none where there is none."""
    return (
        select(Enquiry.answered_at.is_not(None))
        .where(Enquiry.nomination_id == sent.id)
        .order_by(Enquiry.id.desc())
        .limit(1)
        .scalar_subquery()
    )
