"""People who read and nominate at the same time, until each has sent what they came for."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from recognition.people import actions as people
from recognition.people.queries import PersonCard
from tests.nodes.browsing import Browser
from tests.nodes.installation import Installation
from tests.nominating import send, write
from tools.running import PATIENCE_SECONDS, until

READS_FOR = 0.1  # seconds a page; what starts meanwhile needs its share of a small machine
READ = ("/", "/winners", "/resources", "/nominations", "/help")


@dataclass
class Crowd:
    """Their browsers, what was acknowledged, and what went wrong in their own heads."""

    browsers: list[Browser] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    crashes: list[BaseException] = field(default_factory=list)
    done: bool = False

    def come(self, scheme: str, browser: Browser, nominee: Callable[[], PersonCard]) -> None:
        """Read a page and send a nomination, again and again."""
        try:
            while not self.done:
                for path in READ:
                    browser.get(path)
                    time.sleep(READS_FOR)
                draft = write(browser, scheme, {"nominee": nominee().name})
                self.told.append(send(browser, draft))
        except BaseException as problem:
            self.crashes.append(problem)

    def has_told(self, more: int) -> None:
        """Wait until so many more nominations were acknowledged."""
        wanted = len(self.told) + more
        until(lambda: len(self.told) >= wanted or self.crashes, f"{wanted} nominations")

    @property
    def pressed_again(self) -> int:
        return sum(browser.pressed_again for browser in self.browsers)

    @property
    def odd(self) -> list[str]:
        return [one for browser in self.browsers for one in browser.odd]


@contextmanager
def crowd(standing: Installation, scheme: str, *, many: int) -> Iterator[Crowd]:
    """Let so many people come; at the end of the block each finishes what they began."""
    found, names, turn = Crowd(), surnames(), threading.Lock()

    def somebody_new() -> PersonCard:
        with turn:
            return standing.world.person(f"{scheme[:4].capitalize()} {next(names)}")

    threads = []
    for _number in range(many):
        browser = standing.browser()
        with standing.app.app_context():
            link = people.make_sign_in_link(standing.world.person().email or "")
        browser.sign_in(link or "")
        found.browsers.append(browser)
        threads.append(threading.Thread(target=found.come, args=(scheme, browser, somebody_new)))
    for thread in threads:
        thread.start()
    try:
        yield found
    finally:
        found.done = True
        for thread in threads:
            thread.join(PATIENCE_SECONDS)
        assert not any(thread.is_alive() for thread in threads)


def surnames() -> Iterator[str]:
    """Return surnames, none of which is like another."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    for three in itertools.permutations(letters, 3):
        yield "".join(reversed(three)).capitalize() * 2
