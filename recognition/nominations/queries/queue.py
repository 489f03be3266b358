"""The queue of checkers: what waits, oldest first, and what about it needs a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from recognition.database import db
from recognition.nominations import rules
from recognition.nominations.cards import Nominee
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries.candidacies import in_turn
from recognition.nominations.queries.checkable import HOSTS, edition, of_checker, of_hosts
from recognition.nominations.queries.facts import facts_of, lines_of, nominator_of
from recognition.nominations.queries.nominees import read_nominee
from recognition.nominations.queries.queue_needs import late_in, need
from recognition.nominations.queries.queue_progress import (
    SCHEME,
    CheckedScheme,
    Progress,
    bounds,
    checked_schemes,
    progress_of,
)
from recognition.nominations.signals import Nominator, Signal, signals
from recognition.people.models import Person, Team
from recognition.people.queries import Viewer
from recognition.people.queries.parts import named
from recognition.people.rules import folded

PER_PAGE = 50
WITHDRAWN, ALL = "withdrawn", "all"
STATES = (rules.WAITING, rules.ASKED, rules.ACCEPTED, rules.DECLINED, WITHDRAWN, ALL)


@dataclass(frozen=True)
class Sieve:
    """What the queue is to show: a scheme by its address, what is needed, a state, a search."""

    scheme: str = ""
    needs: str = ""
    state: str = rules.WAITING
    q: str = ""


@dataclass(frozen=True)
class QueueLine:
    """One nomination in the queue; nothing needs a person where it `is_plain`."""

    reference: str
    edition: str
    nominee: Nominee
    category: str
    scheme_name: str
    round_name: str
    nominator: Nominator
    standing: str
    sent_at: datetime
    late: bool
    withdrawn: bool
    signals: tuple[Signal, ...]

    @property
    def is_plain(self) -> bool:
        """True when it waits and nothing about it needs a person."""
        return self.standing == rules.WAITING and not self.signals and not self.withdrawn


@dataclass(frozen=True)
class Queue:
    """One page of the queue."""

    schemes: tuple[CheckedScheme, ...]
    progress: Progress
    lines: tuple[QueueLine, ...]
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PER_PAGE))


def queue(viewer: Viewer, sieve: Sieve, page: int, at: datetime) -> Queue:
    """Return one page of what this viewer checks, oldest first, in a constant number of statements.

    Args:
        viewer: only schemes whose host they administer.
        sieve: what to show.
        page: from 1, `PER_PAGE` each.
        at: this instant, UTC.
    """
    schemes = checked_schemes(viewer)
    progress = progress_of(viewer, schemes, sieve.scheme, at)
    known = _counted(sieve, progress)
    if known is None:
        sifted = _page(viewer, sieve, page, late_in(schemes, at))
        rows = db.session.execute(lines_of(sifted)).all()
    else:
        statement = _plain_page(sieve.state, one_scheme=bool(sieve.scheme))
        values = {**bounds(viewer, sieve.scheme), "known": known, "before": _before(page)}
        rows = db.session.execute(statement, values).all()
    facts = facts_of(rows) if rows else {}
    days = {scheme.id: scheme.thanks_days for scheme in schemes}
    return Queue(
        schemes=schemes,
        progress=progress,
        lines=tuple(_line(row, signals(facts[row.Nomination.id]), days, at) for row in rows),
        total=rows[0].total if rows else 0,
    )


def neighbours(
    viewer: Viewer, sieve: Sieve, reference: str, at: datetime
) -> tuple[str | None, str | None]:
    """Return the references before and after one in the queue that a sieve lets through."""
    here = db.session.execute(
        select(Nomination.sent_at, Nomination.id).where(Nomination.reference == reference)
    ).one_or_none()
    if here is None:
        return None, None
    chosen = _sifted(viewer, sieve, late_in(checked_schemes(viewer), at), Nomination.reference)
    sent, number = Nomination.sent_at, Nomination.id
    # each begins with where a walk begins
    before = and_(sent <= here.sent_at, or_(sent < here.sent_at, number < here.id))
    after = and_(sent >= here.sent_at, or_(sent > here.sent_at, number > here.id))
    turn = _turn(sieve.state)
    earlier = chosen.where(before).order_by(*(column.desc() for column in turn)).limit(1)
    later = chosen.where(after).order_by(*turn).limit(1)
    return db.session.scalar(earlier), db.session.scalar(later)


def _turn(state: str) -> tuple[SQLColumnExpression[Any], ...]:
    """Return what the queue of a state is sorted by: the oldest first."""
    if state in {ALL, WITHDRAWN}:
        return Nomination.sent_at, Nomination.id
    return in_turn(Nomination.sent_at)


def _counted(sieve: Sieve, progress: Progress) -> int | None:
    """Return how many the sieve lets through, where that was counted already."""
    if sieve.needs or sieve.q:
        return None
    return {rules.WAITING: progress.waiting, rules.ASKED: progress.asked}.get(sieve.state)


def _page(
    viewer: Viewer, sieve: Sieve, page: int, late: ColumnElement[bool]
) -> Select[*tuple[Any, ...]]:
    """Choose the nominations on a page, and count those on all of them."""
    total = func.count().over().label("total")
    chosen = _sifted(viewer, sieve, late, Nomination.id, total)
    return chosen.order_by(*_turn(sieve.state)).limit(PER_PAGE).offset(_before(page))


@cache
def _plain_page(state: str, *, one_scheme: bool) -> Select[*tuple[Any, ...]]:
    """Choose what `_page` chooses where the state alone is sifted, and how many is `known`."""
    total = bindparam("known", type_=Integer).label("total")
    chosen = select(Nomination.id, total).where(of_hosts(HOSTS, SCHEME if one_scheme else None))
    page = _standing(chosen, state).order_by(*_turn(state)).limit(PER_PAGE)
    return lines_of(page.offset(bindparam("before")))


def _before(page: int) -> int:
    return (page - 1) * PER_PAGE


def _sifted(
    viewer: Viewer, sieve: Sieve, late: ColumnElement[bool], *columns: Any
) -> Select[*tuple[Any, ...]]:
    chosen = of_checker(select(*columns), viewer, scheme=sieve.scheme)
    chosen = _standing(chosen, sieve.state)
    if sieve.needs:
        chosen = chosen.where(need(sieve.needs, late))
    return _searched(chosen, sieve.q) if sieve.q else chosen


def _standing(chosen: Select[*tuple[Any, ...]], state: str) -> Select[*tuple[Any, ...]]:
    if state == WITHDRAWN:
        return chosen.where(Nomination.withdrawn_at.is_not(None))
    if state == ALL:
        return chosen
    return chosen.where(Nomination.standing == state, Nomination.withdrawn_at.is_(None))


def _searched(chosen: Select[*tuple[Any, ...]], q: str) -> Select[*tuple[Any, ...]]:
    """Keep those with this reference, or whose nominee or nominator is called so."""
    if not folded(q).split():
        return chosen.where(Nomination.reference == q)
    nominee, team, nominator = aliased(Person), aliased(Team), aliased(Person)
    typed = q.upper().replace(" ", "")
    reference = f"{typed[:3]}-{typed[-3:]}" if len(typed) in {6, 7} else typed
    return (
        chosen.outerjoin(nominee, nominee.id == Candidacy.person_id)
        .outerjoin(team, team.id == Candidacy.team_id)
        .outerjoin(nominator, nominator.id == Nomination.nominator_id)
        .where(
            or_(
                Nomination.reference == reference,
                named(nominee.search_name, q),
                named(team.search_name, q),
                named(nominator.search_name, q),
                Candidacy.described_name.icontains(q, autoescape=True),
                Nomination.nominator_name.icontains(q, autoescape=True),
            )
        )
    )


def _line(row: Any, found: Sequence[Signal], days: Mapping[int, int], at: datetime) -> QueueLine:
    sent: Nomination = row.Nomination
    due = sent.counts_from + timedelta(days=days.get(row.scheme_id, row.thanks_days))
    return QueueLine(
        reference=sent.reference,
        edition=edition(sent, row.steps),
        nominee=read_nominee(row),
        category=row.category,
        scheme_name=row.scheme_name,
        round_name=row.round_name,
        nominator=nominator_of(row),
        standing=sent.standing,
        sent_at=sent.sent_at,
        late=sent.standing in rules.UNDECIDED and sent.withdrawn_at is None and due < at,
        withdrawn=sent.withdrawn_at is not None,
        signals=tuple(found),
    )
