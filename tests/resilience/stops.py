"""A PostgreSQL that is stopped, loses power, or holds the line and says nothing."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from tests.nominating import send
from tests.resilience.house import PATIENCE, House
from tests.resilience.nominating import check_each_once, written
from tests.resilience.places import PostgresPlace
from tests.resilience.saying_no import check_kept, try_to_save, until_saved
from tests.visitor import ANSWER_SECONDS


def stopped(house: House, place: PostgresPlace, *, mode: str, seconds: float) -> str:
    """Stop the database for a while, by a hand or as by a power cut, while people write."""
    over = threading.Event()

    def nominate(client: int) -> list[str]:
        visitor = house.visitor(house.seed.nominators[client], patience=PATIENCE)
        told: list[str] = []
        while not over.is_set():
            story = written(house, visitor, client)
            told.append(send(visitor, story.place))
        return told

    with house.serving(), ThreadPoolExecutor(4) as pool:
        visitor = house.visitor(house.seed.nominators[4])
        story = written(house, visitor)
        working = [pool.submit(nominate, client) for client in range(4)]
        time.sleep(1.0)
        place.stop(mode)
        try:
            refused = try_to_save(visitor, story)
            check_kept(refused, story)
            assert house.visitor().get("/health").status == 503
            time.sleep(seconds)
            place.start()
            recovered = until_saved(visitor, refused)
        finally:
            over.set()  # also where something was not as it should be: they would go on for ever
            place.start()
        told = [one for client in working for one in client.result()]
        told.append(send(visitor, story.place))
    assert check_each_once(house, told) == len(told)
    house.check()
    return (
        f"503 with the text within {refused.seconds:.1f} s; saved {recovered:.1f} s after the "
        f"start, without a restart of ours; {len(told)} acknowledged, each stored once"
    )


def hanging(house: House, place: PostgresPlace) -> str:
    """Let the database hold its lines and say nothing, until a page gave up on it."""
    visitor = house.visitor(house.seed.nominators[0])
    with house.serving():
        story = written(house, visitor)
        with place.hanging():
            refused = try_to_save(visitor, story)
            check_kept(refused, story)
        recovered = until_saved(visitor, refused)
        told = [send(visitor, story.place)]
    assert refused.seconds < ANSWER_SECONDS
    assert check_each_once(house, told) == 1
    house.check()
    return (
        f"503 with the text after {refused.seconds:.1f} s; saved {recovered:.1f} s after it spoke "
        "again, without a restart of ours"
    )
