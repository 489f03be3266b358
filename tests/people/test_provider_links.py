"""Administrators see and undo how somebody is linked with the organisation's own sign-in."""

import pytest
import sqlalchemy as sa
from flask import Flask

from recognition.audit.queries import entries
from recognition.database import db
from recognition.people.models import ProviderIdentity
from recognition.people.queries import PersonCard
from tests.page_client import PageClient
from tests.people.certified import Certified, Walk
from tests.world import World


@pytest.fixture
def asha(world: World) -> PersonCard:
    return world.person("Asha Patel")


@pytest.fixture
def known(app: Flask, certified: Certified, asha: PersonCard) -> Certified:
    certified.known_as(app, roles_claim="groups", roles=(("communications", "comms"),))
    certified.has("old-subject", asha, groups=["comms"])
    certified.has("new-subject", asha)
    return certified


def page_of(person: PersonCard) -> str:
    return f"/manage/people/{person.id}/provider"


def test_an_administrator_forgets_a_link_so_that_a_new_account_there_finds_its_way(
    app: Flask, known: Certified, client: PageClient, world: World, asha: PersonCard
) -> None:
    before = Walk(PageClient(app))
    assert before.through("old-subject").status_code == 302
    assert Walk(PageClient(app)).through("new-subject").status_code == 404
    client.sign_in(world.administrator())
    assert page_of(asha) in client.get(f"/manage/people/{asha.id}").text
    page = client.get(page_of(asha)).text
    assert "Linked since" in page
    assert "Roles that their groups there give them" in page
    assert client.send(page_of(asha)).location == page_of(asha)
    page = client.get(page_of(asha)).text
    assert "The link was forgotten." in page
    assert "Not linked." in page
    assert not before.is_in
    with app.app_context():
        assert db.session.scalars(sa.select(ProviderIdentity)).all() == []
        assert entries(action="people.provider_forgotten")[1] == 1
    assert Walk(PageClient(app)).through("new-subject").status_code == 302
    assert Walk(PageClient(app)).through("old-subject").status_code == 404


def test_forgetting_what_is_not_there_changes_nothing(
    app: Flask, known: Certified, client: PageClient, world: World, asha: PersonCard
) -> None:
    client.sign_in(world.administrator())
    token = client.token("/account")
    assert client.post(page_of(asha), data={"csrf_token": token}).status_code == 302
    with app.app_context():
        assert entries(action="people.provider_forgotten")[1] == 0


def test_links_are_seen_and_undone_by_their_own_administrators_only(
    app: Flask, known: Certified, world: World, asha: PersonCard
) -> None:
    Walk(PageClient(app)).through("old-subject")
    for other in (asha, world.administrator(organisation="Another Trust")):
        client = PageClient(app).sign_in(other)
        assert client.get(page_of(asha)).status_code == 404
        data = {"csrf_token": client.token("/account")}
        assert client.post(page_of(asha), data=data).status_code == 404
    with app.app_context():
        assert len(db.session.scalars(sa.select(ProviderIdentity)).all()) == 1
    assert PageClient(app).get(page_of(asha)).status_code == 302


def test_without_a_provider_the_person_page_does_not_speak_of_it(
    client: PageClient, world: World, asha: PersonCard
) -> None:
    client.sign_in(world.administrator())
    assert page_of(asha) not in client.get(f"/manage/people/{asha.id}").text
    assert client.get(page_of(asha)).status_code == 200
