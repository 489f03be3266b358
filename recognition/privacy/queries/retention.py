"""How long things are kept here, what is on hold, and what was disposed of."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, func, or_, select

from recognition.database import db
from recognition.errors import Missing
from recognition.people import queries as people
from recognition.people.models import Account, Person
from recognition.people.queries import Viewer
from recognition.privacy.models import DisposalLine, DisposalSetting, Hold, RetentionPeriod
from recognition.privacy.retention_plan import due_before
from recognition.privacy.retention_schedule import SCHEDULE, Kind
from recognition.schemes.models import Round, Scheme

LINES_PER_PAGE = 50


@dataclass(frozen=True)
class Period:
    """How long one kind is kept; what is older than `before` is due, UTC."""

    kind: Kind
    length: int
    before: datetime

    @property
    def is_usual(self) -> bool:
        """True where nobody changed it."""
        return self.length == self.kind.usual


@dataclass(frozen=True)
class Setting:
    """Whether old things go every day by themselves, from which day on, and the last day done."""

    automatic: bool
    starts_on: date | None
    done_on: date | None


@dataclass(frozen=True)
class HoldLine:
    """Something on hold: a person or a round, why, and until when."""

    id: int
    what: str
    reason: str
    until: datetime
    placed_at: datetime
    placed_by: str


@dataclass(frozen=True)
class LogLine:
    """What one run disposed of, of one kind; `by` is empty for the worker and the command."""

    kind: str
    items: int
    until: datetime
    way: str
    ended_at: datetime
    by: str


def may_keep_house(viewer: Viewer | None, **_arguments: object) -> bool:
    """May they say how long things are kept: administrators of the organisation that runs this?

    One database keeps everything of every organisation in it, so there is one schedule.
    """
    if viewer is None or not viewer.administers:
        return False
    host = people.host()
    return host is not None and host.id in viewer.administers


def periods(now: datetime) -> list[Period]:
    """Return how long each kind is kept, in the order of the schedule; one statement."""
    rows = db.session.execute(select(RetentionPeriod.kind, RetentionPeriod.length)).all()
    set_here = {row.kind: row.length for row in rows}
    lengths = {kind.key: set_here.get(kind.key, kind.usual) for kind in SCHEDULE}
    return [
        Period(kind, lengths[kind.key], due_before(kind, lengths[kind.key], now))
        for kind in SCHEDULE
    ]


def setting() -> Setting:
    """Return whether old things go by themselves; before the worker ever ran there is no day."""
    row = db.session.get(DisposalSetting, 1)
    if row is None:
        return Setting(automatic=True, starts_on=None, done_on=None)
    return Setting(row.automatic, row.starts_on, row.done_on)


def holds(now: datetime) -> list[HoldLine]:
    """Return what is on hold, the first to end first; two statements."""
    rows = db.session.execute(
        select(Hold, Person.name, Round.name, Scheme.name)
        .outerjoin(Person, Person.id == Hold.person_id)
        .outerjoin(Round, Round.id == Hold.round_id)
        .outerjoin(Scheme, Scheme.id == Round.scheme_id)
        .where(Hold.ended_at.is_(None), Hold.until > now)
        .order_by(Hold.until, Hold.id)
    ).all()
    placers = people.people_by_id({hold.placed_by_id for hold, *_names in rows})
    return [
        HoldLine(
            id=hold.id,
            what=person if hold.person_id is not None else f"{scheme}, {round_}",
            reason=hold.reason,
            until=hold.until,
            placed_at=hold.placed_at,
            placed_by=placers[hold.placed_by_id].name,
        )
        for hold, person, round_, scheme in rows
    ]


def hold(hold_id: int, now: datetime) -> HoldLine:
    """Return one hold that has not ended.

    Raises:
        Missing: there is none.
    """
    found = next((line for line in holds(now) if line.id == hold_id), None)
    if found is None:
        raise Missing
    return found


def is_on_hold(person_id: int, now: datetime) -> bool:
    """Tell whether nothing of this person may be disposed of at an instant, UTC."""
    found = exists().where(Hold.person_id == person_id, Hold.ended_at.is_(None), Hold.until > now)
    return bool(db.session.scalar(select(found)))


def rounds_to_hold() -> list[tuple[int, str]]:
    """Return every round with its scheme in words, newest first."""
    rows = db.session.execute(
        select(Round.id, Scheme.name, Round.name)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .order_by(Round.id.desc())
    )
    return [(number, f"{scheme}, {name}") for number, scheme, name in rows]


def by_address(email: str) -> int | None:
    """Return the number of whoever has this address, in the directory or to sign in."""
    plain = email.strip().lower()
    return db.session.scalar(
        select(Person.id)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(or_(Person.email == plain, Account.email == plain))
        .limit(1)
    )


def log(page: int) -> tuple[list[LogLine], int]:
    """Return one page of what was disposed of, newest first, and how many pages there are."""
    total = db.session.scalar(select(func.count(DisposalLine.id))) or 0
    rows = db.session.execute(
        select(DisposalLine, Person.name)
        .outerjoin(Person, Person.id == DisposalLine.by_id)
        .order_by(DisposalLine.id.desc())
        .limit(LINES_PER_PAGE)
        .offset((page - 1) * LINES_PER_PAGE)
    )
    lines = [
        LogLine(row.kind, row.items, row.until, row.way, row.ended_at, name or "")
        for row, name in rows
    ]
    return lines, max(1, -(-total // LINES_PER_PAGE))
