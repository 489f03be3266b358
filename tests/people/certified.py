"""A real, certified OpenID Connect provider, and people who sign in there."""

import dataclasses
import html
import itertools
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import requests
from flask import Flask
from werkzeug.test import TestResponse

from recognition.people.queries import PersonCard
from recognition.provider import Provider
from tests.page_client import PageClient
from tools import provider as tool

BEGIN, RETURN = "/sign-in/provider", "/sign-in/provider/return"
SECONDS = 10
_numbers = itertools.count(1)


@dataclass
class Certified:
    """A provider at `issuer`, and how this application is known there."""

    issuer: str
    client_id: str = field(default_factory=lambda: f"recognition-{next(_numbers)}")
    accounts: dict[str, dict[str, Any]] = field(default_factory=dict)
    base_url: str = "http://localhost"

    def wish(self, **wishes: Any) -> dict[str, Any]:
        """Have it behave otherwise from now on; return how often each of its pages was asked for.

        `lies` change what it signs; `unwell` names pages and how they are ill; `rotate` gives it a
        new key; `lean=False` puts everything into what it signs.
        """
        answer = requests.post(f"{self.issuer}/-/wishes", json=wishes, timeout=SECONDS)
        answer.raise_for_status()
        asked: dict[str, Any] = answer.json()
        return asked

    def known_as(self, app: Flask, **more: Any) -> None:
        """Make the application and the provider known to each other."""
        settings = app.config["SETTINGS"]
        found = Provider(self.issuer, self.client_id, "a-secret-between-the-two", **more)
        app.config["SETTINGS"] = dataclasses.replace(settings, provider=found)
        self.base_url = settings.base_url
        client = {
            "client_id": self.client_id,
            "client_secret": found.client_secret,
            "redirect_uris": [f"{settings.base_url}{RETURN}"],
        }
        self.wish(clients=[client], accounts={}, lies={}, unwell={}, lean=True)

    def has(
        self,
        subject: str,
        person: PersonCard | None = None,
        *,
        email: str | None = None,
        verified: object = True,
        groups: object = None,
        acr: str | None = None,
        amr: list[str] | None = None,
    ) -> None:
        """Give somebody an account there, or change it."""
        claims: dict[str, Any] = {"email_verified": verified}
        claims |= {"email": email or (person.email if person else None)}
        claims |= {"groups": groups} if groups is not None else {}
        ways = {"acr": acr} if acr else {}
        self.accounts[subject] = {"claims": claims, **ways, **({"amr": amr} if amr else {})}
        self.wish(accounts=self.accounts)


@dataclass
class Walk:
    """Somebody who walks from our sign-in page to the provider and back, without a browser."""

    client: PageClient
    there: requests.Session = field(default_factory=requests.Session)
    left_for: str = ""

    def begin(self, *, onwards: str = "") -> TestResponse:
        """Press the button on the sign-in page."""
        page = f"/sign-in?next={onwards}" if onwards else "/sign-in"
        response = self.client.send(BEGIN, {"next": onwards}, form=page)
        found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', response.text)
        self.left_for = html.unescape(found.group(1)) if found else ""
        return response

    def sign_in_there(self, subject: str) -> str:
        """Follow every redirect and the provider's own page; return what leads back to us."""
        url = self.left_for
        for _step in range(12):
            if urlsplit(url).path == RETURN:
                return url.partition(urlsplit(url).netloc)[2]
            answer = self.there.get(url, allow_redirects=False, timeout=SECONDS)
            if "<form" in answer.text:
                data = {"name": subject}
                answer = self.there.post(url, data=data, allow_redirects=False, timeout=SECONDS)
            assert "Location" in answer.headers, answer.text
            url = urljoin(url, answer.headers["Location"])
        raise AssertionError(f"never came back, last seen at {url}")

    def through(self, subject: str, *, onwards: str = "") -> TestResponse:
        """Sign in, all the way."""
        self.begin(onwards=onwards)
        return self.client.get(self.sign_in_there(subject))

    @property
    def is_in(self) -> bool:
        """Whether a page for people who signed in opens."""
        return self.client.get("/account").status_code == 200


def node_or_skip(config: pytest.Config) -> str:
    """Return Node.js; without it, or without the provider, say that this did not run."""
    found = tool.node()
    if found is not None and tool.STAMP.exists():
        return str(found)
    reason = "no Node.js with the provider here: `python3 dev.py test` fetches them"
    if config.getoption("--require-browser"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def running(node: str) -> Iterator[str]:
    """Run the provider; it ends when its input does, however this process ends."""
    process = subprocess.Popen(
        [node, "provider.mjs"],
        cwd=tool.FOLDER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    try:
        issuer = process.stdout.readline().strip()
        assert issuer.startswith("http://localhost:"), "the provider did not start"
        yield issuer
    finally:
        process.stdin.close()
        process.wait(SECONDS)
        process.stdout.close()


@pytest.fixture(scope="session")
def provider_process(pytestconfig: pytest.Config) -> Iterator[str]:
    """The provider of this run: its address."""
    with running(node_or_skip(pytestconfig)) as issuer:
        yield issuer


@pytest.fixture
def certified(provider_process: str) -> Certified:
    """The provider, well and honest, with no accounts; each test is another client of it."""
    return Certified(provider_process)
