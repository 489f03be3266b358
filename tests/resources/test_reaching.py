"""Looking at outside links, with a real server that stands for the outside."""

import socket
import threading
from collections.abc import Iterator

import pytest

from recognition.resources import reaching
from recognition.resources.address_guard import may_connect
from recognition.resources.link_health import KEPT_OUT, MISSING, NO_ANSWER, NOT_LOOKED, REACHED
from recognition.resources.reaching import look
from tests.resources.web import HERE, Web, site


@pytest.fixture
def web() -> Iterator[Web]:
    with site() as found:
        yield found


def test_a_page_that_is_there_is_reached_by_asking_for_its_head(web: Web) -> None:
    web.pages["/here?a=b"] = (200, {})
    found = look(web.url("/here?a=b#part"), may_connect=web.may_connect)
    assert (found.outcome, found.status, found.moved_to) == (REACHED, 200, None)
    assert web.asked == [("HEAD", "/here?a=b", f"{HERE}:{web.port}")]


def test_where_head_is_not_welcome_the_page_is_asked_for(web: Web) -> None:
    web.pages["/here"] = (200, {})
    web.head_refused.add("/here")
    assert look(web.url("/here"), may_connect=web.may_connect).outcome == REACHED
    assert [method for method, *_rest in web.asked] == ["HEAD", "GET"]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(204, REACHED), (401, KEPT_OUT), (403, KEPT_OUT), (429, KEPT_OUT), (404, MISSING),
     (410, MISSING), (500, MISSING), (503, MISSING)],
)  # fmt: skip
def test_what_an_answer_means(web: Web, status: int, outcome: str) -> None:
    web.pages["/"] = (status, {})
    found = look(web.url(), may_connect=web.may_connect)
    assert (found.outcome, found.status) == (outcome, status)


def test_of_an_endless_page_nothing_to_speak_of_is_read(web: Web) -> None:
    web.pages["/endless"] = (200, {})
    web.head_refused.add("/endless")
    assert look(web.url("/endless"), may_connect=web.may_connect).outcome == REACHED
    assert web.sent < 16 * 1024 * 1024  # what the two ends of a connection hold, of 64 MB


def test_a_page_that_moved_for_good_says_where_to(web: Web) -> None:
    web.pages["/new"] = (200, {})
    web.redirects("/old", "/new", 301)
    found = look(web.url("/old"), may_connect=web.may_connect)
    assert (found.outcome, found.moved_to) == (REACHED, web.url("/new"))


def test_a_detour_for_now_is_no_move(web: Web) -> None:
    web.pages["/new"] = (200, {})
    web.redirects("/old", "/new", 302)
    assert look(web.url("/old"), may_connect=web.may_connect).moved_to is None
    web.redirects("/older", "/old", 301)
    assert look(web.url("/older"), may_connect=web.may_connect).moved_to == web.url("/old")


def test_five_redirects_are_followed_and_no_sixth(web: Web) -> None:
    web.pages["/0"] = (200, {})
    for hop in range(1, 7):
        web.redirects(f"/{hop}", f"/{hop - 1}")
    assert look(web.url("/5"), may_connect=web.may_connect).outcome == REACHED
    web.asked.clear()
    assert look(web.url("/6"), may_connect=web.may_connect).outcome == NO_ANSWER
    assert [path for _method, path, _host in web.asked] == [f"/{hop}" for hop in range(6, 0, -1)]


