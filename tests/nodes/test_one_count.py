"""Several nodes are one to whoever comes: one count, one session, one sign-out."""

import re
import time
from contextlib import closing

import pytest
import redis

from tests.nodes.installation import Installation
from tests.visitor import Answer, Cookies, Visitor
from tools.running import accepts, until
from tools.servers import Server

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]  # its own patience ends before

MOST = 10  # tries for one address in a quarter of an hour


def ask(standing: Installation, address: str) -> int:
    """Ask for a sign-in link; return the status."""
    return standing.browser().send("/sign-in", {"email": address}).status


def at_node(node: Server, path: str, cookies: Cookies | None = None) -> Answer:
    """Open a page at one node with somebody's cookies, as nginx would ask for it."""
    asking = Visitor(node.url)
    asking.headers |= {"Host": "localhost", "X-Forwarded-Proto": "https"}
    asking.cookies |= cookies or {}
    with closing(asking):
        return asking.get(path)


def test_tries_to_sign_in_are_counted_for_all_nodes_together(standing: Installation) -> None:
    answers = [ask(standing, "one@example.org") for _try in range(MOST + 1)]
    assert answers == [302] * MOST + [429]
    assert len(standing.answered_by()) == 2


def test_signing_in_goes_on_while_redis_is_away_and_counts_together_again_after(
    standing: Installation,
) -> None:
    port = int(standing.settings["RECOGNITION_LIMITS_URL"].rpartition(":")[2])
    assert ask(standing, "before@example.org") == 302
    standing.redis.stop()
    answers = [ask(standing, "away@example.org") for _try in range(2 * MOST + 1)]
    assert set(answers[:MOST]) == {302}  # each node counts for itself
    # wherever the front sends each of them: two nodes take no more than twice as many
    assert set(answers) == {302, 429}
    assert answers.count(302) <= 2 * MOST
    standing.redis.start()
    until(lambda: accepts(port), "Redis")
    with redis.Redis.from_url(standing.settings["RECOGNITION_LIMITS_URL"]) as counts:

        def is_counted() -> bool:
            time.sleep(0.5)
            assert ask(standing, f"after{time.monotonic()}@example.org") == 302
            return len(counts.keys()) > 1

        until(is_counted, "both nodes to count in Redis again")
    assert "Traceback" not in "".join(node.log.read_text() for node in standing.nodes)


def test_a_session_holds_on_every_node_and_ends_on_every_node(standing: Installation) -> None:
    nia = standing.world.person("Nia Novak")
    browser = standing.browser()
    browser.send("/sign-in", {"email": nia.email or ""}).must_be(302)

    def letters() -> list[str]:
        arrived = [one for one in standing.mail.letters if one["To"] == nia.email]
        return [one.get_content() for one in arrived]

    until(letters, "the letter with the link")
    [letter] = letters()  # two workers, and one letter
    link = re.search(r"https://\S+/sign-in/\S+", letter)
    assert link
    browser.sign_in(link.group())
    assert browser.cookies["__Host-recognition"]["secure"]
    held = dict(browser.cookies)
    assert [at_node(node, "/account", held).status for node in standing.nodes] == [200, 200]
    browser.send("/sign-out", form="/account").must_be(302)
    away = [at_node(node, "/account", held) for node in standing.nodes]
    assert [answer.status for answer in away] == [302, 302]
    assert all("/sign-in" in answer.location for answer in away)


def test_a_change_shows_on_every_node_at_the_next_request(standing: Installation) -> None:
    def names_it(name: str) -> list[bool]:
        return [name in at_node(node, "/").text for node in standing.nodes]

    assert names_it("Awards that begin just now") == [False, False]  # and each remembers that
    scheme = standing.world.scheme(name="Awards that begin just now")
    standing.world.round(scheme)
    assert names_it("Awards that begin just now") == [True, True]
