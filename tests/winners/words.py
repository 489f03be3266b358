"""What tests of the words about winners share: the steps on the pages, and the letters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from recognition import clock
from recognition.database import db
from recognition.mail import links
from recognition.mail.models import Letter
from recognition.people.queries import PersonCard
from recognition.thanks import queries as thanks
from recognition.winners import actions, queries
from tests.page_client import PageClient
from tests.winners.conftest import Ceremony


@dataclass
class Desk:
    """Communications, the chair and the winner, each on their own pages."""

    client: PageClient
    ceremony: Ceremony

    @property
    def app(self) -> Flask:
        return self.ceremony.world.app

    @property
    def number(self) -> int:
        return self.ceremony.tendai_candidacy

    @property
    def page(self) -> str:
        return f"/winners/citation/{self.number}"

    @property
    def chairs_page(self) -> str:
        return f"/winners/approve/{self.number}"

    def decide(self, outcome: str = "winner") -> None:
        actor = self.ceremony.world.viewer(self.ceremony.chair)
        with self.app.app_context():
            actions.decide(
                self.number,
                outcome=outcome,
                reason="We agreed.",
                edition=queries.edition_of(self.number),
                actor=actor,
                now=clock.now(),
            )

    def as_(self, person: PersonCard) -> PageClient:
        return self.client.sign_in(person)

    def edition(self) -> str:
        with self.app.app_context():
            return str(queries.decision(self.number).citation_edition)

    def state(self) -> str:
        with self.app.app_context():
            return queries.decision(self.number).citation_state

    def write(self, text: str = "She stayed.", quote: str = "", **more: object) -> TestResponse:
        self.as_(self.ceremony.officer)
        data = {"text": text, "quote": quote, **more}
        return self.client.send(self.page, data, follow_redirects=True)

    def send(self, **more: str) -> TestResponse:
        self.as_(self.ceremony.officer)
        return self._step(f"{self.page}/send", self.page, more)

    def paper(self, **more: str) -> TestResponse:
        self.as_(self.ceremony.officer)
        return self._step(f"{self.page}/agreed", self.page, more)

    def chair(self, what: str, **more: str) -> TestResponse:
        self.as_(self.ceremony.chair)
        page = f"/winners/praise/{self.number}"  # a form is there whatever the words wait for
        return self._step(f"{self.chairs_page}/{what}", page, more)

    def approved(self, text: str = "She stayed.", quote: str = "") -> None:
        """Bring words to those they are about."""
        self.write(text, quote)
        self.send()
        self.chair("approve")
        assert self.state() == "approved"

    def code(self, place: int = 0) -> str:
        with self.app.app_context():
            return thanks.codes_of(self.number)[place]

    def answers(self, deed: str, code: str = "", **more: str) -> TestResponse:
        """Press a button on a card."""
        code = code or self.code()
        visitor = PageClient(self.app)
        data = {"edition": self.edition(), "deed": deed, **more}
        return visitor.send(
            f"/winners/agree/{code}", data, form=f"/thanks/{code}", follow_redirects=True
        )

    def _step(self, path: str, page: str, more: dict[str, str]) -> TestResponse:
        data = {"edition": self.edition(), **more}
        return self.client.send(path, data, form=page, follow_redirects=True)

    def letters(self, kind: str) -> Sequence[Letter]:
        with self.app.app_context():
            return db.session.scalars(
                select(Letter).where(Letter.kind == kind).order_by(Letter.id)
            ).all()

    def link(self, letter: Letter) -> str | None:
        """Return the private address in a letter as it would be delivered now."""
        with self.app.app_context():
            made = links.make(letter.link_kind or "", letter.link_target or "")
        return re.sub(r"^https?://[^/]+", "", made) if made else None


def desk(client: PageClient, ceremony: Ceremony) -> Desk:
    """Decide that Tendai won; nothing is written yet."""
    found = Desk(client, ceremony)
    found.decide()
    return found
