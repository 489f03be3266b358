"""Words from the panel to share with a nominee and whoever nominated them."""

from datetime import datetime

from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Refused
from recognition.nominations import queries as nominations
from recognition.people.queries import Viewer
from recognition.winners import queries
from recognition.winners.actions.announcing import untold
from recognition.winners.guarding import check_looked, noticed
from recognition.winners.models import Praise
from recognition.words import _


def praise(
    candidacy_id: int, *, text: str, actor: Viewer, now: datetime, looked: bool = False
) -> None:
    """Keep what the panel would have a nominee and the nominators read; empty: nothing.

    Args:
        candidacy_id: whom it is about.
        text: the words.
        actor: whoever leads the panel on this nominee.
        now: this instant, UTC.
        looked: they said that what was noticed is not about a patient.

    Raises:
        Missing: there is no such candidacy.
        Refused: the world has been told, so the letters are out; or something needs a look.
    """
    round_id = nominations.candidacy(candidacy_id).round_id
    at = queries.announced_at(round_id)
    if at is not None and at <= now:
        raise Refused(_("This round has been announced, so these words stay as they are."))
    found = noticed(text)
    check_looked(found, looked=looked)
    with transaction() as session:
        untold(round_id)
        row = session.get(Praise, candidacy_id, with_for_update=True)
        if (row.text if row else "") == text:
            return
        if not text:
            session.delete(row)
        elif row is None:
            session.add(_written(Praise(candidacy_id=candidacy_id), text, actor, now))
        else:
            _written(row, text, actor, now)
        audit.record(
            "winners.praised",
            subject=("candidacy", candidacy_id),
            actor_id=actor.person_id,
            payload={"written": bool(text), **({"looked_at": len(found)} if found else {})},
        )


def _written(row: Praise, text: str, actor: Viewer, now: datetime) -> Praise:
    row.text, row.written_by_id, row.written_at = text, actor.person_id, now
    return row
