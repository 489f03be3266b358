"""Signing in by a mailed link."""

import logging
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from recognition import clock
from recognition.audit.queries import entries
from recognition.database import db
from recognition.mail import actions as mail
from recognition.mail.queries import letters
from recognition.people import actions
from tests.page_client import PageClient
from tests.people.letters import delivered, link_in
from tests.world import World


def ask(client: PageClient, email: str, onwards: str = "") -> None:
    response = client.send(f"/sign-in?next={onwards}" if onwards else "/sign-in", {"email": email})
    assert (response.status_code, response.location) == (302, "/sign-in/sent"), response.text


def path_of(app: Flask, client: PageClient, email: str, onwards: str = "") -> str:
    ask(client, email, onwards)
    return link_in(delivered(app)[-1])


def test_a_mailed_link_signs_in(app: Flask, client: PageClient, world: World) -> None:
    person = world.person("Asha Patel")
    path = path_of(app, client, (person.email or "").upper())
    page = client.get(path)
    assert "Asha" not in page.text
    response = client.send(path)
    assert (response.status_code, response.location) == (302, "/")
    account = client.get("/account")
    assert account.status_code == 200
    assert "Asha Patel" in account.text


def test_a_link_works_once(app: Flask, client: PageClient, world: World) -> None:
    path = path_of(app, client, world.person().email or "")
    client.send(path)
    other = PageClient(app)
    assert other.get(path).status_code == 410
    token = other.token("/sign-in")
    response = other.post(path, data={"csrf_token": token})
    assert response.status_code == 410
    assert "/sign-in" in response.text
    assert other.get("/account").location == "/sign-in?next=/account"


@pytest.mark.parametrize(("minutes", "works"), [(19, True), (20, False), (21, False)])
def test_a_link_lasts_twenty_minutes(
    app: Flask, client: PageClient, world: World, minutes: int, works: bool
) -> None:
    email = world.person().email or ""
    with time_machine.travel(clock.now(), tick=False) as travelling:
        path = path_of(app, client, email)
        token = client.token(path)
        travelling.shift(timedelta(minutes=minutes))
        response = client.post(path, data={"csrf_token": token})
    assert response.status_code == (302 if works else 410)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_at_a_mailed_link_changes_nothing(
    app: Flask, client: PageClient, world: World, method: str
) -> None:
    path = path_of(app, client, world.person().email or "")
    with app.app_context():
        before = everything()
    for _time in range(3):
        assert client.open(path, method=method).status_code == 200
    with app.app_context():
        assert everything() == before
    assert client.send(path).status_code == 302


def everything() -> dict[str, list[tuple[object, ...]]]:
    with db.engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(sa.text(f'SELECT * FROM "{name}"'))]
            for name in sa.inspect(connection).get_table_names()
        }


def test_sign_in_answers_the_same_after_the_same_work_for_unknown_addresses(
    app: Flask, client: PageClient, world: World, count_queries
) -> None:
    person = world.person()
    answers, work = [], []
    for email in (person.email or "", "nobody@example.org"):
        token = client.token("/sign-in")
        with count_queries() as statements:
            response = client.post("/sign-in", data={"csrf_token": token, "email": email})
        answers.append((response.status_code, response.location, response.text))
        work.append(statements)
    assert answers[0] == answers[1]
    assert work[0] == work[1]
    with app.app_context():
        known, unknown = sorted(letters(), key=lambda letter: letter.id)
        assert (known.subject, known.body) == (unknown.subject, unknown.body)
    assert [message["To"] for message in delivered(app)] == [person.email]
    with app.app_context():
        closed = [letter for letter in letters() if letter.given_up_at]
        assert [letter.to_address for letter in closed] == ["nobody@example.org"]


def test_the_sign_in_token_is_nowhere_in_the_database(
    app: Flask, client: PageClient, world: World
) -> None:
    path = path_of(app, client, world.person().email or "")
    token = path.rpartition("/")[2]
    client.send(path)
    with client.session_transaction() as session:
        session_token = session["_user_id"]
    with app.app_context():
        stored = repr(everything())
    assert "sign_in_link" in stored
    assert token not in stored
    assert session_token not in stored


def test_attempt_eleven_in_fifteen_minutes_waits_for_that_address_only(
    app: Flask, client: PageClient, world: World
) -> None:
    person, colleague = world.person(), world.person()
    with time_machine.travel(clock.now(), tick=False) as travelling:
        for _attempt in range(10):
            ask(client, person.email or "")
            travelling.shift(timedelta(minutes=1))
        eleventh = client.send("/sign-in", {"email": f" {(person.email or '').upper()} "})
        assert eleventh.status_code == 429
        ask(client, colleague.email or "")
        travelling.shift(timedelta(minutes=5, seconds=1))
        ask(client, person.email or "")


