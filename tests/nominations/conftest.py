"""Somebody at a ward PC, an open round, and a colleague to thank."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from recognition.mail import queries as mail
from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from tests.page_client import PageClient
from tests.world import World

WORDS = {"answer_1": "She stayed after her shift.", "answer_2": "He was not alone."}


@dataclass
class Writing:
    """Nia, signed in, who nominates Asha in the open round; each method is one of the pages."""

    client: PageClient
    world: World
    round: RoundCard
    me: PersonCard
    asha: PersonCard

    @property
    def start(self) -> str:
        return f"/nominate/{self.round.scheme.slug}"

    def who(self, **answers: Any) -> TestResponse:
        """Send the first page as it stands, with its own key."""
        fields = {"nominee": "Asha Patel", **answers}
        return self.client.post(self.start, data={**self.hidden(self.start), **fields})

    def begun(self, **answers: Any) -> str:
        """Send the first page; return the address of the draft."""
        sent = self.who(**answers)
        assert sent.status_code == 303, sent.text
        return sent.location.removesuffix("/story")

    def told(self, draft: str, **words: str) -> TestResponse:
        return self.client.send(f"{draft}/story", {**WORDS, **words})

    def written(self, **words: str) -> str:
        """Go through the first three pages; return the address of the draft."""
        draft = self.begun()
        assert self.told(draft, **words).status_code == 303
        you = self.client.send(f"{draft}/you", {"may_name": "yes", "relationship": "colleague"})
        assert you.location == f"{draft}/check"
        return draft

    def send(self, draft: str, **changes: str) -> TestResponse:
        """Press the button on the check page."""
        page = f"{draft}/check"
        return self.client.post(page, data={**self.hidden(page), **changes})

    def sent(self) -> str:
        """Go through all four pages; return the address of the receipt."""
        done = self.send(self.written())
        assert done.status_code == 303, done.text
        return done.location

    def hidden(self, page: str) -> dict[str, str]:
        """Return the hidden fields of a page, as a browser would send them back."""
        text = self.client.get(page).text
        return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))

    def letters(self) -> list[Any]:
        """Return the letters to Nia, newest first."""
        with self.world.app.app_context():
            return mail.letters(to_address=self.me.email or "")


@pytest.fixture
def writing(client: PageClient, world: World) -> Writing:
    me = world.person("Nia Novak", team="Larch Ward")
    asha = world.person("Asha Patel", team="Hazel Ward")
    client.sign_in(me)
    return Writing(client, world, world.round(closes_in=timedelta(hours=1)), me, asha)
