"""Letters wait in the outbox and reach a real mail server, once."""

import logging
import threading
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event, text

from recognition import clock
from recognition.database import db
from recognition.mail import actions, links
from recognition.mail.post import by_smtp
from recognition.mail.queries import LetterCard, letters
from tests.mail.mail_server import closed_port, mail_server
from tests.page_client import PageClient
from tests.settings import settings_for
from tests.working import at_work
from tests.world import World
from tools.running import until


def write(app: Flask, **changes: object) -> None:
    facts = {
        "kind": "test.letter",
        "to_address": "asha@example.org",
        "subject": "Somebody noticed you",
        "body": "Hello Zoë 🌼\n\nWell done.",
    }
    with app.app_context():
        actions.write(**{**facts, **changes})


def outbox(app: Flask) -> list[LetterCard]:
    with app.app_context():
        return letters()


def sweep(app: Flask, url: str) -> int:
    with app.app_context():
        return actions.deliver_due(by_smtp(url))


def test_a_letter_reaches_a_real_mail_server_once(app: Flask) -> None:
    write(app)
    with mail_server() as server:
        assert sweep(app, server.url) == 1
        assert sweep(app, server.url) == 0
    [letter] = server.letters
    assert server.recipients == [["asha@example.org"]]
    assert letter["To"] == "asha@example.org"
    assert letter["Subject"] == "Somebody noticed you"
    assert letter.get_content().split() == ["Hello", "Zoë", "🌼", "Well", "done."]
    assert letter.get_content_type() == "text/plain"
    assert outbox(app)[0].sent_at


def test_a_letter_waits_until_it_is_due(app: Flask) -> None:
    write(app, due_at=clock.now() + timedelta(hours=1))
    with mail_server() as server:
        assert sweep(app, server.url) == 0
        with time_machine.travel(clock.now() + timedelta(hours=1, seconds=1)):
            assert sweep(app, server.url) == 1


def test_a_mail_server_that_is_down_never_fails_the_page_and_the_letter_goes_later(
    app: Flask, client: PageClient, world: World
) -> None:
    person = world.person()
    response = client.send("/sign-in", {"email": person.email})
    assert response.status_code == 302
    with time_machine.travel(clock.now(), tick=False) as travelling:
        assert sweep(app, f"smtp://127.0.0.1:{closed_port()}") == 0
        [waiting] = outbox(app)
        assert (waiting.sent_at, waiting.given_up_at, waiting.attempts) == (None, None, 1)
        assert waiting.problem == "ConnectionRefusedError"
        with mail_server() as server:
            assert sweep(app, server.url) == 0, "not before its time"
            travelling.shift(timedelta(minutes=1, seconds=1))
            assert sweep(app, server.url) == 1
    assert "/sign-in/" in server.letters[0].get_content()
    assert outbox(app)[0].problem is None


def test_a_refusal_by_the_mail_server_shows_on_the_record(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    write(app, to_address="gone@example.org")
    write(app, to_address="here@example.org")
    with mail_server() as server:
        server.refused.add("gone@example.org")
        assert sweep(app, server.url) == 1
    gone = next(letter for letter in outbox(app) if letter.to_address == "gone@example.org")
    assert gone.sent_at is None
    assert gone.problem == "SMTPRecipientsRefused 550"
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("recognition")]
    assert ours
    assert "example.org" not in " ".join(ours)


def test_a_letter_is_given_up_after_its_last_attempt(app: Flask) -> None:
    write(app)
    url = f"smtp://127.0.0.1:{closed_port()}"
    with time_machine.travel(clock.now(), tick=False) as travelling:
        for _attempt in range(9):
            sweep(app, url)
            travelling.shift(timedelta(days=1, seconds=1))
    [letter] = outbox(app)
    assert letter.attempts == 9
    assert letter.given_up_at


def test_two_workers_never_send_one_letter_twice(app: Flask) -> None:
    for number in range(12):
        write(app, subject=f"Letter {number}")
    ready = threading.Barrier(3)

    def work(url: str) -> None:
        ready.wait()
        sweep(app, url)

    with mail_server() as server:
        workers = [threading.Thread(target=work, args=(server.url,)) for _worker in range(3)]
        for thread in workers:
            thread.start()
        for thread in workers:
            thread.join()
    subjects = sorted(letter["Subject"] for letter in server.letters)
    assert subjects == sorted(f"Letter {number}" for number in range(12))


def test_a_letter_whose_worker_died_is_sent_by_the_next_with_the_same_number(app: Flask) -> None:
    write(app)
    sent: list[str] = []

    def dies(message: object) -> None:
        sent.append(message["Message-ID"])
        raise KeyboardInterrupt

    with time_machine.travel(clock.now(), tick=False) as travelling:
        with app.app_context(), pytest.raises(KeyboardInterrupt):
            actions.deliver_due(dies)
        with mail_server() as server:
            assert sweep(app, server.url) == 0, "it may still be on its way"
            travelling.shift(timedelta(minutes=5, seconds=1))
            assert sweep(app, server.url) == 1
    assert [letter["Message-ID"] for letter in server.letters] == sent


