"""Signing in by the organisation's own sign-in, with a certified provider."""

import base64
import hashlib
import logging
import re

import pytest
import sqlalchemy as sa
from flask import Flask

from recognition import clock
from recognition.audit.queries import entries, first_problem
from recognition.database import db
from recognition.people import actions
from recognition.people.models import ProviderIdentity
from recognition.people.provider_views import ASKED, MOST_ASKED
from recognition.people.queries import Viewer, viewer_of_session
from recognition.people.rules import token_digest
from tests.page_client import PageClient
from tests.people.certified import BEGIN, RETURN, Certified, Walk
from tests.world import TRUST, World

HEADER = "email,name,job_title,staff_group,band,team,site,manager_email,shift\n"
NOT_FOUND = "We could not find you in the staff directory"


@pytest.fixture
def known(app: Flask, certified: Certified) -> Certified:
    certified.known_as(app, name="Larkfield sign-in")
    return certified


@pytest.fixture
def walk(client: PageClient) -> Walk:
    return Walk(client)


def who_is_in(walk: Walk) -> Viewer:
    with walk.client.session_transaction() as session:
        token = session["_user_id"]
    with walk.client.application.app_context():
        viewer = viewer_of_session(token_digest(token), token, at=clock.now())
    assert viewer is not None
    return viewer


def details(app: Flask, action: str) -> list[dict[str, object]]:
    with app.app_context():
        lines, _total = entries(action=action)
        assert first_problem() is None
        return [dict(line.details) for line in lines]


def test_somebody_signs_in_with_the_organisations_own_sign_in(
    app: Flask, known: Certified, walk: Walk, world: World
) -> None:
    asha = world.person("Asha Patel")
    known.has("subject-asha", asha)
    response = walk.through("subject-asha")
    assert (response.status_code, response.location) == (302, "/")
    assert "Asha Patel" in walk.client.get("/account").text
    assert not who_is_in(walk).is_proved
    assert details(app, "people.signed_in") == [{"how": "organisation's sign-in"}]
    with app.app_context():
        row = db.session.scalars(sa.select(ProviderIdentity)).one()
        assert (row.issuer, row.subject) == (known.issuer, "subject-asha")


def test_the_button_says_what_the_provider_is_called_and_the_link_stays_beside_it(
    app: Flask, client: PageClient, certified: Certified
) -> None:
    assert "Continue with" not in client.get("/sign-in").text
    assert client.send(BEGIN, form="/sign-in").status_code == 404
    assert client.get(f"{RETURN}?code=1&state=2").status_code == 404
    certified.known_as(app)
    page = client.get("/sign-in").text
    assert "Continue with your organisation&#39;s sign-in" in page
    assert "Send me a link" in page


def test_signing_in_asks_for_a_code_with_proof_state_and_nonce(
    known: Certified, walk: Walk, world: World
) -> None:
    known.has("asha", world.person())
    walk.begin()
    back = walk.sign_in_there("asha")
    asked = known.wish()["last"]
    with walk.client.session_transaction() as session:
        kept = session[ASKED][0]
    proof = base64.urlsafe_b64encode(hashlib.sha256(kept["verifier"].encode()).digest())
    assert asked["code_challenge_method"] == "S256"
    assert asked["code_challenge"] == proof.decode().rstrip("=")
    assert (asked["response_type"], asked["scope"]) == ("code", "openid email")
    assert (asked["state"], asked["nonce"]) == (kept["state"], kept["nonce"])
    assert asked["redirect_uri"] == f"http://localhost{RETURN}"
    assert "prompt" not in asked
    assert "acr_values" not in asked
    assert walk.client.get(back).status_code == 302


def test_what_the_provider_is_known_by_is_asked_for_once(
    app: Flask, known: Certified, world: World
) -> None:
    known.has("asha", world.person())
    before = known.wish()
    for _time in range(2):
        assert Walk(PageClient(app)).through("asha").status_code == 302
    after = known.wish()
    for page in ("/.well-known/openid-configuration", "/jwks"):
        assert after[page] - before.get(page, 0) == 1


def test_nobody_is_asked_anything_when_the_sign_in_page_is_looked_at(
    known: Certified, client: PageClient
) -> None:
    before = known.wish()
    assert client.get("/sign-in").status_code == 200
    after = known.wish()
    assert {page: n for page, n in after.items() if page != "/-/wishes"} == {
        page: n for page, n in before.items() if page != "/-/wishes"
    }


