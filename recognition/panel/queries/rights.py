"""Who may do what on a panel."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from recognition.database import db, read
from recognition.nominations.models import Candidacy
from recognition.panel.models import Appointment, Phase
from recognition.panel.queries.asking import CANDIDACY, ME, ROUND, asked_by
from recognition.panel.queries.held import absent_knows, is_held, is_used
from recognition.panel.queries.interests import (
    Who,
    assigned_to,
    has_interest,
    no_interest,
    owes_scores,
    standing,
)
from recognition.panel.queries.phases import in_phase
from recognition.panel.rules import CHAIR, DEPUTY, LEADS, PANELLIST, ROLES
from recognition.people.queries import Viewer
from recognition.schemes.models import Round, Scheme

Chair = aliased(Appointment)
Deputy = aliased(Appointment)

Right = tuple[ColumnElement[bool], ...]
"""Conditions that hold for the candidacies on which somebody has a right."""


def seated(person_id: Who, *roles: str) -> ColumnElement[bool]:
    """Hold for a candidacy of a round in which this person has one of these seats."""
    return _seat(person_id, Appointment.role.in_(roles))


def _seat(person_id: Who, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    held = exists().where(
        Appointment.round_id == Candidacy.round_id,
        Appointment.person_id == person_id,
        is_used(person_id),
        *conditions,
    )
    return held.correlate(Candidacy)  # whatever else the statement around it reads


def chairs_know() -> ColumnElement[bool]:
    """Hold for a candidacy of a round with a chair, in which every chair has an interest.

    Whoever stands in for an absent chair has that chair's interests beside their own.
    """
    seats = (
        Chair.round_id == Candidacy.round_id,
        Chair.role == CHAIR,
        is_held(Chair),
    )
    knows = or_(has_interest(Chair.person_id, Chair), absent_knows(Chair))
    free = exists().where(*seats, ~knows)
    return and_(exists().where(*seats).correlate(Candidacy), ~free.correlate(Candidacy))


def deputy_is_free() -> ColumnElement[bool]:
    """Hold for a candidacy of a round with a deputy who has no interest in it."""
    free = exists().where(
        Deputy.round_id == Candidacy.round_id,
        Deputy.role == DEPUTY,
        is_held(Deputy),
        ~has_interest(Deputy.person_id, Deputy),
    )
    return free.correlate(Candidacy)


def leads(person_id: Who) -> ColumnElement[bool]:
    """Hold for a candidacy that this person leads the panel on, without an interest of their own.

    The chair does; the deputy does where every chair has an interest. Whoever stands in for an
    absent chair does where that chair has none either.
    """
    chairs = _seat(person_id, Appointment.role == CHAIR, ~absent_knows())
    return and_(
        no_interest(person_id),
        or_(chairs, and_(seated(person_id, DEPUTY), chairs_know())),
    )


def _sits(person_id: int, round_id: int, *roles: str) -> bool:
    statement = _seats_of(roles)
    return read(statement, round=round_id, **asked_by(person_id)).first() is not None


@cache
def _seats_of(roles: tuple[str, ...]) -> Select[int]:
    return (
        select(Appointment.id)
        .where(Appointment.round_id == ROUND, Appointment.person_id == ME)
        .where(Appointment.role.in_(roles), is_used(ME))
        .limit(1)
    )


def sits_anywhere(person_id: int) -> bool:
    """Tell whether this person has a seat on any panel, also to stand in for somebody there."""
    return read(_any_seat(), me=person_id).first() is not None


@cache
def _any_seat() -> Select[int]:
    return select(Appointment.id).where(Appointment.person_id == ME, is_held()).limit(1)


def leads_anywhere(person_id: int) -> bool:
    """Tell whether this person chairs a panel, or is a deputy on one.

    Also when the round is over: what they may open of it stays open to them until the seat ends.
    """
    found = db.session.scalar(
        select(Appointment.id)
        .where(Appointment.person_id == person_id, Appointment.role.in_(LEADS))
        .where(Appointment.ended_at.is_(None))
        .limit(1)
    )
    return found is not None


def is_chair(person_id: int, round_id: int) -> bool:
    """Tell whether this person chairs the panel of this round."""
    return _sits(person_id, round_id, CHAIR)


def is_deputy(person_id: int, round_id: int) -> bool:
    """Tell whether this person is the chair's deputy on the panel of this round."""
    return _sits(person_id, round_id, DEPUTY)


def may_chair(viewer: Viewer | None, round_id: int, **_arguments: object) -> bool:
    """May they open the chair's pages of this round?"""
    return viewer is not None and is_chair(viewer.person_id, round_id)


def may_lead(viewer: Viewer | None, round_id: int, **_arguments: object) -> bool:
    """May they open the pages of chair and deputy, each to see the candidacies they lead?"""
    return viewer is not None and _sits(viewer.person_id, round_id, *LEADS)


def may_sit(viewer: Viewer | None, round_id: int, **_arguments: object) -> bool:
    """May they open the queue of this round: have they a seat on its panel?"""
    return viewer is not None and _sits(viewer.person_id, round_id, *ROLES)


