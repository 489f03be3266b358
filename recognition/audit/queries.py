"""Reading the trail, and proving it."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CompoundSelect, Select, func, or_, select, union

from recognition import config
from recognition.audit import heads, rules
from recognition.audit.models import Entry, Head
from recognition.database import db
from recognition.subject_access import THEIRS, Item, Section, Whom
from recognition.words import _

BATCH = 1_000
SUBJECT_ACCESS_TABLES = frozenset({"audit_entry"})
OF_PANELS = ("panel.", "review.", "winners.")  # actions that tell who reads whom


@dataclass(frozen=True)
class EntryLine:
    """One entry as an administrator reads it; `acting_for_id` when it was done for another."""

    number: int
    at: datetime
    action: str
    actor_id: int | None
    subject_kind: str
    subject_id: int
    details: Mapping[str, object]
    erased: bool
    acting_for_id: int | None = None


def entries(
    *,
    page: int = 1,
    per_page: int = 50,
    action: str = "",
    actions: Collection[str] = (),
    actors: Collection[int] | Select[int] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    without: Collection[str] = (),
) -> tuple[list[EntryLine], int]:
    """Return one page of entries, newest first, and how many there are in all.

    Args:
        page: from 1.
        per_page: how many entries a page holds.
        action: only entries whose action starts with this …
        actions: … or is one of these.
        actors: only what one of these people did, or others for them; None for anybody's.
        since: not before this instant, UTC.
        until: not after this instant, UTC.
        without: no entries whose action starts with one of these.
    """
    which = [~Entry.action.startswith(start, autoescape=True) for start in without]
    if action:
        starts = Entry.action.startswith(action, autoescape=True)
        which.append(or_(starts, Entry.action.in_(actions)))
    if since is not None:
        which.append(Entry.at >= since)
    if until is not None:
        which.append(Entry.at <= until)
    numbers = select(Entry.number).where(*which)
    if actors is not None:
        return _page(select(_by(numbers, actors).subquery()), page, per_page)
    if not which:  # the head counts them, and no number is missing
        total = db.session.scalar(select(Head.number)) or 0
    else:
        total = db.session.scalar(select(func.count()).select_from(numbers.subquery())) or 0
    last = numbers.order_by(Entry.number.desc())
    those = last.limit(per_page).offset((page - 1) * per_page).subquery()
    there = Entry.number.in_(select(those))  # so that no other is read whole
    rows = db.session.scalars(select(Entry).where(there).order_by(Entry.number.desc()))
    return [_line(row) for row in rows], total


def _page(numbers: Select[int], page: int, per_page: int) -> tuple[list[EntryLine], int]:
    """Return one page of a few entries, and how many there are: one statement for both."""
    found = numbers.subquery()
    those = (
        select(found.c.number, func.count().over().label("total"))
        .order_by(found.c.number.desc())
        .limit(per_page)
        .offset((page - 1) * per_page)
        .subquery()
    )
    rows = db.session.execute(
        select(Entry, those.c.total)
        .join(those, those.c.number == Entry.number)
        .order_by(Entry.number.desc())
    ).all()
    if rows or page == 1:
        return [_line(row) for row, _total in rows], rows[0].total if rows else 0
    return [], db.session.scalar(select(func.count()).select_from(found)) or 0


def _by(numbers: Select[int], actors: Collection[int] | Select[int]) -> CompoundSelect[int]:
    """Choose those that one of these people made, or others for them, each along an index."""
    found = select(actors.cte("found")) if isinstance(actors, Select) else actors
    return union(
        numbers.where(Entry.actor_id.in_(found)), numbers.where(Entry.acting_for_id.in_(found))
    )


def entries_about(action: str, subject: tuple[str, int]) -> list[EntryLine]:
    """Return every entry of one action about one subject, oldest first."""
    rows = db.session.scalars(
        select(Entry)
        .where(Entry.action == action)
        .where(Entry.subject_kind == subject[0], Entry.subject_id == subject[1])
        .order_by(Entry.number)
    )
    return [_line(row) for row in rows]


def subject_access(who: Whom, account_ids: Collection[int]) -> Section:
    """Return what the trail says somebody did, and what others did to them; not who.

    Args:
        who: the person.
        account_ids: numbers of their ways to sign in.
    """
    person_id = who.person_id or 0
    about = ((Entry.subject_kind == "person") & (Entry.subject_id == person_id)) | (
        (Entry.subject_kind == "account") & Entry.subject_id.in_(set(account_ids))
    )
    rows = db.session.scalars(
        select(Entry).where((Entry.actor_id == person_id) | about).order_by(Entry.number)
    )
    found = [_told(_line(row), person_id) for row in rows]
    return Section("trail", _("In the trail of what happened"), tuple(found))


def _told(line: EntryLine, person_id: int) -> Item:
    mine = line.actor_id == person_id
    return Item(
        key=f"entry-{line.number}",
        what=line.action,
        when=line.at,
        facts=(
            (_("Entry"), str(line.number)),
            (_("Done by"), _("Them") if mine else _("Somebody else, or the application")),
        ),
        texts=tuple((name.replace("_", " "), _said(value)) for name, value in line.details.items()),
        by_others=not mine,
        panel=THEIRS if line.action.startswith(OF_PANELS) else "",
    )


def _said(value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def first_problem() -> str | None:
    """Name the first altered, missing or reordered entry, or return None.

    A chain that is whole in itself is also held against the heads noted outside the database.
    """
    head = db.session.get(Head, 1)
    found = rules.first_problem(
        config.current().audit_key,
        _links(),
        head=(head.number, head.digest) if head else (0, rules.BEGINNING),
        seal=head.mac if head else None,
    )
    return found or _contradiction()


def _contradiction() -> str | None:
    file = config.current().audit_heads
    if file is None:
        return None
    try:
        noted = heads.noted(file)
    except OSError:
        return _("The file with the heads of the audit trail cannot be read.")
    numbers = {line.number for line in noted}
    digests = dict(
        db.session.execute(
            select(Entry.number, Entry.digest).where(Entry.number.in_(numbers))
        ).all()
    )
    return rules.contradiction(noted, digests)


def restorations() -> list[rules.Noted]:
    """Return when backups were put in place, and with which entry each ends, oldest first."""
    file = config.current().audit_heads
    try:
        return [line for line in heads.noted(file) if line.restored] if file else []
    except OSError:  # `first_problem` says so
        return []


def _line(row: Entry) -> EntryLine:
    return EntryLine(
        number=row.number,
        at=row.at,
        action=row.action,
        actor_id=row.actor_id,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        details=json.loads(row.payload) if row.payload is not None else {},
        erased=row.payload is None,
        acting_for_id=row.acting_for_id,
    )


def _links() -> Iterator[rules.Link]:
    """Read the chain in batches, none of which stays open when the reader stops early."""
    next_ones = select(Entry).order_by(Entry.number).limit(BATCH)
    batch = db.session.scalars(next_ones).all()
    while batch:
        yield from map(_link, batch)
        batch = db.session.scalars(next_ones.where(Entry.number > batch[-1].number)).all()


def _link(row: Entry) -> rules.Link:
    return rules.Link(
        number=row.number,
        at=row.at,
        action=row.action,
        actor_id=row.actor_id,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        payload=row.payload,
        payload_digest=row.payload_digest,
        previous=row.previous,
        digest=row.digest,
        acting_for_id=row.acting_for_id,
    )
