"""Nobody takes a colleague over, nor acts upon themselves with what they have for another."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from recognition import clock
from recognition.audit.queries import entries
from recognition.database import db, transaction
from recognition.errors import Refused
from recognition.people import actions, queries
from recognition.people.actions import acting as acts
from recognition.people.models import Account, Grant, ProviderIdentity
from recognition.people.queries import PersonCard, Viewer
from recognition.people.rules import ADMINISTRATOR, COMMUNICATIONS
from tests.page_client import PageClient
from tests.people.test_cover import act, named
from tests.people.test_editing import facts_of, typed_of
from tests.second_steps import enter_twice
from tests.world import World

Act = Callable[[], object]
WORDS = "also has a role in another organisation"


def linked(app: Flask, world: World, person: PersonCard) -> None:
    world.viewer(person)  # makes their account
    with app.app_context(), transaction() as session:
        account = session.scalars(sa.select(Account.id).where(Account.person_id == person.id))
        session.add(
            ProviderIdentity(
                issuer="i", subject="s", account_id=account.one(), linked_at=clock.now()
            )
        )


@pytest.fixture
def lent(app: Flask, world: World) -> PersonCard:
    """Somebody of the trust who administers a hospice."""
    person = world.person("Asha Patel", email="asha@example.org")
    with app.app_context():
        hospice = world.person(organisation="Another Hospice").organisation_id
        actions.grant(person_id=person.id, organisation_id=hospice, role=ADMINISTRATOR)
    return person


def test_an_administrator_changes_no_way_in_of_somebody_with_a_role_elsewhere(
    app: Flask, world: World, lent: PersonCard
) -> None:
    admin, twin = world.viewer(world.administrator()), world.person("Asha Patel")
    enter_twice(app, PageClient(app), lent)
    linked(app, world, lent)
    facts = facts_of(app, lent)
    with app.app_context():
        tries: list[Act] = [
            lambda: actions.edit_person(lent.id, replace(facts, email="x@y.org"), actor=admin),
            lambda: actions.make_one(twin.id, lent.id, reason="Same", actor=admin),
            lambda: actions.make_one(lent.id, twin.id, reason="Same", actor=admin),
            lambda: actions.clear_second_step(lent.id, actor=admin),
            lambda: actions.forget_provider(lent.id, actor=admin),
        ]
        for attempt in tries:
            with pytest.raises(Refused, match=WORDS):
                attempt()
        assert WORDS in actions.look_at_one_person(twin.id, lent.id, actor=admin).why_not
        assert queries.person_facts(lent.id) == facts
        assert queries.second_step(lent.id) is not None
        assert db.session.scalar(sa.select(sa.func.count(ProviderIdentity.id))) == 1
        # what is not a way in stays theirs to change
        actions.edit_person(lent.id, replace(facts, band="6"), actor=admin)
        both = replace(admin, administers=frozenset(organisations()))
        actions.edit_person(lent.id, replace(facts, email="x@y.org"), actor=both)
        assert queries.person_facts(lent.id).email == "x@y.org"


def organisations() -> list[int]:
    return [card.id for card in queries.organisations()]


def test_the_pages_say_why_the_way_in_of_somebody_with_a_role_elsewhere_stays(
    app: Flask, client: PageClient, world: World, lent: PersonCard
) -> None:
    enter_twice(app, PageClient(app), lent)
    linked(app, world, lent)
    client.sign_in(world.administrator())
    path = f"/manage/people/{lent.id}"
    sent = client.send(f"{path}/edit", typed_of(facts_of(app, lent), email="x@example.org"))
    assert sent.status_code == 422
    assert WORDS in sent.text
    for page in ("second-step", "provider"):
        led = client.send(f"{path}/{page}")
        assert WORDS in client.get(led.location).text


@pytest.fixture
def stand_in(world: World) -> PersonCard:
    return world.granted(COMMUNICATIONS, world.person("Sam Standin"))


@pytest.fixture
def actor(app: Flask, world: World, stand_in: PersonCard) -> Viewer:
    """Somebody who acts for an administrator."""
    cover = named(world, world.administrator(), stand_in, ADMINISTRATOR)
    viewer = world.viewer(stand_in)
    with app.app_context():
        acts.act_for(cover, actor=viewer)
        found = queries.viewer_of_session(
            viewer.session_digest, viewer.session_token, at=clock.now()
        )
    assert found is not None
    assert found.acting is not None
    return found


def test_whoever_acts_for_another_changes_nothing_about_themselves(
    app: Flask, world: World, stand_in: PersonCard, actor: Viewer
) -> None:
    twin, facts = world.person("Sam Standin"), facts_of(app, stand_in)
    linked(app, world, twin)
    with app.app_context():
        role = db.session.scalars(sa.select(Grant.id).where(Grant.person_id == stand_in.id)).one()
        tries: list[Act] = [
            lambda: actions.change_last_day(role, clock.today(), actor=actor),
            lambda: actions.confirm_role(role, actor=actor),
            lambda: actions.make_one(stand_in.id, twin.id, reason="Same", actor=actor),
            lambda: actions.make_one(twin.id, stand_in.id, reason="Same", actor=actor),
            lambda: actions.edit_person(stand_in.id, replace(facts, team="Other"), actor=actor),
            lambda: actions.forget_provider(stand_in.id, actor=actor),
        ]
        for attempt in tries:
            with pytest.raises(Refused, match="cannot change what is about yourself"):
                attempt()
        assert queries.person_facts(stand_in.id) == facts
        for action in ("role_dated", "role_confirmed", "made_one", "person_edited"):
            assert entries(action=f"people.{action}")[1] == 0
        actions.forget_provider(twin.id, actor=actor)
        assert db.session.scalar(sa.select(sa.func.count(ProviderIdentity.id))) == 0


def test_whoever_acts_for_another_does_not_part_their_own_records(
    app: Flask, world: World, stand_in: PersonCard, actor: Viewer
) -> None:
    twin, admin = world.person("Sam Standin"), world.viewer(world.administrator())
    with app.app_context():
        merge = actions.make_one(stand_in.id, twin.id, reason="Same", actor=admin)
        with pytest.raises(Refused, match="about yourself"):
            actions.part(merge, actor=actor)
        assert entries(action="people.parted")[1] == 0


def test_the_list_of_roles_says_why_they_cannot_confirm_their_own(
    app: Flask, client: PageClient, world: World, stand_in: PersonCard
) -> None:
    client.sign_in(stand_in)
    assert act(client, named(world, world.administrator(), stand_in, ADMINISTRATOR)) == 302
    with app.app_context():
        role = db.session.scalars(sa.select(Grant.id).where(Grant.person_id == stand_in.id)).one()
    client.send(f"/manage/roles/{role}/confirm", form="/manage/roles")
    assert "cannot change what is about yourself" in client.get("/manage/roles").text
