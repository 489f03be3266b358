"""A panellist on a phone with ten stories to read, in a train that goes through tunnels."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from recognition.database import db
from recognition.panel.models import Review, Score
from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from tests.browser import Site

PHONE = {"width": 390, "height": 844}
STORIES = 10
KEPT = "Kept on this device: it will be saved when you are online again."
WAITING = "Kept on this device: your scores will be sent when you are online again."


@dataclass
class Train:
    """A panellist on a phone, with stories to read."""

    site: Site
    page: Page
    round: RoundCard
    numbers: list[int]

    def read(self, number: int) -> None:
        """Open one of them."""
        self.page.goto(f"/panel/read/{number}")

    def score(self, points: int) -> None:
        """Open the sheet and give the same points everywhere, with the thumb."""
        self.open_sheet(self.page)
        for group in self.page.locator("[data-score]").all():
            group.locator(f"input[value='{points}']").check()

    def open_sheet(self, page: Page) -> None:
        """Touch the edge of the sheet, so that it opens."""
        page.locator("#scores h2").first.click()

    def send(self) -> None:
        """Press the button."""
        self.page.get_by_role("button", name="Send my scores").click()

    def offline(self, *, off: bool) -> None:
        """Go into a tunnel, or leave it."""
        self.page.context.set_offline(off)

    def said(self, words: str) -> None:
        """Wait for what the page says about saving."""
        expect(self.page.locator("[data-keep]")).to_contain_text(words)

    def sent(self) -> int:
        """How many reviews the server has, sent."""
        with self.site.app.app_context():
            found = select(func.count(Review.id)).where(Review.sent_at.is_not(None))
            return db.session.scalar(found) or 0

    def points(self) -> list[int | None]:
        """Every score that the server has, in order."""
        with self.site.app.app_context():
            return list(db.session.scalars(select(Score.points).order_by(Score.review_id)))

    def on_device(self) -> int:
        """How many stories are kept on the device, once the scripts of the page have run."""
        self.page.wait_for_load_state("load")
        keys = "Object.keys(localStorage).filter((key) => key.startsWith('scores:')).length"
        return int(self.page.evaluate(keys))


def board(site: Site, page: Page, round_: RoundCard, panellist: PersonCard) -> Train:
    """Give somebody ten stories, and sign them in."""
    world = site.world
    world.appoint(round_, panellist)
    sender = world.person()
    numbers = []
    for _one in range(STORIES):
        nominee = world.person()
        world.nomination(round_, nominee=nominee, nominator=sender)
        numbers.append(world.candidacy(round_, nominee))
        world.assigned(numbers[-1], panellist)
    site.admit(page.context, panellist)
    return Train(site, page, round_, numbers)
