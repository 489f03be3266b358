"""The outbox: what waits and what failed, in words, and what an administrator can do about it."""

import re
import socket
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from recognition import clock
from recognition.audit import queries as audit
from recognition.hall.checks import problems
from recognition.mail import actions, links, post, queries
from recognition.mail.post import by_smtp
from recognition.mail.queries import LetterCard
from recognition.people.queries import PersonCard
from recognition.people.rules import ADMINISTRATOR
from tests.conftest import QueryCounter
from tests.mail.mail_server import closed_port, mail_server
from tests.page_client import PageClient
from tests.people.test_cover import act, named
from tests.settings import settings_for
from tests.working import at_work
from tests.world import World
from tools.running import PATIENCE_SECONDS

OUTBOX = "/manage/outbox"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def administrator(client: PageClient, world: World) -> PersonCard:
    """Somebody who runs the installation, signed in."""
    person = world.administrator()
    client.sign_in(person)
    return person


def write(app: Flask, **changes: object) -> int:
    facts = {
        "kind": "nomination.withdrawn",
        "to_address": "asha@example.org",
        "subject": "You withdrew it",
        "body": "Hello Asha",
    }
    with app.app_context():
        return actions.write(**{**facts, **changes})


def sweep(app: Flask, url: str) -> int:
    with app.app_context():
        return actions.deliver_due(by_smtp(url))


def kept(app: Flask, number: int) -> LetterCard:
    with app.app_context():
        return queries.letter(number)


def deeds(app: Flask) -> list[tuple[str, str, dict[str, object]]]:
    with app.app_context():
        entries, _total = audit.entries(action="mail.")
        return [(one.action, one.subject_kind, dict(one.details)) for one in entries]


def send(client: PageClient, number: int, what: str, **data: str) -> object:
    return client.send(f"{OUTBOX}/{number}/{what}", data, form=f"{OUTBOX}/{number}")


@pytest.mark.parametrize("path", [OUTBOX, f"{OUTBOX}/1"])
def test_only_administrators_of_the_host_see_the_outbox(
    app: Flask, client: PageClient, world: World, path: str
) -> None:
    host = world.administrator()
    write(app)
    assert client.get(path).status_code == 302
    for stranger in (world.person(), world.administrator(organisation="Another Trust")):
        client.sign_in(stranger)
        assert client.get(path).status_code == 404
        token = client.token("/account")
        for deed in ("again", "1/again", "1/stop", "1/words"):
            answer = client.post(f"{OUTBOX}/{deed}", data={"csrf_token": token, "reason": "x"})
            assert answer.status_code == 404
    client.sign_in(host)
    assert client.get(path).status_code == 200
    assert kept(app, 1).given_up_at is None
    assert deeds(app) == []


def test_an_empty_outbox_says_so(client: PageClient, administrator: PersonCard) -> None:
    page = client.get(OUTBOX).text
    assert "No letters yet" in page
    assert "No mail server is set" in page
    assert "No letter stands so" in client.get(f"{OUTBOX}?state=given_up").text
    assert client.get(f"{OUTBOX}?state=odd").status_code == 200
    assert client.get(f"{OUTBOX}/1").status_code == 404


def test_a_refusal_by_the_mail_server_is_said_in_plain_words_and_tried_again_by_hand(
    app: Flask, client: PageClient, administrator: PersonCard
) -> None:
    number = write(app)
    with mail_server() as server, time_machine.travel(clock.now(), tick=False) as travelling:
        server.refused.add("asha@example.org")
        sweep(app, server.url)
        page = client.get(f"{OUTBOX}/{number}").text
        assert "The mail server does not take letters to this address" in page
        assert "(550)" in page
        assert "nobody of that name here" not in page, "the server's own words can hold an address"
        assert "With a problem" in page
        assert kept(app, number).attempts == 1
        listed = client.get(f"{OUTBOX}?state=problem").text
        assert "You withdrew your nomination" in listed
        assert "asha@example.org" in listed
        server.refused.clear()
        assert sweep(app, server.url) == 0, "not before its time"
        assert send(client, number, "again").status_code == 302
        travelling.shift(timedelta(seconds=1))
        assert sweep(app, server.url) == 1
        first = server.letters[0]["Message-ID"]
    assert kept(app, number).problem is None
    page = client.get(f"{OUTBOX}/{number}").text
    assert first.strip("<>") in page
    assert "Try again" not in page
    assert deeds(app) == [
        ("mail.tried_again", "letter", {"kind": "nomination.withdrawn", "attempts": 1})
    ]


