"""Finding people, and the staff list."""

import re

import pytest
from flask import Flask

from recognition.people import queries
from tests.page_client import PageClient
from tests.world import World


@pytest.mark.parametrize("typed", ["zo", "Zoë", "SMITH", "jon", "smi zoe", "zoe  smith-j"])
def test_the_start_of_any_part_of_a_name_finds_somebody(
    app: Flask, world: World, typed: str
) -> None:
    person = world.person("Zoë Smith-Jones")
    world.person("Joe Nobody")
    with app.app_context():
        found = queries.suggestions(typed, organisations=[person.organisation_id], near=None)
    assert "Zoë Smith-Jones" in [card.name for card in found]


@pytest.mark.parametrize("typed", ["", " ", "%", "_", "oe", "\\", "ones"])
def test_signs_that_databases_know_find_nobody(app: Flask, world: World, typed: str) -> None:
    person = world.person("Zoë Smith-Jones")
    with app.app_context():
        assert queries.suggestions(typed, organisations=[person.organisation_id], near=None) == []
        assert queries.team_suggestions(typed, [person.organisation_id]) == []


def test_the_same_team_comes_first_then_the_same_site(
    app: Flask, client: PageClient, world: World
) -> None:
    viewer = world.person("Vera Looking", team="Ward 7", site="North")
    world.person("Sam Adams", team="Kitchen", site="South")
    world.person("Sam Brown", team="Ward 2", site="North")
    world.person("Sam Clark", team="Ward 7", site="North")
    world.person("Sam Other", organisation="Another Hospice")
    client.sign_in(viewer)
    found = client.get("/people/suggest?q=sam").get_json()
    assert [row["name"] for row in found] == ["Sam Clark", "Sam Brown", "Sam Adams"]
    assert found[0]["detail"] == "Nurse · Ward 7 · North"
    assert client.get("/people/suggest?q=s").get_json() == []


def test_suggestions_are_for_people_who_signed_in(client: PageClient) -> None:
    assert client.get("/people/suggest?q=sam").status_code == 302


def test_teams_are_found_by_name(app: Flask, world: World) -> None:
    person = world.person(team="Ward 7", site="North")
    world.person(team="Ward 7", site="North")
    with app.app_context():
        teams = queries.team_suggestions("war", [person.organisation_id])
        assert [(team.name, team.size) for team in teams] == [("Ward 7", 2)]


def test_the_staff_list_searches_and_counts(client: PageClient, world: World) -> None:
    client.sign_in(world.administrator())
    world.person("Asha Patel", email="asha.patel@example.org")
    for _number in range(50):
        world.person()
    assert re.search(r"52(</\w+>)? people", client.get("/manage/people").text)
    assert "Asha Patel" in client.get("/manage/people?q=asha.p").text
    assert client.get("/manage/people?q=pat").text.count("Asha Patel") == 1
    assert "Nobody found" in client.get("/manage/people?q=zzz").text
    assert client.get("/manage/people?page=2").status_code == 200
    assert client.get("/manage/people?page=99").location == "/manage/people?page=2"


def test_the_staff_list_asks_the_same_number_of_questions_for_one_and_three(
    client: PageClient, world: World, count_queries
) -> None:
    client.sign_in(world.administrator())
    client.get("/manage/people")
    with count_queries() as one:
        client.get("/manage/people")
    world.administrator()
    world.person()
    with count_queries() as three:
        client.get("/manage/people")
    assert len(one) == len(three)


def test_what_stands_in_the_directory_is_shown_as_text(client: PageClient, world: World) -> None:
    name = "<script>alert(1)</script> {{7*7}}"
    client.typed |= {"{{7*7}}"}
    admin = world.administrator()
    person = world.person(name)
    client.sign_in(admin)
    for path in ("/manage/people", f"/manage/people/{person.id}"):
        text = client.get(path).text
        assert "<script>alert" not in text
        assert "{{7*7}}" in text
