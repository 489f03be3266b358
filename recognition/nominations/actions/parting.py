"""Two candidacies out of one: undoing a merge, or taking one nomination out."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from recognition.database import transaction
from recognition.errors import Refused
from recognition.nominations import later, matching, rules
from recognition.nominations.actions import steps
from recognition.nominations.actions.joining import point, remember_namesakes
from recognition.nominations.matching import Described
from recognition.nominations.models import Candidacy, Nomination, NomineeKey, Step
from recognition.nominations.queries.told import JOINED
from recognition.people.models import Person, Team
from recognition.people.queries import Viewer
from recognition.words import _

LONGEST_NAME = 200


def part_again(reference: str, *, seen: str, old_id: int, actor: Viewer) -> None:
    """Undo a merge: the other candidacy has its words back, and the two count as two people.

    Args:
        reference: of a nomination of the candidacy that both became.
        seen: the edition that the page showed.
        old_id: the candidacy that was left behind.
        actor: the checker.

    Raises:
        Refused: it was not merged into this one, was parted before, or a later room depends on it.
        Conflict: something changed after the page was shown.
        Missing: it is not theirs to check.
    """
    with transaction() as session:
        steps.hold_round(session, reference)
        row = steps.held_as_read(session, reference, seen, actor)
        joined = merge_step(session, old_id, row.candidacy_id)
        if joined is None:
            raise Refused(_("These were parted meanwhile, or were never one. Look again."))
        if why := later.what_depends_on(joined.before["nominations"]):
            raise Refused(why)
        into_id = row.candidacy_id
        moved = take_apart(session, joined.before, into_id)
        remember_namesakes(session, old_id, into_id, actor)
        before = {**joined.before, "into": into_id, "nominations": moved, "apart": True}
        steps.add_step(session, "parted", row, actor, before=before)


def part(reference: str, *, seen: str, name: str, place: str, actor: Viewer) -> None:
    """Take one nomination out of a candidacy into one of its own: it is about somebody else.

    Args:
        reference: of the nomination.
        seen: the edition that the page showed.
        name: what its nominee is called.
        place: where they work, as far as known.
        actor: the checker.

    Raises:
        Refused: there is no name, it is too long, or a later room depends on it.
        Conflict: something changed after the page was shown.
        Missing: it is not theirs to check.
    """
    if not name.strip():
        raise Refused(_("Write what this nominee is called."), field="name")
    for field, text in (("name", name), ("place", place)):
        if len(text) > LONGEST_NAME:
            raise Refused(
                _("Shorten this to %(most)s characters or fewer.", most=LONGEST_NAME), field=field
            )
    with transaction() as session:
        steps.hold_round(session, reference)
        row = steps.held_as_read(session, reference, seen, actor)
        if row.standing == rules.ACCEPTED and (why := later.what_depends_on([row.id])):
            raise Refused(why)
        old = steps.candidacies(session, [row.candidacy_id])[row.candidacy_id]
        new = Candidacy(
            round_id=old.round_id,
            category_id=old.category_id,
            described_name=name,
            described_place=place,
        )
        session.add(new)
        session.flush()
        keys = matching.keys(Described(name=name, team=place, email="", person_id=None))
        session.add_all(NomineeKey(candidacy_id=new.id, key=key) for key in sorted(keys))
        row.candidacy_id = new.id
        remember_namesakes(session, old.id, new.id, actor)
        before = {"from": old.id, "into": new.id}
        steps.add_step(session, "parted", row, actor, before=before)


def merge_step(session: Session, old_id: int, into_id: int) -> Step | None:
    """Return the step by which one candidacy came to lie in another; None when it does not."""
    there = session.scalar(select(Candidacy.merged_into_id).where(Candidacy.id == old_id))
    if there != into_id:
        return None
    listed = session.scalars(
        select(Step)
        .where(Step.kind.in_(JOINED), Step.undone_at.is_(None))
        .where(Step.before["from"].as_integer() == old_id)
        .order_by(Step.id.desc())
        .limit(1)
    )
    return listed.first()


def take_apart(session: Session, before: Mapping[str, Any], into_id: int) -> list[int]:
    """Give a candidacy its nominations back, those that still lie in the other one.

    Returns:
        The numbers of the nominations that went back.

    Raises:
        Refused: the records of the two nominees were made one meanwhile.
    """
    _check_still_two(session, before["from"])
    moved = list(
        session.scalars(
            select(Nomination.id)
            .where(Nomination.id.in_(before["nominations"]), Nomination.candidacy_id == into_id)
            .order_by(Nomination.id)
            .with_for_update()
        )
    )
    session.execute(
        update(Nomination).where(Nomination.id.in_(moved)).values(candidacy_id=before["from"])
    )
    still = session.scalars(
        select(Candidacy.id).where(
            Candidacy.id.in_(before["left"]), Candidacy.merged_into_id == into_id
        )
    )
    point(session, list(still), before["from"])
    point(session, [before["from"]], None)
    return moved


def _check_still_two(session: Session, candidacy_id: int) -> None:
    """Refuse to bring back a nominee whose record in the directory is another one now."""
    one = session.scalar(
        select(Candidacy.id)
        .outerjoin(Person, Person.id == Candidacy.person_id)
        .outerjoin(Team, Team.id == Candidacy.team_id)
        .where(Candidacy.id == candidacy_id)
        .where(or_(Person.merged_into_id.is_not(None), Team.merged_into_id.is_not(None)))
    )
    if one is not None:
        raise Refused(
            _(
                "The records of these two in the directory were made one, so they are one nominee. "
                "An administrator can part the records first."
            )
        )
