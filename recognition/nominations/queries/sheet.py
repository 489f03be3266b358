"""One nomination on one screen, with everything a checker needs to decide."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, literal, select

from recognition.database import db
from recognition.errors import Missing
from recognition.nominations import noticing, rules
from recognition.nominations.cards import Author, Nominee
from recognition.nominations.models import Answer, Candidacy, Enquiry, Nomination, Step
from recognition.nominations.queries.checkable import HOSTS, edition, of_hosts
from recognition.nominations.queries.facts import facts_of, lines_of, nominator_of
from recognition.nominations.queries.holders import sent_by
from recognition.nominations.queries.nominees import read_nominee, with_nominee
from recognition.nominations.queries.told import JOINED
from recognition.nominations.queries.twins import Twin, twins
from recognition.nominations.signals import Marked, Nominator, Signal, signals
from recognition.nominations.signposts import Concern
from recognition.people import queries as people
from recognition.people.models import Person
from recognition.people.queries import Viewer
from recognition.people.rules import folded
from recognition.schemes.models import Question

MOST_SUGGESTED = 24


@dataclass(frozen=True)
class Words:
    """A question and its answer, with what the guard marks in it."""

    position: int
    prompt: str
    text: str
    marked: tuple[Marked, ...]


@dataclass(frozen=True)
class Revision:
    """An earlier wording; `answers` holds pairs of question and words."""

    number: int
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class StepLine:
    """Something a checker did; an instant in UTC."""

    kind: str
    said: str
    made_at: datetime
    made_by: str
    undone_at: datetime | None


@dataclass(frozen=True)
class Exchange:
    """A question to the nominator, and the answer once there is one."""

    question: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True)
class Companion:
    """Another nomination of the same candidacy."""

    reference: str
    standing: str
    withdrawn: bool
    sent_at: datetime


@dataclass(frozen=True)
class LeftBehind:
    """A candidacy that was merged into this one, as it was described before."""

    candidacy_id: int
    nominee: Nominee


@dataclass(frozen=True)
class CheckSheet:
    """One nomination, for the one who checks it.

    `told` is how the nominator described the nominee, name and place; empty when they chose one.
    """

    reference: str
    edition: str
    candidacy_id: int
    round_id: int
    category_id: int
    category: str
    scheme_name: str
    scheme_slug: str
    round_name: str
    nominee: Nominee
    told: str
    nominator: Nominator
    standing: str
    channel: str
    batch: str
    handed_in_by: str
    sent_at: datetime
    corrected_at: datetime | None
    withdrawn_at: datetime | None
    checked_with_hr: bool | None
    words: tuple[Words, ...]
    earlier: tuple[Revision, ...]
    signals: tuple[Signal, ...]
    concern: Concern | None
    twins: tuple[Twin, ...]
    companions: tuple[Companion, ...]
    left_behind: tuple[LeftBehind, ...]
    steps: tuple[StepLine, ...]
    exchanges: tuple[Exchange, ...]

    @property
    def is_undecided(self) -> bool:
        """True while somebody has to decide."""
        return self.standing in rules.UNDECIDED and self.withdrawn_at is None

    @property
    def last_step(self) -> StepLine | None:
        """What can be undone, if anything."""
        return next((step for step in reversed(self.steps) if step.undone_at is None), None)


@dataclass(frozen=True)
class LastAct:
    """The last thing this viewer did to a nomination, to be undone from another page."""

    reference: str
    edition: str
    nominee: str
    kind: str


def sheet(viewer: Viewer, reference: str) -> CheckSheet:
    """Return one nomination with everything around it.

    Raises:
        Missing: there is none with that reference for this viewer to check.
    """
    row = _row(viewer, reference)
    sent: Nomination = row.Nomination
    facts = facts_of([row])[sent.id]
    revisions = _revisions(sent.id)
    words = _words(revisions.get(sent.revision, {}), facts.marked)
    return CheckSheet(
        reference=reference,
        edition=edition(sent, row.steps),
        candidacy_id=sent.candidacy_id,
        round_id=row.round_id,
        category_id=row.category_id,
        category=row.category,
        scheme_name=row.scheme_name,
        scheme_slug=row.scheme_slug,
        round_name=row.round_name,
        nominee=read_nominee(row),
        told=", ".join(part for part in (sent.told_name, sent.told_place) if part),
        nominator=nominator_of(row),
        standing=sent.standing,
        channel=sent.channel,
        batch=sent.batch,
        handed_in_by=sent.handed_in_by,
        sent_at=sent.sent_at,
        corrected_at=sent.corrected_at,
        withdrawn_at=sent.withdrawn_at,
        checked_with_hr=sent.checked_with_hr,
        words=words,
        earlier=tuple(
            Revision(number, tuple((prompt, text) for _at, (prompt, text) in sorted(told.items())))
            for number, told in sorted(revisions.items(), reverse=True)
            if number != sent.revision
        ),
        signals=signals(facts),
        concern=noticing.concern({str(line.position): line.text for line in words}),
        twins=twins([sent.candidacy_id]).get(sent.candidacy_id, ()),
        companions=_companions(sent),
        left_behind=_left_behind(sent.candidacy_id),
        steps=_steps(sent.id),
        exchanges=_exchanges(sent.id),
    )


def last_act(viewer: Viewer, reference: str) -> LastAct | None:
    """Return what this viewer did last to a nomination, if that is the last thing done to it."""
    try:
        row = _row(viewer, reference)
    except Missing:
        return None
    sent: Nomination = row.Nomination
    last = db.session.execute(
        select(Step.kind, Step.made_by_id)
        .where(Step.nomination_id == sent.id, Step.undone_at.is_(None))
        .order_by(Step.id.desc())
        .limit(1)
    ).one_or_none()
    if last is None or last.made_by_id != viewer.person_id:
        return None
    return LastAct(reference, edition(sent, row.steps), read_nominee(row).name, last.kind)


def open_enquiry(nomination_id: int) -> Exchange | None:
    """Return the question that waits for the nominator's answer, or None."""
    row = db.session.scalars(
        select(Enquiry)
        .join(Nomination, Nomination.id == Enquiry.nomination_id)
        .where(Enquiry.nomination_id == nomination_id, Enquiry.answered_at.is_(None))
        .where(Nomination.standing == rules.ASKED, Nomination.withdrawn_at.is_(None))
        .order_by(Enquiry.id.desc())
        .limit(1)
    ).first()
    return Exchange(row.question, row.asked_at, "", None) if row else None


