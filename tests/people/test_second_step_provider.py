"""Who is known at the organisation's own sign-in sets no second step up by mail alone."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from recognition.database import db
from recognition.people import actions
from recognition.people.models import SecondStep
from recognition.people.queries import PersonCard
from recognition.people.vouched import Vouched
from recognition.provider import Provider
from tests.page_client import PageClient
from tests.people.certified import Certified, Walk
from tests.second_steps import enter, key_on, set_up
from tests.world import World

START = "/account/second-step"
ISSUER = "https://login.example.org"


@pytest.fixture
def provider(app: Flask) -> None:
    """A provider nobody is to reach: what it vouched for is given to the action."""
    found = Provider(ISSUER, "us", "a secret", name="Trust login")
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, provider=found)


def known_there(app: Flask, person: PersonCard) -> None:
    with app.app_context():
        actions.sign_in_vouched(Vouched(ISSUER, "asha", person.email, None, is_proved=False))


def steps(app: Flask) -> int | None:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count(SecondStep.id)))


@pytest.mark.usefixtures("provider")
def test_a_mailed_link_alone_sets_no_second_step_up_for_who_is_known_at_the_provider(
    app: Flask, client: PageClient, world: World
) -> None:
    person = world.administrator()
    known_there(app, person)
    enter(app, client, person)
    assert client.send(f"{START}/start", {"next": "/"}, form=START).location.startswith(START)
    page = client.get(START).text
    assert "Sign in with Trust login first" in page
    assert "ask an administrator to forget the link" in page
    boss = world.viewer(world.administrator())
    with app.app_context():
        actions.forget_provider(person.id, actor=boss)
    enter(app, client, person)
    set_up(client)
    assert steps(app) == 1


@pytest.mark.usefixtures("provider")
def test_a_key_that_was_drawn_before_they_were_known_there_sets_nothing_up_after(
    app: Flask, client: PageClient, world: World
) -> None:
    person = world.administrator()
    enter(app, client, person)
    led = client.send(f"{START}/start", {"next": "/"}, form=START)
    assert key_on(client.get(led.location).text)
    known_there(app, person)
    sent = client.send(led.location, {"code": "123456"})
    assert sent.status_code == 422
    assert "Sign in with Trust login first" in sent.text
    assert steps(app) == 0


@pytest.mark.usefixtures("provider")
def test_whose_work_needs_no_second_step_may_set_one_up_by_mail(
    app: Flask, client: PageClient, world: World
) -> None:
    person = world.person()
    known_there(app, person)
    enter(app, client, person)
    set_up(client)
    assert steps(app) == 1


def test_who_comes_by_the_provider_sets_a_second_step_up(
    app: Flask, certified: Certified, world: World
) -> None:
    person = world.administrator()
    certified.known_as(app)
    certified.has("ada", person)
    walk = Walk(PageClient(app))
    assert walk.through("ada").status_code == 302
    set_up(walk.client)
    assert steps(app) == 1
