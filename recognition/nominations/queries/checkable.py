"""Which nominations a checker may see, and how a page tells later whether it still holds."""

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, exists, func, select

from recognition.database import db
from recognition.nominations.models import Candidacy, Nomination, Step
from recognition.people.queries import Viewer
from recognition.schemes.models import Scheme
from recognition.steering import unsearched

HOSTS: BindParameter[Any] = bindparam("hosts", expanding=True)
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
    kept = statement.where(of_hosts(viewer.administers, scheme or None))
    return kept.join(Candidacy, Candidacy.id == Nomination.candidacy_id)


def of_hosts(hosts: Any, scheme: Any = None) -> ColumnElement[bool]:
    """Hold for nominations to schemes of organisations by number; both may be parameters.

    The host alone says little, so that SQLite begins no search with it.

    Args:
        hosts: numbers of organisations, or a parameter that stands for several.
        scheme: the address of one scheme, or a parameter; None for all of them.
    """
    return unsearched(Nomination.scheme_id).in_(hosted(hosts, scheme))


def hosted(hosts: Any, scheme: Any = None) -> Select[int]:
    """Choose the numbers of schemes that organisations host; both as `of_hosts` takes them."""
    chosen = select(Scheme.id).where(Scheme.organisation_id.in_(hosts))
    return chosen if scheme is None else chosen.where(Scheme.slug == scheme)


def may_check(viewer: Viewer | None, reference: str = "", **_arguments: object) -> bool:
    """May they check this nomination? Administrators of the scheme's host may."""
    if viewer is None or not viewer.administers:
        return False
    found = of_checker(select(Nomination.id).where(Nomination.reference == reference), viewer)
    return db.session.scalar(found) is not None


def steps_of(sent: type[Nomination] = Nomination) -> ColumnElement[int | None]:
    """Return the column that changes whenever a checker does or undoes something.

    Args:
        sent: the nominations of a statement, or another name that it has for them.
    """
    return (
        select(func.max(Step.id) * _WEIGHT + func.count(Step.undone_at))
        .where(Step.nomination_id == sent.id)
        .correlate(sent)
        .scalar_subquery()
    )


def changed_since(sent: type[Nomination] = Nomination) -> ColumnElement[bool]:
    """Hold for a nomination whose nominator changed it after a checker had worked on it.

    Args:
        sent: the nominations of a statement, or another name that it has for them.
    """
    of_it = Step.nomination_id == sent.id
    before = exists().where(of_it, Step.made_at < sent.corrected_at)
    return before & ~exists().where(of_it, Step.made_at >= sent.corrected_at)


def edition(row: Nomination, steps: int | None) -> str:
    """Return what a page carries to tell later whether it still shows how things stand."""
    gone = "-w" if row.withdrawn_at else ""
    return f"{row.standing}-{row.revision}-{row.candidacy_id}-{steps or 0}{gone}"
