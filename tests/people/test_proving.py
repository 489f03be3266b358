"""A second proof of who somebody is, before their work here is open to them."""

import re
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from recognition import clock
from recognition.access import ONE_PROOF, audience, opens_on_one_proof
from recognition.audit.queries import entries
from recognition.database import db
from recognition.errors import Missing, Refused
from recognition.panel import actions as panel
from recognition.panel.rules import CHAIR, DEPUTY, PANELLIST
from recognition.people import actions
from recognition.people.models import SignInSession
from recognition.people.queries import PersonCard, Viewer, viewer_of_session
from recognition.people.rules import ADMINISTRATOR, COMMUNICATIONS, token_digest
from recognition.people.session_views import BY_PROVIDER
from tests.page_client import PageClient
from tests.people.letters import delivered
from tests.second_steps import HALF_MINUTE, enter, enter_twice, set_up
from tests.world import TRUST, World

HEADER = "email,name,job_title,staff_group,band,team,site,manager_email,shift\n"


@pytest.fixture
def clockwork() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


def whoever(world: World, role: str) -> PersonCard:
    """Return somebody with this role, in an organisation or on a panel."""
    person = world.person()
    if role in {ADMINISTRATOR, COMMUNICATIONS}:
        return world.granted(role, person)
    world.appoint(world.round(), person, role=role)
    return person


def token_of(client: PageClient) -> str:
    with client.session_transaction() as session:
        token: str = session["_user_id"]
        return token


def looking(app: Flask, client: PageClient) -> Viewer | None:
    token = token_of(client)
    with app.app_context():
        return viewer_of_session(token_digest(token), token, at=clock.now())


def replayed(app: Flask, client: PageClient) -> PageClient:
    """Return the browser of a thief who has copied the cookie."""
    cookie = client.get_cookie("recognition")
    assert cookie
    thief = PageClient(app)
    thief.set_cookie("recognition", cookie.value)
    return thief


def pages_that_ask(app: Flask) -> Iterator[tuple[str, str]]:
    """Yield method and path of every page that one proof does not open."""
    for rule in app.url_map.iter_rules():
        if getattr(audience(app.view_functions[rule.endpoint]), ONE_PROOF, False):
            continue
        path = re.sub(r"<int:[^>]+>", "1", rule.rule)
        path = re.sub(r"<any\((\w+)[^>]*>", r"\1", path)
        path = re.sub(r"<string\(length=(\d+)\)[^>]*>", lambda found: "k" * int(found[1]), path)
        path = re.sub(r"<[^>]+>", "x", path)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            yield method, path


@pytest.mark.one_database
@pytest.mark.parametrize("role", [ADMINISTRATOR, COMMUNICATIONS, CHAIR, DEPUTY])
def test_whoever_looks_after_something_is_led_from_every_page_to_their_second_step(
    app: Flask, client: PageClient, world: World, role: str
) -> None:
    person = whoever(world, role)
    assert enter(app, client, person) == "/second-step?next=/"
    token = client.token("/account")
    asked = list(pages_that_ask(app))
    assert len(asked) > 100
    for method, path in asked:
        answer = client.open(path, method=method, data={"csrf_token": token})
        onwards = path if method == "GET" else "/"
        assert (answer.status_code, answer.location) == (
            302,
            f"/second-step?next={onwards}",
        ), (method, path)


def test_what_is_sent_without_a_second_proof_changes_nothing(
    app: Flask, client: PageClient, world: World
) -> None:
    admin, other = world.administrator(), world.person()
    enter(app, client, admin)
    token = client.token("/account")
    path = f"/manage/people/{other.id}/give/administrator"
    assert client.post(path, data={"csrf_token": token}).location == "/second-step?next=/"
    with app.app_context():
        assert entries(action="people.role_given")[1] == 1


def test_roles_sleep_until_a_second_proof(app: Flask, client: PageClient, world: World) -> None:
    admin = world.granted(COMMUNICATIONS, world.administrator())
    enter(app, client, admin)
    half = looking(app, client)
    assert half is not None
    assert (half.administers, half.communicates, half.asleep) == (frozenset(), frozenset(), True)
    page = client.get("/").text
    assert "Finish signing in" in page
    assert 'href="/manage"' not in page
    set_up(client)
    whole = looking(app, client)
    assert whole is not None
    place = frozenset({admin.organisation_id})
    assert (whole.administers, whole.communicates, whole.asleep) == (place, place, False)
    page = client.get("/").text
    assert "Finish signing in" not in page
    assert 'href="/manage"' in page


