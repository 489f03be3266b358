"""Naming who stands in for an absent colleague, and ending it."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit.actions import record
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.people.covering import check_days, check_not_for_oneself
from recognition.people.models import Account, Cover, CoveredRole, Person
from recognition.people.queries import Viewer, administers
from recognition.people.queries.covers import roles_held
from recognition.words import _


def name_cover(
    *,
    absent_id: int,
    stand_in_id: int,
    roles: Collection[tuple[str, int]],
    what: Collection[str],
    days: tuple[date | None, date | None],
    actor: Viewer | None,
) -> int:
    """Let somebody stand in for an absent colleague, and return the number of the cover.

    Args:
        absent_id: who is away; themselves the actor, or of an organisation the actor administers.
        stand_in_id: a colleague in the same organisation.
        roles: (role, organisation) of those the absent one holds; none when it is for seats only.
        what: everything that it is for, in words, for the trail.
        days: the first and the last day in London, both included; None for one not typed.
        actor: who names them; None for a command.

    Raises:
        Missing: the actor may not, or the absent one holds no such role.
        Refused: the days do not do, or that colleague cannot stand in.
    """
    first, last = check_days(*days, today=clock.today())
    with transaction() as session:
        absent = _person(session, absent_id, held=True)
        stand_in = _person(session, stand_in_id)
        _check_actor(actor, absent, stand_in, roles)
        _check_stand_in(session, absent, stand_in)
        if not {*roles} <= {(one.role, one.organisation_id) for one in roles_held(absent_id)}:
            raise Missing
        row = Cover(
            absent_id=absent_id,
            stand_in_id=stand_in_id,
            first_day=first,
            last_day=last,
            named_at=clock.now(),
            named_by_id=actor.person_id if actor else None,
        )
        session.add(row)
        session.flush()
        session.add_all(
            CoveredRole(cover_id=row.id, role=role, organisation_id=place) for role, place in roles
        )
        payload = {
            "name": absent.name,
            "stand_in": stand_in.name,
            "what": list(what),
            "first_day": clock.spoken_date(first),
            "last_day": clock.spoken_date(last),
        }
        noted("people.cover_named", absent_id, actor, payload)
        return row.id


def end_cover(cover_id: int, *, actor: Viewer | None) -> None:
    """End a cover at once: whoever acts under it does so no more at their next request.

    Who may is asked by `queries.may_end_own_cover` and `queries.may_end_cover`.

    Raises:
        Missing: there is none, or it was ended before.
    """
    with transaction() as session:
        row = session.get(Cover, cover_id)
        if row is None or row.ended_at is not None:
            raise Missing
        row.ended_at, row.ended_by_id = clock.now(), actor.person_id if actor else None
        names = {"name": row.absent_id, "stand_in": row.stand_in_id}
        payload = {key: session.get_one(Person, who).name for key, who in names.items()}
        noted("people.cover_ended", row.absent_id, actor, payload)


def _person(session: Session, person_id: int, *, held: bool = False) -> Person:
    """Return somebody who works here; held, so that of two clicks the second waits."""
    wanted = select(Person).where(Person.id == person_id, Person.left_at.is_(None))
    found = session.scalar(wanted.with_for_update() if held else wanted)
    if found is None:
        raise Missing
    return found


def _check_actor(
    actor: Viewer | None,
    absent: Person,
    stand_in: Person,
    roles: Collection[tuple[str, int]],
) -> None:
    if actor is None:
        return
    check_not_for_oneself(
        is_acting=actor.acting is not None, actor_id=actor.person_id, person_id=stand_in.id
    )
    if actor.person_id == absent.id:
        return
    places = {absent.organisation_id, *(place for _role, place in roles)}
    if not all(administers(actor, place) for place in places):
        raise Missing


def _check_stand_in(session: Session, absent: Person, stand_in: Person) -> None:
    if stand_in.id == absent.id:
        raise Refused(_("Choose somebody else to stand in."), field="person")
    shut_out = select(Account.id).where(
        Account.person_id == stand_in.id, Account.disabled_at.is_not(None)
    )
    is_elsewhere = stand_in.organisation_id != absent.organisation_id
    if is_elsewhere or stand_in.email is None or session.scalar(shut_out.limit(1)):
        raise Refused(
            _("%(name)s cannot sign in here. Choose another colleague.", name=stand_in.name),
            field="person",
        )
    again = session.scalar(
        select(Cover.last_day)
        .where(Cover.absent_id == absent.id, Cover.stand_in_id == stand_in.id)
        .where(Cover.ended_at.is_(None), Cover.last_day >= clock.today())
        .limit(1)
    )
    if again is not None:
        raise Refused(
            _(
                "%(name)s stands in already, until %(day)s. To change it, end that first.",
                name=stand_in.name,
                day=clock.spoken_date(again),
            ),
            field="person",
        )


def noted(action: str, absent_id: int, actor: Viewer | None, payload: Mapping[str, object]) -> None:
    """Note in the trail what was done about somebody who is away."""
    record(
        action,
        subject=("person", absent_id),
        actor_id=actor.person_id if actor else None,
        payload=payload,
    )
