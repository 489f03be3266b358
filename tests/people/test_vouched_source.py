"""What the organisation's own sign-in says of an address counts only as one whole."""

import pytest
from flask import Flask

from recognition.people.session_views import AFRESH
from recognition.people.vouched import together
from tests.page_client import PageClient
from tests.second_steps import enter
from tests.world import World

SIGNED, TOLD = "signed@example.org", "told@example.org"


@pytest.mark.parametrize(
    ("claims", "told", "expected"),
    [
        ({"email_verified": True}, {"email": TOLD}, {"email": TOLD}),
        (
            {"email": SIGNED},
            {"email": TOLD, "email_verified": True},
            {"email": TOLD, "email_verified": True},
        ),
        (
            {"email": SIGNED, "email_verified": True},
            {"email": TOLD, "email_verified": False},
            {"email": SIGNED, "email_verified": True},
        ),
    ],
)
def test_an_address_and_the_word_that_it_is_verified_are_of_one_source(
    claims: dict[str, object], told: dict[str, object], expected: dict[str, object]
) -> None:
    found = together({"sub": "a", **claims}, {"sub": "a", "groups": ["x"], **told})
    assert found == {"sub": "a", "groups": ["x"], **expected}


def test_signing_in_by_mail_does_not_forget_that_the_provider_has_to_ask_afresh(
    app: Flask, client: PageClient, world: World
) -> None:
    with client.session_transaction() as cookie:
        cookie[AFRESH] = True
    enter(app, client, world.person())
    assert client.get("/account").status_code == 200
    with client.session_transaction() as cookie:
        assert cookie[AFRESH] is True
