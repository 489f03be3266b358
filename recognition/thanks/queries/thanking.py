"""Who is to be thanked now, how each of them is reached, and who is to be told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, or_, select, true
from sqlalchemy.orm import aliased

from recognition.database import db
from recognition.nominations.cards import Nominee
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries.candidacies import is_live
from recognition.nominations.queries.nominees import read_nominee, with_nominee
from recognition.nominations.rules import ACCEPTED
from recognition.nominations.rules import DECLINED as TURNED_DOWN
from recognition.people import queries as people
from recognition.people.models import Person
from recognition.schemes.models import Round, Scheme
from recognition.thanks.models import Card, Thank
from recognition.thanks.queries.consenting import died, quiet
from recognition.thanks.rules import (
    DECLINED,
    DIED,
    ENDED,
    HELD,
    OWING,
    PRINTED,
    TAKEN_BACK,
    WAITING,
)

Nominator = aliased(Person, name="nominator")


@dataclass(frozen=True)
class Recipient:
    """Somebody who gets a card; without a person it is somebody described, or a team's wall."""

    person_id: int | None = None
    name: str = ""
    address: str = ""
    is_quiet: bool = False
    has_left: bool = False
    has_died: bool = False


@dataclass(frozen=True)
class Telling:
    """A nomination as the letters about its thanks need it.

    `as_told` is what the nominator called the nominee. `nominator_address` is empty unless we may
    write to them; `states` are the states of its thanks, and `passed_to` says whether a card went
    to somebody else in the nominee's place. `language` is what the nominator's pages spoke.
    """

    nomination_id: int
    reference: str
    scheme_id: int
    scheme: str
    tells_managers: bool
    sent_at: datetime
    counts_from: datetime
    nominator_id: int | None
    nominator_name: str
    nominator_address: str
    candidacy_id: int
    nominee: Nominee
    as_told: str
    states: frozenset[str] = frozenset()
    passed_to: str = ""
    language: str = "en"


def to_thank(before: datetime, *, limit: int) -> list[int]:
    """Return nominations accepted before an instant for which nothing was made, oldest first."""
    return list(
        db.session.scalars(
            select(Nomination.id)
            .where(is_live(), Nomination.checked_at <= before)
            .where(~exists().where(Thank.nomination_id == Nomination.id))
            .order_by(Nomination.counts_from, Nomination.id)
            .limit(limit)
        )
    )


def to_mend(*, limit: int = 1, only: int | None = None) -> list[int]:
    """Return nominations whose thanks no longer fit what they are.

    They are no longer accepted, were withdrawn, or became another nominee's before anything went
    out; or they are accepted again after their thanks had ended for such a reason.

    Args:
        limit: how many at most.
        only: look at this one alone.
    """
    # that somebody has died is not forgotten, whatever becomes of the nomination
    waits = and_(Thank.state.in_((WAITING, HELD)), Thank.reason != DIED)
    changed = or_(Nomination.standing != ACCEPTED, Nomination.withdrawn_at.is_not(None))
    ended_so = and_(Thank.state == ENDED, Thank.reason.in_((TAKEN_BACK, DECLINED)))
    gone = or_(Nomination.standing == TURNED_DOWN, Nomination.withdrawn_at.is_not(None))
    return list(
        db.session.scalars(
            select(Nomination.id)
            .join(Thank, Thank.nomination_id == Nomination.id)
            .join(Card, Card.id == Thank.card_id)
            .where(
                or_(
                    and_(waits, changed),
                    and_(waits, Card.candidacy_id != Nomination.candidacy_id),
                    and_(Thank.state == PRINTED, gone),
                    and_(ended_so, is_live()),
                ),
                true() if only is None else Nomination.id == only,
            )
            .distinct()
            .order_by(Nomination.id)
            .limit(limit)
        )
    )


def recipients(nominee: Nominee) -> list[Recipient]:
    """Return who gets a card: the nominee; or every member of a team, and its wall."""
    if nominee.team_id is None and nominee.person_id is None:
        return [Recipient(name=nominee.name)]
    if nominee.team_id is not None:
        found = people.members(nominee.team_id)
    else:
        found = [people.person(nominee.person_id or 0)]
    numbers = [person.id for person in found]
    silent, leavers, dead = quiet(numbers), people.has_left(numbers), died(numbers)
    cards = [
        Recipient(
            person_id=person.id,
            name=person.name,
            address=person.email or "",
            is_quiet=person.id in silent,
            has_left=person.id in leavers,
            has_died=person.id in dead,
        )
        for person in found
    ]
    return [*cards, Recipient(name=nominee.name)] if nominee.team_id is not None else cards


def telling(nomination_ids: Collection[int]) -> dict[int, Telling]:
    """Return several nominations as letters need them, by number, in two statements."""
    states: dict[int, set[str]] = {}
    passed: dict[int, str] = {}
    for number, state, passed_to in db.session.execute(
        select(Thank.nomination_id, Thank.state, Thank.passed_to).where(
            Thank.nomination_id.in_(set(nomination_ids))
        )
    ):
        states.setdefault(number, set()).add(state)
        passed[number] = passed_to or passed.get(number, "")
    rows = db.session.execute(_tellings().where(Nomination.id.in_(set(nomination_ids))))
    return {
        row.Nomination.id: _telling(
            row, frozenset(states.get(row.Nomination.id, ())), passed.get(row.Nomination.id, "")
        )
        for row in rows
    }


def _tellings() -> Select[*tuple[Any, ...]]:
    chosen: Select[*tuple[Any, ...]] = (
        select(
            Nomination,
            Scheme.id.label("scheme_id"),
            Scheme.name.label("scheme"),
            Scheme.tells_managers,
            Nominator.name.label("known_name"),
            Nominator.email.label("known_address"),
            Nominator.left_at.label("nominator_left_at"),
        )
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .join(Round, Round.id == Candidacy.round_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .outerjoin(Nominator, Nominator.id == Nomination.nominator_id)
    )
    return with_nominee(chosen, Candidacy)


def _telling(row: Any, states: frozenset[str], passed_to: str) -> Telling:
    sent: Nomination = row.Nomination
    if sent.nominator_id is not None:
        address = "" if row.nominator_left_at else row.known_address or sent.nominator_email
    else:
        address = sent.nominator_email
    return Telling(
        nomination_id=sent.id,
        reference=sent.reference,
        scheme_id=row.scheme_id,
        scheme=row.scheme,
        tells_managers=row.tells_managers,
        sent_at=sent.sent_at,
        counts_from=sent.counts_from,
        nominator_id=sent.nominator_id,
        nominator_name=row.known_name or sent.nominator_name,
        nominator_address=address if sent.confirmed_at is not None else "",
        candidacy_id=sent.candidacy_id,
        nominee=read_nominee(row),
        as_told=sent.told_name or read_nominee(row).name,
        states=states,
        passed_to=passed_to,
        language=sent.language,
    )


def is_settled(told: Telling) -> bool:
    """Tell whether nothing is owed any more and somebody was thanked."""
    return "thanked" in told.states and not told.states & set(OWING)


def waiting_for_thanks(nomination_ids: Collection[int]) -> frozenset[int]:
    """Return which of these nominations nobody was thanked for yet, or not everybody."""
    wanted = set(nomination_ids)
    rows = db.session.execute(
        select(Thank.nomination_id, Thank.state).where(Thank.nomination_id.in_(wanted))
    ).all()
    owing = {number for number, state in rows if state in OWING}
    return frozenset((wanted - {number for number, _state in rows}) | owing)
