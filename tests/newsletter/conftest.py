"""A communications officer at the desk of an announced round."""

from dataclasses import dataclass, field

import pytest
from flask import Flask

from recognition.thanks.rules import CHANNELS, SOCIAL_MEDIA
from recognition.winners import actions as winning
from recognition.winners.actions.picturing import PhotoWords, Sender
from tests.kept import Once
from tests.page_client import PageClient
from tests.winners.conftest import Ceremony, ceremony, hold
from tests.winners.pictures import photograph
from tests.world import World

__all__ = ["ceremony"]

STORY = "He stayed all night. " * 30


@dataclass
class Desk:
    """Tendai agreed to everything and has a photograph; Siobhán to all but social media."""

    client: PageClient
    ceremony: Ceremony
    world: World
    app: Flask
    path: str = field(init=False)

    def __post_init__(self) -> None:
        self.path = f"/newsletter/{self.ceremony.round.id}"

    @property
    def both(self) -> tuple[int, int]:
        return self.ceremony.tendai_candidacy, self.ceremony.siobhan_candidacy

    def form(self, *numbers: int, **more: str) -> dict[str, str]:
        """Return what the page sends with these people chosen, in this order."""
        rows = {}
        for place, number in enumerate(numbers):
            rows |= {
                f"rows-{place}-candidacy": str(number),
                f"rows-{place}-chosen": "y",
                f"rows-{place}-place": str(place + 1),
            }
        return {**rows, **{name.replace("__", "-"): text for name, text in more.items()}}

    def file(self, kind: str, *numbers: int, **more: str) -> bytes:
        """Download these people, in this order."""
        answer = self.client.send(self.path, self.form(*numbers, kind=kind, **more))
        assert answer.status_code == 200, answer.text
        assert "attachment" in answer.headers["Content-Disposition"]
        return answer.data

    def pictured(self, candidacy_id: int, alt_text: str) -> None:
        with self.app.app_context():
            winning.keep_photo(
                candidacy_id,
                photograph(900, 700),
                PhotoWords(alt_text, "Pat Picture", (0.5, 0.5)),
                sender=Sender(person_id=self.ceremony.officer.id),
            )


@pytest.fixture
def desk(client: PageClient, world: World, app: Flask, once: Once) -> Desk:
    found = Desk(client, once(_announced, world), world, app)
    client.sign_in(found.ceremony.officer)
    return found


def _announced(world: World) -> Ceremony:
    ceremony = hold(world)
    found = Desk(PageClient(world.app), ceremony, world, world.app)
    for number in found.both:
        world.decided(number, ceremony.chair, citation=STORY)
    world.consented(ceremony.tendai_candidacy)
    world.consented(ceremony.siobhan_candidacy, *(set(CHANNELS) - {SOCIAL_MEDIA}))
    world.consented(ceremony.siobhan_candidacy, SOCIAL_MEDIA, given=False)
    found.pictured(ceremony.tendai_candidacy, "Tendai smiles")
    world.announced(ceremony.round)
    return ceremony