def test_a_mail_server_that_hangs_loses_nothing_and_the_page_says_so(
    app: Flask,
    client: PageClient,
    administrator: PersonCard,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(post, "TIMEOUT_SECONDS", 0.2)
    number = write(app)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert sweep(app, f"smtp://127.0.0.1:{silent.getsockname()[1]}") == 0
    assert (
        "The mail server did not answer in time, or hung up."
        in client.get(f"{OUTBOX}/{number}").text
    )
    sweep(app, f"smtp://127.0.0.1:{closed_port()}")
    assert kept(app, number).attempts == 1, "it rests before the next attempt"
    send(client, number, "again")
    sweep(app, f"smtp://127.0.0.1:{closed_port()}")
    assert "The mail server could not be reached." in client.get(OUTBOX).text


def test_all_that_failed_lately_are_tried_again_and_nothing_else(
    app: Flask, client: PageClient, administrator: PersonCard
) -> None:
    links.register("test", lambda _target: None)
    old, older, waits = write(app), write(app), write(app, due_at=clock.now() + timedelta(days=9))
    nobody = write(app, body="{link}", link=("test", "x"))
    taken = write(app)
    card = write(app, kind="thanks.card")
    url = f"smtp://127.0.0.1:{closed_port()}"
    with app.app_context():
        actions.take_back(taken)
    with time_machine.travel(clock.now(), tick=False) as travelling:
        for _attempt in range(9):
            sweep(app, url)
            travelling.shift(timedelta(days=1, seconds=1))
        travelling.shift(timedelta(days=13))
        client.sign_in(administrator)
        fresh = write(app)
        sweep(app, url)
        page = client.get(OUTBOX).text
        assert re.search(r"Given up</a></dt>\s*<dd[^>]*>3<", page)
        answer = client.send(f"{OUTBOX}/again", form=OUTBOX, follow_redirects=True)
        assert "2 letters are tried again now." in answer.text
        for number in (fresh, waits):
            assert (kept(app, number).due_at, kept(app, number).attempts) == (clock.now(), 0)
        for number in (old, older):
            assert kept(app, number).given_up_at, "after two weeks it may no longer be true"
        for number in (nobody, taken, card):
            assert kept(app, number).given_up_at is not None
    assert ("mail.tried_all_again", "outbox", {"letters": 2}) in deeds(app)


def test_a_card_that_went_to_the_print_queue_is_not_sent_as_well(
    app: Flask, client: PageClient, administrator: PersonCard
) -> None:
    card = write(app, kind="thanks.card")
    page = client.get(f"{OUTBOX}/{card}").text
    assert "The card goes to the print queue instead." in page
    assert send(client, card, "stop", reason="They asked for a card").status_code == 302
    assert "Try again" not in client.get(f"{OUTBOX}/{card}").text
    answer = client.send(
        f"{OUTBOX}/{card}/again", form="/manage/letters/1/people.sign_in", follow_redirects=True
    )
    assert "cannot be tried again" in answer.text
    assert kept(app, card).given_up_at


def test_stopping_a_letter_needs_a_reason_and_is_kept(
    app: Flask, client: PageClient, administrator: PersonCard
) -> None:
    number = write(app)
    empty = send(client, number, "stop", reason="  ")
    assert empty.status_code == 422
    assert "Write why, for the record." in empty.text
    assert send(client, number, "stop", reason="x" * 201).status_code == 422
    assert kept(app, number).given_up_at is None
    page = client.send(
        f"{OUTBOX}/{number}/stop",
        {"reason": "Sent to the wrong Asha"},
        form=f"{OUTBOX}/{number}",
        follow_redirects=True,
    ).text
    assert "This letter will not be sent." in page
    assert "An administrator stopped it." in page
    with mail_server() as server:
        assert sweep(app, server.url) == 0
    assert deeds(app) == [
        (
            "mail.stopped",
            "letter",
            {"kind": "nomination.withdrawn", "reason": "Sent to the wrong Asha"},
        )
    ]
    assert "asha@example.org" not in str(deeds(app))
    send(client, number, "again")
    with mail_server() as server:
        assert sweep(app, server.url) == 1, "who stopped the wrong one can think again"


def test_a_letter_that_has_left_is_not_stopped(
    app: Flask, client: PageClient, administrator: PersonCard
) -> None:
    number = write(app)
    token = client.token(f"{OUTBOX}/{number}")
    with mail_server() as server:
        sweep(app, server.url)
    data = {"csrf_token": token, "reason": "Too late"}
    answer = client.post(f"{OUTBOX}/{number}/stop", data=data)
    assert answer.status_code == 422
    assert "no longer waits" in answer.text
    assert kept(app, number).sent_at


def test_a_letter_is_shown_apart_from_our_pages_without_its_link_and_that_is_kept(
    app: Flask, client: PageClient, administrator: PersonCard
) -> None:
    links.register("test", lambda target: f"http://localhost/secret-of-{target}")
    words = "Hello <script>alert(1)</script> </textarea>\u202e\n\nPress {link}"
    number = write(app, body=words, subject="For you <b>", link=("test", "seven"))
    client.typed = {"{{7*7}}"}
    shown = send(client, number, "words")
    assert shown.status_code == 200
    policy = shown.headers["Content-Security-Policy"].split("; ")
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert not any(part.startswith("script-src") for part in policy)
    assert "<script" not in shown.text
    assert "&lt;script&gt;alert(1)" in shown.text
    assert "For you &lt;b&gt;" in shown.text
    for secret in ("secret-of", "seven", "{link}", "<a "):
        assert secret not in shown.text
    assert "the link is put in here when the letter leaves" in shown.text
    assert deeds(app) == [("mail.letter_read", "letter", {"kind": "nomination.withdrawn"})]


def test_the_link_of_a_sign_in_letter_is_nowhere(
    app: Flask, client: PageClient, world: World, administrator: PersonCard
) -> None:
    person = world.person()
    visitor = PageClient(app)
    visitor.send("/sign-in", {"email": person.email})
    with mail_server() as server:
        sweep(app, server.url)
    [link] = re.findall(r"/sign-in/\S+", server.letters[0].get_content())
    for page in (client.get(OUTBOX), client.get(f"{OUTBOX}/1"), send(client, 1, "words")):
        assert page.status_code == 200
        assert link not in page.text
        assert "/sign-in/" not in page.text


def test_whoever_sits_on_a_panel_is_not_told_what_panels_write(
    app: Flask, client: PageClient, world: World, administrator: PersonCard
) -> None:
    number = write(
        app, kind="panel.interest", to_address="chair@example.org", subject="Asha knows Ben"
    )
    page = client.get(OUTBOX).text
    assert "Somebody knows a nominee" in page
    assert "chair@example.org" in page
    world.appoint(world.round(closes_in=timedelta(hours=1)), administrator)
    for path in (OUTBOX, f"{OUTBOX}/{number}"):
        page = client.get(path).text
        assert "A letter about judging" in page
        for secret in ("Somebody knows a nominee", "chair@example.org", "Asha knows Ben"):
            assert secret not in page
    assert send(client, number, "words").status_code == 404
    assert not [deed for deed in deeds(app) if deed[0] == "mail.letter_read"]


def test_whoever_acts_for_somebody_on_a_panel_is_not_told_what_panels_write(
    app: Flask, client: PageClient, world: World, administrator: PersonCard
) -> None:
    write(app, kind="panel.interest", to_address="chair@example.org", subject="Asha knows Ben")
    absent = world.administrator()
    world.appoint(world.round(closes_in=timedelta(hours=1)), absent)
    assert "chair@example.org" in client.get(OUTBOX).text
    assert act(client, named(world, absent, administrator, ADMINISTRATOR)) == 302
    page = client.get(OUTBOX).text
    assert "A letter about judging" in page
    assert "chair@example.org" not in page


def test_the_outbox_asks_the_database_equally_often_for_one_and_three(
    app: Flask, client: PageClient, administrator: PersonCard, count_queries: QueryCounter
) -> None:
    counts = []
    for more in (1, 2):
        for _letter in range(more):
            write(app)
        with count_queries() as statements:
            assert client.get(OUTBOX).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_outbox_is_read_page_by_page(
    app: Flask, client: PageClient, administrator: PersonCard
) -> None:
    for _letter in range(51):
        write(app)
    assert "51</span> letters" in client.get(OUTBOX).text
    assert "page=2" in client.get(f"{OUTBOX}?state=waiting").text
    second = client.get(f"{OUTBOX}?state=waiting&page=2").text
    assert second.count(f'href="{OUTBOX}/') == 2, "one letter, and its one link to open it"
    assert client.get(f"{OUTBOX}?page=9").location == f"{OUTBOX}?page=2"


def test_a_dead_worker_is_visible(
    database_url: str, app: Flask, client: PageClient, world: World, administrator: PersonCard
) -> None:
    app.config["SETTINGS"] = settings_for(database_url, mail_url="smtp://127.0.0.1:9")
    write(app)
    assert "No worker that delivers letters has been seen yet." in client.get(OUTBOX).text
    assert "has not left" not in client.get("/manage").text
    elsewhere = world.administrator(organisation="Another Trust")
    with time_machine.travel(clock.now() + 11 * MINUTE):
        client.sign_in(administrator)
        assert "1 letter waits, and no worker is running" in client.get("/manage").text
        assert "1 letter should have left more than ten minutes ago." in client.get(OUTBOX).text
        with app.app_context():
            assert [one for one in problems() if "1 letter waits, and no worker" in one]
            actions.sign_of_life()
            assert not [one for one in problems() if "no worker" in one]
        assert "See why 1 letter has not left." in client.get("/manage").text
        client.sign_in(elsewhere)
        page = client.get("/manage").text
        assert "has not left" not in page
        assert "no worker" not in page


def test_the_worker_gives_a_sign_of_life_and_letters_are_seen_to_leave(
    database_url: str, app: Flask, client: PageClient, administrator: PersonCard
) -> None:
    with mail_server() as server:
        app.config["SETTINGS"] = settings_for(database_url, mail_url=server.url)
        write(app)
        with at_work(app):
            assert server.receiving.wait(PATIENCE_SECONDS)
    page = client.get(OUTBOX).text
    assert "The worker that delivers letters was last seen" in page
    assert "A letter last left" in page
    with app.app_context():
        assert queries.delivery(clock.now()).counts["sent"] == 1


def test_a_letter_that_is_put_off_again_and_again_counts_as_late(
    database_url: str, app: Flask
) -> None:
    write(app)
    rests = write(app, due_at=clock.now() + timedelta(hours=1))
    with time_machine.travel(clock.now(), tick=False) as travelling:
        for _attempt in range(3):
            sweep(app, f"smtp://127.0.0.1:{closed_port()}")
            travelling.shift(6 * MINUTE)
        with app.app_context():
            found = queries.delivery(clock.now())
        assert (found.long_waiting, found.counts["problem"]) == (1, 1)
        assert kept(app, rests).attempts == 0
