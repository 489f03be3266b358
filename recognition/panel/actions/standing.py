"""Scores that were given for words which changed since."""

from collections.abc import Collection

from sqlalchemy import select, update

from recognition import clock
from recognition.database import transaction
from recognition.errors import Conflict, Missing
from recognition.nominations import queries as nominations
from recognition.panel import closed
from recognition.panel.actions.leaving import tell_who_reads
from recognition.panel.actions.locking import lock, under_lock
from recognition.panel.actions.reviewing import record
from recognition.panel.models import Assignment, Review
from recognition.panel.queries.rights import may_score
from recognition.people.queries import Viewer
from recognition.words import _


def words_changed(candidacy_ids: Collection[int]) -> None:
    """Note that what a panel reads has changed, in the transaction that changed it.

    Scores that were sent still count; whoever sent them is asked to look again.
    """
    with transaction() as session:
        lock(*candidacy_ids)
        concerned = select(Assignment.id).where(Assignment.candidacy_id.in_(set(candidacy_ids)))
        session.execute(
            update(Review)
            .where(Review.assignment_id.in_(concerned), Review.sent_at.is_not(None))
            .values(stale_since=clock.now())
            .execution_options(synchronize_session="fetch")
        )
        tell_who_reads(candidacy_ids)


def let_stand(*, candidacy_id: int, seen: str, actor: Viewer) -> None:
    """Say that scores hold for the new words as well; a second time changes nothing.

    Args:
        candidacy_id: what they read.
        seen: when the words had changed, as the page showed it (ISO 8601).
        actor: the panellist.

    Raises:
        Missing: it is not theirs to score.
        Conflict: the words have changed once more.
    """
    if not may_score(actor, candidacy_id):
        raise Missing
    with transaction():
        _assignment, review = under_lock(candidacy_id, actor.person_id)
        if review is None or review.stale_since is None:
            return
        closed.check_open(nominations.candidacy(candidacy_id).round_id)
        if review.stale_since.isoformat() != seen:
            raise Conflict(_("The words have changed once more. Read them again, then decide."))
        review.stale_since = None
        record("review.confirmed", candidacy_id, actor, None)
