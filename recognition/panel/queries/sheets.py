"""The sheet a panellist reads from and writes on. It holds nobody's scores but their own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import Select, select

from recognition import clock
from recognition.database import db, read
from recognition.nominations import queries as nominations
from recognition.nominations.models import Nomination
from recognition.nominations.queries import CandidacyCard, Story, is_live
from recognition.panel.facts import Facts, facts
from recognition.panel.models import Assignment, Review, Score
from recognition.panel.queries.asking import CANDIDACY, ME
from recognition.panel.queries.blind import Called, Hide, called, hiding
from recognition.panel.queries.reading import Place, place
from recognition.panel.rules import reads_blind
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import CriterionCard, RoundCard

Answers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class OwnReview:
    """What the viewer wrote so far; `edition` is 0 before the first save.

    `points` has an entry for each criterion answered; None is “does not apply here”. `stale_since`
    is when the words changed after these scores were sent.
    """

    points: Mapping[int, int | None]
    comment: str
    note: str
    edition: int
    saved_at: datetime | None
    sent_at: datetime | None
    stale_since: datetime | None = None


@dataclass(frozen=True)
class ScoreSheet:
    """Stories, rubric and own scores for one candidacy, read blind: no field holds a name.

    `called` is “Nominee 12”; `stories` are prompts with words; `facts` is picked from the words;
    `words` is as `words_of`.
    """

    candidacy_id: int
    called: str
    category: str
    round: RoundCard
    stories: tuple[Answers, ...]
    facts: Facts
    criteria: tuple[CriterionCard, ...]
    review: OwnReview
    place: Place
    words: str
    is_blind: ClassVar[bool] = True


@dataclass(frozen=True)
class NamedScoreSheet(ScoreSheet):
    """The same with names: `called` is the nominee's, `nominators` has one for each story."""

    detail: str
    nominators: tuple[str, ...]
    is_blind: ClassVar[bool] = False


NOTHING_YET = OwnReview({}, "", "", 0, None, None)


def own_review(person_id: int, candidacy_id: int) -> OwnReview:
    """Return what this person wrote about a candidacy that they are to read."""
    rows = read(_own_review(), candidacy=candidacy_id, me=person_id).all()
    if not rows:
        return NOTHING_YET
    review = rows[0]
    return OwnReview(
        points={row.criterion_id: row.points for row in rows if row.criterion_id is not None},
        comment=review.comment,
        note=review.note,
        edition=review.edition,
        saved_at=review.saved_at,
        sent_at=review.sent_at,
        stale_since=review.stale_since,
    )


@cache
def _own_review() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Review.comment,
            Review.note,
            Review.edition,
            Review.saved_at,
            Review.sent_at,
            Review.stale_since,
            Score.criterion_id,
            Score.points,
        )
        .join(Assignment, Assignment.id == Review.assignment_id)
        .outerjoin(Score, Score.review_id == Review.id)
        .where(Assignment.candidacy_id == CANDIDACY, Assignment.person_id == ME)
        .where(Assignment.ended_at.is_(None))
    )


def criteria_of(version_id: int) -> tuple[CriterionCard, ...]:
    """Return the rubric of a form version, in order."""
    return schemes.form_sheet(version_id).criteria


def rubric(candidacy_id: int) -> tuple[CriterionCard, ...]:
    """Return the rubric by which a candidacy is scored.

    Raises:
        Missing: there is no such candidacy.
    """
    return rubric_of(nominations.candidacy(candidacy_id).round_id)


def rubric_of(round_id: int) -> tuple[CriterionCard, ...]:
    """Return the rubric of a round.

    Raises:
        Missing: there is no such round.
    """
    return criteria_of(schemes.round_card(round_id).version_id)


def score_sheet(viewer: Viewer, candidacy_id: int) -> ScoreSheet:
    """Return the sheet for a candidacy in the viewer's queue: `NamedScoreSheet` unless it is blind.

    Raises:
        Missing: it is not in their queue.
    """
    here = place(viewer, candidacy_id)
    candidacy = nominations.candidacy(candidacy_id)
    card = schemes.round_card(candidacy.round_id)
    review = own_review(viewer.person_id, candidacy_id)
    is_blind = _is_blind(card, review)
    told = nominations.stories([candidacy_id]).get(candidacy_id, ())
    stories = _stories(told, hiding(candidacy) if is_blind else None)
    who = called({candidacy_id: candidacy}, {candidacy_id} if is_blind else ())[candidacy_id]
    shared = {
        "candidacy_id": candidacy_id,
        "called": who.name,
        "category": candidacy.category,
        "round": card,
        "stories": stories,
        "facts": facts([text for answers in stories for _prompt, text in answers]),
        "criteria": criteria_of(card.version_id),
        "review": review,
        "place": here,
        "words": _words((story.nomination_id, story.revision) for story in told),
    }
    if is_blind:
        return ScoreSheet(**shared)  # type: ignore[arg-type]  # one list of fields for both
    names = tuple(story.nominator_name for story in told)
    return NamedScoreSheet(**shared, detail=who.detail, nominators=names)  # type: ignore[arg-type]


def words_of(candidacy_id: int) -> str:
    """Return what tells the words of a candidacy from what they were before, and holds none."""
    return _words((row.id, row.revision) for row in read(_revisions(), candidacy=candidacy_id))


def _words(revisions: Iterable[tuple[int, int]]) -> str:
    return "-".join(f"{number}.{revision}" for number, revision in sorted(revisions))


@cache
def _revisions() -> Select[int, int]:
    return select(Nomination.id, Nomination.revision).where(
        Nomination.candidacy_id == CANDIDACY, is_live()
    )


def name_for_reader(viewer: Viewer, candidacy_id: int) -> str:
    """Return what somebody calls a nominee whom they read: the name, unless they read it blind.

    Raises:
        Missing: there is no such candidacy.
    """
    return names_for_reader(viewer.person_id, [nominations.candidacy(candidacy_id)])[
        candidacy_id
    ].name


def names_for_reader(person_id: int, cards: Sequence[CandidacyCard]) -> dict[int, Called]:
    """Return what somebody calls several nominees of one round, by number; those they read, blind.

    In a constant number of statements.
    """
    return called({one.id: one for one in cards}, hidden_in_reading(person_id, cards))


def hidden_in_reading(person_id: int, cards: Sequence[CandidacyCard]) -> set[int]:
    """Return which of several nominees of one round somebody reads blind, by number."""
    if not cards:
        return set()
    card = schemes.round_card(cards[0].round_id)
    reading = db.session.execute(
        select(Assignment.candidacy_id, Review.sent_at)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Assignment.candidacy_id.in_([one.id for one in cards]))
        .where(Assignment.person_id == person_id, Assignment.ended_at.is_(None))
    )
    return {
        number
        for number, sent_at in reading
        if reads_blind(
            hides_names=card.scheme.hides_names,
            sent=sent_at is not None,
            ends=card.judging_ends_at,
            now=clock.now(),
        )
    }


def _is_blind(card: RoundCard, review: OwnReview) -> bool:
    return reads_blind(
        hides_names=card.scheme.hides_names,
        sent=review.sent_at is not None,
        ends=card.judging_ends_at,
        now=clock.now(),
    )


def _stories(told: tuple[Story, ...], hide: Hide | None) -> tuple[Answers, ...]:
    if hide is None:
        return tuple(story.answers for story in told)
    return tuple(tuple((prompt, hide(text)) for prompt, text in story.answers) for story in told)
