"""Somebody else holds the database: a foreign lock, and a migration."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import sqlalchemy as sa
from alembic.script import ScriptDirectory

from recognition.config import ROOT
from tests.nominating import send
from tests.resilience.house import PATIENCE, House
from tests.resilience.nominating import check_each_once, written
from tests.resilience.saying_no import check_kept, reading_goes_on, try_to_save, until_saved
from tests.visitor import ANSWER_SECONDS

WRITERS = 8


@contextmanager
def _foreign_lock(house: House) -> Iterator[None]:
    """Hold what every writer needs, as another program could."""
    engine = sa.create_engine(house.url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for said in (
            ("BEGIN IMMEDIATE",) if house.file else ("BEGIN", "LOCK TABLE draft IN EXCLUSIVE MODE")
        ):
            connection.exec_driver_sql(said)
        try:
            yield
        finally:
            connection.exec_driver_sql("ROLLBACK")
    engine.dispose()


def foreign_lock(house: House, *, seconds: float) -> str:
    """Hold a write lock for so long, while more people than there are threads try to save."""
    writers = [house.visitor(cookie) for cookie in house.seed.nominators[:WRITERS]]
    over = threading.Event()

    def insist(number: int) -> tuple[int, float, str]:
        """Send again and again; each answer has to be a 503 with the text, and in time."""
        writer, story, refused, slowest = writers[number], stories[number], 0, 0.0
        answer = try_to_save(writer, story)
        while not over.is_set():
            check_kept(answer, story)
            refused, slowest = refused + 1, max(slowest, answer.seconds)
            time.sleep(0.5)
            answer = try_to_save(writer, story)
        if answer.status == 503:
            check_kept(answer, story)
            until_saved(writer, answer)
        return refused, slowest, send(writer, story.place)

    with house.serving(), ThreadPoolExecutor(WRITERS) as pool:
        stories = [written(house, writer, place) for place, writer in enumerate(writers)]
        with _foreign_lock(house):
            began = time.monotonic()
            working = [pool.submit(insist, number) for number in range(WRITERS)]
            readings = []
            while time.monotonic() < began + seconds:
                readings.append(reading_goes_on(house))
                time.sleep(0.5)
            over.set()
        let_go = time.monotonic()
        told = [one.result() for one in working]
        recovered = time.monotonic() - let_go
    refused = sum(count for count, _slowest, _reference in told)
    assert refused >= WRITERS
    assert check_each_once(house, [text for *_rest, text in told]) == WRITERS
    house.check()
    slowest = max(one for _count, one, _reference in told)
    assert slowest < ANSWER_SECONDS
    return (
        f"{seconds:.0f} s: {refused} answers 503, each with the text, slowest {slowest:.1f} s; "
        f"pages to read went on, slowest {max(readings):.1f} s; "
        f"all {WRITERS} sent {recovered:.1f} s after"
    )


def migration(house: House, *, clients: int, number: int) -> str:
    """Take the database a step back, and bring it up again while people nominate.

    The server has the new code. Between the two commands the database lacks a step, as it does when
    new code was started before `recognition upgrade`.
    """
    steps = [one.revision for one in ScriptDirectory(str(ROOT / "migrations")).walk_revisions()]
    done = house.downgrade(steps[1])
    began = threading.Event()

    def nominate(client: int) -> list[str]:
        visitor = house.visitor(house.seed.nominators[client], patience=PATIENCE)
        told = []
        for place in range(client, number, clients):
            began.set()
            story = written(house, visitor, place)
            told.append(send(visitor, story.place))
        waits.append(max(one.seconds for one in visitor.answers))
        return told

    waits: list[float] = []
    with house.serving(), ThreadPoolExecutor(clients) as pool:
        working = [pool.submit(nominate, client) for client in range(clients)]
        began.wait(10)
        upgraded = house.command("upgrade")
        assert upgraded.returncode == 0, upgraded.stderr
        told = [one for client in working for one in client.result()]
    assert len(told) == check_each_once(house, told) == number
    house.check()
    return (
        f"{done}; {clients} clients went on or were asked to send again, slowest answer "
        f"{max(waits):.1f} s; {number} acknowledged, each stored once"
    )
