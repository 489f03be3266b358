"""Answers of the organisation's own sign-in that do not count, each signed with its real key."""

import logging
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from recognition import clock
from recognition.database import db
from recognition.people.models import ProviderIdentity, SignInSession
from tests.page_client import PageClient
from tests.people.certified import RETURN, Certified, Walk
from tests.world import World

pytestmark = pytest.mark.one_database  # what waits here waits for the provider

KINDLY = "That did not sign you in"
DISCOVERY = "/.well-known/openid-configuration"


@pytest.fixture
def known(app: Flask, certified: Certified, world: World) -> Certified:
    certified.known_as(app)
    certified.has("asha", world.person("Asha Patel"))
    return certified


@pytest.fixture
def walk(client: PageClient) -> Walk:
    return Walk(client)


def assert_nobody_is_in(app: Flask, walk: Walk) -> None:
    assert not walk.is_in
    with app.app_context():
        assert db.session.scalars(sa.select(SignInSession)).all() == []
        assert db.session.scalars(sa.select(ProviderIdentity)).all() == []


@pytest.mark.parametrize(
    ("lies", "noted"),
    [
        ({"claims": {"aud": "another-application"}}, "aud"),
        ({"claims": {"aud": ["another-application", "a-third"]}}, "aud"),
        ({"claims": {"nonce": "of another question"}}, "nonce"),
        ({"claims": {"nonce": None}}, "nonce"),
        ({"claims": {"iss": "https://somebody.example"}}, "iss"),
        ({"claims": {"azp": "another-application"}}, "azp"),
        ({"claims": {"exp": "soon"}}, "exp"),
        ({"claims": {"at_hash": "b2YgYW5vdGhlcg"}}, "at_hash"),
        ({"stranger": True}, "bad_signature"),
        ({"userinfo": {"sub": "somebody-else"}}, ""),
    ],
    ids=str,
)
def test_an_answer_that_is_not_for_us_signs_nobody_in(
    app: Flask,
    known: Certified,
    walk: Walk,
    caplog: pytest.LogCaptureFixture,
    lies: dict[str, Any],
    noted: str,
) -> None:
    known.wish(lies=lies)
    with caplog.at_level(logging.WARNING, "recognition"):
        response = walk.through("asha")
    assert response.status_code == 410
    assert KINDLY in response.text
    assert noted in caplog.text
    assert_nobody_is_in(app, walk)
    known.wish(lies={})
    assert walk.through("asha").status_code == 302


def test_our_name_among_others_counts_where_the_answer_was_made_for_us(
    known: Certified, walk: Walk
) -> None:
    both = ["another-application", known.client_id]
    known.wish(lies={"claims": {"aud": both}})
    assert walk.through("asha").status_code == 410
    known.wish(lies={"claims": {"aud": both, "azp": known.client_id}})
    assert walk.through("asha").status_code == 302


@pytest.mark.parametrize(
    ("lies", "status"),
    [
        ({"seconds": 50}, 302),
        ({"seconds": 90}, 410),
        ({"seconds": -80, "lasts": 30}, 302),
        ({"seconds": -100, "lasts": 30}, 410),
    ],
    ids=str,
)
def test_a_clock_may_be_a_minute_away_from_ours(
    app: Flask, known: Certified, walk: Walk, lies: dict[str, Any], status: int
) -> None:
    known.wish(lies=lies)
    assert walk.through("asha").status_code == status
    assert walk.is_in is (status == 302)


def test_a_code_counts_once(app: Flask, known: Certified, walk: Walk) -> None:
    walk.begin()
    cookie = walk.client.get_cookie("recognition")
    assert cookie
    back = walk.sign_in_there("asha")
    assert walk.client.get(back).status_code == 302
    thief = PageClient(app)
    thief.set_cookie("recognition", cookie.value)  # as it was when the question was asked
    response = thief.get(back)
    assert response.status_code == 410
    assert KINDLY in response.text
    assert thief.get("/account").status_code == 302


def test_loading_the_page_again_leaves_whoever_is_in(known: Certified, walk: Walk) -> None:
    walk.begin()
    back = walk.sign_in_there("asha")
    walk.client.get(back)
    again = walk.client.get(back)
    assert (again.status_code, again.location) == (302, "/")
    assert walk.is_in


def test_an_answer_counts_on_the_browser_that_asked_and_with_its_own_state(
    app: Flask, known: Certified, walk: Walk
) -> None:
    walk.begin()
    back = walk.sign_in_there("asha")
    other = PageClient(app)
    assert other.get(back).status_code == 410
    assert walk.client.get(back.replace("state=", "state=x")).status_code == 410
    assert walk.client.get(f"{RETURN}?code=1").status_code == 410
    assert_nobody_is_in(app, walk)
    assert walk.client.get(back).status_code == 302


def test_a_question_is_open_for_a_quarter_of_an_hour(known: Certified, walk: Walk) -> None:
    with time_machine.travel(clock.now(), tick=False) as travelling:
        walk.begin()
        back = walk.sign_in_there("asha")
        travelling.shift(timedelta(minutes=15))
        assert walk.client.get(back).status_code == 410


def test_an_answer_of_another_provider_is_not_taken(known: Certified, walk: Walk) -> None:
    walk.begin()
    back = walk.sign_in_there("asha")
    other = back.partition("&iss=")[0] + "&iss=https%3A%2F%2Fsomebody.example"
    assert walk.client.get(other).status_code == 410


def test_whoever_goes_away_there_is_told_how_to_go_on(
    app: Flask, known: Certified, walk: Walk
) -> None:
    walk.begin(onwards="/nominations")
    response = walk.client.get(walk.sign_in_there(""))
    assert response.status_code == 410
    assert KINDLY in response.text
    assert "/sign-in?next=/nominations" in response.text
    assert_nobody_is_in(app, walk)


@pytest.mark.parametrize(
    ("number", "lies"),
    [(2, {}), (1, {}), (2, {"kid": None})],
    ids=["a new name", "the name of the old one", "no name"],
)
def test_keys_may_change_at_any_time(
    app: Flask, known: Certified, number: int, lies: dict[str, Any]
) -> None:
    known.wish(rotate=1)
    assert Walk(PageClient(app)).through("asha").status_code == 302
    before = known.wish(rotate=number, lies=lies)
    for _time in range(2):
        assert Walk(PageClient(app)).through("asha").status_code == 302
    after = known.wish()
    assert after["/jwks"] - before["/jwks"] == 1
    assert after[DISCOVERY] == before[DISCOVERY]


def test_what_the_provider_says_of_itself_is_asked_again_after_an_hour(
    app: Flask, known: Certified
) -> None:
    with time_machine.travel(clock.now(), tick=True) as travelling:
        Walk(PageClient(app)).through("asha")
        before = known.wish()
        travelling.shift(timedelta(minutes=59))
        Walk(PageClient(app)).begin()
        assert known.wish()[DISCOVERY] == before[DISCOVERY]
        travelling.shift(timedelta(minutes=2))
        Walk(PageClient(app)).begin()
        assert known.wish()[DISCOVERY] == before[DISCOVERY] + 1