@pytest.mark.parametrize(
    "inside",
    [
        "http://127.0.0.2/",
        "http://127.0.0.2:{port}/secret",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::1]:{port}/secret",
        "http://[::ffff:127.0.0.1]:{port}/secret",
        "http://10.0.0.1/",
        "http://0x7f.1/",
        "http://0x7f.1:{port}/secret",
        "http://2130706433:{port}/secret",
        "http://0177.0.0.1:{port}/secret",
        "http://127.1:{port}/secret",
        "http://0:{port}/secret",
        "http://localhost:1/",
        "http://{here}:1/",
        "https://{here}:{port}@10.0.0.1/",
        "//10.0.0.1/",
        "ftp://{here}/",
        "file:///etc/passwd",
    ],
)
def test_a_redirect_passes_the_same_guard_as_the_link(web: Web, inside: str) -> None:
    web.pages["/secret"] = (200, {})
    url = web.redirects("/out", inside.format(port=web.port, here=HERE))
    assert look(url, may_connect=web.may_connect).outcome == NOT_LOOKED
    assert [path for _method, path, _host in web.asked] == ["/out"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433"])
def test_our_own_guard_lets_nobody_in_here(web: Web, host: str) -> None:
    web.pages["/"] = (200, {})
    assert look(web.url(host=host), may_connect=may_connect).outcome == NOT_LOOKED
    assert web.asked == []


def test_a_name_that_leads_inside_as_well_as_outside_is_not_followed(web: Web) -> None:
    web.pages["/"] = (200, {})
    found = look(
        web.url(host="both.example"),
        may_connect=web.may_connect,
        resolve=lambda _host, _port: [HERE, "10.0.0.1"],
    )
    assert found.outcome == NOT_LOOKED
    assert web.asked == []


def test_the_connection_goes_to_the_address_that_was_looked_at(web: Web) -> None:
    web.pages["/"] = (200, {})
    asked: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return [HERE] if len(asked) == 1 else ["10.0.0.1"]

    # the name itself resolves to nothing at all: only the checked address can have been used
    found = look(web.url(host="rebinding.invalid"), may_connect=web.may_connect, resolve=rebinding)
    assert found.outcome == REACHED
    assert asked == ["rebinding.invalid"]
    assert web.asked == [("HEAD", "/", f"rebinding.invalid:{web.port}")]


def test_each_hop_is_looked_up_anew(web: Web) -> None:
    web.redirects("/", web.url("/there", host="second.invalid"))
    numbers = {"first.invalid": [HERE], "second.invalid": ["192.168.0.7"]}
    found = look(
        web.url(host="first.invalid"),
        may_connect=web.may_connect,
        resolve=lambda host, _port: numbers[host],
    )
    assert found.outcome == NOT_LOOKED
    assert len(web.asked) == 1


def test_a_name_that_nobody_knows_does_not_answer(web: Web) -> None:
    def nobody(_host: str, _port: int) -> list[str]:
        raise socket.gaierror("no such name")

    url = web.url(host="gone.invalid")
    assert look(url, may_connect=web.may_connect, resolve=nobody).outcome == NO_ANSWER


def test_nobody_listening_is_no_answer(web: Web) -> None:
    with socket.socket() as taken:
        taken.bind((HERE, 0))
        port = taken.getsockname()[1]
        found = look(f"http://{HERE}:{port}/", may_connect=lambda *_address: True)
    assert found.outcome == NO_ANSWER


def test_a_site_that_never_answers_is_not_waited_for(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reaching, "SECONDS", 0.2)
    assert look(web.url("/never"), may_connect=web.may_connect).outcome == NO_ANSWER
    monkeypatch.setattr(reaching, "SECONDS", 30.0)
    monkeypatch.setattr(reaching, "SECONDS_IN_ALL", 0.2)
    assert look(web.url("/never"), may_connect=web.may_connect).outcome == NO_ANSWER
    web.waits.set()


def test_no_proxy_of_the_environment_is_asked(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    web.pages["/"] = (200, {})
    with socket.socket() as taken:
        taken.bind((HERE, 0))
        monkeypatch.setenv("http_proxy", f"http://{HERE}:{taken.getsockname()[1]}")
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        assert look(web.url(), may_connect=web.may_connect).outcome == REACHED


def test_a_secure_page_has_to_show_the_certificate_of_its_name(web: Web) -> None:
    url = f"https://{HERE}:{web.port}/"  # this server speaks no TLS at all
    assert look(url, may_connect=web.may_connect).outcome == NO_ANSWER
    assert web.asked == []


def test_looking_leaves_no_thread_behind(web: Web) -> None:
    web.pages["/"] = (200, {})
    before = {thread.name for thread in threading.enumerate() if thread.name.endswith("<lambda>)")}
    look(web.url(), may_connect=web.may_connect)
    after = {thread.name for thread in threading.enumerate() if thread.name.endswith("<lambda>)")}
    assert after <= before  # one of an earlier test may end meanwhile
