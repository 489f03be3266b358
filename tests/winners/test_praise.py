"""The panel's words to share with a nominee and whoever nominated them."""

import pytest

from recognition.winners import queries
from tests.page_client import PageClient
from tests.winners.conftest import Ceremony
from tests.world import World


@pytest.fixture
def page(client: PageClient, ceremony: Ceremony) -> str:
    client.sign_in(ceremony.chair)
    return f"/winners/praise/{ceremony.tendai_candidacy}"


def kept(ceremony: Ceremony) -> str:
    with ceremony.world.app.app_context():
        numbers = [ceremony.tendai_candidacy, ceremony.siobhan_candidacy]
        return queries.praise_of(numbers).get(ceremony.tendai_candidacy, "")


def test_the_chair_writes_changes_and_takes_back_words_to_share(
    client: PageClient, ceremony: Ceremony, page: str
) -> None:
    for text in ("We were moved.", "We were all moved.", ""):
        client.send(page, {"text": text})
        assert kept(ceremony) == text
        assert not text or text in client.get(page.replace("praise", "decide")).text


def test_what_could_name_a_patient_needs_a_look_before_it_is_kept(
    client: PageClient, ceremony: Ceremony, page: str
) -> None:
    text = "Her number is 020 7946 0018."
    refused = client.send(page, {"text": text})
    assert refused.status_code == 422
    assert "Look at what we noticed" in refused.text
    assert f">{text}</textarea>" in refused.text
    assert kept(ceremony) == ""
    client.send(page, {"text": text, "looked": "y"})
    assert kept(ceremony) == text


def test_after_the_announcement_they_stay_as_they_are(
    client: PageClient, ceremony: Ceremony, world: World, page: str
) -> None:
    client.send(page, {"text": "We were moved."})
    token = client.token(page)
    world.announced(ceremony.round)
    refused = client.post(page, data={"csrf_token": token, "text": "Other words."})
    assert refused.status_code == 422
    assert kept(ceremony) == "We were moved."
    shown = client.get(page).text
    assert "We were moved." in shown
    assert "Keep these words" not in shown
