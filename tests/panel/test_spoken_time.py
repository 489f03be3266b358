"""How long reading takes is said as people say it: “1 minute”, “8 hours”."""

from sqlalchemy import select

from recognition.database import db, transaction
from recognition.mail.models import Letter
from recognition.panel.actions.letters import given
from tests.page_client import PageClient
from tests.panel.conftest import Judging

QUICKLY_SENT = 4
"""A reader's own pace counts from the third gap between two sendings."""


def test_one_minute_is_one_on_every_page_of_a_reader(client: PageClient, judging: Judging) -> None:
    numbers = [judging.nominate() for _one in range(QUICKLY_SENT + 1)]
    for number in numbers:
        judging.assigned(number, judging.asha)
    for number in numbers[:-1]:
        judging.world.reviewed(number, judging.asha)
    client.sign_in(judging.asha)
    for page in ("/panel", f"/panel/{judging.round.id}", f"/panel/read/{numbers[-1]}"):
        assert "1 left, about 1 minute." in client.get(page).text, page


def test_a_letter_about_much_to_read_counts_in_hours(judging: Judging) -> None:
    with judging.app.app_context():
        with transaction():
            given(judging.asha, judging.round, 240)
            given(judging.ben, judging.round, 31)
        mine = select(Letter.body).where(Letter.kind == "panel.assigned").order_by(Letter.id)
        bodies = db.session.scalars(mine)
        first, second = (" ".join(body.split()) for body in bodies)
    assert "240 nominees for you to read in" in first
    assert "about 8 hours." in first
    assert "about 1 hour 2 minutes." in second
