"""Somebody with a browser: keeps cookies, fills in forms, presses again when told to."""

import re
from dataclasses import dataclass, field

import requests

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
AWAY = "Go back to the page before, and press the button again."
WORDS = {"answer_1": "She stayed after her shift.", "answer_2": "He was not alone."}
SECONDS = 60


@dataclass
class Browser:
    """Comes through nginx; counts what went wrong under its eyes.

    `pressed_again` counts the times that nginx said nobody answered and the button was pressed
    again; `odd` says what else no visitor should see.
    """

    url: str
    certificate: str
    session: requests.Session = field(default_factory=requests.Session)
    pressed_again: int = 0
    odd: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session.verify = self.certificate
        self.session.trust_env = False  # no proxy of whoever runs the tests
        # a browser sends again what met a connection that nginx had just closed; this one does not
        self.session.headers["Connection"] = "close"

    def get(self, path: str) -> requests.Response:
        """Open a page."""
        answer = self.session.get(self.url + path, timeout=SECONDS)
        if answer.status_code >= 500:
            self.odd.append(f"GET {answer.status_code}")
        return answer

    def hidden(self, path: str) -> dict[str, str]:
        """Return the hidden fields of a page."""
        return dict(HIDDEN.findall(self.get(path).text))

    def post(self, path: str, fields: dict[str, str]) -> requests.Response:
        """Send a form; press again, once, where nginx's page says so."""
        answer = self._post(path, fields)
        if answer.status_code in {502, 504} and AWAY in answer.text:
            self.pressed_again += 1
            answer = self._post(path, fields)
        if answer.status_code >= 500:
            self.odd.append(f"POST {answer.status_code}")
        return answer

    def send(self, path: str, fields: dict[str, str] | None = None) -> requests.Response:
        """Open a page and send its form."""
        return self.post(path, {**self.hidden(path), **(fields or {})})

    def sign_in(self, link: str) -> None:
        """Open a mailed link, and press the button."""
        path = link.removeprefix(self.url)
        assert self.send(path).status_code == 302

    def nominate(self, scheme: str, nominee: str) -> str:
        """Go through all four pages; return the reference."""
        start = f"/nominate/{scheme}"
        began = self.send(start, {"nominee": nominee})
        assert began.status_code == 303, began.text
        draft = began.headers["Location"].removesuffix("/story")
        told = self.send(f"{draft}/story", WORDS)
        assert told.status_code == 303, told.text
        you = self.send(f"{draft}/you", {"may_name": "yes", "relationship": "colleague"})
        assert you.status_code == 303, you.text
        sent = self.send(f"{draft}/check")
        assert sent.status_code == 303, sent.text
        return sent.headers["Location"].rstrip("/").rpartition("/")[2]

    def _post(self, path: str, fields: dict[str, str]) -> requests.Response:
        return self.session.post(self.url + path, fields, timeout=SECONDS, allow_redirects=False)
