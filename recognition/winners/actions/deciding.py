"""Deciding, and taking a decision back."""

from datetime import datetime

from sqlalchemy import select

from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Conflict, Refused
from recognition.nominations import queries as nominations
from recognition.panel import actions as panel_actions
from recognition.panel import closed
from recognition.panel import queries as panel
from recognition.panel.actions.locking import lock_round
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.winners import queries
from recognition.winners.actions.announcing import untold
from recognition.winners.actions.reserving import close_gaps, last_place
from recognition.winners.actions.timing import check_deciding
from recognition.winners.models import CitationEdition, Decision, DecisionVersion
from recognition.winners.rules import OUTCOMES, RESERVES, check_may_decide, check_reason
from recognition.words import _


def decide(
    candidacy_id: int, *, outcome: str, reason: str, edition: int, actor: Viewer, now: datetime
) -> None:
    """Record what the chair decided about one candidacy, and why.

    Args:
        candidacy_id: which nominee, in which category and round.
        outcome: one of `OUTCOMES`.
        reason: why, for the record, never published; needed where the outcome breaks a tie at the
            cut or departs from what the scores suggest.
        edition: of the decision that the form showed; 0 when there was none.
        actor: the chair, or the deputy where the chair has an interest.
        now: instant at which the server received the request, UTC.

    Raises:
        Refused: closed, too early, too late, not in this phase, no such outcome, or it needs a
            reason.
        Conflict: somebody decided meanwhile.
    """
    round_id = _check_when(candidacy_id, now)
    if outcome not in OUTCOMES:
        raise Refused(_("Choose one of the outcomes."), field="outcome")
    band, tied = _scores_say(candidacy_id, actor, round_id)
    check_reason(outcome=outcome, reason=reason, band=band, tied_at_cut=tied)
    with transaction():
        decision = _changed(_under_lock(candidacy_id, round_id, edition), candidacy_id, outcome)
        decision.reason = reason
        _write(decision, "winners.decided", edition + 1, actor, now)


def change_announced(
    candidacy_id: int, *, outcome: str, reason: str, edition: int, actor: Viewer, now: datetime
) -> None:
    """Change an outcome that was announced, closed or not, in a transaction under the round's lock.

    Raises:
        Conflict: somebody decided meanwhile.
    """
    decision = _changed(_shown(candidacy_id, edition), candidacy_id, outcome)
    decision.reason = reason
    _write(decision, "winners.set_right", edition + 1, actor, now)


def undo(candidacy_id: int, *, edition: int, actor: Viewer, now: datetime) -> None:
    """Go back to what was decided before, as a new version; undoing twice is back where one was.

    Args:
        candidacy_id: which nominee.
        edition: of the decision that the page showed.
        actor: the chair, or the deputy where the chair has an interest.
        now: instant at which the server received the request, UTC.

    Raises:
        Refused: nothing was decided yet, it is too late, or a citation would be lost.
        Conflict: somebody decided meanwhile.
    """
    round_id = _check_when(candidacy_id, now)
    with transaction() as session:
        decision = _under_lock(candidacy_id, round_id, edition)
        if edition == 0:
            raise Refused(_("Nothing was decided yet, so there is nothing to undo."))
        if decision is not None:
            _keep_version(decision)
        before = queries.before_last(candidacy_id)
        if before is None or not before.outcome:
            _forget(decision, candidacy_id, edition + 1, actor, now)
            return
        if decision is None:
            decision = Decision(candidacy_id=candidacy_id)
            session.add(decision)
        decision.outcome, decision.reason = before.outcome, before.reason
        decision.reserve = last_place(candidacy_id) + 1 if before.reserve else None
        _write(decision, "winners.undone", edition + 1, actor, now)


def _check_when(candidacy_id: int, now: datetime) -> int:
    card = schemes.round_card(nominations.candidacy(candidacy_id).round_id)
    closed.check_open(card.id)  # what holds for good comes before what holds for now
    check_may_decide(closes=card.closes_at, announced=queries.announced_at(card.id), now=now)
    check_deciding(card, now)
    return card.id


