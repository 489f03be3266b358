"""Two records of one person made one, and parted again.

What the second record holds moves to the first; the second stays behind, empty, and says where it
went. Its address still signs in, as an account of the first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit.actions import record
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.mail.actions import write
from recognition.people import merging
from recognition.people.actions import addresses, holdings
from recognition.people.actions.sessions import end_sessions
from recognition.people.actions.whole_person import check_others, check_wholly
from recognition.people.letter_kinds import MADE_ONE
from recognition.people.models import (
    Account,
    Person,
    PersonMerge,
)
from recognition.people.queries import Viewer, administers, languages_of
from recognition.words import _, in_language


@dataclass(frozen=True)
class OnePerson:
    """What making two records one would move, and why it cannot be yet, if it cannot.

    `moves` counts the rows of the second record by what they are; `stays` those of the first.
    """

    moves: Mapping[str, int]
    stays: Mapping[str, int]
    why_not: str


def look_at_one_person(kept_id: int, other_id: int, *, actor: Viewer) -> OnePerson:
    """Return what making two records one would do; nothing is written.

    Raises:
        Missing: the actor does not administer both, one does not exist or was erased, or they are
            one record.
    """
    session, why_not = db.session(), ""
    try:
        _both(session, kept_id, other_id, actor)
    except Refused as refused:
        why_not = refused.reason
    rooms = holdings.of_people()
    moves, stays = (holdings.counts(session, rooms, each) for each in (other_id, kept_id))
    return OnePerson(moves, stays, why_not)


def make_one(kept_id: int, other_id: int, *, reason: str, actor: Viewer) -> int:
    """Make two records one: the first is kept, and everything the second holds moves to it.

    Args:
        kept_id: the record that is kept.
        other_id: the record that gives up everything.
        reason: why they are one person, up to 300 characters.
        actor: an administrator of their organisation.

    Returns:
        The number of the merge, for `part`.

    Raises:
        Missing: as `look_at_one_person`.
        Refused: there is no reason, they are of two organisations, merged already, one is shut out
            and the other not, one is the actor's own while they act for somebody, one has a role
            where the actor is no administrator, or a room says that something has to be sorted out
            first.
    """
    why = merging.checked_reason(reason)
    with transaction() as session:
        kept, other = _both(session, kept_id, other_id, actor)
        before = _facts(kept, other)
        end_sessions([kept_id, other_id])
        moved = holdings.move(holdings.of_people(), kept_id, other_id)
        kept, other = session.get_one(Person, kept_id), session.get_one(Person, other_id)
        before["made_account"] = addresses.give_address(session, kept, other)
        if kept.manager_id == kept.id:
            kept.manager_id = None
        other.left_at = other.left_at or clock.now()
        other.merged_into_id, other.manager_id = kept.id, before["other"]["manager_id"]
        merge = PersonMerge(
            kept_id=kept_id,
            merged_id=other_id,
            address=before["other"]["email"],
            moved=moved,
            before=before,
            reason=why,
            merged_at=clock.now(),
            merged_by_id=actor.person_id,
        )
        session.add(merge)
        session.flush()
        _note("people.made_one", merge, kept, other, actor)
        _tell(kept, merge.address)
        return merge.id


def part(merge_id: int, *, actor: Viewer) -> None:
    """Undo `make_one`: everything goes back that is still where it went.

    What was written since under the first record stays with it.

    Raises:
        Missing: there is no such merge, the actor does not administer the people, or they are
            nobody any more.
        Refused: it was undone before, somebody else has an address now, or as `make_one`.
    """
    with transaction() as session:
        merge = session.scalar(
            select(PersonMerge).where(PersonMerge.id == merge_id).with_for_update()
        )
        if merge is None or not merge.before:  # what went back to where is known no more
            raise Missing
        kept, other = _held(session, merge.kept_id, merge.merged_id)
        if not administers(actor, kept.organisation_id):
            raise Missing
        if merge.undone_at is not None:
            raise Refused(_("These records were parted before."))
        check_others(actor, kept.id, other.id)
        check_wholly(actor, kept)
        end_sessions([kept.id, other.id])
        addresses.take_address(session, merge, kept)
        holdings.move_back(holdings.of_people(), kept.id, other.id, merge.moved)
        kept, other = session.get_one(Person, kept.id), session.get_one(Person, other.id)
        _restore(merge.before, kept, other)
        addresses.keep_accounts_apart(session, kept, other)
        merge.undone_at, merge.undone_by_id = clock.now(), actor.person_id
        session.flush()
        _note("people.parted", merge, kept, other, actor)


def _both(session: Session, kept_id: int, other_id: int, actor: Viewer) -> tuple[Person, Person]:
    if kept_id == other_id:
        raise Missing
    kept, other = _held(session, kept_id, other_id)
    if not all(administers(actor, each.organisation_id) for each in (kept, other)):
        raise Missing
    check_others(actor, kept_id, other_id)
    check_wholly(actor, kept, other)
    shut = set(
        session.scalars(
            select(Account.person_id).where(
                Account.person_id.in_([kept_id, other_id]), Account.disabled_at.is_not(None)
            )
        )
    )
    merging.check_can_be_one(
        same_place=kept.organisation_id == other.organisation_id,
        merged=kept.merged_into_id is not None or other.merged_into_id is not None,
        kept_has_left=kept.left_at is not None,
        other_has_left=other.left_at is not None,
        one_is_shut_out=len(shut) == 1,
    )
    if why := holdings.clash(session, holdings.of_people(), kept_id, other_id):
        raise Refused(why)
    return kept, other


def _held(session: Session, one_id: int, other_id: int) -> tuple[Person, Person]:
    rows = session.scalars(
        select(Person)
        .where(Person.id.in_([one_id, other_id]))
        .order_by(Person.id)
        .with_for_update()
    ).all()
    found = {row.id: row for row in rows}
    if len(found) != 2 or any(row.erased_at is not None for row in rows):
        raise Missing
    return found[one_id], found[other_id]


def _facts(kept: Person, other: Person) -> dict[str, Any]:
    return {
        "kept": {"email": kept.email, "manager_id": kept.manager_id},
        "other": {
            "email": other.email,
            "manager_id": other.manager_id,
            "left_at": other.left_at.isoformat() if other.left_at else None,
        },
    }


def _restore(before: dict[str, Any], kept: Person, other: Person) -> None:
    other.merged_into_id = None
    other.email = before["other"]["email"]
    other.manager_id = before["other"]["manager_id"]
    left = before["other"]["left_at"]
    other.left_at = datetime.fromisoformat(left) if left else None
    if before["kept"]["manager_id"] == other.id and kept.manager_id is None:
        kept.manager_id = other.id


def _tell(kept: Person, further: str | None) -> None:
    """Write to both addresses, so that nobody else's is made a way in without a word."""
    for address in dict.fromkeys((kept.email, further)):
        if address is not None:
            other = next((one for one in (further, kept.email) if one and one != address), "")
            with in_language(languages_of({kept.id}).get(kept.id)):
                subject, body = merging.made_one_letter(name=kept.name, other=other)
            write(kind=MADE_ONE, to_address=address, subject=subject, body=body)


def _note(action: str, merge: PersonMerge, kept: Person, other: Person, actor: Viewer) -> None:
    record(
        action,
        subject=("person", kept.id),
        actor_id=actor.person_id,
        payload={
            "name": kept.name,
            "other": other.name,
            "reason": merge.reason,
            "moved": sum(map(len, merge.moved.values())),
        },
    )
