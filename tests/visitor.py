"""A browser without a screen: pages, forms and cookies, over one connection that is kept."""

import html
import http.client
import re
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import Morsel, SimpleCookie
from urllib.parse import urlencode, urlsplit

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
NAME, VALUE = re.compile(r'name="([^"]*)"'), re.compile(r'value="([^"]*)"')
Cookies = dict[str, Morsel[str]]
ANSWER_SECONDS = 60
"""So long a person waits for a page before they give up; every answer has to come before."""


class Gone(Exception):
    """Nobody answers, or the answer broke off."""


class Unexpected(AssertionError):
    """An answer that leads no further; the text says what it was."""


@dataclass(frozen=True)
class Answer:
    """What came back; `seconds` is how long it took."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def location(self) -> str:
        """Where it leads."""
        return self.headers.get("Location", "")

    def must_be(self, *statuses: int) -> "Answer":
        """Refuse any other status; return itself."""
        if self.status not in statuses:
            words = " ".join(re.sub(r"<[^>]+>", " ", self.text).split())
            raise Unexpected(f"{self.status}: {words[:2_000]}")
        return self


class Visitor:
    """Somebody at a browser.

    Args:
        base: the address of the site; no proxy is asked on the way.
        cookie: a session of somebody who signed in.
        patience: for so many seconds they try again where nobody answers, or the answer is 503.
        certificate: the file with what the site is trusted by, over TLS.
    """

    def __init__(
        self, base: str, cookie: str = "", *, patience: float = 0.0, certificate: str = ""
    ) -> None:
        place = urlsplit(base)
        self._line = http.client.HTTPConnection(place.netloc, timeout=ANSWER_SECONDS)
        if certificate:
            trusted = ssl.create_default_context(cafile=certificate)
            self._line = http.client.HTTPSConnection(
                place.netloc, timeout=ANSWER_SECONDS, context=trusted
            )
        self.cookies: Cookies = dict(SimpleCookie({"recognition": cookie} if cookie else None))
        self.headers: dict[str, str] = {}
        self.patience = patience
        self.answers: list[Answer] = []
        self._token = ""

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._insist("GET", path, None)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form, with the token that was on the last page with one."""
        token = {"csrf_token": self._token} if self._token else {}
        return self._insist("POST", path, {**token, **fields})

    def send(self, path: str, fields: Mapping[str, str] | None = None, *, form: str = "") -> Answer:
        """Open the page on which a form stands (`form` where it is another), and send it."""
        return self.post(path, {**hidden(self.get(form or path).text), **(fields or {})})

    def close(self) -> None:
        """Close the connection."""
        self._line.close()

    def _insist(self, method: str, path: str, fields: Mapping[str, str] | None) -> Answer:
        until = time.monotonic() + self.patience
        while True:
            try:
                answer = self._ask(method, path, fields)
            except Gone:
                if time.monotonic() >= until:
                    raise
            else:
                if answer.status != 503 or time.monotonic() >= until:
                    return answer
            time.sleep(0.2)

    def _ask(self, method: str, path: str, fields: Mapping[str, str] | None) -> Answer:
        body = urlencode(fields) if fields is not None else None
        headers = dict(self.headers)
        if self.cookies:
            held = (f"{one.key}={one.coded_value}" for one in self.cookies.values())
            headers["Cookie"] = "; ".join(held)
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        try:
            status, told, found = self._exchange(method, path, headers, body)
        except (OSError, http.client.HTTPException) as problem:
            self.close()
            raise Gone(type(problem).__name__) from problem
        answer = Answer(status, told, found, time.perf_counter() - began)
        self._keep(answer)
        return answer

    def _exchange(
        self, method: str, path: str, headers: dict[str, str], body: str | None
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        self._line.request(method, path, body, headers)
        answer = self._line.getresponse()
        return answer.status, answer.headers, answer.read()

    def _keep(self, answer: Answer) -> None:
        """Note the answer, its cookies, and the token of its forms."""
        self.answers.append(answer)
        for told in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= SimpleCookie(told)
        self.cookies = {name: one for name, one in self.cookies.items() if one.value}
        if answer.headers.get_content_type() == "text/html":
            self._token = hidden(answer.text).get("csrf_token", self._token)


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of a page, as a browser would send them back."""
    found = {}
    for one in HIDDEN.findall(page):
        name, value = NAME.search(one), VALUE.search(one)
        if name:
            found[name[1]] = html.unescape(value[1]) if value else ""
    return found
