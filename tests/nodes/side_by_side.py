"""Two workers who do the same chore at the same moment, in the worst order there is."""

import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import Connection, event, func, inspect, select, table

from recognition.audit.models import Entry
from recognition.database import db
from recognition.mail.models import Letter
from recognition.panel.models import Calculation

AT_MOST_SECONDS = 60
Chore = Callable[[], object]
Did = Counter[tuple[str, ...]]


@dataclass
class Worker:
    """One worker with an application of its own; `pause` is called before it first writes."""

    app: Flask
    pause: Callable[[], object] = lambda: None
    problems: list[BaseException] = field(default_factory=list)

    def __post_init__(self) -> None:
        with self.app.app_context():
            event.listen(db.engine, "begin", self._on_begin)

    def _on_begin(self, connection: Connection) -> None:
        if connection.get_execution_options().get("writing"):
            pause, self.pause = self.pause, lambda: None
            pause()

    def does(self, chore: Chore) -> None:
        try:
            with self.app.app_context():
                chore()
        except BaseException as problem:
            self.problems.append(problem)


def at_once(one: Worker, other: Worker, chore: Chore) -> bool:
    """Both look for what is to do; only then both begin to write. Tell whether both did."""
    gate, met = threading.Barrier(2), []

    def meet() -> None:
        with suppress(threading.BrokenBarrierError):  # the other found nothing to write
            met.append(gate.wait(AT_MOST_SECONDS))

    def works(worker: Worker) -> None:
        worker.does(chore)
        gate.abort()

    one.pause = other.pause = meet
    _together(lambda: works(one), lambda: works(other))
    return len(met) == 2


def one_after(one: Worker, other: Worker, chore: Chore) -> bool:
    """The one looks, the other does everything, and the one goes on with what it had seen.

    Tell whether the one was about to write meanwhile.
    """
    looked, done, waited = threading.Event(), threading.Event(), []

    def wait() -> None:
        looked.set()
        waited.append(done.wait(AT_MOST_SECONDS))

    def slow() -> None:
        one.does(chore)
        looked.set()

    def quick() -> None:
        looked.wait(AT_MOST_SECONDS)
        other.does(chore)
        done.set()

    one.pause = wait
    _together(slow, quick)
    return waited == [True]


def _together(*works: Callable[[], None]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(2 * AT_MOST_SECONDS)
        assert not thread.is_alive()


def so_far(app: Flask) -> tuple[int, int]:
    """Return the numbers of the newest letter and of the newest entry."""
    with app.app_context():
        letter = db.session.scalar(select(func.max(Letter.id)))
        entry = db.session.scalar(select(func.max(Entry.number)))
    return letter or 0, entry or 0


def done_since(app: Flask, before: tuple[int, int]) -> Did:
    """Count letters, by kind and address and whether they leave, and entries by what they tell."""
    letter, entry = before
    with app.app_context():
        letters = db.session.execute(
            select(Letter.kind, Letter.to_address, Letter.subject, Letter.problem).where(
                Letter.id > letter
            )
        ).all()
        entries = db.session.execute(
            select(Entry.action, Entry.subject_kind, Entry.subject_id, Entry.payload).where(
                Entry.number > entry
            )
        ).all()
    found: Did = Counter(tuple(map(str, row)) for row in letters)
    for action, kind, number, payload in entries:
        # a number that a transaction took back is not given again
        which = "" if kind == "disposal" else str(number)
        found[action, kind, which, str(payload)] += 1
    return found


def stands_now(app: Flask) -> Did:
    """Count the rows of every table, and name the results that are kept for each round."""
    with app.app_context():
        names = inspect(db.engine).get_table_names()
        found: Did = Counter(
            {
                (name,): db.session.scalar(select(func.count()).select_from(table(name))) or 0
                for name in names
            }
        )
        kept = db.session.execute(
            select(Calculation.round_id, Calculation.left_out, Calculation.basis)
        ).all()
    return found + Counter(tuple(map(str, row)) for row in kept)
