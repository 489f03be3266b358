"""A correction after the announcement keeps what the page said before in sight."""

from datetime import timedelta

import pytest
import time_machine

from recognition import clock
from recognition.winners import queries
from recognition.winners.queries.corrections import _corrections
from tests.conftest import QueryCounter, read_anew
from tests.page_client import PageClient
from tests.winners.conftest import Ceremony
from tests.winners.words import Desk, desk
from tests.world import World


@pytest.fixture
def words(client: PageClient, ceremony: Ceremony, world: World) -> Desk:
    """A first wording was replaced before the news, so the world never read it."""
    found = desk(client, ceremony)
    for text in ("Never read.", "Read first."):
        settle(found, text)
    world.consented(ceremony.tendai_candidacy)
    world.announced(ceremony.round)
    return found


def settle(words: Desk, text: str) -> None:
    words.write(text)
    words.send(looked="y")
    words.chair("approve", looked="y")
    words.paper(given="y", looked="y")


def public(words: Desk) -> str:
    return words.client.get(f"/winners/{words.ceremony.round.id}").text


def test_corrections_keep_a_visible_history_with_its_days(words: Desk) -> None:
    assert "Corrected on" not in public(words)
    later = clock.now() + timedelta(days=3)
    with time_machine.travel(later):
        settle(words, "Read now.")
        page = public(words)
    assert f"Corrected on {clock.spoken_date(later)}." in page
    assert "Read first." in page
    assert "Read now." in page
    assert "Never read." not in page
    with words.app.app_context():
        [before] = queries.corrections([words.number])[words.number]
        assert before.text == "Read first."
        assert before.public_until - before.public_from >= timedelta(days=2, hours=23)


def test_a_correction_that_protects_a_patient_is_not_undone_by_its_history(words: Desk) -> None:
    settle(words, "He rang 020 7946 0018.")
    settle(words, "He rang.")
    page = public(words)
    assert "020 7946 0018" not in page
    assert "to protect a patient" in page
    assert "Read first." in page


def test_the_history_of_many_costs_one_statement(words: Desk, count_queries: QueryCounter) -> None:
    with words.app.app_context(), count_queries() as statements:
        read_anew(_corrections)((words.number, words.ceremony.siobhan_candidacy, 99))
    assert len(statements) == 1
