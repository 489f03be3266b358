"""What was redacted is redacted in page, export, letter and certificate; and who is not named."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from recognition import clock
from recognition.thanks import actions as thanking
from recognition.thanks import queries as thanks
from recognition.thanks.reckoning import REST
from tests.nominations.checkers import Desk, desk
from tests.page_client import PageClient
from tests.world import World

SECRET = "Cholmondeley"
STORY = f"She sat with Mr {SECRET} all night."


@pytest.fixture
def checking(client: PageClient, world: World) -> Desk:
    return desk(client, world)


def thank(checking: Desk) -> None:
    with checking.world.app.app_context():
        assert thanking.thank_accepted(clock.now() + REST + timedelta(seconds=1)) == 1


def read(pdf: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(" ".join(pages).split())


def test_what_was_redacted_is_redacted_on_card_certificate_sheet_and_in_every_letter(
    checking: Desk, world: World
) -> None:
    asha = world.person("Asha Patel", email=None)
    sent = checking.sent(nominee=asha, answers=(STORY, "He slept."))
    checking.act(sent, "redact", words=SECRET)
    checking.act(sent, "accept")
    thank(checking)
    with world.app.app_context():
        [code] = thanks.codes_of(world.candidacy(checking.round, asha))
        number = thanking.make_batch(checking.round.scheme.id, None, actor=checking.viewer)
    batch = f"/manage/thanks/print/{number}"
    sheets = checking.client.send(f"{batch}/cards.pdf", form=batch)
    visitor = PageClient(world.app)
    shown = [
        visitor.get(f"/thanks/{code}").text,
        read(visitor.get(f"/thanks/{code}/certificate.pdf").data),
        read(sheets.data),
    ]
    for text in shown:
        assert "She sat with Mr" in text
        assert SECRET not in text
    letters = checking.letters("redacted") + checking.letters("receipt")
    assert letters
    assert all(SECRET not in letter.subject + letter.body for letter in letters)


def test_a_nominator_who_asked_not_to_be_named_is_on_no_card_certificate_or_sheet(
    checking: Desk, world: World
) -> None:
    asha, nia = world.person("Asha Patel", email=None), world.person("Nia Novak")
    sent = checking.sent(nominee=asha, nominator=nia, may_name=False)
    checking.act(sent, "accept")
    thank(checking)
    with world.app.app_context():
        [code] = thanks.codes_of(world.candidacy(checking.round, asha))
        number = thanking.make_batch(checking.round.scheme.id, None, actor=checking.viewer)
    batch = f"/manage/thanks/print/{number}"
    visitor = PageClient(world.app)
    for text in (
        visitor.get(f"/thanks/{code}").text,
        read(visitor.get(f"/thanks/{code}/certificate.pdf").data),
        read(checking.client.send(f"{batch}/cards.pdf", form=batch).data),
    ):
        assert "A colleague" in text
        assert "Novak" not in text


@pytest.mark.parametrize("odd", ["<script>alert(1)</script>", "{{7*7}}", "</textarea>", "a\u202eb"])
def test_what_looks_like_code_renders_as_text_on_card_and_certificate(
    checking: Desk, world: World, odd: str
) -> None:
    asha = world.person("Asha Patel", email=None)
    checking.client.typed.add(odd)
    sent = checking.sent(nominee=asha, answers=(f"She said {odd} and sat.", "He slept."))
    checking.act(sent, "accept")
    thank(checking)
    with world.app.app_context():
        [code] = thanks.codes_of(world.candidacy(checking.round, asha))
    visitor = PageClient(world.app)
    visitor.typed.add(odd)
    page = visitor.get(f"/thanks/{code}").text
    assert "<script>alert" not in page
    assert "She said" in page
    said = read(visitor.get(f"/thanks/{code}/certificate.pdf").data)
    assert odd.replace("\u202e", "") in said
