"""Looking at an outside link: where it leads, and whether anything is there.

The one place from which the application calls outside, and only the worker does, where the settings
allow it. Nothing of a page is read but its first line and headers.
"""

import socket
import threading
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urljoin

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from recognition.errors import Refused
from recognition.resources.address_guard import PORTS, MayConnect, Target, target
from recognition.resources.link_health import NO_ANSWER, NOT_LOOKED, Look, outcome_of
from recognition.words import _

MOST_REDIRECTS = 5
SECONDS = 5.0
SECONDS_IN_ALL = 15.0
MOST_ADDRESSES = 2
FOR_GOOD = frozenset({301, 308})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
HEADERS = {"User-Agent": "recognition link check", "Accept": "*/*", "Accept-Encoding": "identity"}

Resolve = Callable[[str, int], Sequence[str]]
"""Turns a name and a port into numeric addresses; OSError when there are none."""


def addresses(host: str, port: int) -> list[str]:
    """Return the numeric addresses of a name, each once, IPv4 first."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ordered = sorted(found, key=lambda one: one[0] != socket.AF_INET)
    return list(dict.fromkeys(str(one[4][0]) for one in ordered))


def look(url: str, *, may_connect: MayConnect, resolve: Resolve = addresses) -> Look:
    """Look at a link once, following redirects by hand; each hop passes the same guard.

    Args:
        url: an http or https address.
        may_connect: the guard; asked for every address of every hop before anything is sent there.
        resolve: turns a name into addresses, once per hop.
    """
    answers: list[Look] = []
    # in a thread of its own: a name server or a site that drips byte by byte must not hold letters
    looking = threading.Thread(
        target=lambda: answers.append(_look(url, may_connect, resolve)), daemon=True
    )
    looking.start()
    looking.join(SECONDS_IN_ALL)
    return answers[0] if answers else Look(NO_ANSWER)


def _look(url: str, may_connect: MayConnect, resolve: Resolve) -> Look:
    here, moved_to, for_good = url, None, True
    try:
        for _hop in range(MOST_REDIRECTS + 1):
            status, location = _ask(here, may_connect, resolve)
            if status not in REDIRECTS or not location:
                return Look(outcome_of(status), status, moved_to)
            here = urljoin(here, location)
            for_good = for_good and status in FOR_GOOD
            moved_to = here if for_good else moved_to
    except Refused:
        return Look(NOT_LOOKED)
    except (OSError, HTTPError, requests.RequestException, ValueError):
        return Look(NO_ANSWER)
    return Look(NO_ANSWER)


def _ask(url: str, may_connect: MayConnect, resolve: Resolve) -> tuple[int, str]:
    """Return the status of a page and where it sends us; asks in full where HEAD is not welcome.

    Raises:
        Refused: the guard does not let us go there.
    """
    where = target(url)
    numbers = list(resolve(where.host, where.port))
    # a name that leads inside as well as outside is somebody's trap: all or nothing
    if not all(may_connect(number, where.port) for number in numbers):
        raise Refused(_("This leads to an address inside a network."))
    problem: Exception = OSError("no address")
    for number in numbers[:MOST_ADDRESSES]:
        try:
            status, location = _send("HEAD", url, where, number)
            if status >= 400:
                status, location = _send("GET", url, where, number)
        except (requests.ConnectionError, requests.Timeout) as tried:
            problem = tried
        else:
            return status, location
    raise problem


def _send(method: str, url: str, where: Target, number: str) -> tuple[int, str]:
    with requests.Session() as session:
        session.trust_env = False  # a proxy or .netrc would go around the guard, or tell a password
        session.mount(f"{where.scheme}://", _Pinned(where, number))
        name = f"[{where.host}]" if ":" in where.host else where.host
        usual = where.port == PORTS[where.scheme]
        host = name if usual else f"{name}:{where.port}"
        with session.request(
            method,
            url,
            headers={**HEADERS, "Host": host},
            timeout=SECONDS,
            allow_redirects=False,
            stream=True,  # of the page itself nothing is read
        ) as answer:
            return answer.status_code, answer.headers.get("Location", "")


class _Pinned(HTTPAdapter):
    """Connects to one numeric address, whatever the name; certificates are those of the name."""

    def __init__(self, where: Target, number: str) -> None:
        super().__init__(max_retries=0)
        self._where, self._number = where, number

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: Any, cert: Any = None
    ) -> Any:
        """Put the checked address in place of the name."""
        host, pool = super().build_connection_pool_key_attributes(request, verify, cert)
        host["host"], host["port"] = self._number, self._where.port
        if self._where.scheme == "https":
            named: dict[str, Any] = dict.fromkeys(
                ("server_hostname", "assert_hostname"), self._where.host
            )
            return host, {**pool, **named}
        return host, pool
