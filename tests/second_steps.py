"""A phone with an app that makes codes, for tests that sign in as people do."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

import pyotp
from flask import Flask

from recognition import clock
from recognition.people import actions
from recognition.people.queries import PersonCard
from tests.page_client import PageClient

HALF_MINUTE = timedelta(seconds=30)
CODE_ON_PAPER = re.compile(r"\b\d{4} \d{4} \d{4}\b")


@dataclass
class Phone:
    """An app with its key, and the recovery codes that were printed."""

    key: str
    on_paper: list[str] = field(default_factory=list)

    def code(self, *, off: int = 0) -> str:
        """Return the code of this half minute, or of one before or after it."""
        return pyotp.TOTP(self.key).at(clock.now() + off * HALF_MINUTE)

    def wrong(self) -> str:
        """Return six digits that do not fit just now."""
        near = {self.code(off=off) for off in range(-3, 4)}
        return next(code for number in range(9) if (code := f"{number:06}") not in near)


def key_on(text: str) -> str:
    """Return the key that a page shows in groups of four."""
    found = re.search(r'data-app-key(?:="")?>([A-Z2-7 ]+)<', text)
    assert found, "no key on this page"
    assert all(len(group) == 4 for group in found.group(1).split())
    return found.group(1).replace(" ", "")


def enter(app: Flask, client: PageClient, person: PersonCard, onwards: str = "/") -> str:
    """Sign in with a mailed link, which is one proof; return where that leads."""
    with app.app_context():
        link = actions.make_sign_in_link(f"{person.email} {onwards}")
    assert link is not None
    answer = client.send(urlsplit(link).path)
    assert answer.status_code == 302
    return answer.location or ""


def set_up(client: PageClient, *, onwards: str = "/") -> Phone:
    """Set a second step up, on the pages; return the phone."""
    start = {"form": f"/account/second-step?next={onwards}"}
    led = client.send("/account/second-step/start", {"next": onwards}, **start)
    assert led.location.startswith("/account/second-step/set-up"), led.location
    phone = Phone(key_on(client.get(led.location).text))
    shown = client.send(led.location, {"code": phone.code(), "next": onwards})
    assert shown.status_code == 200, shown.text
    phone.on_paper = CODE_ON_PAPER.findall(shown.text)
    return phone


def enter_twice(app: Flask, client: PageClient, person: PersonCard) -> Phone:
    """Sign in with a mailed link and set a second step up."""
    enter(app, client, person)
    return set_up(client)