@pytest.mark.parametrize("role", [PANELLIST, ""])
def test_staff_and_panellists_need_no_second_step(
    app: Flask, client: PageClient, world: World, role: str
) -> None:
    person = whoever(world, role) if role else world.person()
    assert enter(app, client, person, "/panel") == "/panel"
    assert client.get("/panel").status_code == 200
    assert "Finish signing in" not in client.get("/").text


def test_a_nurse_who_is_also_a_chair_nominates_at_three_in_the_morning(
    app: Flask, client: PageClient, world: World
) -> None:
    nurse, round_ = whoever(world, CHAIR), world.round()
    page = f"/nominate/{round_.scheme.slug}"
    assert enter(app, client, nurse, page) == f"/second-step?next={page}"
    set_up(client)
    tonight = PageClient(app)
    led = enter(app, tonight, nurse, page)
    assert f'href="{page}"' in tonight.get(led).text
    world.person("Asha Patel")
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', tonight.get(page).text)
    started = tonight.post(page, data={**dict(hidden), "nominee": "Asha Patel"})
    assert started.status_code == 303, started.text
    assert tonight.get(started.location).status_code == 200
    assert tonight.get("/nominations").status_code == 200
    assert tonight.get("/panel").location == "/second-step?next=/panel"


def test_the_way_past_the_code_leads_to_pages_that_one_proof_opens(
    app: Flask, client: PageClient, world: World, clockwork: time_machine.Traveller
) -> None:
    person = world.administrator()
    enter_twice(app, client, person)
    again = PageClient(app)
    enter(app, again, person)
    for wanted, aside in (("/manage", "/"), ("/nominations?x=1", "/nominations?x=1")):
        page = again.get(f"/second-step?next={wanted}").text
        assert f'href="{aside}">Go on without a code' in page
    with app.test_request_context():
        assert opens_on_one_proof("/account")
        assert not opens_on_one_proof("/manage")
        assert not opens_on_one_proof("/no-such-page")


def test_a_code_signs_in_with_a_new_session_and_leads_to_the_page_wanted(
    app: Flask, client: PageClient, world: World, clockwork: time_machine.Traveller
) -> None:
    person = world.administrator()
    phone = enter_twice(app, client, person)
    clockwork.shift(HALF_MINUTE)
    again = PageClient(app)
    led = enter(app, again, person, "/manage/people")
    assert led == "/second-step?next=/manage/people"
    before, thief = token_of(again), replayed(app, again)
    sent = again.send(led, {"code": phone.code(), "next": "/manage/people"})
    assert (sent.status_code, sent.location) == (302, "/manage/people")
    assert token_of(again) != before
    assert again.get("/manage/people").status_code == 200
    assert thief.get("/account").location == "/sign-in?next=/account"
    with app.app_context():
        lines, _total = entries(action="people.signed_in")
    assert [line.details["how"] for line in lines[:2]] == ["second step", "mailed link"]


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_the_second_step_leads_on_to_our_own_pages_only(
    app: Flask, client: PageClient, world: World, wanted: str
) -> None:
    phone = enter_twice(app, client, world.administrator())
    sent = client.send("/second-step", {"code": phone.on_paper[0], "next": wanted})
    assert sent.location == "/"


def test_no_code_of_an_app_works_twice(
    app: Flask, client: PageClient, world: World, clockwork: time_machine.Traveller
) -> None:
    person = world.administrator()
    phone = enter_twice(app, client, person)
    again = PageClient(app)
    enter(app, again, person)
    used = again.send("/second-step", {"code": phone.code()})
    assert used.status_code == 422
    assert "A code works once" in used.text
    clockwork.shift(HALF_MINUTE)
    assert again.send("/second-step", {"code": phone.code(off=-1)}).status_code == 422
    assert again.send("/second-step", {"code": phone.code()}).status_code == 302


def test_a_recovery_code_works_once_and_its_owner_hears_of_it(
    app: Flask, client: PageClient, world: World
) -> None:
    person = world.administrator()
    phone = enter_twice(app, client, person)
    delivered(app)
    again = PageClient(app)
    enter(app, again, person)
    assert again.send("/second-step", {"code": phone.on_paper[3]}).status_code == 302
    assert "You have 9 recovery codes left." in again.get("/manage").text
    (letter,) = delivered(app)
    assert (letter["To"], letter["Subject"]) == (person.email, "A recovery code was used")
    assert "You have 9 more." in letter.get_content()
    assert again.send("/second-step", {"code": phone.on_paper[3]}).status_code == 422
    assert again.send("/second-step", {"code": phone.on_paper[4]}).status_code == 302