def test_the_policy_of_every_page_still_lets_forms_go_to_ourselves_only(
    known: Certified, walk: Walk
) -> None:
    sign_in, leaving = walk.client.get("/sign-in"), walk.begin()
    for page in (sign_in, leaving):
        policy = page.headers["Content-Security-Policy"]
        assert "form-action 'self';" in policy
        assert known.issuer not in policy


@pytest.mark.parametrize(
    ("onwards", "arrives"),
    [("/nominations", "/nominations"), ("//evil.example", "/"), ("https://evil.example/", "/")],
)
def test_the_organisations_sign_in_goes_on_to_our_own_pages_only(
    known: Certified, walk: Walk, world: World, onwards: str, arrives: str
) -> None:
    known.has("asha", world.person())
    assert walk.through("asha", onwards=onwards).location == arrives


def test_nothing_more_is_asked_for_when_what_is_signed_holds_everything(
    known: Certified, walk: Walk, world: World
) -> None:
    known.has("asha", world.person())
    known.wish(lean=False)
    before = known.wish().get("/me", 0)
    assert walk.through("asha").status_code == 302
    assert known.wish().get("/me", 0) == before


def test_signing_in_by_the_organisation_issues_a_new_session_and_ends_the_one_before(
    app: Flask, known: Certified, walk: Walk, world: World
) -> None:
    asha = world.person("Asha Patel")
    known.has("asha", asha)
    walk.client.sign_in(world.person("Ben Carter"))
    cookie = walk.client.get_cookie("recognition")
    assert cookie
    assert walk.through("asha").status_code == 302
    assert "Asha Patel" in walk.client.get("/account").text
    thief = PageClient(app)
    thief.set_cookie("recognition", cookie.value)
    assert thief.get("/account").status_code == 302


def test_signing_out_ends_the_session_here_and_asks_for_a_password_next_time(
    known: Certified, walk: Walk, world: World
) -> None:
    known.has("asha", world.person())
    walk.through("asha")
    assert walk.client.send("/sign-out", form="/account").status_code == 302
    assert not walk.is_in
    shown = walk.client.get("/").text
    assert "You have signed out. On a shared computer, sign out of Larkfield sign-in too." in shown
    walk.begin()
    walk.sign_in_there("asha")
    assert known.wish()["last"]["prompt"] == "login"


@pytest.mark.parametrize("verified", [False, "true", 1, None])
def test_an_address_that_the_provider_has_not_verified_finds_nobody(
    app: Flask, known: Certified, walk: Walk, world: World, verified: object
) -> None:
    asha = world.person("Asha Patel")
    known.has("asha", asha, verified=verified)
    response = walk.through("asha")
    assert response.status_code == 404
    assert NOT_FOUND in response.text
    assert not walk.is_in
    assert details(app, "people.turned_away") == [{"reason": "no verified address"}]
    with app.app_context():
        assert db.session.scalars(sa.select(ProviderIdentity)).all() == []


