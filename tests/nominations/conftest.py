"""Somebody at a ward PC, an open round, and a colleague to thank."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from recognition.database import db, transaction
from recognition.mail import queries as mail
from recognition.nominations import queries
from recognition.nominations.models import Draft, Nomination
from recognition.nominations.queries import Author
from recognition.people.queries import PersonCard
from recognition.schemes.models import Scheme
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
    def author(self) -> Author:
        """Nia as actions and queries see her."""
        return Author(self.me.id, self.me.organisation_id, self.me.name, self.me.email or "")

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
        return hidden(self.client, page)

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


def changed(world: World, slug: str, **facts: Any) -> None:
    """Change columns of a scheme, as its administrator could on a page."""
    with world.app.app_context(), transaction() as session:
        session.execute(update(Scheme).where(Scheme.slug == slug).values(**facts))


ABOUT = {
    "author_name": "Joan Field",
    "author_email": "joan@example.org",
    "may_name": "yes",
    "relationship": "cared_for",
}


@dataclass
class Visiting:
    """Joan, who has no account and was cared for by Sue on ward 7."""

    client: PageClient
    world: World
    round: RoundCard

    @property
    def start(self) -> str:
        return f"/nominate/{self.round.scheme.slug}"

    def begun(self, **answers: str) -> str:
        """Send the first page; return the address of the draft."""
        fields = {"described_name": "Sue", "described_place": "Ward 7", **answers}
        sent = self.client.post(self.start, data={**hidden(self.client, self.start), **fields})
        assert sent.status_code == 303, sent.text
        return sent.location.removesuffix("/story")

    def told(self, draft: str, **words: str) -> TestResponse:
        return self.client.send(f"{draft}/story", {**WORDS, **words})

    def written(self, *, about: dict[str, str] | None = None, **words: str) -> str:
        """Go through the first three pages; return the address of the draft."""
        draft = self.begun()
        assert self.told(draft, **words).status_code == 303
        you = self.client.send(f"{draft}/you", {**ABOUT, **(about or {})})
        assert you.location == f"{draft}/check", you.text
        return draft

    def send(self, draft: str) -> TestResponse:
        """Press the button on the check page."""
        page = f"{draft}/check"
        return self.client.post(page, data=hidden(self.client, page))

    def sent(self, *, about: dict[str, str] | None = None, **words: str) -> str:
        """Go through all four pages; return the address of the receipt."""
        done = self.send(self.written(about=about, **words))
        assert done.status_code == 303, done.text
        return done.location

    def code(self, draft: str) -> str:
        """Return the code that stands on the story page."""
        # a token of a form can look like a code, but no word of it stands alone
        found = re.search(
            r"(?<=[\s>])[0-9A-Z]{4}-[0-9A-Z]{4}(?=[\s<.,])", self.client.get(f"{draft}/story").text
        )
        assert found
        return found.group()

    def letters(self) -> list[Any]:
        """Return the letters to Joan, newest first."""
        with self.world.app.app_context():
            return mail.letters(to_address=ABOUT["author_email"])

    def link(self) -> str:
        """Return the path of the private link in the newest letter, as its delivery makes it."""
        with self.world.app.app_context():
            newest = self.letters()[0]
            address = queries.nomination_link(newest.link_target or "")
        assert address
        return address.removeprefix("http://localhost")

    def nomination(self) -> Nomination:
        """Return the one nomination there is."""
        with self.world.app.app_context():
            row = db.session.scalars(select(Nomination)).one()
            db.session.expunge(row)
            return row

    def draft(self, address: str) -> Draft:
        """Return a draft as it is stored."""
        with self.world.app.app_context():
            key = address.rsplit("/", 1)[1]
            row = db.session.scalars(select(Draft).where(Draft.key == key)).one()
            db.session.expunge(row)
            return row


def hidden(client: PageClient, page: str) -> dict[str, str]:
    """Return the hidden fields of a page, as a browser would send them back."""
    text = client.get(page).text
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))


@pytest.fixture
def visiting(client: PageClient, world: World) -> Visiting:
    return Visiting(client, world, world.round(closes_in=timedelta(days=2)))
