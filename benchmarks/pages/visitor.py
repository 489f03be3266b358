"""One browser of one person: a kept connection, a cookie, and forms filled in as they stand."""

import http.client
import re
import time
from collections.abc import Mapping
from urllib.parse import urlencode

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
NAME, VALUE = re.compile(r'name="([^"]*)"'), re.compile(r'value="([^"]*)"')
WAIT_SECONDS = 120


class Visitor:
    """A browser at a server on this machine. `spent` is how long its answers took, in seconds."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_SECONDS)
        self.headers = {"Cookie": f"recognition={cookie}"} if cookie else {}
        self.spent = 0.0
        self.bytes = 0

    def get(self, path: str) -> str:
        """Return a page.

        Raises:
            RuntimeError: the answer was not a page.
        """
        return self._ask("GET", path, 200)

    def post(self, path: str, fields: Mapping[str, str]) -> str:
        """Send a form; return where it leads.

        Raises:
            RuntimeError: the answer leads nowhere.
        """
        return self._ask("POST", path, 303, urlencode(fields))

    def _ask(self, method: str, path: str, wanted: int, body: str | None = None) -> str:
        headers = dict(self.headers)
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self.connection.request(method, path, body=body, headers=headers)
        answer = self.connection.getresponse()
        data = answer.read()
        self.spent += time.perf_counter() - began
        self.bytes += len(data)
        self._keep_cookie(answer)
        if answer.status != wanted and not (wanted == 303 and answer.status == 302):
            raise RuntimeError(f"{method} {path}: {answer.status} {data[:2_000]!r}")
        return answer.headers["Location"] if body is not None else data.decode()

    def _keep_cookie(self, answer: http.client.HTTPResponse) -> None:
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            self.headers["Cookie"] = cookie.partition(";")[0]


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of a page, as a browser would send them back."""
    found = {}
    for field in HIDDEN.findall(page):
        name, value = NAME.search(field), VALUE.search(field)
        if name:
            found[name.group(1)] = value.group(1) if value else ""
    return found
