"""Reminders: to those who are behind, at times the chair sets, once, and about nobody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from recognition import clock
from recognition.app import CHORES
from recognition.database import db, transaction
from recognition.errors import Refused
from recognition.mail.models import Letter
from recognition.nominations.models import Nomination
from recognition.panel import actions
from recognition.panel.models import Phase, Reminder
from recognition.panel.rules import PANELLIST, check_reminder
from recognition.people.models import Person
from recognition.schemes.models import Round
from tests.page_client import PageClient
from tests.panel.conftest import Judging

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def remind_in(judging: Judging, *after: timedelta) -> None:
    with judging.app.app_context():
        now = clock.now().replace(microsecond=0)
        for each in after:
            actions.set_reminder(round_id=judging.round.id, at=now + each, received=now, actor=None)


def remind(judging: Judging, after: timedelta) -> int:
    """Do what the worker does, so long from now."""
    with judging.app.app_context():
        return actions.remind_panellists(clock.now() + after)


def reading_between(judging: Judging, start: timedelta, end: timedelta) -> None:
    """Let panellists score between two instants, so long from now."""
    with judging.app.app_context(), transaction():
        now = clock.now().replace(microsecond=0)
        db.session.add(
            Phase(
                round_id=judging.round.id,
                position=1,
                name="Reading",
                starts_at=now + start,
                ends_at=now + end,
                may_score=True,
            )
        )


def letters(judging: Judging) -> dict[str, str]:
    with judging.app.app_context():
        found = db.session.scalars(select(Letter).where(Letter.kind == "panel.reminder")).all()
        assert len({letter.to_address for letter in found}) == len(found)
        return {letter.to_address: letter.body for letter in found}


def test_the_worker_does_it() -> None:
    assert actions.remind_panellists in CHORES


def test_only_those_who_are_behind_are_written_to_and_once(judging: Judging) -> None:
    numbers = [judging.nominate() for _one in range(3)]
    for number in numbers:
        judging.assigned(number, judging.asha)
    judging.assigned(numbers[0], judging.ben)
    judging.world.reviewed(numbers[0], judging.ben)
    judging.world.reviewed(numbers[0], judging.asha)
    judging.world.reviewed(numbers[1], judging.asha, send=False)
    remind_in(judging, HOUR)
    assert remind(judging, timedelta(0)) == 0
    assert remind(judging, HOUR) == 1
    assert remind(judging, 2 * HOUR) == 0
    [(address, body)] = letters(judging).items()
    assert address == judging.asha.email
    assert "2 nominees are waiting for your scores, about 4 minutes" in body
    assert "Please send your scores by" in body
    for name in (judging.ben.name, judging.chair.name, *(who.name for who in judging.nominees)):
        assert name not in body


def test_a_letter_counts_nobody_whom_its_reader_knows_and_nobody_withdrawn(
    judging: Judging,
) -> None:
    numbers = [judging.nominate() for _one in range(3)]
    for number in numbers:
        judging.assigned(number, judging.asha)
    with judging.app.app_context(), transaction():
        db.session.execute(
            update(Person)
            .where(Person.id == judging.nominees[0].id)
            .values(manager_id=judging.asha.id)
        )
        db.session.execute(
            update(Nomination)
            .where(Nomination.candidacy_id == numbers[1])
            .values(withdrawn_at=clock.now())
        )
    remind_in(judging, HOUR)
    assert remind(judging, HOUR) == 1
    assert "1 nominee is waiting" in letters(judging)[str(judging.asha.email)]


def test_somebody_whose_seat_ended_gets_no_reminder(judging: Judging) -> None:
    judging.assigned(judging.nominate(), judging.asha)
    remind_in(judging, HOUR)
    with judging.app.app_context():
        actions.end_appointment(
            round_id=judging.round.id, person_id=judging.asha.id, role=PANELLIST, actor=None
        )
    assert remind(judging, HOUR) == 0


def test_after_judging_nobody_is_reminded(judging: Judging) -> None:
    judging.assigned(judging.nominate(), judging.asha)
    remind_in(judging, HOUR)
    with judging.app.app_context(), transaction():
        db.session.execute(update(Round).values(judging_ends_at=clock.now() + HOUR / 2))
    assert remind(judging, HOUR) == 0
    with judging.app.app_context():
        assert db.session.scalars(select(Reminder.sent_at)).one() is not None


def test_after_judging_nobody_is_reminded_even_if_a_phase_says_otherwise(
    judging: Judging,
) -> None:
    judging.assigned(judging.nominate(), judging.asha)
    reading_between(judging, -HOUR, 4 * HOUR)
    remind_in(judging, HOUR)
    with judging.app.app_context(), transaction():
        db.session.execute(update(Round).values(judging_ends_at=clock.now() + HOUR / 2))
    assert remind(judging, HOUR) == 0


def test_outside_a_phase_of_scoring_nobody_is_reminded(judging: Judging) -> None:
    judging.assigned(judging.nominate(), judging.asha)
    remind_in(judging, HOUR, 3 * HOUR)
    reading_between(judging, 2 * HOUR, 4 * HOUR)
    assert remind(judging, HOUR + timedelta(seconds=2)) == 0
    assert remind(judging, 3 * HOUR) == 1


def test_reminders_that_are_due_together_are_one_letter(judging: Judging) -> None:
    judging.assigned(judging.nominate(), judging.asha)
    remind_in(judging, HOUR, 2 * HOUR, 5 * HOUR)
    assert remind(judging, 3 * HOUR) == 1
    with judging.app.app_context():
        sent = db.session.scalars(select(Reminder.sent_at).order_by(Reminder.at)).all()
    assert [each is not None for each in sent] == [True, True, False]


def test_two_workers_write_one_letter(judging: Judging) -> None:
    judging.assigned(judging.nominate(), judging.asha)
    remind_in(judging, HOUR)
    with ThreadPoolExecutor(2) as pool:
        written = sum(pool.map(lambda _one: remind(judging, HOUR), range(2)))
    assert written == 1
    assert len(letters(judging)) == 1


def test_a_reminder_lies_ahead_and_before_the_end_of_judging() -> None:
    now = datetime.fromisoformat("2026-12-01T12:00:00+00:00")
    check_reminder(at=now + HOUR, now=now, judging_ends_at=now + HOUR)
    check_reminder(at=now + HOUR, now=now, judging_ends_at=None)
    for at in (now, now - HOUR, now + HOUR + timedelta(seconds=1)):
        with pytest.raises(Refused):
            check_reminder(at=at, now=now, judging_ends_at=now + HOUR)


def test_the_chair_sets_and_takes_back_reminders(client: PageClient, judging: Judging) -> None:
    page = f"/panel/{judging.round.id}/reminders"
    client.sign_in(judging.chair)
    assert "No reminders are set" in client.get(page).text
    day = clock.today() + 3 * DAY
    data = {"at-day": str(day.day), "at-month": str(day.month), "at-year": str(day.year)}
    assert client.send(page, data).status_code == 302
    with judging.app.app_context():
        row = db.session.scalars(select(Reminder)).one()
        assert f"{clock.in_london(row.at):%H:%M}" == "09:00"
        number = row.id
    assert "at 9am" in client.get(page).text
    answer = client.send(page, data)
    assert answer.status_code == 422
    assert "a reminder at that time already" in answer.text
    assert client.send(f"{page}/{number}/remove", form=page).status_code == 302
    assert client.send(f"{page}/{number}/remove", form=page).status_code == 404
    with judging.app.app_context():
        assert db.session.scalars(select(Reminder)).all() == []


def test_letters_that_have_left_are_not_taken_back(client: PageClient, judging: Judging) -> None:
    remind_in(judging, HOUR)
    remind(judging, HOUR)
    page = f"/panel/{judging.round.id}/reminders"
    client.sign_in(judging.chair)
    with judging.app.app_context():
        number = db.session.scalars(select(Reminder.id)).one()
    client.send(f"{page}/{number}/remove", form=page)
    assert "have left already" in client.get(page).text
    with judging.app.app_context():
        assert db.session.scalars(select(Reminder.id)).all() == [number]


def test_odd_times_get_a_clear_error(client: PageClient, judging: Judging) -> None:
    page = f"/panel/{judging.round.id}/reminders"
    client.sign_in(judging.chair)
    for data, word in (
        ({}, "Enter the day on which the letters are to leave"),
        ({"at-day": "1", "at-month": "1", "at-year": "2020"}, "has passed"),
        ({"at-day": "1", "at-month": "1", "at-year": "2199"}, "Judging has ended by then"),
        ({"at-day": "٣", "at-month": "1", "at-year": "2199"}, "Enter a date like"),
    ):
        answer = client.send(page, data)
        assert answer.status_code == 422
        assert word in answer.text


def test_the_usual_reminders_are_set_once_and_only_those_to_come(
    client: PageClient, judging: Judging
) -> None:
    page = f"/panel/{judging.round.id}/reminders"
    client.sign_in(judging.chair)
    for _twice in range(2):
        assert client.send(f"{page}/usual", form=page).status_code == 302
    with judging.app.app_context(), transaction():
        found = db.session.scalars(select(Reminder.at).order_by(Reminder.at)).all()
        assert judging.round.judging_ends_at is not None
        last = clock.in_london(judging.round.judging_ends_at).date()
        assert [(last - clock.in_london(at).date()).days for at in found] == [7, 2]
        db.session.execute(update(Round).values(judging_ends_at=clock.now() + DAY))
        usual = actions.set_usual_reminders(
            round_id=judging.round.id, received=clock.now(), actor=None
        )
    assert usual == 0


def test_only_the_chair_sets_reminders(client: PageClient, judging: Judging) -> None:
    page = f"/panel/{judging.round.id}/reminders"
    for person in (judging.asha, judging.world.administrator()):
        assert client.sign_in(person).get(page).status_code == 404
