"""Whom a panellist may know: suggested from workplace facts, and answered by them."""

import pytest

from recognition.panel import queries
from recognition.panel.naming import names, ways_to_name, words_of
from recognition.people.queries import PersonCard
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.panel.conftest import Judging


def mine(judging: Judging, person: PersonCard) -> dict[int, tuple[str, ...]]:
    viewer = judging.world.viewer(person)
    with judging.app.app_context():
        found = queries.suggested_interests(viewer, judging.round.id)
        assert queries.may_know(viewer, judging.round.id) == len(found)
        return {one.candidacy.id: one.reasons for one in found}


def for_chair(judging: Judging) -> dict[tuple[str, int], tuple[str, ...]]:
    viewer = judging.world.viewer(judging.chair)
    with judging.app.app_context():
        found = queries.suggestions_for_all(viewer, judging.round.id)
        return {(one.person.name, one.candidacy.id): one.reasons for one in found}


def test_one_team_one_manager_and_a_name_in_the_story_are_suggested(judging: Judging) -> None:
    world = judging.world
    boss = world.person("Bo Boss", team="Ward 1")
    reader = world.person("Elizabeth Reader", team="Ward 3", manager=boss)
    world.appoint(judging.round, reader)
    mate = judging.nominate(world.person("Mo Mate", team="Ward 3"))
    managing, stranger = judging.nominate(boss), judging.nominate()
    named = world.person("Nat Named")
    world.nomination(
        judging.round,
        nominee=named,
        answers=("She and Liz Reader stayed until morning.", "He was not alone."),
    )
    story = judging.candidacy(named)
    unassigned = judging.nominate(world.person("Una Unread", team="Ward 3"))
    judging.assigned(mate, reader)
    judging.assigned(managing, reader)
    judging.assigned(stranger, reader)
    judging.assigned(story, reader)
    assert mine(judging, reader) == {
        mate: ("same_team",),
        managing: ("reports_to",),
        story: ("named",),
    }
    for_all = for_chair(judging)
    assert for_all["Elizabeth Reader", unassigned] == ("same_team",)
    assert len(for_all) == 4


def test_nobody_learns_from_a_suggestion_that_they_are_nominated(
    client: PageClient, judging: Judging
) -> None:
    judging.nominate(judging.asha)
    other = judging.nominate()
    judging.assigned(other, judging.asha)
    assert mine(judging, judging.asha) == {}
    assert for_chair(judging) == {("Asha Patel", other): ("co_nominated",)}
    client.sign_in(judging.chair)
    text = client.get(f"/panel/{judging.round.id}/interests/all").text
    assert "nominated in this category too" in text


def test_a_suggestion_waits_for_an_answer_and_bars_nobody_until_then(
    client: PageClient, judging: Judging
) -> None:
    world = judging.world
    reader = world.person("Rae Reader", team="Ward 3")
    world.appoint(judging.round, reader)
    one, two = (judging.nominate(world.person(team="Ward 3")) for _ in range(2))
    for number in (one, two):
        judging.assigned(number, reader)
    client.sign_in(reader)
    queue = f"/panel/{judging.round.id}"
    assert "You may know 2 of these nominees" in client.get(queue).text
    assert client.get(f"/panel/read/{one}").status_code == 200
    page = client.get(f"{queue}/interests").text
    assert "You work in the same team." in page
    assert client.send(f"/panel/read/{one}/fair", {"reason": ""}).status_code == 422
    assert client.send(f"/panel/read/{one}/fair", {"reason": "Other shift"}).status_code == 302
    assert "You may know 1 of these nominees" in client.get(queue).text
    assert client.send(f"/panel/read/{two}/interest", {"whatever": "y"}).status_code == 302
    assert "You may know" not in client.get(queue).text
    assert client.get(f"/panel/read/{one}").status_code == 200
    assert client.get(f"/panel/read/{two}").status_code == 404
    client.sign_in(judging.chair)
    listed = client.get(f"{queue}/interests/all").text
    assert "Other shift" in listed
    assert "Whatever they are nominated for." in listed


def test_the_pages_are_the_same_work_for_one_and_three(
    client: PageClient, judging: Judging, count_queries: QueryCounter
) -> None:
    world = judging.world
    reader = world.person("Rae Reader", team="Ward 3")
    world.appoint(judging.round, reader)
    for person, path in ((reader, "interests"), (judging.chair, "interests/all")):
        judging.assigned(judging.nominate(world.person(team="Ward 3")), reader)
        client.sign_in(person)
        here = f"/panel/{judging.round.id}/{path}"
        client.get(here)
        with count_queries() as one:
            client.get(here)
        for _more in range(2):
            judging.assigned(judging.nominate(world.person(team="Ward 3")), reader)
        with count_queries() as three:
            client.get(here)
        assert len(one) == len(three), "\n".join(three)


@pytest.mark.parametrize(
    ("story", "name", "found"),
    [
        ("Asha Patel came.", "Asha Patel", True),
        ("with Dr Asha PATEL-Shah, who", "Asha Patel-Shah", True),
        ("Liz O’Brien held his hand", "Elizabeth O'Brien", True),
        ("Asha came, and so did Ben Patel", "Asha Patel", False),
        ("Natasha Patel came", "Asha Patel", False),
        ("Asha Patels came", "Asha Patel", False),
        ("Asha came", "Asha", False),
        ("", "Asha Patel", False),
    ],
)
def test_a_story_names_somebody_by_whole_words(story: str, name: str, found: bool) -> None:
    assert names(words_of(story), ways_to_name(name)) is found