def test_somebody_who_is_not_in_the_directory_is_told_kindly_and_leaves_no_trace_of_who(
    app: Flask, known: Certified, walk: Walk, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    world.person()
    known.has("subject-zoe", email="zoe.unknown@example.org")
    response = walk.through("subject-zoe")
    assert response.status_code == 404
    assert NOT_FOUND in response.text
    assert "/sign-in" in response.text
    with app.app_context():
        lines, _total = entries(action="people.turned_away")
        assert [line.actor_id for line in lines] == [None]
        with db.engine.connect() as connection:
            stored = repr(
                [
                    list(connection.execute(sa.text(f'SELECT * FROM "{name}"')))
                    for name in sa.inspect(connection).get_table_names()
                ]
            )
    said = {record: record.getMessage() for record in caplog.records}
    # of what goes over the line a library tells too, with random codes in which any word may come
    ours = "\n".join(text for one, text in said.items() if not one.name.startswith("urllib3"))
    assert "zoe" not in stored
    assert "zoe" not in ours
    for secret in ("zoe.unknown", "subject-zoe"):
        assert secret not in "\n".join(said.values())


def test_logs_hold_no_code_and_no_secret_of_a_sign_in(
    known: Certified, walk: Walk, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    known.has("asha", world.person())
    walk.begin()
    with walk.client.session_transaction() as session:
        kept = session[ASKED][0]
    back = walk.sign_in_there("asha")
    caplog.clear()  # what the walk itself fetched
    walk.client.get(back)
    said = "\n".join(record.getMessage() for record in caplog.records)
    found = re.search(r"code=([^&]+)", back)
    assert said
    assert found
    for secret in (found.group(1), kept["verifier"], kept["nonce"], "a-secret-between"):
        assert secret not in said


def test_the_account_stays_with_its_subject_when_the_address_changes(
    app: Flask, known: Certified, walk: Walk, world: World
) -> None:
    asha = world.person("Asha Patel", email="asha@example.org")
    known.has("subject-asha", asha)
    walk.through("subject-asha")
    known.has("subject-asha", email="asha.new-name@example.org")
    assert Walk(PageClient(app)).through("subject-asha").status_code == 302
    known.has("subject-asha", email="asha@example.org", verified=False)
    again = Walk(PageClient(app))
    assert again.through("subject-asha").status_code == 302
    assert who_is_in(again).person_id == asha.id


def test_an_address_that_later_belongs_to_somebody_else_does_not_bring_the_account_along(
    app: Flask, known: Certified, walk: Walk, world: World
) -> None:
    asha = world.person("Asha Patel", email="a.patel@example.org")
    known.has("subject-asha", asha)
    walk.through("subject-asha")
    known.has("subject-aled", email="a.patel@example.org")
    newcomer = Walk(PageClient(app))
    assert newcomer.through("subject-aled").status_code == 404
    assert not newcomer.is_in
    known.has("subject-asha", email="asha@example.org")
    assert Walk(PageClient(app)).through("subject-asha").status_code == 302


def test_who_was_shut_out_or_has_left_is_refused_by_address_and_by_subject(
    app: Flask, known: Certified, world: World
) -> None:
    leaver, shut_out, stays = world.person("Lee"), world.person("Shu"), world.person("Stef")
    new_leaver, new_shut_out = world.person("Lou"), world.person("Sid")
    subjects = {"lee": leaver, "shu": shut_out, "lou": new_leaver, "sid": new_shut_out}
    for subject, person in subjects.items():
        known.has(subject, person)
    for subject in ("lee", "shu"):
        assert Walk(PageClient(app)).through(subject).status_code == 302
    with app.app_context():
        actions.disable(person_id=shut_out.id)
        actions.disable(person_id=new_shut_out.id)
        people = f"{shut_out.email},Shu,,,,,,,\n{new_shut_out.email},Sid,,,,,,,\n"
        rows = f"{HEADER}{stays.email},Stef,,,,,,,\n{people}"
        assert actions.import_people(rows.encode(), TRUST, leavers=True).left == 2
    for subject in subjects:
        turned = Walk(PageClient(app))
        response = turned.through(subject)
        assert response.status_code == 404
        assert NOT_FOUND in response.text
        assert not turned.is_in
    reasons = [line["reason"] for line in details(app, "people.turned_away")]
    assert sorted(reasons) == ["left or shut out"] * 2 + ["not in the directory"] * 2


def test_what_the_provider_calls_two_proofs_proves_the_session_twice(
    app: Flask, certified: Certified, world: World
) -> None:
    certified.known_as(app)
    for subject, ways, proved in (
        ("one", {"amr": ["pwd"]}, False),
        ("two", {"amr": ["pwd", "mfa"]}, True),
        ("three", {"acr": "mfa"}, True),
        ("four", {"acr": "silver"}, False),
    ):
        certified.has(subject, world.person(), amr=ways.get("amr"), acr=ways.get("acr"))
        certified.wish(lies={"claims": {name: ways[name] for name in ways}})
        walk = Walk(PageClient(app))
        walk.through(subject)
        assert who_is_in(walk).is_proved is proved, subject


def test_two_proofs_are_asked_for_where_the_settings_name_them(
    app: Flask, certified: Certified, walk: Walk, world: World
) -> None:
    certified.known_as(app, proves_twice=frozenset({"mfa"}), asks_twice=True)
    certified.has("asha", world.person(), acr="mfa", amr=["pwd", "otp", "mfa"])
    walk.through("asha")
    asked = certified.wish()["last"]
    assert asked["acr_values"] == "mfa"
    assert '"amr"' in asked["claims"]
    assert who_is_in(walk).is_proved


def test_only_the_newest_questions_of_a_browser_are_kept(known: Certified, walk: Walk) -> None:
    for _time in range(MOST_ASKED + 2):
        walk.begin()
    with walk.client.session_transaction() as session:
        assert len(session[ASKED]) == MOST_ASKED


def test_somebody_may_start_in_two_tabs(known: Certified, walk: Walk, world: World) -> None:
    known.has("asha", world.person())
    walk.begin()
    first = walk.left_for
    walk.begin()
    walk.left_for = first
    assert walk.client.get(walk.sign_in_there("asha")).status_code == 302
    assert walk.is_in
