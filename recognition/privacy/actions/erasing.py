"""Erasing somebody: every room takes out what it holds, in one transaction; then the file is clean.

Their name, addresses and words, and words about them, are nowhere afterwards. Rows, numbers and
instants stay, so that every count, score and outcome of anybody else is what it was, and the trail
still proves itself.
"""

from collections.abc import Callable, Collection

from sqlalchemy import select, update

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, scrub, transaction
from recognition.erased import Erased
from recognition.errors import Conflict
from recognition.mail import actions as mail
from recognition.newsletter.actions import erasing as newsletter
from recognition.nominations.actions import erasing as nominations
from recognition.panel.actions import erasing as panel
from recognition.panel.actions.locking import lock
from recognition.people.actions import erasing as people
from recognition.people.actions.administering import hold_administered
from recognition.people.models import Person
from recognition.people.queries import Viewer
from recognition.privacy.actions import erasing_requests as requests
from recognition.privacy.actions.retention import turn
from recognition.privacy.erasing_rules import check_confirmed, check_may_erase
from recognition.privacy.models import Erasure
from recognition.privacy.queries.erasing import is_on_hold, lone_administrator_of
from recognition.privacy.queries.erasing_gathering import gather
from recognition.privacy.queries.erasing_subjects import Subject
from recognition.resources.actions import erasing as resources
from recognition.schemes.actions import erasing as schemes
from recognition.thanks.actions import erasing as thanks
from recognition.winners.actions import erasing as winners
from recognition.words import _

# From the last room to the first: each still finds what the earlier ones know.
ROOMS: tuple[tuple[str, Callable[[Erased], int]], ...] = (
    ("packs", newsletter.erase),
    ("outcomes", winners.erase),
    ("panel", panel.erase),
    ("thanks", thanks.erase),
    ("nominations", nominations.erase),
    ("schemes", schemes.erase),
    ("resources", resources.erase),
    ("people", people.erase),
    ("letters", mail.erase),
    ("trail", audit.erase),
    ("requests", requests.erase),
)
_later: list[tuple[str, Callable[[Erased], int]]] = []


def register(name: str, take_out: Callable[[Erased], int]) -> None:
    """Let a room beside this one take out what it holds; `app.py` knows who."""
    if (name, take_out) not in _later:
        _later.append((name, take_out))


def erase(
    read: Callable[[], Subject],
    *,
    also: Collection[str] = (),
    typed: str,
    basis: str,
    nothing_holds: bool,
    actor: Viewer,
) -> int:
    """Erase somebody, for good.

    Args:
        read: returns who; asked once more under the lock.
        also: other names to take out of everybody's words, from `erasing_rules.also_called`.
        typed: their name, typed once more by whoever does it.
        basis: why, one of `erasing_rules.BASES`.
        nothing_holds: whoever does it has found no reason to keep the words.
        actor: the administrator.

    Returns:
        The number of the erasure.

    Raises:
        Refused: not confirmed, or the house cannot do without them yet.
        Conflict: somebody changed who they are meanwhile.
        Missing: they are not there any more.
    """
    seen = read()
    check_confirmed(typed=typed, name=seen.name, basis=basis, nothing_holds=nothing_holds)
    with transaction() as session:
        turn(session)  # a hold that is placed just now counts
        subject = read()
        if subject != seen:
            raise Conflict(_("Somebody changed this person meanwhile. Look again."))
        session.execute(select(Person.id).where(Person.id == subject.person_id).with_for_update())
        hold_administered(session, subject.person_id)
        erased = gather(subject, also, clock.now())
        check_may_erase(
            is_oneself=subject.person_id == actor.person_id,
            only_administrator_of=lone_administrator_of(subject.person_id),
            is_on_hold=is_on_hold(erased),
        )
        everyone = [erased, *(gather(other, also, erased.at) for other in subject.as_records())]
        lock(*erased.candidacies)  # as everything does that changes scores or words of a nominee
        row = Erasure(
            organisation_id=subject.organisation_id,
            kind=subject.kind,
            person_id=subject.person_id,
            nomination_id=subject.nomination_id,
            basis=basis,
            done_by_id=actor.person_id,
            done_at=erased.at,
            counts={name: sum(map(take_out, everyone)) for name, take_out in (*ROOMS, *_later)},
        )
        session.add(row)
        session.flush()
        audit.record(
            "privacy.erased",
            subject=("erasure", row.id),
            actor_id=actor.person_id,
            payload={"kind": row.kind, "basis": basis, **row.counts},
        )
        number = row.id
    clean()
    return number


def clean() -> int:
    """Leave nothing of what was erased between the rows either; a chore of the worker.

    Where others are using the database just now, it is tried again a minute later.

    Returns:
        How many erasures are complete now that were not before.
    """
    waiting = list(db.session.scalars(select(Erasure.id).where(Erasure.cleaned_at.is_(None))))
    db.session.rollback()
    if not waiting or not scrub():
        return 0
    with transaction() as session:
        session.execute(
            update(Erasure)
            .where(Erasure.id.in_(waiting), Erasure.cleaned_at.is_(None))
            .values(cleaned_at=clock.now())
        )
    return len(waiting)
