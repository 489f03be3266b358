"""Whatever a checker links or merges, a nominator reads their own words about the nominee."""

import pytest

from recognition.nominations import queries
from recognition.nominations.cards import Nominee
from tests.nominations.checkers import SUE, Desk, desk
from tests.page_client import PageClient
from tests.world import World


@pytest.fixture
def checking(client: PageClient, world: World) -> Desk:
    return desk(client, world)


def test_somebody_not_in_the_directory_is_linked_later_and_the_nominator_still_reads_their_words(
    checking: Desk,
) -> None:
    world = checking.world
    nia, susan = world.person("Nia Novak"), world.person("Susan Barker-Quill")
    sent = checking.sent(nominee=SUE, nominator=nia)
    checking.act(sent, "link", nominee=f"person:{susan.id}")
    assert "Sue Barker, Ward 7" in checking.page(sent)
    assert "Susan Barker-Quill" in checking.page(sent)
    theirs = PageClient(world.app).sign_in(nia)
    for path in (f"/nominations/{sent}", "/nominations"):
        page = theirs.get(path).text
        assert "Sue Barker" in page, path
        assert "Quill" not in page, path


def test_a_description_that_joins_another_by_itself_keeps_its_own_wording(checking: Desk) -> None:
    first = checking.sent(nominee=SUE)
    second = checking.sent(nominee=Nominee("described", "Sue  Barker", "ward seven"))
    with checking.world.app.app_context():
        numbers = {checking.sheet(sent).candidacy_id for sent in (first, second)}
    assert len(numbers) == 1
    assert checking.sheet(first).told == "Sue Barker, Ward 7"
    assert checking.sheet(second).told.endswith(", ward seven")


def test_a_nominee_chosen_from_the_directory_is_not_described(checking: Desk) -> None:
    sent = checking.sent(nominee=checking.world.person("Asha Patel"))
    assert checking.sheet(sent).told == ""
    assert isinstance(checking.sheet(sent), queries.CheckSheet)