def test_five_wrong_codes_pause_that_person_in_every_browser_and_nobody_else(
    app: Flask, client: PageClient, world: World, clockwork: time_machine.Traveller
) -> None:
    person, colleague = world.administrator(), world.administrator()
    theirs = PageClient(app)
    other = enter_twice(app, theirs, colleague)
    phone = enter_twice(app, client, person)
    delivered(app)
    clockwork.shift(timedelta(minutes=1))
    browsers = [PageClient(app), PageClient(app)]
    for browser in browsers:
        enter(app, browser, person)
    for number in range(5):
        answer = browsers[number % 2].send("/second-step", {"code": phone.wrong()})
        assert answer.status_code == 422, number
        clockwork.shift(timedelta(minutes=1))
    assert [letter["Subject"] for letter in delivered(app)] == ["Several codes did not work"]
    for browser in browsers:
        for code in (phone.code(), phone.on_paper[0]):
            waits = browser.send("/second-step", {"code": code})
            assert waits.status_code == 429
            assert "Five codes did not work" in waits.text
            assert clock.spoken_time(clock.now() + timedelta(minutes=10, seconds=59)) in waits.text
        assert browser.get("/manage").location == "/second-step?next=/manage"
    assert theirs.send("/second-step", {"code": other.code()}).status_code == 302
    with app.app_context():
        lines, total = entries(action="people.code_missed")
    assert total == 5
    assert {(line.subject_kind, line.subject_id) for line in lines} == {("person", person.id)}
    clockwork.shift(timedelta(minutes=10) - timedelta(seconds=1))
    assert browsers[0].send("/second-step", {"code": phone.code()}).status_code == 429
    clockwork.shift(timedelta(seconds=1))
    assert browsers[0].send("/second-step", {"code": phone.code()}).status_code == 302


def test_what_is_no_code_is_not_counted(app: Flask, client: PageClient, world: World) -> None:
    phone = enter_twice(app, client, world.administrator())
    for _time in range(6):
        answer = client.send("/second-step", {"code": "my phone"})
        assert answer.status_code == 422
        assert "Type the 6 digits that your app shows" in answer.text
    assert client.send("/second-step", {"code": phone.on_paper[0]}).status_code == 302


def test_a_cookie_stolen_before_the_second_step_does_not_get_past_it(
    app: Flask, client: PageClient, world: World, clockwork: time_machine.Traveller
) -> None:
    person = world.administrator()
    phone = enter_twice(app, client, person)
    again = PageClient(app)
    enter(app, again, person)
    thief = replayed(app, again)
    token = thief.token("/account")
    for path in ("", "/set-up", "/move", "/codes", "/remove"):
        assert thief.get(f"/account/second-step{path}").status_code == 302
    for path in ("/start", "/set-up", "/move", "/codes", "/remove"):
        sent = thief.post(
            f"/account/second-step{path}", data={"csrf_token": token, "code": "123456"}
        )
        assert sent.status_code == 302
        assert sent.location.startswith(("/second-step?next=", "/account/second-step?next="))
    assert thief.get("/account/second-step/code.svg").status_code == 404
    clockwork.shift(HALF_MINUTE)
    assert again.send("/second-step", {"code": phone.code()}).status_code == 302
    assert thief.get("/account").location == "/sign-in?next=/account"
    assert thief.get("/manage").location == "/sign-in?next=/manage"


def test_a_cookie_stolen_before_setting_up_sees_neither_the_key_nor_what_comes_after(
    app: Flask, client: PageClient, world: World
) -> None:
    enter(app, client, world.administrator())
    client.get("/account")
    thief = replayed(app, client)
    client.send("/account/second-step/start", form="/account/second-step")
    assert thief.get("/account/second-step/set-up").location.startswith("/account/second-step?")
    assert thief.get("/account/second-step/code.svg").status_code == 404
    set_up(client)
    assert thief.get("/account").location == "/sign-in?next=/account"


