"""Words that were taken out of a story are told nowhere, not even in words written from it."""

import pytest

from recognition import clock
from recognition.nominations import actions as nominating
from recognition.nominations import queries as nominations
from recognition.people.rules import ADMINISTRATOR
from recognition.winners import actions, queries
from recognition.winners.queries import lending
from recognition.winners.taken_out import Former, holds_taken_out
from tests.page_client import PageClient
from tests.winners.conftest import Ceremony
from tests.winners.words import Desk, desk
from tests.world import World

TOLD = "She stayed with him."


@pytest.fixture
def words(client: PageClient, ceremony: Ceremony, world: World) -> Desk:
    """Tendai, of whom it was written that she stayed with him, agreed to everything."""
    found = desk(client, ceremony)
    world.consented(ceremony.tendai_candidacy)
    world.announced(ceremony.round)
    return found


def settle(words: Desk, text: str) -> None:
    words.approved(text)
    words.paper(given="y")
    assert words.state() == "agreed"


def redact(words: Desk, *phrases: str) -> None:
    """Take words out of the first story as a checker does."""
    viewer = words.ceremony.world.viewer(words.ceremony.world.granted(ADMINISTRATOR))
    with words.app.app_context():
        reference = nominations.stories([words.number])[words.number][0].reference
        seen = nominations.sheet(viewer, reference).edition
        nominating.redact(reference, seen=seen, phrases=phrases, actor=viewer)


def public(words: Desk) -> str:
    return words.client.get(f"/winners/{words.ceremony.round.id}").text


def test_a_citation_that_repeats_redacted_words_is_public_no_more(words: Desk) -> None:
    settle(words, "An older wording.")
    settle(words, TOLD)
    officer = words.ceremony.world.viewer(words.ceremony.officer)
    with words.app.app_context():
        actions.lend_to_library(
            words.ceremony.round.id, words.number,
            title="Dawn", summary="Staying.", body=TOLD, review_on=clock.today(), actor=officer,
        )  # fmt: skip
        assert lending.lent()
    assert TOLD in public(words)
    redact(words, "stayed with him")
    page = public(words)
    assert "stayed with him" not in page
    assert "An older wording." not in page
    assert words.state() == "sent_back"
    with words.app.app_context():
        assert lending.lent() == {}
        assert queries.corrections([words.number])[words.number] == ()
    [letter] = words.letters("winners.words_taken_out")
    assert letter.to_address == words.ceremony.officer.email
    assert words.page in letter.body
    assert "stayed" not in letter.body
    page = words.as_(words.ceremony.officer).get(words.page).text
    assert "Words of the story were taken out. Write this again without them." in page
    assert (
        "Words of the story were taken out. Write this again"
        in words.client.get("/winners/waiting").text
    )


def test_the_same_words_cannot_go_out_again_and_others_can(words: Desk) -> None:
    settle(words, TOLD)
    redact(words, "stayed with him")
    words.write(TOLD)
    answer = words.send()
    assert answer.status_code == 422
    assert "repeats words that were taken out of the story" in answer.text
    settle(words, "She was there.")
    assert "She was there." in public(words)
    assert TOLD not in public(words)


def test_words_that_the_story_still_holds_stay_public(words: Desk) -> None:
    settle(words, "He was not alone.")
    redact(words, "stayed with him")
    assert "He was not alone." in public(words)
    assert not words.letters("winners.words_taken_out")


STORY = "All night Mr Cholmondeley held her hand and she sang to him. Then she rang home."
LEFT = "All night […] held her hand and she sang to him. Then she rang home."


@pytest.mark.parametrize(
    ("text", "now", "held"),
    [
        ("She sang to Cholmondeley.", LEFT, True),
        ("She sang to him all night.", LEFT, False),
        ("Then she rang HOME!", "All night she sang to him. Then […].", True),
        ("She held on, and she sang to him.", LEFT, False),
        ("Kind: held her hand and she sang to him, she did.", "Then she rang home.", True),
        ("Kind: held her hand and she sang to him, she did.", LEFT, False),
    ],
)
def test_a_sentence_a_run_of_words_or_a_name_counts(text: str, now: str, held: bool) -> None:
    assert holds_taken_out(text, Former([STORY, now], [STORY, now], [now])) is held


def test_the_nominee_may_be_named_and_a_withdrawn_story_takes_no_single_names_along() -> None:
    told = "We thank Tendai Moyo at Christmas."
    assert not holds_taken_out("Tendai sang.", Former([told], [told], ["[…]"], "Tendai Moyo"))
    assert not holds_taken_out("It was Christmas.", Former([told], [], ["Other words."]))
    assert holds_taken_out("It was Christmas.", Former([told], [told], ["Other words."]))
