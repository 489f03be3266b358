"""The ledger: who is thanked, who waits since when and why, and who is not to be thanked.

Every nomination of a scheme stands in exactly one place. The place is read from the nomination
first and from its thanks second, so nobody can drop out of it between the two.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, or_, select

from recognition.database import db
from recognition.nominations.cards import Nominee
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries.nominees import (
    NomineePerson,
    NomineeTeam,
    read_nominee,
    with_nominee,
)
from recognition.nominations.rules import ACCEPTED, ASKED, WAITING
from recognition.people.models import Grant, Person, Team
from recognition.people.queries import Viewer
from recognition.people.rules import ADMINISTRATOR, folded
from recognition.schemes.models import Round, Scheme, SchemeOrganisation
from recognition.thanks import rules, tending
from recognition.thanks.models import Thank
from recognition.thanks.queries.whys import STATE, why_is
from recognition.thanks.reckoning import (
    ENDED_PLACE,
    LATE,
    OWED,
    PLACES,
    THANKED_PLACE,
    WAITING_PLACE,
    days_since,
    late_before,
)

PER_PAGE = 50


@dataclass(frozen=True)
class Filters:
    """What the address asks for; anything unknown asks for nothing."""

    place: str = OWED
    why: str = ""
    site: str = ""
    text: str = ""
    page: int = 1

    @property
    def narrows(self) -> bool:
        """True when the numbers on top do not say how many lines there are."""
        return bool(self.why or self.site or self.text)


@dataclass(frozen=True)
class SchemeChoice:
    """A scheme whose ledger the viewer keeps."""

    id: int
    slug: str
    name: str
    organisation_id: int
    thanks_days: int
    ended_at: datetime | None


@dataclass(frozen=True)
class Took:
    """Hours from counting to thanked over every card of a scheme; None before the first."""

    cards: int
    median: int | None
    ninetieth: int | None
    worst: int | None


@dataclass(frozen=True)
class LedgerLine:
    """One nomination. `whys` says what it waits for and how many cards do; `days` since counting.

    `to_hand_over` is the number of its only owing thank-you when that is printed, else None.
    """

    reference: str
    nominee: Nominee
    site: str
    counts_from: datetime
    days: int
    place: str
    ended: str
    whys: tuple[tuple[str, int], ...]
    thanked: int
    to_hand_over: int | None


@dataclass(frozen=True)
class Ledger:
    """One page of a scheme's ledger: numbers by place and by reason, times, and lines."""

    scheme: SchemeChoice
    numbers: dict[str, int]
    ended: dict[str, int]
    took: Took
    owners: tuple[str, ...]
    sites: tuple[str, ...]
    lines: tuple[LedgerLine, ...]
    total: int

    @property
    def pages(self) -> int:
        """How many pages the lines fill, at least one."""
        return max(1, -(-self.total // PER_PAGE))


def may_keep(viewer: Viewer | None, **_arguments: object) -> bool:
    """May they open the ledger? Administrators may, each for what their organisations host."""
    return viewer is not None and viewer.is_administrator


def scheme_choices(viewer: Viewer) -> list[SchemeChoice]:
    """Return the schemes whose ledger the viewer keeps, by name; ended ones last."""
    rows = db.session.execute(
        select(
            Scheme.id,
            Scheme.slug,
            Scheme.name,
            Scheme.organisation_id,
            Scheme.thanks_days,
            Scheme.ended_at,
        )
        .where(Scheme.organisation_id.in_(viewer.administers))
        .order_by(Scheme.ended_at.is_not(None), Scheme.name, Scheme.id)
    )
    return [SchemeChoice(*row) for row in rows]


def ledger(scheme: SchemeChoice, filters: Filters, now: datetime) -> Ledger:
    """Return one page of the ledger of a scheme, the oldest first, in five statements.

    Args:
        scheme: one of the viewer's `scheme_choices`.
        filters: what to show.
        now: the instant that decides who is late, UTC.
    """
    before = late_before(thanks_days=scheme.thanks_days, now=now)
    numbers, ended = _numbers(scheme.id, before)
    lines, counted = _lines(scheme.id, filters, before, now)
    owners, sites = _around(scheme)
    known = sum(numbers[place] for place in _places(filters.place))
    return Ledger(
        scheme=scheme,
        numbers=numbers,
        ended=ended,
        took=_took(scheme.id),
        owners=owners,
        sites=sites,
        lines=tuple(lines),
        total=counted if filters.narrows else known,
    )


def of_scheme(chosen: Select[*tuple[Any, ...]], scheme_id: int) -> Select[*tuple[Any, ...]]:
    """Keep the nominations of one scheme in a statement about nominations."""
    return (
        chosen.join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .join(Round, Round.id == Candidacy.round_id)
        .where(Round.scheme_id == scheme_id)
    )


def _has_thank(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Thank.nomination_id == Nomination.id, *conditions)


def _place() -> ColumnElement[str]:
    """Return where a nomination stands: owed, thanked, or the reason why it ended."""
    reason = select(func.min(Thank.reason)).where(Thank.nomination_id == Nomination.id)
    return case(
        (Nomination.withdrawn_at.is_not(None), rules.TAKEN_BACK),
        (Nomination.standing.in_((WAITING, ASKED)), OWED),
        (Nomination.standing != ACCEPTED, rules.DECLINED),
        (_has_thank(STATE.in_(rules.OWING)), OWED),
        (_has_thank(STATE == rules.THANKED), THANKED_PLACE),
        (_has_thank(), reason.scalar_subquery()),
        else_=OWED,
    )


def _places(asked: str) -> tuple[str, ...]:
    return (WAITING_PLACE, LATE) if asked == OWED else (asked,)


def _numbers(scheme_id: int, before: datetime) -> tuple[dict[str, int], dict[str, int]]:
    numbers = dict.fromkeys(PLACES, 0)
    ended: dict[str, int] = {}
    place, late = _place().label("place"), (Nomination.counts_from < before).label("late")
    counted = of_scheme(select(place, late), scheme_id).subquery()
    for name, is_late, count in db.session.execute(
        select(counted.c.place, counted.c.late, func.count()).group_by(
            counted.c.place, counted.c.late
        )
    ):
        if name == OWED:
            numbers[LATE if is_late else WAITING_PLACE] += count
        elif name == THANKED_PLACE:
            numbers[THANKED_PLACE] += count
        else:
            numbers[ENDED_PLACE] += count
            ended[name] = ended.get(name, 0) + count
    return numbers, ended


def _took(scheme_id: int) -> Took:
    """Return percentiles by nearest rank, walked along the index and not loaded."""
    thanked = (Thank.scheme_id == scheme_id, Thank.state == rules.THANKED)
    count = select(func.count()).select_from(Thank).where(*thanked).scalar_subquery()

    def at(percent: int) -> Any:
        rank = func.coalesce(func.nullif((count * percent + 99) // 100, 0), 1) - 1
        walked = select(Thank.took_hours).where(*thanked).order_by(Thank.took_hours)
        return walked.limit(1).offset(rank).scalar_subquery()

    worst = select(func.max(Thank.took_hours)).where(*thanked).scalar_subquery()
    return Took(*db.session.execute(select(count, at(50), at(90), worst)).one())


def _around(scheme: SchemeChoice) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who looks after a scheme and the sites of its teams, by name; one statement.

    The administrators of the organisation that hosts a scheme look after it.
    """
    taking_part = select(SchemeOrganisation.organisation_id).where(
        SchemeOrganisation.scheme_id == scheme.id
    )
    owners = (
        select(literal(0), Person.name)
        .join(Grant, Grant.person_id == Person.id)
        .where(Grant.organisation_id == scheme.organisation_id, Grant.role == ADMINISTRATOR)
        .where(Grant.ended_at.is_(None), Person.left_at.is_(None))
    )
    sites = select(literal(1), Team.site).where(
        Team.organisation_id.in_(taking_part), Team.site != ""
    )
    found = sorted((kind, name) for kind, name in db.session.execute(owners.union(sites)))
    return (
        tuple(name for kind, name in found if kind == 0),
        tuple(name for kind, name in found if kind == 1),
    )


def _lines(
    scheme_id: int, filters: Filters, before: datetime, now: datetime
) -> tuple[list[LedgerLine], int]:
    chosen: Select[*tuple[Any, ...]] = select(
        Nomination.id,
        Nomination.reference,
        Nomination.counts_from,
        Nomination.standing,
        Nomination.confirmed_at,
        _place().label("place"),
    )
    chosen = with_nominee(of_scheme(chosen, scheme_id), Candidacy)
    chosen = _narrowed(chosen, filters, before)
    if filters.narrows:
        chosen = chosen.add_columns(func.count().over().label("total"))
    rows = db.session.execute(
        chosen.order_by(Nomination.counts_from, Nomination.id)
        .limit(PER_PAGE)
        .offset((filters.page - 1) * PER_PAGE)
    ).all()
    thanks: dict[int, list[Thank]] = {row.id: [] for row in rows}
    for thank in db.session.scalars(
        select(Thank).where(Thank.nomination_id.in_(thanks)).order_by(Thank.id)
    ):
        thanks[thank.nomination_id].append(thank)
    total = rows[0].total if rows and filters.narrows else 0
    return [_line(row, thanks[row.id], before, now) for row in rows], total


def _narrowed(
    chosen: Select[*tuple[Any, ...]], filters: Filters, before: datetime
) -> Select[*tuple[Any, ...]]:
    place = _place()
    if filters.place == ENDED_PLACE:
        chosen = chosen.where(place.not_in((OWED, THANKED_PLACE)))
    else:
        chosen = chosen.where(place == (THANKED_PLACE if filters.place == THANKED_PLACE else OWED))
    if filters.place == LATE:
        chosen = chosen.where(Nomination.counts_from < before)
    if filters.place == WAITING_PLACE:
        chosen = chosen.where(Nomination.counts_from >= before)
    if filters.why:
        chosen = chosen.where(why_is(filters.why))
    if filters.site:
        chosen = chosen.where(func.coalesce(NomineePerson.site, NomineeTeam.site) == filters.site)
    if filters.text:
        chosen = chosen.where(_found(filters.text))
    return chosen


def _found(text: str) -> ColumnElement[bool]:
    name = folded(text)
    return or_(
        Nomination.reference == text.upper(),
        NomineePerson.search_name.contains(name, autoescape=True),
        NomineeTeam.search_name.contains(name, autoescape=True),
        func.lower(Candidacy.described_name).contains(name, autoescape=True),
    )


def _line(row: Any, thanks: list[Thank], before: datetime, now: datetime) -> LedgerLine:
    owing = [thank for thank in thanks if thank.state in rules.OWING]
    is_owed = row.place == OWED
    place = (LATE if row.counts_from < before else WAITING_PLACE) if is_owed else row.place
    ended = "" if row.place in (OWED, THANKED_PLACE) else row.place
    only = owing[0] if len(owing) == 1 else None
    ready = only is not None and only.state == rules.PRINTED and only.returned_at is None
    return LedgerLine(
        reference=row.reference,
        nominee=read_nominee(row),
        site=row.nominee_site or row.nominee_team_site or "",
        counts_from=row.counts_from,
        days=days_since(row.counts_from, now),
        place=ENDED_PLACE if ended else place,
        ended=ended,
        whys=_whys(row, owing) if is_owed else (),
        thanked=sum(thank.state == rules.THANKED for thank in thanks),
        to_hand_over=only.id if only is not None and ready and is_owed else None,
    )


def _whys(row: Any, owing: list[Thank]) -> tuple[tuple[str, int], ...]:
    if row.standing == ASKED:
        return ((tending.QUESTION, 1),)
    if row.standing == WAITING:
        why = tending.NOT_CONFIRMED if row.confirmed_at is None else tending.NOT_CHECKED
        return ((why, 1),)
    if not owing:
        return ((tending.BEING_MADE, 1),)
    each = [tending.waits_for(standing(thank)) for thank in owing]
    return tuple((why, each.count(why)) for why in tending.WHYS if why in each)


def standing(thank: Thank, *, has_person: bool = True) -> tending.Standing:
    """Return where a thank-you stands as a plain value."""
    return tending.Standing(
        way=thank.way,
        state=thank.state,
        reason=thank.reason,
        has_returned=thank.returned_at is not None,
        passed_to=thank.passed_to,
        has_person=has_person,
    )
