"""A client that checks every page it is given, whatever the test is about."""

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from recognition.people import actions
from recognition.people.queries import PersonCard
from tests.page_shapes import check_html

STRAY = ("{{", "}}", "{%", "%}")


def without_tokens(page: str) -> str:
    """Return a page without its tokens against forgery.

    They carry the second they were made, and letters by chance, among them each short word one day.
    """
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


class PageClient(FlaskClient):
    """A visitor with a cookie jar. Text that a test typed itself may be named in `typed`."""

    def __init__(self, app: Flask, **options: Any) -> None:
        super().__init__(app, app.response_class, use_cookies=True, **options)
        self.typed: set[str] = set()

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Make a request and check what comes back."""
        response = super().open(*args, **kwargs)
        self._check_headers(response)
        is_download = "attachment" in response.headers.get("Content-Disposition", "")
        if response.mimetype == "text/html" and response.data and not is_download:
            self._check_page(response.text)
        return response

    def token(self, path: str) -> str:
        """Open a page and return the form token on it."""
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(path).text)
        assert found, f"no form on {path}"
        return found.group(1)

    def send(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Fill in the form on a page and send it, as a browser does.

        `form` names the page the form stands on when it is not the page it is sent to.
        """
        page = kwargs.pop("form", path)
        return self.post(path, data={"csrf_token": self.token(page), **(data or {})}, **kwargs)

    def sign_in(self, person: PersonCard | int) -> "PageClient":
        """Sign in as somebody, with a session of their own; sign in again to be somebody else."""
        number = person if isinstance(person, int) else person.id
        with self.application.app_context():
            token = actions.sign_in_as(number).session_token
        with self.session_transaction() as session:
            session.clear()
            session["_user_id"] = token
            session["_fresh"] = True
        return self

    def _check_headers(self, response: TestResponse) -> None:
        if response.request.path.startswith("/static/"):
            return
        policy = response.headers["Content-Security-Policy"]
        assert "unsafe-inline" not in policy
        # the embeddable list alone names the frames it may stand in
        framed = response.request.path.startswith("/winners/embed/")
        assert framed or "frame-ancestors 'none'" in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        # a logo alone may be kept: its address changes with it
        kept = response.mimetype == "image/png" and "/brand/" in response.request.path
        wanted = "public, max-age=31536000, immutable" if kept else "no-store"
        assert response.headers["Cache-Control"] == wanted

    def _check_page(self, text: str) -> None:
        check_html(text)
        tree = html.document_fromstring(text)  # quick, and of what has no mistake the same tree
        headings = tree.findall(".//h1")
        assert len(headings) == 1, f"{len(headings)} h1 on the page"
        heading = " ".join("".join(headings[0].itertext()).split())
        title = " ".join((tree.findtext(".//title") or "").split())
        assert title.removeprefix("Error: ").startswith(heading), (title, heading)
        assert not tree.findall(".//*[@style]"), "an inline style"
        shown = text
        for typed in self.typed:
            shown = shown.replace(typed, "")
        for stray in STRAY:
            assert stray not in shown, f"stray {stray}"
        visible = " ".join(tree.body.itertext())
        assert not re.search(r"\bNone\b", visible), "the page says None"
