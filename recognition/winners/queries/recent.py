"""Who won lately, for those who check new nominations."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from recognition import clock
from recognition.database import read
from recognition.nominations.models import Candidacy
from recognition.steering import unsearched
from recognition.winners.models import Announcement, Decision
from recognition.winners.rules import WINNER

RECENT = timedelta(days=365)
_SINCE = (
    select(Candidacy.category_id, Candidacy.person_id)
    .join(Decision, Decision.candidacy_id == Candidacy.id)
    .join(Announcement, Announcement.round_id == Candidacy.round_id)
    .where(
        Decision.outcome == WINNER,
        Announcement.at <= bindparam("moment"),
        Announcement.at > bindparam("since"),
    )
)
_CATEGORIES: BindParameter[Any] = bindparam("categories", expanding=True)
AMONG_SOME = _SINCE.where(
    Candidacy.category_id.in_(_CATEGORIES),
    Candidacy.person_id.in_(bindparam("people", expanding=True)),
)
# SQLite would begin with all of a category and not with winners
AMONG_ALL = _SINCE.where(unsearched(Candidacy.category_id).in_(_CATEGORIES))


def recent_winners(
    category_ids: Collection[int], person_ids: Collection[int] | None
) -> frozenset[tuple[int, int]]:
    """Return who of these people won which of these categories within `RECENT`, as numbers.

    Without people, whoever won.

    Only what was announced counts: a checker learns nothing before the world does.
    """
    moment = clock.now()
    bounds = {"moment": moment, "since": moment - RECENT, "categories": list(category_ids)}
    if person_ids is None:
        rows = read(AMONG_ALL, **bounds)
    else:
        rows = read(AMONG_SOME, **bounds, people=list(person_ids))
    return frozenset((row.category_id, row.person_id) for row in rows if row.person_id is not None)
