"""Everybody hears of an outcome in the language they read."""

from datetime import timedelta

from flask import Flask

from recognition.people import actions as people
from recognition.people.queries import PersonCard
from recognition.winners import queries
from recognition.winners.queries import OutcomeLetterCard
from recognition.words import in_language
from tests.world import World


def _letters(app: Flask, round_id: int) -> dict[str, OutcomeLetterCard]:
    with app.app_context():
        return {letter.address: letter for letter in queries.outgoing(round_id).letters}


def _reads(world: World, person: PersonCard, language: str) -> None:
    viewer = world.viewer(person)
    with world.app.app_context():
        people.choose_language(viewer, language)


def test_each_letter_about_an_outcome_is_in_the_language_of_whoever_gets_it(world: World) -> None:
    round_ = world.round(closes_in=timedelta(hours=1))
    asha, nia, ben = (world.person(name) for name in ("Asha", "Nia", "Ben"))
    with in_language("cy"):
        world.nomination(round_, nominee=asha, nominator=nia)
    world.nomination(round_, nominee=asha, nominator=ben)
    found = _letters(world.app, round_.id)
    assert {address: letter.language for address, letter in found.items()} == {
        asha.email: "cy",  # as the first words about her
        nia.email: "cy",
        ben.email: "en",
    }
    _reads(world, asha, "en")
    _reads(world, ben, "cy")
    found = _letters(world.app, round_.id)
    assert [found[one.email or ""].language for one in (asha, nia, ben)] == ["en", "cy", "cy"]