def enquiry_about(reference: str, author: Author) -> Exchange | None:
    """Return the question that waits about a nomination; None where nobody asked anything.

    Raises:
        Missing: there is none with that reference, or somebody else sent it.
    """
    number = db.session.scalar(
        select(Nomination.id).where(Nomination.reference == reference, sent_by(author))
    )
    if number is None:
        raise Missing
    return open_enquiry(number)


def likely(name: str, place: str, organisations: Collection[int]) -> list[Nominee]:
    """Return people and teams of the directory who may be called so, those near a place first."""
    words = set(folded(place).split())
    cards = people.suggestions(name, organisations=organisations, near=None, limit=MOST_SUGGESTED)
    near = sorted(cards, key=lambda card: -len(words & set(folded(card.detail).split())))
    teams = people.team_suggestions(name, organisations, limit=3)
    return [
        *(Nominee("person", card.name, card.detail, person_id=card.id) for card in near[:8]),
        *(Nominee("team", team.name, team.site, team_id=team.id) for team in teams),
    ]


def _row(viewer: Viewer, reference: str) -> Any:
    values = {"reference": reference, "hosts": sorted(viewer.administers)}
    found = db.session.execute(_one(), values).one_or_none()
    if found is None:
        raise Missing
    return found


@cache
def _one() -> Select[*tuple[Any, ...]]:
    only = select(Nomination.id, literal(1).label("total"))
    return lines_of(only.where(Nomination.reference == bindparam("reference"), of_hosts(HOSTS)))


def _revisions(nomination_id: int) -> dict[int, dict[int, tuple[str, str]]]:
    """Return every wording: by revision and position, the question and the words."""
    found: dict[int, dict[int, tuple[str, str]]] = defaultdict(dict)
    for revision, position, prompt, text in db.session.execute(
        select(Answer.revision, Question.position, Question.prompt, Answer.text)
        .join(Question, Question.id == Answer.question_id)
        .where(Answer.nomination_id == nomination_id)
    ):
        found[revision][position] = (prompt, text)
    return found


def _words(told: dict[int, tuple[str, str]], marked: Sequence[Marked]) -> tuple[Words, ...]:
    return tuple(
        Words(at, prompt, text, tuple(mark for mark in marked if mark.position == str(at)))
        for at, (prompt, text) in sorted(told.items())
    )


def _companions(sent: Nomination) -> tuple[Companion, ...]:
    rows = db.session.scalars(
        select(Nomination)
        .where(Nomination.candidacy_id == sent.candidacy_id, Nomination.id != sent.id)
        .order_by(Nomination.sent_at, Nomination.id)
    )
    return tuple(
        Companion(row.reference, row.standing, row.withdrawn_at is not None, row.sent_at)
        for row in rows
    )


def _left_behind(candidacy_id: int) -> tuple[LeftBehind, ...]:
    """Return the candidacies that a checker merged into this one, and that can be parted again."""
    joined = select(Step.before["from"].as_integer()).where(
        Step.kind.in_(JOINED), Step.undone_at.is_(None)
    )
    rows = db.session.execute(
        with_nominee(
            select(Candidacy.id)
            .where(Candidacy.merged_into_id == candidacy_id, Candidacy.id.in_(joined))
            .order_by(Candidacy.id),
            Candidacy,
        )
    )
    return tuple(LeftBehind(row.id, read_nominee(row)) for row in rows)


def _steps(nomination_id: int) -> tuple[StepLine, ...]:
    rows = db.session.execute(
        select(Step, Person.name)
        .outerjoin(Person, Person.id == Step.made_by_id)
        .where(Step.nomination_id == nomination_id)
        .order_by(Step.id)
    )
    return tuple(
        StepLine(row.kind, row.said, row.made_at, name or "", row.undone_at) for row, name in rows
    )


def _exchanges(nomination_id: int) -> tuple[Exchange, ...]:
    rows = db.session.scalars(
        select(Enquiry).where(Enquiry.nomination_id == nomination_id).order_by(Enquiry.id)
    )
    return tuple(Exchange(row.question, row.asked_at, row.answer, row.answered_at) for row in rows)
