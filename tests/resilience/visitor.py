"""A browser without a screen: pages, forms and a cookie, over one connection that is kept."""

import html
import http.client
import re
import time
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

ANSWER_SECONDS = 60
"""So long a person waits for a page before they give up; every answer has to come before."""


class Gone(Exception):
    """Nobody answers, or the answer broke off."""


@dataclass(frozen=True)
class Answer:
    """What came back; `seconds` is how long it took."""

    status: int
    text: str
    location: str
    seconds: float


class Visitor:
    """Somebody at a browser. With `patience` they try again, for so many seconds."""

    def __init__(self, base: str, cookie: str = "", *, patience: float = 0.0) -> None:
        self._place = urlsplit(base).netloc
        self._cookie = f"recognition={cookie}" if cookie else ""
        self._line: http.client.HTTPConnection | None = None
        self._token = ""
        self.patience = patience
        self.answers: list[Answer] = []

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._insist("GET", path, None)

    def post(self, path: str, fields: dict[str, str], *, form: str = "") -> Answer:
        """Send a form that stands on a page (`form`, unless a token is known already)."""
        if not self._token:
            self._token = field(self.get(form or path).text, "csrf_token")
        return self._insist("POST", path, {"csrf_token": self._token, **fields})

    def _insist(self, method: str, path: str, fields: dict[str, str] | None) -> Answer:
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

    def _ask(self, method: str, path: str, fields: dict[str, str] | None) -> Answer:
        body = urlencode(fields) if fields is not None else None
        began = time.perf_counter()
        try:
            status, text, location = self._told(method, path, body)
        except (OSError, http.client.HTTPException) as problem:
            self.hang_up()
            raise Gone(type(problem).__name__) from problem
        answer = Answer(status, text, location, time.perf_counter() - began)
        self.answers.append(answer)
        return answer

    def _told(self, method: str, path: str, body: str | None) -> tuple[int, str, str]:
        if self._line is None:
            self._line = http.client.HTTPConnection(self._place, timeout=ANSWER_SECONDS)
        headers = {"Cookie": self._cookie} if self._cookie else {}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._line.request(method, path, body, headers)
        answer = self._line.getresponse()
        text = answer.read().decode()
        for told in answer.headers.get_all("Set-Cookie") or ():
            if told.startswith("recognition="):
                self._cookie = told.partition(";")[0]
        return answer.status, text, answer.headers.get("Location", "")

    def hang_up(self) -> None:
        """Close the connection."""
        if self._line is not None:
            self._line.close()
            self._line = None


def field(text: str, name: str) -> str:
    """Return what a form on a page carries in a field."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', text)
    assert found, f"no field {name} on the page"
    return html.unescape(found[1])
