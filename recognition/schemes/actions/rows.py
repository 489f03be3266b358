"""Rows of this room that several actions change, and how the trail names them."""

from collections.abc import Mapping

from sqlalchemy import select

from recognition.audit import actions as audit
from recognition.database import db
from recognition.errors import Missing
from recognition.people.queries import Viewer
from recognition.schemes.models import Round, Scheme


def scheme_row(slug: str) -> Scheme:
    """Return the row of a scheme.

    Raises:
        Missing: there is no such scheme.
    """
    row = db.session.scalar(select(Scheme).where(Scheme.slug == slug))
    if row is None:
        raise Missing
    return row


def round_row(scheme_slug: str, round_slug: str) -> tuple[Scheme, Round]:
    """Return the rows of a scheme and one of its rounds.

    Raises:
        Missing: there is no such round.
    """
    scheme = scheme_row(scheme_slug)
    row = db.session.scalar(
        select(Round).where(Round.scheme_id == scheme.id, Round.slug == round_slug)
    )
    if row is None:
        raise Missing
    return scheme, row


def record(
    action: str,
    subject: Scheme | Round,
    actor: Viewer | None,
    payload: Mapping[str, object],
) -> None:
    """Write the audit entry of a change to a scheme or a round."""
    audit.record(
        action,
        subject=("scheme" if isinstance(subject, Scheme) else "round", subject.id),
        actor_id=actor.person_id if actor else None,
        payload=payload,
    )
