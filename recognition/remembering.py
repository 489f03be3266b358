"""What many pages ask for and few people change is remembered until it changes.

Every watched table has a mark in the database: a random token, replaced in the transaction that
writes to the table. What was read once holds as long as the marks of the tables it came from, so a
change shows at the next request, in every process and on every machine; the price is one small
statement in each request that remembers anything.

What belongs here is the same for everybody who may see it: schemes and forms, the library, what the
world may read of winners, how many there are. Never what depends on who asks.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar, cast

from flask import current_app
from sqlalchemy import Engine, event
from sqlalchemy.orm import ORMExecuteState, Session

from recognition import clock, marks
from recognition.database import Model, db
from recognition.words import language

MOST = 500
"""Answers of one query that are kept; the one asked for longest ago goes first."""
Asked = ParamSpec("Asked")
Value = TypeVar("Value")
_FROM = re.compile(r'\b(?:FROM|JOIN) ("?\w+"?(?: AS "?\w+"?)?(?:, "?\w+"?(?: AS "?\w+"?)?)*)')


@dataclass(frozen=True)
class _Kept:
    """An answer, with the marks it was read under."""

    under: tuple[str | None, ...]
    since: datetime
    until: datetime | None
    value: object
    names: tuple[str, ...] = ()

    def watched(self, present: Mapping[str, str]) -> tuple[str | None, ...]:
        """Return the marks of what it was made of, as they are now."""
        return _of(self.names, present)

    def holds(self, now_marked: tuple[str | None, ...]) -> bool:
        """Say whether it would be the same if it was read now; a clock may be set back, too."""
        now = clock.now()
        in_time = self.since <= now and (self.until is None or now < self.until)
        return in_time and self.under == now_marked


def remembered(
    *watching: type[Model],
    changes_of: tuple[type[Model], ...] = (),
    until: Callable[[Any, datetime], datetime | None] | None = None,
    most: int = MOST,
) -> Callable[[Callable[Asked, Value]], Callable[Asked, Value]]:
    """Mark a query whose answer is remembered for the same arguments and the same language.

    Answers are shared, so nobody may change them, and they may depend on nothing but the arguments
    and the tables named here; in tests, reading any other table is an error. Inside a transaction
    everything is read, because what it wrote is not marked yet.

    Args:
        watching: the tables it reads.
        changes_of: tables it reads too, but where new rows cannot matter to it.
        until: takes an answer and the instant just before it was read, UTC; gives the first instant
            after that at which it may be another although nobody wrote anything, or None for never.
            Those of remembered queries that it asks count as well.
        most: how many answers are kept.
    """
    names = (
        marks.EVERYTHING,
        *(marks.table_of(model) for model in watching),
        *(f"{marks.table_of(model)}:{marks.CHANGED}" for model in changes_of),
    )
    marks.watch(names)

    def mark(query: Callable[Asked, Value]) -> Callable[Asked, Value]:
        shelf_name = f"{query.__module__}.{query.__qualname__}"

        @wraps(query)
        def ask(*args: Asked.args, **kwargs: Asked.kwargs) -> Value:
            if db.session.info.get("writing"):
                return query(*args, **kwargs)
            shelf = _shelf(shelf_name, most)
            key = (language(), args, *sorted(kwargs.items()))
            now = _of(names, marks.present())
            kept = shelf.get(key)
            if kept is None or not kept.holds(now):
                began = clock.now()
                with _reading(_Reading(names)) as reading:
                    value = query(*args, **kwargs)
                    reading.ends(until(value, began) if until else None)
                kept = _Kept(now, began, reading.until, value)
                shelf.put(key, kept)
            outer = _outer.get()
            if outer is not None:
                outer.ask(names, kept.until)
            return cast(Value, kept.value)

        return ask

    return mark


class _Reading:
    """What is read for one answer: from which tables it may be, and until when it holds."""

    def __init__(self, names: Collection[str]) -> None:
        self.tables = {name.partition(":")[0] for name in names}
        self.until: datetime | None = None

    def ends(self, instant: datetime | None) -> None:
        """Hold no longer than this."""
        if instant is not None:
            self.until = instant if self.until is None else min(instant, self.until)

    def ask(self, names: Collection[str], until: datetime | None) -> None:
        """Note that another remembered answer went into this one."""
        self.check(name.partition(":")[0] for name in names)
        self.ends(until)

    def note_statement(self, statement: str) -> None:
        """Check what is read, where tests run."""
        if current_app.testing:
            places = (place for found in _FROM.findall(statement) for place in found.split(", "))
            names = {place.split(" ")[0].strip('"') for place in places}
            self.check(names & Model.metadata.tables.keys())

    def note_failure(self) -> None:
        """Note that an answer which would have gone into this one was not to be had."""

    def check(self, tables: Iterable[str]) -> None:
        """Refuse an answer that nobody would be told to forget; a mistake in the code."""
        unwatched = set(tables) - self.tables - {marks.MARKS.name}
        if unwatched and current_app.testing:
            raise AssertionError(f"remembered without watching {', '.join(sorted(unwatched))}")


class _Gathering(_Reading):
    """What goes into something larger that is made of remembered answers, if of nothing else."""

    def __init__(self) -> None:
        super().__init__(())
        self.names: set[str] = set()
        self.is_whole = True

    def ask(self, names: Collection[str], until: datetime | None) -> None:
        self.names.update(names)
        self.ends(until)

    def note_statement(self, statement: str) -> None:
        self.is_whole = False

    def note_failure(self) -> None:
        self.is_whole = False


_outer: ContextVar[_Reading | None] = ContextVar("reading", default=None)


AnyReading = TypeVar("AnyReading", bound=_Reading)


@contextmanager
def _reading(reading: AnyReading) -> Iterator[AnyReading]:
    outer = _outer.get()
    before = _outer.set(reading)
    try:
        yield reading
    except BaseException:
        if outer is not None:
            outer.note_failure()
        raise
    finally:
        _outer.reset(before)


@event.listens_for(Engine, "before_cursor_execute")
def _note_statement(_c: object, _cursor: object, text: str, *_rest: object) -> None:
    reading = _outer.get()
    if reading is not None:
        reading.note_statement(text)


def kept_while_true(name: str, key: Hashable, make: Callable[[], Value], *, most: int) -> Value:
    """Return something made of remembered answers alone; it holds as long as all of them do.

    What reads anything else while it is made is made anew each time.

    It is kept for each language.

    Args:
        name: of what is made.
        key: which one of them.
        make: makes it.
        most: how many are kept.
    """
    shelf, present = _shelf(name, most), marks.present()
    key = (language(), key)
    kept = shelf.get(key)
    if kept is not None and kept.holds(kept.watched(present)):
        return cast(Value, kept.value)
    began = clock.now()
    with _reading(_Gathering()) as gathering:
        value = make()
    if gathering.is_whole:
        names = tuple(gathering.names)
        found = _Kept(_of(names, present), began, gathering.until, value, names)
        shelf.put(key, found)
    return value


def keep_nothing() -> None:
    """Say that what is just being made of remembered answers is for this once."""
    outer = _outer.get()
    if outer is not None:
        outer.note_failure()


def holds_until(instant: datetime | None) -> None:
    """Say that what is just being made of remembered answers is another from an instant on, UTC."""
    outer = _outer.get()
    if outer is not None:
        outer.ends(instant)


def _of(names: Iterable[str], present: Mapping[str, str]) -> tuple[str | None, ...]:
    return tuple(present.get(name) for name in names)


class _Shelf:
    """The answers of one query that this process keeps."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._things: OrderedDict[Hashable, _Kept] = OrderedDict()

    def get(self, key: Hashable) -> _Kept | None:
        with self._lock:
            if key not in self._things:
                return None
            self._things.move_to_end(key)
            return self._things[key]

    def put(self, key: Hashable, kept: _Kept) -> None:
        with self._lock:
            self._things[key] = kept
            self._things.move_to_end(key)
            while len(self._things) > self._most:
                self._things.popitem(last=False)


def _shelf(name: str, most: int) -> _Shelf:
    shelves: dict[str, _Shelf] = current_app.extensions.setdefault("remembered", {})
    found = shelves.get(name)
    return found if found is not None else shelves.setdefault(name, _Shelf(most))


@event.listens_for(Session, "do_orm_execute")
def _read_again(state: ORMExecuteState) -> None:
    if state.is_select and _outer.get() is not None:
        # what was read before the marks is read again, or it would be kept under newer ones
        state.update_execution_options(populate_existing=True)
