"""An administrator at the queue, with the requests a browser would send."""

import re
from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from recognition.mail import queries as mail
from recognition.nominations import queries
from recognition.nominations.cards import Nominee
from recognition.nominations.queries import CheckSheet
from recognition.people.queries import PersonCard, Viewer
from recognition.schemes.queries import RoundCard
from tests.page_client import PageClient
from tests.world import World

SUE = Nominee("described", "Sue Barker", "Ward 7")


@dataclass
class Desk:
    """An administrator, signed in, of the organisation that hosts the round."""

    client: PageClient
    world: World
    round: RoundCard
    me: PersonCard
    viewer: Viewer

    def sent(self, **facts: Any) -> str:
        """Send a nomination that waits; return its reference."""
        return self.world.nomination(self.round, accepted=False, **facts)

    def sheet(self, reference: str) -> CheckSheet:
        with self.world.app.app_context():
            return queries.sheet(self.viewer, reference)

    def page(self, reference: str = "", **arguments: str) -> str:
        """Return the queue, or one nomination's page."""
        path = f"/manage/checking/{reference}" if reference else "/manage/checking"
        shown = self.client.get(path, query_string=arguments)
        assert shown.status_code == 200
        return shown.text

    def act(self, reference: str, act: str, **fields: Any) -> TestResponse:
        """Send one form of a nomination's page, with the edition that page shows."""
        page = f"/manage/checking/{reference}"
        fields.setdefault("seen", self.sheet(reference).edition)
        return self.client.send(f"{page}/{act}", fields, form=page)

    def letters(self, kind: str) -> list[Any]:
        """Return the letters of one kind, newest first, taken back or not."""
        with self.world.app.app_context():
            return [letter for letter in mail.letters() if letter.kind == f"nomination.{kind}"]


def desk(client: PageClient, world: World) -> Desk:
    """Return a desk with an open round."""
    me = world.administrator()
    round_ = world.round()
    client.sign_in(me)
    return Desk(client, world, round_, me, world.viewer(me))


def seen(page: str) -> str:
    """Return what the page says it shows, so that a later request can be stale."""
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found
    return found.group(1)