def may_administer(viewer: Viewer | None, round_id: int, **_arguments: object) -> bool:
    """May they appoint a chair: do they administer the organisation whose scheme this is?"""
    if viewer is None or not viewer.administers:
        return False
    found = db.session.scalar(
        select(Round.id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .where(Round.id == round_id, Scheme.organisation_id.in_(viewer.administers))
    )
    return found is not None


def may_appoint(viewer: Viewer | None, round_id: int, **_arguments: object) -> bool:
    """May they appoint panellists: the chair, or an administrator of the scheme's organisation?"""
    return may_chair(viewer, round_id) or may_administer(viewer, round_id)


def _may(viewer: Viewer | None, candidacy_id: int, right: Callable[[Who], Right]) -> bool:
    """Tell whether somebody has a right on one candidacy."""
    if viewer is None:
        return False
    values = {"candidacy": candidacy_id, **asked_by(viewer.person_id)}
    return read(_with_right(right), **values).first() is not None


@cache
def _with_right(right: Callable[[Who], Right]) -> Select[int]:
    return select(Candidacy.id).where(Candidacy.id == CANDIDACY, *right(ME))


def may_open_nominee(viewer: Viewer | None, candidacy_id: int, **_arguments: object) -> bool:
    """May they see what the panel thinks of a nominee?

    Whoever leads the panel on it may and, where they read it too, after sending their own scores.
    """
    return _may(viewer, candidacy_id, opens)


def opens(person_id: Who) -> Right:
    """Hold for the candidacies of which this person may see what the panel thinks."""
    return (
        standing(),
        leads(person_id),
        ~owes_scores(person_id),
    )


def may_score(viewer: Viewer | None, candidacy_id: int, **_arguments: object) -> bool:
    """May they give scores: a panellist, assigned, without an interest, while a phase holds?

    Whether it is one of scoring is told in words when they save.
    """
    return _may(viewer, candidacy_id, _scores)


def _scores(person_id: Who) -> Right:
    return (*_is_reader(person_id), in_phase())


def _is_reader(person_id: Who) -> Right:
    """Hold for a candidacy that this person reads for the panel."""
    return (
        standing(),
        seated(person_id, PANELLIST),
        assigned_to(person_id),
        no_interest(person_id),
    )


def may_see_others(viewer: Viewer | None, candidacy_id: int, **_arguments: object) -> bool:
    """May a panellist see what the other readers sent: after their own, in a phase that says so?"""
    return _may(viewer, candidacy_id, _sees_others)


def _sees_others(person_id: Who) -> Right:
    return (*_is_reader(person_id), ~owes_scores(person_id), in_phase(Phase.may_see_others))


def may_join(viewer: Viewer | None, candidacy_id: int, **_arguments: object) -> bool:
    """May a panellist join the discussion of a nominee: after their own scores, in such a phase?"""
    return _may(viewer, candidacy_id, _joins)


def _joins(person_id: Who) -> Right:
    return (*_is_reader(person_id), ~owes_scores(person_id), in_phase(Phase.may_discuss))


@dataclass(frozen=True)
class Ways:
    """What a reader of a candidacy may do: `may_score`, `may_see_others` and `may_join`."""

    round_id: int
    may_score: bool
    sees_others: bool
    may_join: bool


def ways(viewer: Viewer, candidacy_id: int) -> Ways | None:
    """Answer these three questions in one statement; None for somebody who does not read it."""
    row = read(_ways(), candidacy=candidacy_id, **asked_by(viewer.person_id)).one_or_none()
    if row is None:
        return None
    return Ways(row.round_id, bool(row.scores), bool(row.sees), bool(row.joins))


@cache
def _ways() -> Select[int, bool, bool, bool]:
    has_sent = ~owes_scores(ME)
    return select(
        Candidacy.round_id,
        in_phase().label("scores"),
        and_(has_sent, in_phase(Phase.may_see_others)).label("sees"),
        and_(has_sent, in_phase(Phase.may_discuss)).label("joins"),
    ).where(Candidacy.id == CANDIDACY, *_is_reader(ME))


def may_discuss(viewer: Viewer | None, candidacy_id: int, **_arguments: object) -> bool:
    """May they say something about a nominee: whoever may open it, or a reader, in such a phase?"""
    return may_open_nominee(viewer, candidacy_id) or may_join(viewer, candidacy_id)


def may_read(viewer: Viewer | None, candidacy_id: int, **_arguments: object) -> bool:
    """May they read the stories: whoever leads, or a panellist to whom it is assigned?

    Neither with an interest in it, and a panellist only while a phase holds.
    """
    return _may(viewer, candidacy_id, _reads)


def _reads(person_id: Who) -> Right:
    reader = and_(seated(person_id, PANELLIST), assigned_to(person_id), in_phase())
    return (standing(), or_(reader, leads(person_id)), no_interest(person_id))


def may_declare(viewer: Viewer | None, candidacy_id: int, **_arguments: object) -> bool:
    """May they say that they know a nominee: whoever leads, or who reads it, in every phase?

    Also in none: stepping back is never too late, and nobody has to wait with it.
    """
    return _may(viewer, candidacy_id, _declares)


def _declares(person_id: Who) -> Right:
    reader = and_(seated(person_id, PANELLIST), assigned_to(person_id))
    return (standing(), or_(reader, leads(person_id)), no_interest(person_id))
