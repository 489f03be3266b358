"""A letter whose words are gone is never offered to be sent again."""

from datetime import timedelta

import pytest
from flask import Flask

from recognition import clock
from recognition.database import db, transaction
from recognition.erased import Erased
from recognition.mail import actions as mail
from recognition.mail.actions import erasing, tending
from recognition.mail.actions.delivering import DISPOSALS
from recognition.mail.models import Letter
from recognition.mail.outbox_rules import SET_ASIDE, problem_words
from recognition.mail.queries.outbox import line_of
from recognition.mail.rules import BY_INTENT
from recognition.privacy.queries.retention_spared import spared

ADDRESS = "asha@example.org"


def written() -> int:
    return mail.write(kind="mail.test", to_address=ADDRESS, subject="Hello", body="Words.")


def test_an_erased_letter_is_set_aside_and_not_tried_again(app: Flask) -> None:
    now = clock.now()
    with app.app_context():
        number = written()
        with transaction():
            erasing.erase(Erased(at=now, addresses=frozenset({ADDRESS})))
        row = db.session.get_one(Letter, number)
        assert (row.body, row.given_up_at is None) == ("", False)
        line = line_of(row, now)
        assert (line.state, line.may_try) == (SET_ASIDE, False)
        assert "was erased" in problem_words(row.problem)
        assert tending.try_all_again(actor_id=1, now=now + timedelta(minutes=1)) == 0


def test_a_letter_without_words_is_not_tried_again_with_all_others(app: Flask) -> None:
    now = clock.now()
    with app.app_context():
        gone, whole = written(), written()
        with transaction() as session:
            for number in (gone, whole):
                row = session.get_one(Letter, number)
                row.given_up_at, row.problem = now, "SMTPServerDisconnected"
            session.get_one(Letter, gone).body = ""
        assert tending.try_all_again(actor_id=1, now=now + timedelta(minutes=1)) == 1
        db.session.expire_all()
        assert db.session.get_one(Letter, gone).given_up_at is not None
        assert db.session.get_one(Letter, whole).given_up_at is None


@pytest.mark.parametrize("why", BY_INTENT)
def test_what_was_not_to_be_sent_is_no_failure_once_its_words_are_gone(
    app: Flask, why: str
) -> None:
    now = clock.now()
    (disposal,) = DISPOSALS["letters"]
    with app.app_context():
        number = written()
        with transaction() as session:
            row = session.get_one(Letter, number)
            row.given_up_at, row.problem = now - timedelta(days=9), why
        assert disposal.dispose(now, 10, spared(now)) == 1
        db.session.expire_all()
        row = db.session.get_one(Letter, number)
        assert (row.body, row.to_address, row.problem) == ("", "", why)
        line = line_of(row, now)
        assert (line.state, line.may_try) == (SET_ASIDE, False)
