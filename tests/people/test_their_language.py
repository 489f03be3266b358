"""Letters about somebody's own record are in the language that they read, whoever acts."""

import pytest
from flask import Flask

from recognition.people import actions, queries
from recognition.people.queries import PersonCard
from tests.page_client import PageClient
from tests.people.letters import delivered
from tests.second_steps import enter_twice
from tests.world import World


def chooses(world: World, person: PersonCard, language: str) -> None:
    viewer = world.viewer(person)
    with world.app.app_context():
        actions.choose_language(viewer, language)


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("cy", "Mae eich dau gofnod yn un nawr", "Annwyl Asha Patel,"),
        ("en", "Your two records are one now", "Dear Asha Patel,"),
    ],
)
def test_whose_records_become_one_is_told_in_their_language(
    app: Flask, world: World, language: str, subject: str, words: str
) -> None:
    boss, asha = world.administrator(), world.person("Asha Patel")
    other = world.person("Asha Patel", email="asha.bank@example.org")
    chooses(world, asha, language)
    actor = world.viewer(boss)
    with app.app_context():
        actions.make_one(asha.id, other.id, reason="Two posts.", actor=actor)
    letters = delivered(app)
    assert {letter["To"] for letter in letters} == {asha.email, "asha.bank@example.org"}
    for letter in letters:
        assert letter["Subject"] == subject
        assert words in letter.get_content()


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("cy", "Cafodd eich cyfeiriad mewngofnodi ei newid"),
        ("en", "Your address for signing in was changed"),
    ],
)
def test_whose_address_is_changed_is_told_in_their_language(
    app: Flask, client: PageClient, world: World, language: str, subject: str
) -> None:
    asha = world.person("Asha Patel", email="asha.old@example.org")
    chooses(world, asha, language)
    client.sign_in(world.administrator())
    with app.app_context():
        facts = queries.person_facts(asha.id)
    page = f"/manage/people/{asha.id}/edit"
    typed = {"name": facts.name, "email": "asha.new@example.org"}
    assert client.send(page, typed).status_code == 302
    (letter,) = delivered(app)
    assert (letter["To"], letter["Subject"]) == ("asha.old@example.org", subject)


@pytest.mark.parametrize(
    ("language", "subject"),
    [("cy", "Cafodd eich ail gam ei glirio"), ("en", "Your second step was cleared")],
)
def test_whose_second_step_is_cleared_is_told_in_their_language(
    app: Flask, client: PageClient, world: World, language: str, subject: str
) -> None:
    boss, chair = world.administrator(), world.administrator()
    enter_twice(app, PageClient(app), chair)
    delivered(app)
    chooses(world, chair, language)
    client.sign_in(boss)
    client.send(f"/manage/people/{chair.id}/second-step")
    (letter,) = delivered(app)
    assert (letter["To"], letter["Subject"]) == (chair.email, subject)


def test_standing_in_is_in_english_and_the_offer_under_an_account_in_welsh(
    client: PageClient, world: World
) -> None:
    client.sign_in(world.person())
    client.get("/account?lang=cy")
    account = client.get("/account").text
    assert '<html lang="cy"' in account
    assert "Pwy sy’n cymryd lle pwy" in account
    page = client.get("/account/cover").text
    assert '<html lang="en"' in page
    assert "Dim ond yn Saesneg y mae’r tudalennau ar gyfer rhedeg cynllun." in page
