"""A provider that is down, slow, or talks nonsense: the mailed link still works."""

import dataclasses
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from recognition import clock
from recognition.people import acquaintance
from recognition.people.queries import PersonCard
from recognition.provider import Provider
from tests.mail.mail_server import closed_port
from tests.page_client import PageClient
from tests.people.certified import RETURN, Certified, Walk
from tests.people.letters import delivered, link_in
from tests.world import World

pytestmark = pytest.mark.one_database  # what waits here waits for the provider

NOT_ANSWERING = "sign-in is not answering just now"
DISCOVERY = "/.well-known/openid-configuration"


@pytest.fixture
def asha(world: World) -> PersonCard:
    return world.person("Asha Patel")


@pytest.fixture
def known(app: Flask, certified: Certified, asha: PersonCard) -> Certified:
    certified.known_as(app)
    certified.has("asha", asha)
    return certified


@pytest.fixture
def walk(client: PageClient) -> Walk:
    return Walk(client)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """As always, but nobody waits for long."""
    monkeypatch.setitem(acquaintance.HOW, "default_timeout", (2, 2))


def assert_the_link_still_works(
    app: Flask, walk: Walk, sent: TestResponse, who: PersonCard
) -> None:
    assert (sent.status_code, sent.location) == (302, "/sign-in?next=/nominations")
    page = walk.client.get(sent.location)
    assert NOT_ANSWERING in page.text.replace("&#39;", "'")
    assert not walk.is_in
    data = {"email": who.email, "next": "/nominations"}
    walk.client.send("/sign-in", data)
    assert walk.client.send(link_in(delivered(app)[-1])).location == "/nominations"
    assert walk.is_in


def test_a_provider_that_is_down_is_said_so_and_the_link_still_works(
    app: Flask, walk: Walk, asha: PersonCard
) -> None:
    nobody = Provider(f"http://localhost:{closed_port()}", "recognition", "a-secret-between")
    app.config["SETTINGS"] = dataclasses.replace(app.config["SETTINGS"], provider=nobody)
    assert walk.client.get("/sign-in").status_code == 200
    assert_the_link_still_works(app, walk, walk.begin(onwards="/nominations"), asha)


@pytest.mark.parametrize("illness", ["drops", "nonsense", "a list", "an error", "moves", "hangs"])
@pytest.mark.usefixtures("impatient")
def test_a_provider_that_is_unwell_at_the_start_is_said_so(
    app: Flask, known: Certified, walk: Walk, asha: PersonCard, illness: str
) -> None:
    known.wish(unwell={DISCOVERY: illness})
    assert_the_link_still_works(app, walk, walk.begin(onwards="/nominations"), asha)


@pytest.mark.parametrize("page", ["/token", "/jwks", "/me"])
@pytest.mark.parametrize("illness", ["drops", "nonsense", "a list", "an error", "moves", "hangs"])
@pytest.mark.usefixtures("impatient")
def test_a_provider_that_is_unwell_in_the_middle_is_said_so(
    app: Flask, known: Certified, walk: Walk, asha: PersonCard, page: str, illness: str
) -> None:
    walk.begin(onwards="/nominations")
    back = walk.sign_in_there("asha")
    known.wish(unwell={page: illness})
    assert_the_link_still_works(app, walk, walk.client.get(back), asha)


@pytest.mark.usefixtures("impatient")
def test_nobody_waits_for_a_provider_that_just_kept_somebody_waiting(
    app: Flask, known: Certified, walk: Walk
) -> None:
    with time_machine.travel(clock.now()) as travelling:
        known.wish(unwell={DISCOVERY: "hangs"})
        walk.begin()
        asked = known.wish(unwell={})[DISCOVERY]
        for _time in range(3):
            assert walk.begin().status_code == 302
        assert known.wish()[DISCOVERY] == asked
        travelling.shift(timedelta(seconds=16))
        assert walk.through("asha").status_code == 302
        assert walk.is_in


def test_a_provider_says_itself_that_it_cannot_now(
    known: Certified, walk: Walk, asha: PersonCard, app: Flask
) -> None:
    walk.begin(onwards="/nominations")
    with walk.client.session_transaction() as session:
        state = session["asked_provider"][0]["state"]
    sent = walk.client.get(f"{RETURN}?error=temporarily_unavailable&state={state}")
    assert_the_link_still_works(app, walk, sent, asha)


def test_a_provider_that_speaks_for_somebody_else_is_not_followed(
    app: Flask, known: Certified, walk: Walk, caplog: pytest.LogCaptureFixture
) -> None:
    settings = app.config["SETTINGS"]
    other = dataclasses.replace(settings.provider, issuer=f"{known.issuer}/")
    app.config["SETTINGS"] = dataclasses.replace(settings, provider=other)
    assert walk.begin().location == "/sign-in?next=/"
    assert "the issuer is not the one in the settings" in caplog.text