def _scores_say(candidacy_id: int, actor: Viewer, round_id: int) -> tuple[str, bool]:
    """Return the band of a nominee and whether they tie at the cut, as the actor may see it.

    Results that the worker has still to make, or to make anew for another number of winners, are
    made here: a chair can decide without one, and never by an old cut.
    """
    found = panel.results(actor, round_id)
    if panel.are_due(actor, round_id) or (found is not None and found.again):
        panel_actions.calculate(round_id)
        found = panel.results(actor, round_id)
    place = panel.standing_of(found, candidacy_id) if found else None
    if found is None or place is None:
        return "", False
    said = found.said["categories"].get(str(place.candidacy.category_id), {})
    return place.band, candidacy_id in said.get("tied_at_cut", ())


def _under_lock(candidacy_id: int, round_id: int, edition: int) -> Decision | None:
    """Return a decision where nobody else can change it, if it is still the one that was shown."""
    lock_round(round_id)
    closed.check_open(round_id)
    untold(round_id)
    return _shown(candidacy_id, edition)


def _shown(candidacy_id: int, edition: int) -> Decision | None:
    if queries.edition_of(candidacy_id) != edition:
        raise Conflict(
            _("Somebody recorded another outcome meanwhile. It is shown below; decide again.")
        )
    return db.session.scalar(select(Decision).where(Decision.candidacy_id == candidacy_id))


def _changed(decision: Decision | None, candidacy_id: int, outcome: str) -> Decision:
    """Return the decision with another outcome, or a new one; what stood there is kept."""
    if decision is None:
        decision = Decision(candidacy_id=candidacy_id)
        db.session.add(decision)
    else:
        _keep_version(decision)
    decision.outcome = outcome
    if outcome not in RESERVES:
        decision.reserve = None
    return decision


def _write(decision: Decision, action: str, edition: int, actor: Viewer, now: datetime) -> None:
    decision.edition = edition
    decision.decided_by_id, decision.decided_at = actor.person_id, now
    db.session.flush()
    _keep_version(decision)
    close_gaps(decision.candidacy_id)
    _record(action, decision.candidacy_id, edition, actor)


def _keep_version(decision: Decision) -> None:
    """Keep a decision as it is now.

    Steps on the reserve list are no versions of their own, so of a version that is kept already
    the place is kept as it was last.
    """
    kept = db.session.get(DecisionVersion, (decision.candidacy_id, decision.edition))
    if kept is not None:
        kept.reserve = decision.reserve
    else:
        db.session.add(
            DecisionVersion(
                candidacy_id=decision.candidacy_id,
                edition=decision.edition,
                outcome=decision.outcome,
                reason=decision.reason,
                reserve=decision.reserve,
                decided_by_id=decision.decided_by_id,
                decided_at=decision.decided_at,
            )
        )
        db.session.flush()


def _forget(
    decision: Decision | None, candidacy_id: int, edition: int, actor: Viewer, now: datetime
) -> None:
    """Go back to no decision at all."""
    if decision is not None:
        if db.session.get(CitationEdition, (decision.id, 1)) is not None:
            raise Refused(
                _("A citation was written for this outcome. Choose another outcome instead.")
            )
        db.session.delete(decision)
    db.session.add(
        DecisionVersion(
            candidacy_id=candidacy_id,
            edition=edition,
            outcome="",
            reason="",
            decided_by_id=actor.person_id,
            decided_at=now,
        )
    )
    db.session.flush()
    close_gaps(candidacy_id)
    _record("winners.undone", candidacy_id, edition, actor)


def _record(action: str, candidacy_id: int, edition: int, actor: Viewer) -> None:
    audit.record(
        action,
        subject=("candidacy", candidacy_id),
        actor_id=actor.person_id,
        # what was decided stays out of the trail, which is read before the announcement too
        payload={"edition": edition},
    )
