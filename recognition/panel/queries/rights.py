"""Who may do what on a panel."""

from sqlalchemy import ColumnElement, and_, exists, or_, select

from recognition.database import db
from recognition.nominations.models import Candidacy
from recognition.panel.models import Appointment
from recognition.panel.queries.interests import (
    assigned_to,
    holds,
    no_interest,
    owes_scores,
    standing,
)
from recognition.panel.rules import CHAIR, PANELLIST
from recognition.people.queries import Viewer
from recognition.schemes.models import Round, Scheme


def seated(person_id: int, *roles: str) -> ColumnElement[bool]:
    """Hold for a candidacy of a round in which this person has one of these seats."""
    return exists().where(
        Appointment.round_id == Candidacy.round_id,
        Appointment.person_id == person_id,
        Appointment.role.in_(roles),
        Appointment.ended_at.is_(None),
    )


def _sits(person_id: int, round_id: int, *roles: str) -> bool:
    found = db.session.scalar(
        select(Appointment.id)
        .where(Appointment.round_id == round_id, Appointment.person_id == person_id)
        .where(Appointment.role.in_(roles), Appointment.ended_at.is_(None))
        .limit(1)
    )
    return found is not None


def sits_anywhere(person_id: int) -> bool:
    """Tell whether this person has a seat on any panel."""
    found = db.session.scalar(
        select(Appointment.id)
        .where(Appointment.person_id == person_id, Appointment.ended_at.is_(None))
        .limit(1)
    )
    return found is not None


def is_chair(person_id: int, round_id: int) -> bool:
    """Tell whether this person chairs the panel of this round."""
    return _sits(person_id, round_id, CHAIR)


def may_chair(viewer: Viewer | None, round_id: int, **_arguments: object) -> bool:
    """May they open the chair's pages of this round?"""
    return viewer is not None and is_chair(viewer.person_id, round_id)


def may_sit(viewer: Viewer | None, round_id: int, **_arguments: object) -> bool:
    """May they open the queue of this round: have they a seat on its panel?"""
    return viewer is not None and _sits(viewer.person_id, round_id, PANELLIST, CHAIR)


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


def may_open_nominee(viewer: Viewer | None, candidacy_id: int, **_arguments: object) -> bool:
    """May they see what the panel thinks of a nominee?

    The chair may, without an interest of their own and, where they read it too, after sending
    their own scores.
    """
    return viewer is not None and holds(
        candidacy_id,
        standing(),
        seated(viewer.person_id, CHAIR),
        no_interest(viewer.person_id),
        ~owes_scores(viewer.person_id),
    )


def may_score(viewer: Viewer | None, candidacy_id: int, **_arguments: object) -> bool:
    """May they give scores: a panellist, assigned, without an interest?"""
    return viewer is not None and holds(
        candidacy_id,
        standing(),
        seated(viewer.person_id, PANELLIST),
        assigned_to(viewer.person_id),
        no_interest(viewer.person_id),
    )


def may_read(viewer: Viewer | None, candidacy_id: int, **_arguments: object) -> bool:
    """May they read the stories: the chair, or a panellist to whom it is assigned?

    Neither with an interest in it.
    """
    if viewer is None:
        return False
    me = viewer.person_id
    reader = and_(seated(me, PANELLIST), assigned_to(me))
    return holds(candidacy_id, standing(), or_(seated(me, CHAIR), reader), no_interest(me))
