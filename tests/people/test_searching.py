"""Finding colleagues and teams although what was typed is not quite what they are called."""

from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import update

from recognition import clock
from recognition.database import db, transaction
from recognition.people import queries
from recognition.people.models import Person
from recognition.people.queries import PersonCard
from tests.conftest import QueryCounter
from tests.world import World


def found(
    world: World, typed: str, *, near: PersonCard | None = None, limit: int = 8
) -> Sequence[str]:
    viewer = world.viewer(near) if near else None
    here = [world.organisation()]
    with world.app.app_context():
        cards = queries.suggestions(typed, organisations=here, near=viewer, limit=limit)
    return [card.name for card in cards]


def teams(world: World, typed: str, limit: int = 8) -> Sequence[str]:
    with world.app.app_context():
        here = [world.organisation()]
        return [card.name for card in queries.team_suggestions(typed, here, limit)]


def test_a_mistyped_name_finds_the_colleague(world: World) -> None:
    for name in ("Asha Patel", "John Smith", "Paweł O’Brien", "Elizabeth McDonald"):
        world.person(name)
    assert found(world, "Asha Patle") == ["Asha Patel"]
    assert found(world, "Jonh Smth") == ["John Smith"]
    assert found(world, "pawel obrien") == ["Paweł O’Brien"]
    assert found(world, "Mc Donald") == ["Elizabeth McDonald"]
    assert found(world, "elizabteh") == ["Elizabeth McDonald"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Liz Hall", "Elizabeth Hall"),
        ("Elizabeth Hall", "Beth Hall"),
        ("bob", "Robert Hall"),
        ("Robert", "Bob Hall"),
        ("sue", "Susan Hall"),
        ("Kate Hall", "Catherine Hall"),
        ("kate", "Katherine Hall"),
        ("Mo Hall", "Muhammad Hall"),
        ("mohammed hall", "Mo Hall"),
        ("Gosia", "Małgorzata Hall"),
        ("malgorzata", "Gosia Hall"),
        ("sian", "Siân Hall"),
        ("Seun", "Oluwaseun Hall"),
    ],
)
def test_a_short_form_finds_the_whole_name_and_the_other_way_round(
    world: World, typed: str, name: str
) -> None:
    world.person(name)
    world.person("Zebedee Hall")
    assert found(world, typed) == [name]


def test_what_is_far_from_every_name_finds_nobody(world: World) -> None:
    world.person("Asha Patel")
    for typed in ("Zz Top", "asha brown", "%%%%", "____", "atel", "'; drop"):
        assert found(world, typed) == []


def test_exact_names_come_before_short_forms_and_those_before_slips(world: World) -> None:
    for name in ("Kat Hale", "Catherine Hall", "Katerina Hall", "Kate Hall"):
        world.person(name)
    assert found(world, "kate hall") == ["Kate Hall", "Katerina Hall", "Catherine Hall", "Kat Hale"]


def test_a_near_colleague_with_a_slip_comes_before_an_exact_name_far_away(world: World) -> None:
    me = world.person("Vera Looking", team="Ward 7", site="North")
    world.person("John Smith", team="Kitchen", site="South")
    world.person("John Smythe", team="Ward 2", site="North")
    world.person("Johnathan Smith", team="Ward 2", site="North")
    world.person("Jhon Smith", team="Ward 7", site="North")
    names = ["Jhon Smith", "Johnathan Smith", "John Smythe", "John Smith"]
    assert found(world, "john smith", near=me) == names


def test_leavers_and_other_organisations_are_not_found_by_a_slip(app: Flask, world: World) -> None:
    leaver = world.person("Asha Patel")
    world.person("Asha Patel", organisation="Another Hospice")
    assert found(world, "Asha Patle") == ["Asha Patel"]
    with app.app_context(), transaction():
        db.session.execute(update(Person).where(Person.id == leaver.id).values(left_at=clock.now()))
    assert found(world, "Asha Patle") == []
    assert found(world, "Liz") == []


def test_no_more_are_shown_than_asked_for(world: World) -> None:
    for number in range(6):
        world.person(f"Asha Patel{number}")
    assert len(found(world, "asha", limit=4)) == 4
    assert len(found(world, "ahsa patle", limit=4)) == 4


def test_the_number_of_questions_does_not_grow_with_the_staff(
    app: Flask, world: World, count_queries: QueryCounter
) -> None:
    here = [world.person("Asha Patel", team="Ward 7").organisation_id]

    def asked() -> list[int]:
        counts = []
        for typed in ("asha patel", "ahsa patle"):
            with app.app_context(), count_queries() as people:
                queries.suggestions(typed, organisations=here, near=None, limit=3)
            with app.app_context(), count_queries() as places:
                queries.team_suggestions(typed, here, limit=3)
            counts += [len(people), len(places)]
        return counts

    few = asked()
    for number in range(12):
        world.person(f"Asha Patla{number}", team=f"Asha Patla Team {number}")
    assert max(few) <= 3
    assert max(asked()) <= 3
    with app.app_context(), count_queries() as enough:
        queries.suggestions("asha", organisations=here, near=None, limit=3)
    assert len(enough) == 1


def test_short_forms_are_found_without_looking_for_slips(
    app: Flask, world: World, count_queries: QueryCounter
) -> None:
    here = [world.person("Elizabeth Hall").organisation_id]
    with app.app_context(), count_queries() as asked:
        [card] = queries.suggestions("liz ha", organisations=here, near=None, limit=1)
    assert card.name == "Elizabeth Hall"
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("typed", "team"),
    [
        ("ward seven", "Ward 7"),
        ("W7", "Ward 7"),
        ("wrad 7", "Ward 7"),
        ("A&E", "Emergency Department"),
        ("ED", "Emergency Department"),
        ("casualty", "Emergency Department"),
        ("Emergancy", "Emergency Department"),
        ("physio", "Physiotherapy"),
        ("fysiotherapy", "Physiotherapy"),
    ],
)
def test_a_team_is_found_by_what_people_call_it_and_by_a_slip(
    world: World, typed: str, team: str
) -> None:
    for name in ("Ward 7", "Ward 8", "Emergency Department", "Physiotherapy", "Catering"):
        world.person(team=name)
    assert teams(world, typed)[0] == team


def test_a_team_whose_name_begins_as_typed_comes_first(world: World) -> None:
    for name in ("Emergency Department", "Education", "Ede Ward"):
        world.person(team=name)
    assert teams(world, "ed") == ["Ede Ward", "Education", "Emergency Department"]
    assert teams(world, "ed", limit=2) == ["Ede Ward", "Education"]
    assert teams(world, "nowhere") == []
    for site in ("North", "South"):
        world.person(team="Ward 7", site=site)
    assert teams(world, "w7", limit=1) == ["Ward 7"]
