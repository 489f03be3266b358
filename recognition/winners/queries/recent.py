"""Who won lately, for those who check new nominations."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import bindparam, select

from recognition import clock
from recognition.database import read
from recognition.nominations.models import Candidacy
from recognition.winners.models import Announcement, Decision
from recognition.winners.rules import WINNER

RECENT = timedelta(days=365)
WINNERS_SINCE = (
    select(Candidacy.category_id, Candidacy.person_id)
    .join(Decision, Decision.candidacy_id == Candidacy.id)
    .join(Announcement, Announcement.round_id == Candidacy.round_id)
    .where(
        Decision.outcome == WINNER,
        Announcement.at <= bindparam("moment"),
        Announcement.at > bindparam("since"),
        Candidacy.category_id.in_(bindparam("categories", expanding=True)),
        Candidacy.person_id.in_(bindparam("people", expanding=True)),
    )
)


def recent_winners(
    category_ids: Collection[int], person_ids: Collection[int]
) -> frozenset[tuple[int, int]]:
    """Return who of these people won which of these categories within `RECENT`, as numbers.

    Only what was announced counts: a checker learns nothing before the world does.
    """
    moment = clock.now()
    rows = read(
        WINNERS_SINCE,
        moment=moment,
        since=moment - RECENT,
        categories=list(category_ids),
        people=list(person_ids),
    )
    return frozenset((row.category_id, row.person_id) for row in rows if row.person_id is not None)
