"""Starting rounds and changing their times."""

from datetime import datetime

from sqlalchemy import select

from recognition.database import db, transaction
from recognition.errors import Refused
from recognition.people.queries import Viewer
from recognition.resources.rules import slugged
from recognition.schemes.actions.rows import record, round_row, scheme_row
from recognition.schemes.actions.versions import newest
from recognition.schemes.models import Round, Scheme
from recognition.schemes.rules import Dates, check_dates, check_grace, check_name
from recognition.words import _


def add_round(
    scheme_slug: str,
    *,
    name: str,
    dates: Dates,
    actor: Viewer | None,
    grace_minutes: int = 0,
    copy_of: str | None = None,
) -> str:
    """Start a round, with the newest questions and criteria of its scheme.

    Args:
        scheme_slug: the scheme.
        name: what people call the round, such as “November 2026”.
        dates: its times, UTC.
        actor: who does it.
        grace_minutes: how long after the close what arrives still counts; no page mentions it.
        copy_of: name in the address of the round it was copied from, for the trail.

    Returns:
        The name in its address.

    Raises:
        Refused: the times are out of order, or the scheme has ended.
        Missing: there is no such scheme.
    """
    scheme = scheme_row(scheme_slug)
    check_name(name)
    check_dates(dates, lane=scheme.lane)
    check_grace(grace_minutes)
    if scheme.ended_at is not None:
        raise Refused(_("This scheme has ended. Start a new scheme instead."))
    with transaction():
        scheme = scheme_row(scheme_slug)
        row = write_round(scheme, name, dates)
        row.grace_minutes = grace_minutes
        more = {"copy_of": copy_of} if copy_of else {}
        record("round.added", row, actor, {"name": name, **_said(dates, grace_minutes), **more})
        return row.slug


def copy_round(
    scheme_slug: str,
    round_slug: str,
    *,
    name: str,
    dates: Dates,
    actor: Viewer | None,
    grace_minutes: int | None = None,
) -> str:
    """Start a round as a copy of an earlier one, with its own name and times; None: its grace.

    Raises:
        Refused: the times are out of order, or the scheme has ended.
        Missing: there is no such round.
    """
    _scheme, earlier = round_row(scheme_slug, round_slug)
    return add_round(
        scheme_slug,
        name=name,
        dates=dates,
        actor=actor,
        grace_minutes=earlier.grace_minutes if grace_minutes is None else grace_minutes,
        copy_of=round_slug,
    )


def edit_round(
    scheme_slug: str,
    round_slug: str,
    *,
    name: str,
    dates: Dates,
    actor: Viewer | None,
    grace_minutes: int | None = None,
) -> None:
    """Change the name, the times and perhaps the grace of a round; its address stays.

    Raises:
        Refused: the times are out of order.
        Missing: there is no such round.
    """
    scheme, _row = round_row(scheme_slug, round_slug)
    check_name(name)
    check_dates(dates, lane=scheme.lane)
    check_grace(grace_minutes or 0)
    with transaction():
        scheme, row = round_row(scheme_slug, round_slug)
        grace = row.grace_minutes if grace_minutes is None else grace_minutes
        before = {"name": row.name, **_said(_dates(row), row.grace_minutes)}
        after = {"name": name, **_said(dates, grace)}
        changed = {
            key: {"before": before[key], "after": after[key]}
            for key in after
            if before[key] != after[key]
        }
        if not changed:
            return
        row.name, row.grace_minutes = name, grace
        _set(row, dates)
        record("round.edited", row, actor, {"scheme": scheme.name, **changed})


def write_round(scheme: Scheme, name: str, dates: Dates) -> Round:
    """Write a round, in an open transaction."""
    taken = set(db.session.scalars(select(Round.slug).where(Round.scheme_id == scheme.id)))
    row = Round(
        scheme_id=scheme.id,
        version_id=newest(scheme.id).id,
        slug=slugged(name, {*taken, "new"}),
        name=name,
    )
    _set(row, dates)
    db.session.add(row)
    db.session.flush()
    return row


def _set(row: Round, dates: Dates) -> None:
    row.opens_at, row.closes_at = dates.opens_at, dates.closes_at
    row.judging_ends_at, row.announces_at = dates.judging_ends_at, dates.announces_at


def _dates(row: Round) -> Dates:
    return Dates(row.opens_at, row.closes_at, row.judging_ends_at, row.announces_at)


def _said(dates: Dates, grace_minutes: int) -> dict[str, str | int]:
    """Say the times for the trail: ISO 8601 in UTC, empty where there is none."""

    def said(instant: datetime | None) -> str:
        return instant.isoformat() if instant else ""

    return {
        "opens": said(dates.opens_at),
        "closes": said(dates.closes_at),
        "judging_ends": said(dates.judging_ends_at),
        "announces": said(dates.announces_at),
        "grace_minutes": grace_minutes,
    }
