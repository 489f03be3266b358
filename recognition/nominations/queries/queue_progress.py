"""How the queue of checkers stands: which schemes are theirs, what waits, and what is late."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select

from recognition.database import db, read
from recognition.nominations import rules
from recognition.nominations.models import Nomination
from recognition.nominations.queries.candidacies import in_turn
from recognition.nominations.queries.checkable import HOSTS, hosted, of_hosts
from recognition.people.queries import Viewer
from recognition.remembering import remembered
from recognition.schemes.models import Scheme
from recognition.steering import unsearched

WEEK = timedelta(days=7)
SCHEME: BindParameter[Any] = bindparam("scheme")


@dataclass(frozen=True)
class CheckedScheme:
    """A scheme whose nominations this viewer checks."""

    id: int
    slug: str
    name: str
    thanks_days: int


@dataclass(frozen=True)
class Progress:
    """How the queue stands. `oldest` is when the oldest that waits was sent, UTC."""

    waiting: int
    asked: int
    oldest: datetime | None
    decided: int
    late: int


def checked_schemes(viewer: Viewer) -> tuple[CheckedScheme, ...]:
    """Return the schemes whose nominations this viewer checks, by name."""
    return _hosted_schemes(tuple(sorted(viewer.administers)))


@remembered(Scheme)
def _hosted_schemes(hosts: tuple[int, ...]) -> tuple[CheckedScheme, ...]:
    rows = db.session.execute(
        select(Scheme.id, Scheme.slug, Scheme.name, Scheme.thanks_days)
        .where(Scheme.organisation_id.in_(hosts))
        .order_by(Scheme.name, Scheme.id)
    )
    return tuple(CheckedScheme(*row) for row in rows)


def bounds(viewer: Viewer, scheme: str) -> dict[str, Any]:
    """Return the parameters that keep a statement to what this viewer checks."""
    return {"hosts": sorted(viewer.administers), **({"scheme": scheme} if scheme else {})}


def progress_of(
    viewer: Viewer, schemes: Collection[CheckedScheme], chosen: str, at: datetime
) -> Progress:
    """Count what waits, in one statement whose every part is a stretch of an index."""
    due = {
        f"{name}_{place}": value
        for place, scheme in enumerate(schemes)
        for name, value in (("of", scheme.id), ("due", at - timedelta(days=scheme.thanks_days)))
    }
    statement = _counts(len(schemes), one_scheme=bool(chosen))
    values = {"week": at - WEEK, **bounds(viewer, chosen), **due}
    row: tuple[Any, ...] = tuple(read(statement, **values).one())
    waiting, asking, first, done, *late = row
    return Progress(waiting, asking, first, done, sum(late))


@cache
def _counts(schemes: int, *, one_scheme: bool) -> Select[*tuple[Any, ...]]:
    """Count for so many schemes; their nominations without candidacies: they never leave one."""
    bound = (HOSTS, SCHEME if one_scheme else None)
    here = Nomination.scheme_id.in_(hosted(*bound))
    live = Nomination.withdrawn_at.is_(None)
    waits, asked = (Nomination.standing == name for name in (rules.WAITING, rules.ASKED))
    counted = select(func.count()).select_from(Nomination).where(live)
    here_too = of_hosts(*bound)  # SQLite would read everything that was ever decided
    oldest = select(Nomination.sent_at).where(waits, live, here_too)
    parts = (
        counted.where(here, waits),
        counted.where(here, asked),
        oldest.order_by(*in_turn(Nomination.sent_at)).limit(1),
        counted.where(
            here_too,
            unsearched(Nomination.standing).in_((rules.ACCEPTED, rules.DECLINED)),
            Nomination.checked_at >= bindparam("week"),
        ),
        *(
            counted.where(
                here,
                Nomination.scheme_id == bindparam(f"of_{place}"),
                Nomination.standing.in_(rules.UNDECIDED),
                Nomination.counts_from < bindparam(f"due_{place}"),
            )
            for place in range(schemes)
        ),
    )
    return select(*(part.scalar_subquery() for part in parts))
