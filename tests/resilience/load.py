"""Everybody at once: the last minute before a round closes."""

import time
from concurrent.futures import ThreadPoolExecutor

from tests.nominating import press, read, reference
from tests.resilience.house import House, spoken_times
from tests.resilience.nominating import check_each_once, written


def last_minute(house: House, *, clients: int, number: int) -> str:
    """Have so many clients write and send so many nominations, as fast as they can.

    Returns:
        What came of it, in words.
    """

    def nominate(client: int) -> tuple[list[str], list[float], list[int], list[float]]:
        visitor = house.visitor(house.seed.nominators[client])
        references, sendings = [], []
        for place in range(client, number, clients):
            story = written(house, visitor, place)
            answer = press(visitor, story.place, read(visitor, story.place))
            references.append(reference(answer))
            sendings.append(answer.seconds)
        visitor.close()
        statuses = [one.status for one in visitor.answers]
        return references, sendings, statuses, [one.seconds for one in visitor.answers]

    with house.serving(worker=True):
        began = time.monotonic()
        with ThreadPoolExecutor(clients) as pool:
            told = list(pool.map(nominate, range(clients)))
        took = time.monotonic() - began
    acknowledged = [text for references, *_rest in told for text in references]
    statuses = [status for _r, _s, found, _a in told for status in found]
    assert len(acknowledged) == number
    assert not [status for status in statuses if status >= 500]
    assert check_each_once(house, acknowledged) == number
    house.check()
    sendings = [seconds for _r, found, _s, _a in told for seconds in found]
    every = [seconds for *_rest, found in told for seconds in found]
    return (
        f"{number} acknowledged, {number} stored, each once, no 5xx among {len(statuses)} answers, "
        f"in {took:.0f} s; sending: {spoken_times(sendings)}; any page: {spoken_times(every)}"
    )