def test_the_private_link_is_made_at_delivery_and_not_kept(app: Flask) -> None:
    links.register("test", lambda target: f"http://localhost/secret-of-{target}")
    write(app, body="Press {link}", link=("test", "seven"))
    assert "secret-of" not in repr(outbox(app))
    with mail_server() as server:
        sweep(app, server.url)
    assert "http://localhost/secret-of-seven" in server.letters[0].get_content()
    assert "secret-of" not in repr(outbox(app))


def test_a_letter_that_travels_holds_nothing_of_the_database(app: Flask) -> None:
    def make(target: str) -> str:
        db.session.execute(text("SELECT 1 FROM letter"))
        return f"http://localhost/{target}"

    links.register("test", make)
    write(app, body="Press {link}", link=("test", "seven"))
    held: list[bool] = []
    with app.app_context():
        actions.deliver_due(lambda _message: held.append(db.session().in_transaction()))
    assert held == [False]


def test_a_letter_with_nobody_to_write_to_is_closed_unsent(app: Flask) -> None:
    links.register("test", lambda _target: None)
    write(app, link=("test", "nobody"))
    with mail_server() as server:
        assert sweep(app, server.url) == 0
    assert server.letters == []
    [letter] = outbox(app)
    assert (letter.given_up_at is not None, letter.problem) == (True, "nobody to write to")


def test_a_typed_subject_cannot_add_headers(app: Flask) -> None:
    write(app, subject="Well done\r\nBcc: evil@example.com\n\nBuy things")
    with mail_server() as server:
        sweep(app, server.url)
    [letter] = server.letters
    assert letter["Bcc"] is None
    assert server.recipients == [["asha@example.org"]]
    assert letter["Subject"] == "Well done Bcc: evil@example.com Buy things"


@pytest.mark.parametrize(
    ("unsendable", "problem"),
    [
        ({"link": ("no-such-kind", "private words")}, "KeyError"),
        ({"to_address": "private words\n@example.org"}, "ValueError"),
    ],
)
def test_one_letter_that_cannot_be_sent_stops_no_other(
    app: Flask, caplog: pytest.LogCaptureFixture, unsendable: dict[str, object], problem: str
) -> None:
    write(app, subject="Cannot be sent", **unsendable)
    write(app, subject="Can be sent")
    with mail_server() as server:
        assert sweep(app, server.url) == 1
    assert [letter["Subject"] for letter in server.letters] == ["Can be sent"]
    stays = next(letter for letter in outbox(app) if letter.subject == "Cannot be sent")
    assert (stays.sent_at, stays.problem, stays.attempts) == (None, problem, 1)
    assert stays.due_at > clock.now()
    assert "private words" not in caplog.text


def test_a_letter_is_sent_once_whatever_goes_wrong_in_the_room_that_waits_for_it(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(letter_id: int, was_sent: bool) -> None:
        heard.append((letter_id, was_sent))
        actions.write(kind="test.lost", to_address="b@example.org", subject="x", body="x")
        raise RuntimeError("words of a story")

    heard: list[tuple[int, bool]] = []
    links.register_waiting("test.letter", stumble)
    write(app)
    write(app, kind="test.other")
    with mail_server() as server:
        assert sweep(app, server.url) == 2
        assert sweep(app, server.url) == 0
        assert len(server.letters) == 2
    assert len(heard) == 1
    assert {letter.kind for letter in outbox(app)} == {"test.letter", "test.other"}
    assert all(letter.sent_at for letter in outbox(app))
    assert "RuntimeError" in caplog.text
    assert "words of a story" not in caplog.text
    links.register_waiting("test.letter", lambda _letter_id, _was_sent: None)


def test_a_long_subject_is_cut_to_what_the_outbox_holds(app: Flask) -> None:
    write(app, subject="a" * 400)
    write(app, subject="b" * 200)
    assert {letter.subject for letter in outbox(app)} == {"a" * 199 + "…", "b" * 200}


def test_a_worker_that_stops_leaves_the_letters_after_the_one_in_flight(app: Flask) -> None:
    write(app)
    write(app)
    stop = threading.Event()
    with app.app_context():
        assert actions.deliver_due(lambda _message: stop.set(), stopping=stop.is_set) == 1
    assert sum(letter.attempts for letter in outbox(app)) == 1


def test_the_worker_goes_on_after_an_unexpected_error(
    database_url: str, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    trouble = ["private words"]

    def stumble(*_statement: object) -> None:
        if trouble:
            raise RuntimeError(trouble.pop())

    with mail_server() as server:
        app.config["SETTINGS"] = settings_for(database_url, mail_url=server.url)
        write(app)
        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", stumble)
        with at_work(app):
            until(lambda: server.letters, "a letter")
    assert len(server.letters) == 1
    assert "RuntimeError" in caplog.text
    assert "private words" not in caplog.text


def test_the_worker_delivers_until_it_is_told_to_stop(database_url: str, app: Flask) -> None:
    with mail_server() as server:
        app.config["SETTINGS"] = settings_for(database_url, mail_url=server.url)
        write(app)
        with at_work(app):
            until(lambda: outbox(app)[0].sent_at, "a letter to be marked as sent")
    assert len(server.letters) == 1
