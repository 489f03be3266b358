"""Setting up a second step, and changing it."""

import logging
import re
from collections.abc import Iterator
from datetime import timedelta

import html5lib
import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from recognition import clock
from recognition.audit.queries import entries
from recognition.database import db, transaction
from recognition.errors import Missing
from recognition.paper import qr_code
from recognition.people import actions, queries
from recognition.people.models import RecoveryCode, SecondStep
from recognition.people.rules import token_digest
from recognition.people.second_step_codes import app_address
from tests.page_client import PageClient
from tests.people.letters import delivered
from tests.second_steps import Phone, enter, enter_twice, key_on, set_up
from tests.world import TRUST, World


@pytest.fixture
def clockwork() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


def deeds(app: Flask, *actions: str) -> list[str]:
    with app.app_context():
        return [line.action for line in entries()[0] if line.action in actions]


def stored(app: Flask) -> str:
    with app.app_context(), db.engine.connect() as connection:
        return repr(
            [
                tuple(row)
                for name in sa.inspect(connection).get_table_names()
                for row in connection.execute(sa.text(f'SELECT * FROM "{name}"'))
            ]
        )


def test_setting_up_leads_through_a_key_and_a_code_to_recovery_codes(
    app: Flask, client: PageClient, world: World
) -> None:
    admin = world.administrator()
    assert enter(app, client, admin, "/manage") == "/second-step?next=/manage"
    led = client.get("/second-step?next=/manage")
    assert led.location == "/account/second-step?next=/manage"
    assert "so your work here needs it" in client.get(led.location).text
    phone = set_up(client, onwards="/manage")
    assert len(set(phone.on_paper)) == 10
    assert client.get("/manage").status_code == 200
    with app.app_context():
        card = queries.second_step(admin.id)
    assert card is not None
    assert card.codes_left == 10
    assert deeds(app, "people.second_step_set_up") == ["people.second_step_set_up"]
    assert [message["Subject"] for message in delivered(app)] == ["Your second step is set up"]


def test_the_page_after_setting_up_leads_on_to_the_page_wanted_of_ours_alone(
    app: Flask, client: PageClient, world: World
) -> None:
    enter(app, client, world.administrator())
    for wanted, link in (("/manage?x=1", "/manage?x=1"), ("//evil.example", "/")):
        client.send("/account/second-step/start", form="/account/second-step")
        page = "/account/second-step/set-up"
        phone = Phone(key_on(client.get(page).text))
        shown = client.send(page, {"code": phone.code(), "next": wanted})
        tree = html5lib.parse(shown.text, namespaceHTMLElements=False)
        onwards = [a.get("href") for a in tree.findall(".//main//a[@role='button']")]
        assert onwards == [link]
        client.send("/account/second-step/move", form="/account/second-step/move")


def test_the_key_stands_on_the_page_in_fours_and_as_a_drawing_of_its_own(
    app: Flask, client: PageClient, world: World
) -> None:
    person = world.administrator()
    enter(app, client, person)
    assert client.get("/account/second-step/code.svg").status_code == 404
    client.send("/account/second-step/start", form="/account/second-step")
    page = client.get("/account/second-step/set-up").text
    assert len(key_on(page)) == 32
    assert 'src="/account/second-step/code.svg"' in page
    assert 'inputmode="numeric"' in page
    assert 'autocomplete="one-time-code"' in page
    drawing = client.get("/account/second-step/code.svg")
    assert drawing.mimetype == "image/svg+xml"
    address = app_address(key_on(page), account=person.email or "", place=TRUST)
    assert drawing.text == qr_code(address)


def test_looking_at_the_pages_stores_nothing(app: Flask, client: PageClient, world: World) -> None:
    enter(app, client, world.administrator())
    client.send("/account/second-step/start", form="/account/second-step")
    before = stored(app)
    for path in ("", "/set-up", "/code.svg"):
        assert client.get(f"/account/second-step{path}").status_code == 200
    assert stored(app) == before