def test_signing_in_issues_a_new_session_and_ends_the_one_before(
    app: Flask, client: PageClient, world: World
) -> None:
    person = world.person()
    client.sign_in(world.person())
    with client.session_transaction() as session:
        session["left_behind"] = "by somebody else"
    before = client.get_cookie("recognition")
    assert before
    assert client.send(path_of(app, client, person.email or "")).status_code == 302
    with client.session_transaction() as session:
        assert "left_behind" not in session
    assert replayed(app, before.value).get("/account").status_code == 302


def replayed(app: Flask, cookie: str) -> PageClient:
    thief = PageClient(app)
    thief.set_cookie("recognition", cookie)
    return thief


def test_an_old_cookie_replayed_after_signing_out_is_refused(
    app: Flask, client: PageClient, world: World
) -> None:
    client.sign_in(world.person())
    cookie = client.get_cookie("recognition")
    assert cookie
    assert replayed(app, cookie.value).get("/account").status_code == 200
    assert client.send("/sign-out", form="/account").status_code == 302
    assert client.get("/account").status_code == 302
    assert replayed(app, cookie.value).get("/account").status_code == 302


def test_signing_out_without_a_token_changes_nothing(client: PageClient, world: World) -> None:
    client.sign_in(world.person())
    assert client.post("/sign-out").status_code == 400
    assert client.get("/sign-out").status_code == 404
    assert client.get("/account").status_code == 200


def test_a_session_lasts_twelve_hours(client: PageClient, world: World) -> None:
    person = world.person()
    with time_machine.travel(clock.now(), tick=False) as travelling:
        client.sign_in(person)
        travelling.shift(timedelta(hours=12) - timedelta(seconds=1))
        assert client.get("/account").status_code == 200
        travelling.shift(timedelta(seconds=1))
        assert client.get("/account").status_code == 302


@pytest.mark.parametrize(
    ("onwards", "arrives"),
    [("/account", "/account"), ("//evil.example", "/"), ("https:evil.example", "/")],
)
def test_a_link_goes_on_to_our_own_pages_only(
    app: Flask, client: PageClient, world: World, onwards: str, arrives: str
) -> None:
    path = path_of(app, client, world.person().email or "", onwards)
    assert client.send(path).location == arrives


def test_a_page_asked_for_comes_back_after_sign_in(
    app: Flask, client: PageClient, world: World
) -> None:
    away = client.get("/account?x=1")
    assert away.location == "/sign-in?next=/account?x%3D1"
    token = client.token(away.location)
    email = world.person().email or ""
    form = re.search(r'name="next" value="([^"]+)"', client.get(away.location).text)
    assert form
    client.post("/sign-in", data={"csrf_token": token, "email": email, "next": form.group(1)})
    assert client.send(link_in(delivered(app)[-1])).location == "/account?x=1"


def test_what_is_no_address_keeps_what_was_typed(client: PageClient) -> None:
    response = client.send("/sign-in", {"email": "asha at example"})
    assert response.status_code == 422
    assert "asha at example" in response.text
    assert "Enter an e-mail address like" in response.text


def test_letters_and_links_use_the_configured_address(
    app: Flask, client: PageClient, world: World
) -> None:
    ask(client, world.person().email or "")
    assert "http://localhost/sign-in/" in delivered(app)[-1].get_content()
    foreign = client.get("/sign-in", headers={"Host": "evil.example"})
    assert foreign.status_code == 400


def test_logs_hold_no_address_and_no_token(
    app: Flask, client: PageClient, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    email = world.person().email or ""
    path = path_of(app, client, email)
    client.send(path)
    client.post(path)
    for _attempt in range(11):
        client.send("/sign-in", {"email": email})

    def broken(message: object) -> None:
        raise OSError(f"could not write to {email}")

    ask(client, world.person(email="else@example.org").email or "")
    with app.app_context():
        mail.deliver_due(broken)
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert said
    assert "example.org" not in said
    assert path.rpartition("/")[2] not in said


def test_signing_in_is_in_the_audit_trail(app: Flask, client: PageClient, world: World) -> None:
    client.send(path_of(app, client, world.person().email or ""))
    with app.app_context():
        lines, _total = entries(action="people.signed_in")
    assert [line.details for line in lines] == [{"how": "mailed link"}]


def test_who_was_shut_out_gets_no_link(app: Flask, client: PageClient, world: World) -> None:
    never_in, was_in = world.person(), world.person()
    client.sign_in(was_in)
    with app.app_context():
        actions.disable(person_id=never_in.id)
        actions.disable(person_id=was_in.id)
    assert client.get("/account").status_code == 302
    for person in (never_in, was_in):
        ask(client, person.email or "")
    assert delivered(app) == []