def test_a_stolen_cookie_a_demoted_chair_and_a_leaver_are_out_at_the_next_request(
    app: Flask, client: PageClient, world: World
) -> None:
    owner, chair, leaver = world.administrator(), world.person(), world.person("Lee Ver")
    stays, round_ = world.person("Stef Ay"), world.round()
    world.appoint(round_, chair, role=CHAIR)
    browsers = {person.id: PageClient(app) for person in (owner, chair, leaver)}
    for person in (owner, chair, leaver):
        enter_twice(app, browsers[person.id], person)
    thief = replayed(app, browsers[owner.id])
    assert thief.get("/manage").status_code == 200
    assert browsers[chair.id].get(f"/panel/{round_.id}/ranking").status_code == 200
    assert browsers[leaver.id].get("/panel").status_code == 200

    browsers[owner.id].send("/account/sessions/end-others", form="/account")
    assert thief.get("/manage").status_code == 200  # it is a copy of the very session
    assert browsers[owner.id].send("/sign-out", form="/account").status_code == 302
    assert thief.get("/manage").location == "/sign-in?next=/manage"
    with app.app_context():
        panel.end_appointment(round_id=round_.id, person_id=chair.id, role=CHAIR, actor=None)
        kept = "".join(f"{p.email},{p.name},,,,,,,\n" for p in (owner, chair, stays))
        report = actions.import_people(f"{HEADER}{kept}".encode(), TRUST, leavers=True)
    assert report.left == 1
    ranking = f"/panel/{round_.id}/ranking"
    assert browsers[chair.id].get(ranking).location == f"/sign-in?next={ranking}"
    assert browsers[leaver.id].get("/panel").location == "/sign-in?next=/panel"
    with app.app_context():
        assert actions.make_sign_in_link(leaver.email or "") is None
    again = PageClient(app).sign_in(chair)
    assert again.get(ranking).status_code == 404


def test_the_session_before_ends_together_with_the_proof(
    app: Flask, client: PageClient, world: World
) -> None:
    person = world.administrator()
    phone = enter_twice(app, client, person)
    before = looking(app, client)
    assert before is not None
    with app.app_context():
        actions.prove(before, phone.on_paper[0])
    assert looking(app, client) is None
    with app.app_context(), pytest.raises(Missing):
        actions.prove(before, phone.on_paper[1])


def test_a_browser_that_came_by_the_organisations_sign_in_still_knows_so_after_the_code(
    app: Flask, client: PageClient, world: World
) -> None:
    enter(app, client, world.administrator())
    with client.session_transaction() as session:
        session[BY_PROVIDER] = True
        session["left_behind"] = "by somebody else"
    phone = set_up(client)
    assert client.send("/second-step", {"code": phone.on_paper[0]}).status_code == 302
    with client.session_transaction() as session:
        assert session[BY_PROVIDER] is True
        assert "left_behind" not in session


def test_of_two_who_type_the_same_code_at_once_one_gets_in(
    app: Flask, client: PageClient, world: World, clockwork: time_machine.Traveller
) -> None:
    person = world.administrator()
    phone = enter_twice(app, client, person)
    clockwork.shift(HALF_MINUTE)
    viewers = []
    for _browser in range(2):
        browser = PageClient(app)
        enter(app, browser, person)
        viewers.append(looking(app, browser))
    gate, outcomes = threading.Barrier(2), []

    def run(viewer: Viewer) -> None:
        with app.app_context():
            gate.wait(timeout=20)
            try:
                outcomes.append(type(actions.prove(viewer, phone.code())).__name__)
            except Refused:
                outcomes.append("Refused")

    threads = [threading.Thread(target=run, args=(viewer,)) for viewer in viewers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(outcomes) == ["Proved", "Refused"]


@pytest.mark.parametrize("shut", ["disabled", "left"])
def test_whoever_is_shut_out_between_link_and_code_gets_no_further(
    app: Flask, client: PageClient, world: World, shut: str
) -> None:
    person, _other = world.administrator(), world.administrator()
    phone = enter_twice(app, client, person)
    again = PageClient(app)
    enter(app, again, person)
    token = again.token("/second-step")
    with app.app_context():
        if shut == "disabled":
            actions.disable(person_id=person.id)
        else:
            others = f"{_other.email},{_other.name},,,,,,,\n"
            actions.import_people(f"{HEADER}{others}".encode(), TRUST, leavers=True)
    sent = again.post("/second-step", data={"csrf_token": token, "code": phone.on_paper[0]})
    assert sent.location.startswith("/sign-in")
    with app.app_context():
        living = sa.select(sa.func.count(SignInSession.id)).where(SignInSession.ended_at.is_(None))
        assert db.session.scalar(living) == 0


def test_a_proved_session_is_asked_nothing_more_and_an_unproved_one_a_single_question(
    app: Flask, client: PageClient, world: World, count_queries
) -> None:
    person = world.person()
    sessions = {"proved": PageClient(app).sign_in(person), "once": client}
    enter(app, client, person)
    asked: dict[str, dict[str, int]] = {}
    for name, browser in sessions.items():
        browser.get("/panel")
        asked[name] = {}
        for path in ("/help", "/nominations", "/panel"):
            with count_queries() as statements:
                assert browser.get(path).status_code == 200
            asked[name][path] = len(statements)
    more = {path: asked["once"][path] - asked["proved"][path] for path in asked["once"]}
    assert more == {"/help": 0, "/nominations": 0, "/panel": 1}
