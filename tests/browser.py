"""A real server on this machine, real letters, and a browser that reports every complaint."""

import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from jinja2 import BytecodeCache
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, expect
from waitress.server import BaseWSGIServer, create_server
from waitress.wasyncore import close_all

from recognition.app import create_app
from recognition.database import db
from recognition.people.queries import PersonCard
from tests.databases import hurry
from tests.mail.mail_server import MailServer, mail_server
from tests.page_client import PageClient
from tests.second_steps import CODE_ON_PAPER, Phone, key_on
from tests.settings import settings_for
from tests.working import at_work
from tests.world import World

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIETLY = (
    "--no-sandbox",  # continuous integration runs as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PATIENCE_SECONDS = 20
# Pages that say what is missing answer with one of these, and the browser remarks on it.
# It also remarks when a page asked it to forget.
MEANT = re.compile(r"status of (404|410|422|429) |^Clear-Site-Data header ")


def chromium() -> str | None:
    """Return where Chromium is: `$CHROMIUM`, or the first of its usual names."""
    given = os.environ.get("CHROMIUM", "")
    return given or next((path for name in NAMES if (path := shutil.which(name))), None)


def arrived(page: Page, heading: str) -> None:
    """Wait for the page with this heading, and until its scripts have run.

    A page can be seen before its deferred scripts run, and a key pressed in between is lost. They
    have all run at the load event. The heading comes first: until it is there, the page that is
    left still answers, and it was loaded long ago.

    Args:
        page: a tab in which something was just pressed.
        heading: a part of the heading of the next page, which the page that is left has not.
    """
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    page.wait_for_load_state("load")


@dataclass
class Site:
    """The application, served at `url`; its letters arrive at `mail`."""

    app: Flask
    url: str
    mail: MailServer
    world: World = field(init=False)
    phones: dict[int, Phone] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.world = World(self.app)

    def letter(self, to: str | None, about: str, *, after: int = 0) -> EmailMessage:
        """Wait for a letter, and return it.

        Args:
            to: the address.
            about: a part of the subject or of the text.
            after: how many letters had arrived before; those are not looked at.
        """
        patience = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < patience:
            for letter in self.mail.letters[after:]:
                if letter["To"] == to and about in f"{letter['Subject']}\n{letter.get_content()}":
                    return letter
            time.sleep(0.02)
        arrived = [(letter["To"], letter["Subject"]) for letter in self.mail.letters]
        raise AssertionError(f"no letter to {to} about “{about}”, only {arrived}")

    def link_in(self, letter: EmailMessage) -> str:
        """Return the private link in a letter."""
        found = re.search(rf"{re.escape(self.url)}/[\w/.?=-]+", letter.get_content())
        assert found, letter.get_content()
        return found.group()

    def admit(self, context: BrowserContext, person: PersonCard) -> None:
        """Give a browser a session of this person, without the letter."""
        client = PageClient(self.app).sign_in(person)
        cookie = client.get_cookie("recognition")
        assert cookie is not None
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.url}])

    def enter(self, page: Page, person: PersonCard) -> None:
        """Sign in as people do: ask for a link, open the letter, press the button.

        Whoever is asked for a second step shows it: with the app the first time, and then with
        the recovery codes that they kept, because a code of an app works once in half a minute.
        """
        self.enter_once(page, person)
        if "second-step" not in page.url:
            return
        phone = self.phones.get(person.id)
        if phone is None:
            self.phones[person.id] = self.set_up_phone(page)
        else:
            self.type_code(page, phone.on_paper.pop())
            expect(page.get_by_label("Your code")).to_have_count(0)

    def enter_once(self, page: Page, person: PersonCard) -> None:
        """Sign in with a mailed link, and no further."""
        before = len(self.mail.letters)
        page.goto("/sign-in")
        page.get_by_label("e-mail").fill(person.email or "")
        page.get_by_role("button", name="Send me a link").click()
        arrived(page, "Look in your e-mail")
        page.goto(self.link_in(self.letter(person.email, "/sign-in/", after=before)))
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()

    def set_up_phone(self, page: Page) -> Phone:
        """Set a second step up, from the page that offers it; return the phone."""
        page.get_by_role("button", name="Set it up").click()
        arrived(page, "Give your app the key")
        phone = Phone(key_on(page.content()))
        self.type_code(page, phone.code())
        arrived(page, "Keep these recovery codes")
        phone.on_paper = CODE_ON_PAPER.findall(page.get_by_role("main").inner_text())
        page.get_by_role("button", name="I have kept them, go on").click()
        expect(page.get_by_role("heading", name="Keep these recovery codes")).to_have_count(0)
        return phone

    def type_code(self, page: Page, code: str) -> None:
        """Type a code, and press the button."""
        page.get_by_label("Your code").fill(code)
        page.get_by_role("main").get_by_role("button", name="Continue").click()


def _hang_up(server: BaseWSGIServer, sockets: dict[int, object]) -> None:
    """Close every connection, with the file that a page left half-read."""
    for channel in list(server.active_channels.values()):
        channel.handle_close()
    close_all(sockets)


@contextmanager
def serving(database_url: str, templates: BytecodeCache, **overrides: Any) -> Iterator[Site]:
    """Serve the application on a migrated database, with a mail server and the mail worker.

    Args:
        database_url: the database.
        templates: where compiled templates are kept.
        overrides: settings of Flask's, as `create_app` takes them.
    """
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    with mail_server() as mail:
        settings = settings_for(database_url, demo=True, base_url=url, mail_url=mail.url)
        app = create_app(settings, **overrides)
        app.jinja_env.bytecode_cache = templates
        hurry(app)
        sockets: dict[int, object] = {}
        server = create_server(app, map=sockets, sockets=[listening], threads=6)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            with at_work(app, every=0.1):
                yield Site(app, url, mail)
        finally:
            server.task_dispatcher.shutdown()
            # the loop ends when it has nothing left to watch; only its own thread may empty it
            server.trigger.pull_trigger(lambda: _hang_up(server, sockets))
            thread.join(PATIENCE_SECONDS)
            with app.app_context():
                db.session.remove()
                db.engine.dispose()


def become_nobody(page: Page) -> None:
    """Leave the page and forget its session.

    A page that stays goes on asking for its pictures, as nobody then: it is sent to the sign-in
    page, and the session that comes with the answer replaces the one of whoever signs in next.
    """
    page.goto("about:blank")
    page.context.clear_cookies()


@dataclass
class Complaints:
    """Everything a browser grumbled about: console, scripts, policy, and what did not load."""

    heard: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Listen to one page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda problem: self._note(page, f"script: {problem}"))
        page.on("requestfailed", self._not_loaded)
        page.on("response", self._answered)

    def _note(self, page: Page | None, text: str) -> None:
        path = urlsplit(page.url).path if page else "?"
        self.heard.append(f"{path}: {text}")

    def _console(self, message: ConsoleMessage) -> None:
        if not (message.type in {"error", "info"} and MEANT.search(message.text)):
            self._note(message.page, f"console {message.type}: {message.text}")

    def _not_loaded(self, request: Request) -> None:
        # a download ends its navigation, and a page that is left drops what it was fetching
        if request.failure != "net::ERR_ABORTED":
            self._note(None, f"{request.url} did not load: {request.failure}")

    def _answered(self, response: Response) -> None:
        is_page = response.request.resource_type == "document"
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self._note(None, f"{response.url} answered {response.status}")
