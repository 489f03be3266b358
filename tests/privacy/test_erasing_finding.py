"""Finding whom somebody means who asks for an erasure."""

import pytest

from recognition.nominations.queries import Nominee
from recognition.people.queries import Viewer
from recognition.privacy.queries.erasing_finding import found
from recognition.schemes.queries import RoundCard
from tests.conftest import QueryCounter
from tests.world import TRUST, World


@pytest.fixture
def viewer(world: World) -> Viewer:
    return world.viewer(world.administrator())


def described(world: World, round_: RoundCard, name: str, *, by: str = TRUST) -> str:
    nominee = Nominee("described", name, "Hazel Ward")
    return world.nomination(round_, nominee=nominee, nominator=world.person(organisation=by))


def names(world: World, viewer: Viewer, typed: str, limit: int = 20) -> list[str]:
    with world.app.app_context():
        return [one.name for one in found(viewer, typed, limit=limit)]


@pytest.mark.parametrize("typed", ["Siân Jones", "siân", "SIÂN JONES", "jones"])
def test_a_name_with_accents_outside_the_directory_is_found(
    world: World, viewer: Viewer, typed: str
) -> None:
    described(world, world.round(), "Siân Jones")
    assert names(world, viewer, typed) == ["Siân Jones"]


def test_nominations_of_others_take_no_place_in_the_list(world: World, viewer: Viewer) -> None:
    described(world, world.round(), "Siân Jones")
    other = "Another Trust"
    elsewhere = world.round(world.scheme(name="Not ours", organisation=other))
    for number in range(2):
        described(world, elsewhere, f"Siân Jones {number}", by=other)
    assert names(world, viewer, "Siân", limit=2) == ["Siân Jones"]


def test_finding_asks_the_database_as_often_for_three_as_for_one(
    world: World, viewer: Viewer, count_queries: QueryCounter
) -> None:
    round_, counts = world.round(), []
    for number in (1, 2):
        for one in range(number):
            described(world, round_, f"Siân Jones {number} {one}")
        with world.app.app_context(), count_queries() as statements:
            found(viewer, "Siân")
        counts.append(len(statements))
    assert counts[0] == counts[1]
