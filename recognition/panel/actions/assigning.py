"""Deciding who reads what: by hand, or everyone a fair share."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.nominations.models import Candidacy
from recognition.panel import sharing
from recognition.panel.actions import letters
from recognition.panel.actions.locking import under_lock
from recognition.panel.models import Appointment, Assignment
from recognition.panel.queries.interests import candidates, holds, judges, no_interest, standing
from recognition.panel.rules import MOST_READS, PANELLIST, why_not
from recognition.people import queries as people
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.words import _, ngettext


def _panellists(round_id: int) -> list[int]:
    return list(
        db.session.scalars(
            select(Appointment.person_id)
            .where(Appointment.round_id == round_id, Appointment.role == PANELLIST)
            .where(Appointment.ended_at.is_(None))
            .order_by(Appointment.person_id)
        )
    )


def _check_within_reach(round_id: int, candidacy_id: int, actor: Viewer | None) -> None:
    """Refuse a candidacy of another round, a withdrawn one, and one the actor has an interest in.

    Raises:
        Missing: always the same.
    """
    conditions = [Candidacy.round_id == round_id, standing()]
    if actor is not None:
        conditions.append(no_interest(actor.person_id))
    if not holds(candidacy_id, *conditions):
        raise Missing


def _assignment(candidacy_id: int, person_id: int) -> Assignment | None:
    return db.session.scalar(
        select(Assignment).where(
            Assignment.candidacy_id == candidacy_id, Assignment.person_id == person_id
        )
    )


def assign(*, round_id: int, candidacy_id: int, person_id: int, actor: Viewer | None) -> None:
    """Give a panellist one nominee to read, and tell them.

    Raises:
        Missing: the nominee is not in this round, or not for the actor to see.
        Refused: they are not on the panel, read it already, or have an interest in it.
    """
    _check_within_reach(round_id, candidacy_id, actor)
    card, person = schemes.round_card(round_id), people.person(person_id)
    if person_id not in _panellists(round_id):
        raise Refused(_("%(name)s is not on this panel.", name=person.name))
    reason = why_not(judges([person_id])[0], candidates([candidacy_id])[candidacy_id])
    if reason is not None:
        raise Refused(
            _("%(name)s cannot read this nominee. %(reason)s", name=person.name, reason=reason)
        )
    found = _assignment(candidacy_id, person_id)
    if found is not None and found.ended_at is None:
        raise Refused(_("%(name)s has this nominee to read already.", name=person.name))
    with transaction():
        _put(candidacy_id, person_id)
        audit.record(
            "panel.assigned",
            subject=("candidacy", candidacy_id),
            actor_id=actor.person_id if actor else None,
            payload={"reader": person.name},
        )
        letters.given(person, card, 1)


def _put(candidacy_id: int, person_id: int) -> None:
    """Write an assignment, or open an ended one again, with what was written in it."""
    assignment = _assignment(candidacy_id, person_id)
    if assignment is None:
        assignment = Assignment(candidacy_id=candidacy_id, person_id=person_id)
        db.session.add(assignment)
    assignment.assigned_at, assignment.ended_at = clock.now(), None
    db.session.flush()


def unassign(*, round_id: int, candidacy_id: int, person_id: int, actor: Viewer | None) -> None:
    """Take a nominee from a panellist's queue; a draft is kept in case it comes back.

    Raises:
        Missing: they do not read it, or it is not for the actor to see.
        Refused: they have sent their scores.
    """
    _check_within_reach(round_id, candidacy_id, actor)
    person = people.person(person_id)
    with transaction():
        assignment, review = under_lock(candidacy_id, person_id)
        if review is not None and review.sent_at is not None:
            raise Refused(
                _("%(name)s has sent scores for this nominee, and they count.", name=person.name)
            )
        assignment.ended_at = clock.now()
        audit.record(
            "panel.unassigned",
            subject=("candidacy", candidacy_id),
            actor_id=actor.person_id if actor else None,
            payload={"reader": person.name},
        )


@dataclass(frozen=True)
class Share:
    """What a fair share came to: new assignments, and the panellists who got some."""

    assignments: int
    panellists: int


def share_fairly(*, round_id: int, reads: int, actor: Viewer | None) -> Share:
    """Give every nominee of a round this many readers, and every panellist about as much.

    What is assigned stays; what is missing is filled in. One letter to each panellist.

    Raises:
        Missing: there is no such round.
        Refused: nobody is on the panel, or it is too small; then nothing is written.
    """
    card = schemes.round_card(round_id)
    pairs = _fair_pairs(round_id, reads)
    loads = Counter(person_id for _item, person_id in pairs)
    names = people.people_by_id(loads)
    with transaction():
        for candidacy_id, person_id in pairs:
            _put(candidacy_id, person_id)
        if pairs:
            audit.record(
                "panel.shared",
                subject=("round", round_id),
                actor_id=actor.person_id if actor else None,
                payload={"reads": reads, "pairs": pairs},
            )
        for person_id, number in sorted(loads.items()):
            letters.given(names[person_id], card, number)
    return Share(len(pairs), len(loads))


def _fair_pairs(round_id: int, reads: int) -> list[sharing.Pair]:
    """Gather and decide: who would read what."""
    readers = judges(_panellists(round_id))
    if not readers:
        raise Refused(_("There is nobody on this panel yet. Appoint panellists first."))
    if not 1 <= reads <= MOST_READS:
        raise Refused(
            _("Choose between 1 and %(most)s readers for each nominee.", most=MOST_READS),
            field="reads",
        )
    items = list(
        db.session.scalars(select(Candidacy.id).where(Candidacy.round_id == round_id, standing()))
    )
    if not items:
        raise Refused(_("There is nobody to read about yet: no nominations have come in."))
    facts = candidates(items)
    already = db.session.execute(
        select(Assignment.candidacy_id, Assignment.person_id).where(
            Assignment.candidacy_id.in_(items), Assignment.ended_at.is_(None)
        )
    ).all()
    try:
        return sharing.share(
            [judge.person_id for judge in readers],
            items,
            reads,
            refused={(i, j.person_id) for i in items for j in readers if why_not(j, facts[i])},
            already={(candidacy_id, person_id) for candidacy_id, person_id in already},
        )
    except sharing.Shortfall as short:
        raise Refused(_shortfall(short, reads), field="reads") from short


def _shortfall(short: sharing.Shortfall, reads: int) -> str:
    # In numbers and not in names: the chair may have an interest in one of them.
    return ngettext(
        "%(num)s nominee would not get %(reads)s readers without an interest. Nothing was "
        "assigned. Appoint at least %(more)s more, or choose fewer readers.",
        "%(num)s nominees would not get %(reads)s readers without an interest. Nothing was "
        "assigned. Appoint at least %(more)s more, or choose fewer readers.",
        len(short.missing),
        reads=reads,
        more=max(short.missing.values()),
    )
