"""The chair makes an interest stand that a panellist did not declare, and takes it out again."""

from sqlalchemy import delete, select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Conflict, Missing
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.panel import closed
from recognition.panel.actions import interest_letters
from recognition.panel.actions.locking import lock
from recognition.panel.actions.standing_back import interest_row, take_away
from recognition.panel.actions.tallying import recount
from recognition.panel.models import Assignment, Interest, Shortlisted
from recognition.panel.queries.interests import candidates, holds, judges, no_interest, standing
from recognition.panel.queries.rights import leads, seated
from recognition.panel.queries.sheets import names_for_reader
from recognition.panel.rules import DISMISSED, PANELLIST, PINNED, ROLES, check_may_pin, why_not
from recognition.people import queries as people
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.words import _


def pin_interest(
    *, round_id: int, candidacy_id: int, person_id: int, reason: str, actor: Viewer
) -> None:
    """Have somebody on the panel step back from a nominee, and tell them if they were reading it.

    Raises:
        Missing: the actor does not lead the panel on this nominee, or the person is not on it.
        Refused: there is no reason, the person has an interest already, or is the actor.
    """
    _check_within_reach(round_id, candidacy_id, person_id, actor)
    known = why_not(judges([person_id])[0], candidates([candidacy_id])[candidacy_id])
    check_may_pin(person_id=person_id, actor_id=actor.person_id, known=known, reason=reason)
    with transaction():
        lock(candidacy_id)
        closed.check_open(round_id)
        row = interest_row(person_id, candidacy_id=candidacy_id)
        if row.state != DISMISSED:
            raise Conflict(_("They have stepped back from this nominee meanwhile."))
        row.state, row.reason, row.declared_at = PINNED, reason, clock.now()
        row.pinned_by_id = actor.person_id
        read = _ended(candidacy_id, person_id) is not None
        name = _called(person_id, candidacy_id)
        sent = take_away(person_id, [candidacy_id], at=row.declared_at)
        _record("panel.interest_pinned", candidacy_id, person_id, actor, reason)
        if read:  # somebody who was not reading it need not learn who is nominated
            interest_letters.asked_to_step_back(
                people.person(person_id),
                name,
                schemes.round_card(round_id),
                had_sent=bool(sent),
            )


def unpin_interest(*, round_id: int, candidacy_id: int, person_id: int, actor: Viewer) -> None:
    """Take out an interest that the actor pinned, and give back the reading that it took.

    Raises:
        Missing: the actor pinned none here, or may not see this nominee.
    """
    _check_within_reach(round_id, candidacy_id, person_id, actor)
    with transaction() as session:
        lock(candidacy_id)
        closed.check_open(round_id)
        row = interest_row(person_id, candidacy_id=candidacy_id)
        if row.state != PINNED or row.pinned_by_id != actor.person_id:
            raise Missing
        pinned_at = row.declared_at
        session.execute(delete(Interest).where(Interest.id == row.id))
        assignment = _ended(candidacy_id, person_id, at=pinned_at)
        _record("panel.interest_unpinned", candidacy_id, person_id, actor, "")
        if assignment is None or not holds(
            candidacy_id, no_interest(person_id), seated(person_id, PANELLIST)
        ):
            return
        # the scores of a first reading rest while the nominee is on the shortlist
        listed = session.get(Shortlisted, candidacy_id)
        rests = listed is not None and assignment.stage == 1
        assignment.ended_at = listed.made_at if listed is not None and rests else None
        recount(candidacy_id)
        if rests:
            return
        interest_letters.asked_to_read_again(
            people.person(person_id),
            _called(person_id, candidacy_id),
            schemes.round_card(round_id),
        )


def _check_within_reach(round_id: int, candidacy_id: int, person_id: int, actor: Viewer) -> None:
    if not holds(
        candidacy_id,
        Candidacy.round_id == round_id,
        standing(),
        leads(actor.person_id),
        seated(person_id, *ROLES),
    ):
        raise Missing


def _ended(candidacy_id: int, person_id: int, at: object = None) -> Assignment | None:
    """Return the assignment that ended at this very instant; without one, one that goes on."""
    return db.session.scalar(
        select(Assignment).where(
            Assignment.candidacy_id == candidacy_id,
            Assignment.person_id == person_id,
            Assignment.ended_at.is_not_distinct_from(at),
        )
    )


def _called(person_id: int, candidacy_id: int) -> str:
    """Return what a reader calls the nominee: without a name where they read blind."""
    card = nominations.candidacy(candidacy_id)
    return names_for_reader(person_id, [card])[candidacy_id].name


def _record(action: str, candidacy_id: int, person_id: int, actor: Viewer, reason: str) -> None:
    audit.record(
        action,
        subject=("candidacy", candidacy_id),
        actor_id=actor.person_id,
        payload={"person": people.person(person_id).name, **({"reason": reason} if reason else {})},
    )