def test_a_code_that_does_not_fit_sets_nothing_up(
    app: Flask, client: PageClient, world: World
) -> None:
    person = world.administrator()
    enter(app, client, person)
    client.send("/account/second-step/start", form="/account/second-step")
    page = "/account/second-step/set-up"
    phone = Phone(key_on(client.get(page).text))
    for typed, words in ((phone.wrong(), "That code did not work"), ("12", "Type the 6 digits")):
        answer = client.send(page, {"code": typed})
        assert answer.status_code == 422
        assert words in answer.text
        assert key_on(answer.text) == phone.key
    with app.app_context():
        assert queries.second_step(person.id) is None
    assert client.get("/manage").status_code == 302


def test_neither_the_key_nor_a_recovery_code_is_in_the_database(
    app: Flask, client: PageClient, world: World
) -> None:
    phone = enter_twice(app, client, world.administrator())
    everything = stored(app)
    assert phone.key not in everything
    assert phone.on_paper
    for code in phone.on_paper:
        assert code not in everything
        assert code.replace(" ", "") not in everything


def test_logs_hold_no_key_no_code_and_no_address(
    app: Flask, client: PageClient, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    person = world.administrator()
    phone = enter_twice(app, client, person)
    wrong = phone.wrong()
    client.send("/second-step", {"code": wrong})
    client.send("/second-step", {"code": phone.on_paper[0]})
    said = "\n".join(record.getMessage() for record in caplog.records)
    for private in (phone.key, wrong, phone.on_paper[0], person.email or ""):
        assert private not in said


def test_the_recovery_codes_are_shown_once(app: Flask, client: PageClient, world: World) -> None:
    phone = enter_twice(app, client, world.administrator())
    for path in ("/account", "/account/second-step", "/account/second-step/set-up"):
        assert phone.on_paper[0] not in client.get(path).text


def test_new_recovery_codes_take_the_place_of_the_old_ones(
    app: Flask, client: PageClient, world: World
) -> None:
    old = enter_twice(app, client, world.administrator())
    shown = client.send("/account/second-step/codes").text
    new = re.findall(r"\d{4} \d{4} \d{4}", shown)
    assert len(new) == 10
    assert not set(new) & set(old.on_paper)
    assert client.send("/second-step", {"code": old.on_paper[0]}).status_code == 422
    assert client.send("/second-step", {"code": new[0]}).status_code == 302
    assert deeds(app, "people.recovery_codes_made") == ["people.recovery_codes_made"]


def test_another_phone_takes_the_place_of_the_old_one_and_signs_out_everywhere_else(
    app: Flask, client: PageClient, world: World, clockwork: time_machine.Traveller
) -> None:
    person = world.administrator()
    old = enter_twice(app, client, person)
    elsewhere = PageClient(app).sign_in(person)
    led = client.send("/account/second-step/move")
    new = Phone(key_on(client.get(led.location).text))
    assert new.key != old.key
    assert client.send(led.location, {"code": old.code()}).status_code == 422
    assert client.send(led.location, {"code": new.code()}).status_code == 200
    assert client.get("/manage").status_code == 200
    assert elsewhere.get("/account").status_code == 302
    clockwork.shift(timedelta(minutes=1))
    assert client.send("/second-step", {"code": old.code()}).status_code == 422
    assert client.send("/second-step", {"code": new.code()}).status_code == 302


@pytest.mark.parametrize("step", ["move", "codes", "remove"])
def test_changing_the_second_step_asks_for_a_code_that_is_minutes_old(
    app: Flask,
    client: PageClient,
    world: World,
    clockwork: time_machine.Traveller,
    step: str,
) -> None:
    page = f"/account/second-step/{step}"
    phone = enter_twice(app, client, world.person())
    clockwork.shift(timedelta(minutes=10) - timedelta(seconds=1))
    token = client.token(page)
    clockwork.shift(timedelta(seconds=1))
    before = stored(app)
    for answer in (client.get(page), client.post(page, data={"csrf_token": token})):
        assert answer.location == f"/second-step?next={page}"
    assert stored(app) == before
    assert client.send("/second-step", {"code": phone.code(), "next": page}).location == page
    assert client.get(page).status_code == 200


def test_no_action_changes_a_second_step_that_was_not_just_shown(
    app: Flask, client: PageClient, world: World, clockwork: time_machine.Traveller
) -> None:
    person = world.person()
    phone = enter_twice(app, client, person)
    half = PageClient(app)
    enter(app, half, person)
    with half.session_transaction() as session:
        token = session["_user_id"]
    with app.app_context():
        viewer = queries.viewer_of_session(token_digest(token), token, at=clock.now())
        assert viewer is not None
        key = actions.draw_key(viewer)
        plain = queries.opened_key(key, person.id)
        assert plain is not None
        for change in (
            lambda: actions.renew_recovery_codes(viewer),
            lambda: actions.remove_second_step(viewer),
            lambda: actions.set_up_second_step(viewer, key=key, typed=Phone(plain).code()),
        ):
            with pytest.raises(Missing):
                change()
    assert client.send("/second-step", {"code": phone.on_paper[0]}).status_code == 302


def test_a_key_that_was_drawn_for_somebody_else_sets_nothing_up(app: Flask, world: World) -> None:
    mine, theirs = world.viewer(world.person()), world.viewer(world.person())
    with app.app_context():
        key = actions.draw_key(theirs)
        plain = queries.opened_key(key, theirs.person_id)
        assert plain is not None
        with pytest.raises(Missing):
            actions.set_up_second_step(mine, key=key, typed=Phone(plain).code())


def test_a_second_step_that_nothing_here_needs_can_be_removed(
    app: Flask, client: PageClient, world: World
) -> None:
    person = world.person()
    enter_twice(app, client, person)
    assert "Remove it" in client.get("/account/second-step").text
    assert client.send("/account/second-step/remove").location == "/account"
    assert "Not set up" in client.get("/account").text
    assert enter(app, PageClient(app), person) == "/"
    with app.app_context():
        counts = [db.session.scalar(sa.select(sa.func.count(SecondStep.id)))]
        counts.append(db.session.scalar(sa.select(sa.func.count(RecoveryCode.id))))
    assert counts == [0, 0]
    assert deeds(app, "people.second_step_removed") == ["people.second_step_removed"]


def test_a_second_step_that_somebodys_work_needs_stays(
    app: Flask, client: PageClient, world: World
) -> None:
    person = world.administrator()
    enter_twice(app, client, person)
    assert "Remove it" not in client.get("/account/second-step").text
    answer = client.send("/account/second-step/remove")
    assert answer.status_code == 422
    assert "Your work here needs a second step" in answer.text
    with app.app_context():
        assert queries.second_step(person.id) is not None


def test_whoever_set_it_up_themselves_is_asked_for_it_too(
    app: Flask, client: PageClient, world: World, clockwork: time_machine.Traveller
) -> None:
    person = world.person()
    phone = enter_twice(app, client, person)
    clockwork.shift(timedelta(minutes=1))
    again = PageClient(app)
    assert enter(app, again, person, "/panel") == "/second-step?next=/panel"
    assert again.get("/panel").location == "/second-step?next=/panel"
    sent = again.send("/second-step", {"code": phone.code(), "next": "/panel"})
    assert sent.location == "/panel"
    assert again.get("/panel").status_code == 200


def test_after_the_secret_was_changed_people_set_their_second_step_up_anew(
    app: Flask, client: PageClient, world: World
) -> None:
    person = world.administrator()
    enter_twice(app, client, person)
    with app.app_context(), transaction() as session:
        session.execute(sa.update(SecondStep).values(key="sealed with another secret"))
    again = PageClient(app)
    assert enter(app, again, person, "/manage") == "/second-step?next=/manage"
    assert again.get("/second-step").location == "/account/second-step?next=/"
    set_up(again)
    assert again.get("/manage").status_code == 200


def test_the_account_page_tells_of_the_second_step_and_of_each_session(
    app: Flask, client: PageClient, world: World
) -> None:
    person = world.person()
    enter(app, client, person)
    page = client.get("/account").text
    assert "Not set up" in page
    assert "Second step done" not in page
    set_up(client)
    enter(app, PageClient(app), person)
    page = client.get("/account").text
    assert "Set up on" in page
    assert page.count("Second step done") == 1
    assert page.count("This browser") == 1
