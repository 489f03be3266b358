"""Which nominations a checker may see, and how a page tells later whether it still holds."""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select

from recognition.database import db
from recognition.nominations.models import Candidacy, Nomination, Step
from recognition.people.queries import Viewer
from recognition.schemes.models import Round, Scheme

# A step weighs more than its undoing, so that one number tells of both.
_WEIGHT = 1000


def of_checker(
    statement: Select[*tuple[Any, ...]], viewer: Viewer, *, scheme: str = ""
) -> Select[*tuple[Any, ...]]:
    """Keep the nominations of schemes whose host this viewer administers.

    Adds the candidacy to a statement about nominations.

    Args:
        statement: about nominations.
        viewer: the checker.
        scheme: the address of the one scheme to keep; empty for all of them.
    """
    return of_hosts(statement, viewer.administers, scheme or None)


def of_hosts(
    statement: Select[*tuple[Any, ...]], hosts: Any, scheme: Any
) -> Select[*tuple[Any, ...]]:
    """Do as `of_checker` does, for organisations by number; both may be parameters.

    Args:
        statement: about nominations.
        hosts: numbers of organisations, or a parameter that stands for several.
        scheme: the address of one scheme, or a parameter; None for all of them.
    """
    rounds = (
        select(Round.id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .where(Scheme.organisation_id.in_(hosts))
    )
    if scheme is not None:
        rounds = rounds.where(Scheme.slug == scheme)
    return statement.join(Candidacy, Candidacy.id == Nomination.candidacy_id).where(
        Candidacy.round_id.in_(rounds)
    )


def may_check(viewer: Viewer | None, reference: str = "", **_arguments: object) -> bool:
    """May they check this nomination? Administrators of the scheme's host may."""
    if viewer is None or not viewer.administers:
        return False
    found = of_checker(select(Nomination.id).where(Nomination.reference == reference), viewer)
    return db.session.scalar(found) is not None


def steps_of() -> ColumnElement[int | None]:
    """Return the column that changes whenever a checker does or undoes something."""
    return (
        select(func.max(Step.id) * _WEIGHT + func.count(Step.undone_at))
        .where(Step.nomination_id == Nomination.id)
        .correlate(Nomination)
        .scalar_subquery()
    )


def changed_since() -> ColumnElement[bool]:
    """Hold for a nomination whose nominator changed it after a checker had worked on it."""
    return exists().where(
        Step.nomination_id == Nomination.id, Step.made_at < Nomination.corrected_at
    ) & ~exists().where(
        Step.nomination_id == Nomination.id, Step.made_at >= Nomination.corrected_at
    )


def edition(row: Nomination, steps: int | None) -> str:
    """Return what a page carries to tell later whether it still shows how things stand."""
    gone = "-w" if row.withdrawn_at else ""
    return f"{row.standing}-{row.revision}-{row.candidacy_id}-{steps or 0}{gone}"
