"""Keeping what is said about a nominee, in the discussion and in the meeting."""

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.nominations import queries as nominations
from recognition.panel import closed
from recognition.panel.actions.locking import lock_round
from recognition.panel.models import DiscussionNote
from recognition.panel.queries.rights import may_discuss
from recognition.people.queries import Viewer
from recognition.words import _


def add_note(candidacy_id: int, *, text: str, actor: Viewer) -> None:
    """Minute something about a nominee.

    Raises:
        Missing: the actor does not lead the panel on this nominee, nor may they discuss it now.
        Refused: there are no words, or the judging is closed.
    """
    if not may_discuss(actor, candidacy_id):
        raise Missing
    if not text:
        raise Refused(_("Write what was said."), field="text")
    round_id = nominations.candidacy(candidacy_id).round_id
    with transaction() as session:
        lock_round(round_id)
        closed.check_open(round_id)
        session.add(
            DiscussionNote(
                candidacy_id=candidacy_id,
                person_id=actor.person_id,
                text=text,
                written_at=clock.now(),
            )
        )
        audit.record("panel.noted", subject=("candidacy", candidacy_id), actor_id=actor.person_id)
