"""Which good practice fits a winner."""

import pytest
from flask import Flask

from recognition.audit import queries as audit
from recognition.errors import Refused
from recognition.resources import actions, queries
from recognition.resources.queries.fitting import _library
from recognition.resources.ranking import Described, beginnings, fitting
from recognition.resources.rules import Entry
from tests.conftest import QueryCounter, read_anew
from tests.page_client import PageClient
from tests.world import World

SHELF = (
    Described(1, "Schwartz Rounds", "compassion: staff of every role talk and listen", ("lead",)),
    Described(2, "Hello my name is", "compassion: introduce yourself to every patient", ()),
    Described(3, "Christmas awards", "compassion: thank people in winter", ("celebrate",)),
)


def fit(category: str, words: str = "", *, stage: str = "", limit: int = 2) -> list[int]:
    return fitting(SHELF, category=category, words=words, stage=stage, limit=limit)


def test_what_shares_telling_words_comes_first() -> None:
    assert fit("Listening to colleagues")[0] == 1
    assert fit("Patients first")[0] == 2
    assert fit("Compassion", "She introduced herself to a patient.")[0] == 2


def test_a_word_that_stands_everywhere_decides_nothing() -> None:
    assert fit("Compassion", stage="celebrate")[0] == 3
    assert fit("Compassion", limit=3) == [1, 2, 3]


def test_the_category_counts_more_than_the_citation() -> None:
    assert fit("Listening", "She saw every patient.")[0] == 1


@pytest.mark.parametrize(("limit", "number"), [(0, 0), (1, 1), (2, 2), (9, 3)])
def test_no_more_come_than_were_asked_for(limit: int, number: int) -> None:
    assert len(fit("Anything", limit=limit)) == number


def test_nothing_fits_in_an_empty_library() -> None:
    assert fitting((), category="Compassion", limit=2) == []


def test_words_are_compared_by_their_beginnings_and_small_ones_not_at_all() -> None:
    assert beginnings("Listening, listened; the and of") == {"listen"}
    assert beginnings("Café José 2026") == {"cafe", "jose"}


def test_a_winner_gets_one_or_two_resources_that_fit_in_one_statement(
    app: Flask, world: World, count_queries: QueryCounter
) -> None:
    world.library()
    with app.app_context():
        with count_queries() as statements:
            read_anew(_library)()
        assert len(statements) == 1
        found = queries.for_winner("Christmas kindness", "A card for everybody.")
        assert found[0].slug == "christmas-compassion-awards"
        assert len(found) == 2
        assert len(queries.for_winner("Christmas", limit=1)) == 1


def story(app: Flask, reference: str = "winner:7") -> str:
    with app.app_context():
        return actions.write_from_story(
            title="A card a day",
            summary="Asha wrote a card a day. " * 20,
            body="First.\n\nThen.",
            source_reference=reference,
            credit="Asha Patel",
            actor=None,
        )


def test_a_story_becomes_an_entry_with_its_credit(app: Flask, client: PageClient) -> None:
    slug = story(app)
    page = client.get(f"/resources/{slug}").text
    assert "With thanks to Asha Patel." in page
    assert ">Then.</p>" in page
    with app.app_context():
        card = queries.resource(slug)
        assert card.kind == "story"
        assert len(card.two_lines) <= 200
        assert card.two_lines.endswith("…")
        (entry,), _total = audit.entries(action="resource.added")
        assert entry.details == {"title": "A card a day"}
    with pytest.raises(Refused, match="already"):
        story(app)


def test_a_story_that_is_taken_back_leaves_the_library_and_stays_away(
    app: Flask, client: PageClient, world: World
) -> None:
    slug = story(app)
    with app.app_context():
        new = actions.add(Entry("New", "guide", "S.", "L."), actor=None)
        assert actions.retire_from_story("winner:7", actor=None)
        assert not actions.retire_from_story("winner:7", actor=None)
        assert not actions.retire_from_story("winner:8", actor=None)
        assert [card.slug for card in queries.search().items] == [new]
        (entry,), _total = audit.entries(action="resource.withdrawn")
        assert entry.details == {"title": "A card a day"}
    assert client.get(f"/resources/{slug}").status_code == 404
    client.sign_in(world.administrator())
    page = client.get(f"/manage/resources/{slug}").text
    assert "took it back" in page
    assert "Show it again" not in page
    answer = client.send(f"/manage/resources/{slug}/show", form=f"/manage/resources/{slug}")
    assert answer.status_code == 409
    assert client.get(f"/resources/{slug}").status_code == 404


def test_what_was_made_of_one_winner_does_not_stand_beside_another(app: Flask) -> None:
    story(app)
    with app.app_context():
        assert queries.for_winner("A card a day") == []
