"""Somebody who comes through nginx, and presses again where its page says so."""

from collections.abc import Mapping

from tests.visitor import Answer, Visitor

AWAY = "Go back to the page before, and press the button again."


class Browser(Visitor):
    """Counts what went wrong under its eyes.

    Attributes:
        pressed_again: how often nginx said that nobody answered, and the button was pressed again.
        odd: what no visitor should see.
    """

    def __init__(self, url: str, certificate: str) -> None:
        super().__init__(url, certificate=certificate)
        # a browser sends again what met a connection that nginx had just closed; this one does not
        self.headers["Connection"] = "close"
        self.pressed_again = 0
        self.odd: list[str] = []

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._looked_at("GET", super().get(path))

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form; press again, once, where nginx's page says so."""
        answer = super().post(path, fields)
        if answer.status in {502, 504} and AWAY in answer.text:
            self.pressed_again += 1
            answer = super().post(path, fields)
        return self._looked_at("POST", answer)

    def sign_in(self, link: str) -> None:
        """Open a mailed link, and press the button."""
        self.send("/sign-in/" + link.rpartition("/sign-in/")[2]).must_be(302)

    def _looked_at(self, method: str, answer: Answer) -> Answer:
        if answer.status >= 500:
            self.odd.append(f"{method} {answer.status}")
        return answer
