"""Interests that workplace facts suggest, to be confirmed or dismissed: they bar nobody."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Select,
    exists,
    false,
    or_,
    select,
    true,
    union,
)
from sqlalchemy.orm import aliased

from recognition import clock
from recognition.database import db, read
from recognition.nominations import queries as nominations
from recognition.nominations.models import Answer, Candidacy, Nomination
from recognition.nominations.queries import CandidacyCard, is_live
from recognition.panel.models import Appointment, Assignment, Interest
from recognition.panel.naming import names, ways_to_name, words_of
from recognition.panel.queries.asking import ME, ROUND, asked_by
from recognition.panel.queries.held import is_held
from recognition.panel.queries.interests import (
    assigned_to,
    has_interest,
    in_round,
    owes_scores,
    standing,
    stands,
)
from recognition.panel.queries.rights import leads, may_lead
from recognition.panel.queries.sheets import hidden_in_reading
from recognition.panel.rules import CO_NOMINATED, NAMED, REPORTS_TO, SAME_TEAM, reads_blind
from recognition.people import queries as people
from recognition.people.models import Person
from recognition.people.queries import PersonCard, Viewer
from recognition.schemes import queries as schemes

Pair = tuple[int, int]
"""A person on the panel and a candidacy, by number."""


@dataclass(frozen=True)
class Suggestion:
    """Somebody on the panel who may know a nominee; `reasons` are codes of `rules`."""

    person: PersonCard
    candidacy: CandidacyCard
    reasons: tuple[str, ...]


def suggested_interests(viewer: Viewer, round_id: int) -> list[Suggestion]:
    """Return whom the viewer may know among the nominees they read or lead the panel on.

    Nobody whom they read blind: a reason beside a number tells who it is. They are asked about
    `colleagues` instead. That they are nominated in the same category is no reason here: they need
    not know that they are nominated.
    """
    me = viewer.person_id
    here = (Appointment.person_id == me, or_(assigned_to(me), leads(me)))
    found = _by_workplace(round_id, *here)
    told = _told(_with_names(found, _read(round_id, *here)))
    hidden = hidden_in_reading(me, [one.candidacy for one in told])
    return [one for one in told if one.candidacy.id not in hidden]


def may_know(viewer: Viewer, round_id: int) -> int:
    """Count `suggested_interests`, in two statements and another for the words of what is read."""
    card, now = schemes.round_card(round_id), clock.now()
    ends = card.judging_ends_at
    blind = tuple(
        reads_blind(hides_names=card.scheme.hides_names, sent=sent, ends=ends, now=now)
        for sent in (False, True)
    )
    leading = may_lead(viewer, round_id)
    rows = read(
        _near_me(blind, leading=leading), round=round_id, **asked_by(viewer.person_id)
    ).all()
    near = {row.id for row in rows if row.near}
    reading = {row.id for row in rows} - near
    ways = ways_to_name(viewer.name)
    if not reading or not ways:
        return len(near)
    return len(near) + sum(names(words, ways) for words in _words(reading).values())


@cache
def _near_me(blind: tuple[bool, bool], *, leading: bool) -> CompoundSelect[int, bool]:
    """Select whom workplace facts suggest to `ME`, and whom they read, where nothing was said yet.

    Args:
        blind: whether they read blind what they did not send scores for, and what they did.
        leading: they have a seat by which they may lead; to ask without one takes a database longer
            to plan than to answer.
    """
    unsent, sent = blind
    theirs = or_(assigned_to(ME), leads(ME)) if leading else assigned_to(ME)
    here = [Appointment.person_id == ME, theirs]
    here += [~owes_scores(ME)] if unsent and not sent else []
    here += [~assigned_to(ME)] if unsent and sent else []
    open_ = _open(ROUND, *here)
    near = [
        pairs.with_only_columns(Candidacy.id, true().label("near")).where(*open_)
        for pairs in _workplaces().values()
    ]
    reading = _reading().with_only_columns(Candidacy.id, false().label("near")).where(*open_)
    return union(*near, reading)


def suggestions_for_all(viewer: Viewer, round_id: int) -> list[Suggestion]:
    """Return who on the panel may know a nominee that the viewer leads the panel on.

    Stories are searched, and categories compared, only for what somebody is to read.
    """
    mine = leads(viewer.person_id)
    found = _by_workplace(round_id, mine)
    for pair in _co_nominated(viewer, round_id):
        found[pair].append(CO_NOMINATED)
    return _told(_with_names(found, _read(round_id, mine)))


def _open(
    round_id: int | BindParameter[int], *conditions: ColumnElement[bool]
) -> tuple[ColumnElement[bool], ...]:
    """Hold for a seat and a candidacy about which nothing was said, and nothing is plain to see."""
    said = exists().where(
        Interest.person_id == Appointment.person_id,
        or_(Interest.candidacy_id == Candidacy.id, Interest.about_id == Candidacy.person_id),
    )
    return (
        Appointment.round_id == round_id,
        is_held(),
        in_round(round_id),
        stands(),
        ~said,
        ~has_interest(Appointment.person_id, Appointment),
        *conditions,
    )


def _by_workplace(round_id: int, *conditions: ColumnElement[bool]) -> dict[Pair, list[str]]:
    """Return the pairs of one team, and of a nominee who manages the panellist."""
    found = defaultdict[Pair, list[str]](list)
    for reason, statement in _workplaces().items():
        for person_id, number in _pairs(statement, *_open(round_id, *conditions)):
            found[person_id, number].append(reason)
    return found


@cache
def _workplaces() -> dict[str, Select[int, int]]:
    """Return what selects the pairs of one team, and of a nominee who manages the panellist."""
    me, nominee = aliased(Person), aliased(Person)
    pairs = (
        select(Appointment.person_id, Candidacy.id)
        .select_from(Appointment)
        .join(me, me.id == Appointment.person_id)
    )
    team = pairs.join(nominee, nominee.team_id == me.team_id).join(
        Candidacy, Candidacy.person_id == nominee.id
    )
    manager = pairs.join(Candidacy, Candidacy.person_id == me.manager_id)
    return {SAME_TEAM: team, REPORTS_TO: manager}


def _pairs(statement: Select[int, int], *conditions: ColumnElement[bool]) -> list[Pair]:
    rows = db.session.execute(statement.where(*conditions).distinct())
    return [(person_id, number) for person_id, number in rows]


def _reading() -> Select[int, int]:
    return (
        select(Appointment.person_id, Candidacy.id)
        .select_from(Appointment)
        .join(Assignment, Assignment.person_id == Appointment.person_id)
        .join(Candidacy, Candidacy.id == Assignment.candidacy_id)
        .where(Assignment.ended_at.is_(None))
    )


def _read(round_id: int, *conditions: ColumnElement[bool]) -> list[Pair]:
    """Return who is to read what, where nothing was said yet."""
    return _pairs(_reading(), *_open(round_id, *conditions))


def _co_nominated(viewer: Viewer, round_id: int) -> list[Pair]:
    """Return who reads in a category in which they, or their team, are nominated themselves.

    Only where the viewer leads the panel on both: it tells of both.
    """
    mine = [Candidacy.round_id == round_id, standing(), leads(viewer.person_id)]
    nominated = (Candidacy.category_id.label("category_id"), Person.id.label("person_id"))
    own = union(
        select(*nominated).join(Person, Person.id == Candidacy.person_id).where(*mine),
        select(*nominated).join(Person, Person.team_id == Candidacy.team_id).where(*mine),
    ).subquery()
    reading = _reading().join(
        own,
        (own.c.person_id == Appointment.person_id) & (own.c.category_id == Candidacy.category_id),
    )
    return _pairs(reading, *_open(round_id, leads(viewer.person_id)))


def _with_names(found: dict[Pair, list[str]], pairs: Collection[Pair]) -> dict[Pair, list[str]]:
    """Add the pairs in which the story names the panellist."""
    words = _words({number for _person, number in pairs})
    who = people.people_by_id({person_id for person_id, _number in pairs})
    ways = {person_id: ways_to_name(card.name) for person_id, card in who.items()}
    for person_id, number in pairs:
        if names(words.get(number, ""), ways[person_id]):
            found[person_id, number].append(NAMED)
    return found


def _words(numbers: Collection[int]) -> dict[int, str]:
    """Return the words of the stories about several candidacies, as names are looked for."""
    stories = defaultdict[int, list[str]](list)
    for number, text in db.session.execute(
        select(Nomination.candidacy_id, Answer.text)
        .join(Answer, Answer.nomination_id == Nomination.id)
        .where(Nomination.candidacy_id.in_(numbers), is_live())
        .where(Answer.revision == Nomination.revision)
    ):
        stories[number].append(text)
    return {number: words_of("\n".join(texts)) for number, texts in stories.items()}


def _told(found: dict[Pair, list[str]]) -> list[Suggestion]:
    who = people.people_by_id({person_id for person_id, _number in found})
    cards = nominations.candidacies_by_id({number for _person, number in found})
    listed = [
        Suggestion(who[person_id], cards[number], tuple(reasons))
        for (person_id, number), reasons in found.items()
    ]
    return sorted(listed, key=lambda one: (one.person.name, one.candidacy.id, one.person.id))
