"""When a round closes: grace, late permission, a later close, and the reminder before it."""

import threading
from datetime import datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from recognition import clock
from recognition.database import db, transaction
from recognition.mail.models import Letter
from recognition.nominations import actions, queries
from recognition.nominations.models import Draft, LatePermission
from recognition.people.models import Person
from recognition.people.queries import PersonCard
from recognition.schemes import actions as scheming
from recognition.schemes.models import Round
from recognition.schemes.rules import Dates
from tests.nominations.conftest import Visiting, Writing, hidden
from tests.page_client import PageClient
from tests.world import World

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def round_changes(writing: Writing | Visiting, **facts: object) -> None:
    with writing.world.app.app_context(), transaction() as session:
        session.execute(update(Round).where(Round.id == writing.round.id).values(**facts))


def permit(writing: Writing, person: PersonCard, until: datetime, **facts: object) -> None:
    with writing.world.app.app_context(), transaction() as session:
        session.add(
            LatePermission(
                round_id=writing.round.id,
                person_id=person.id,
                until=until,
                granted_at=clock.now(),
                **facts,
            )
        )


def closing(writing: Writing | Visiting) -> datetime:
    assert writing.round.closes_at is not None
    return writing.round.closes_at


@pytest.mark.parametrize(
    ("after", "status"), [(3 * MINUTE - SECOND, 303), (3 * MINUTE, 303), (3 * MINUTE + SECOND, 422)]
)
def test_within_the_grace_it_is_taken_and_a_second_later_it_is_not(
    writing: Writing, after: timedelta, status: int
) -> None:
    round_changes(writing, grace_minutes=3)
    draft = writing.written()
    fields = writing.hidden(f"{draft}/check")
    with time_machine.travel(closing(writing) + after, tick=False):
        assert writing.client.post(f"{draft}/check", data=fields).status_code == status


def test_published_times_never_include_the_grace(writing: Writing) -> None:
    round_changes(writing, grace_minutes=3)
    draft, closes = writing.written(), closing(writing)
    said, with_grace = clock.spoken(closes), clock.spoken(closes + 3 * MINUTE)
    for moment in (closes - MINUTE, closes + MINUTE):
        with time_machine.travel(moment, tick=False):
            for page in ("", "/story", "/you", "/check"):
                text = writing.client.get(draft + page).text
                assert said in text
                assert with_grace not in text
                assert "This has closed" not in text
                assert f'data-closes="{closes.isoformat()}"' in text
    fields = writing.hidden(f"{draft}/story")
    with time_machine.travel(closes + 4 * MINUTE, tick=False):
        late = writing.client.post(f"{draft}/story", data=fields).text
        assert f"closed on {said}" in late
        assert with_grace not in late


def test_a_late_permission_is_for_one_person_and_ends(writing: Writing) -> None:
    draft, closes = writing.written(), closing(writing)
    other = Writing(
        PageClient(writing.world.app), writing.world, writing.round, writing.asha, writing.me
    )
    other.client.sign_in(other.me)
    theirs = other.begun(nominee="Nia Novak")
    until = closes + timedelta(hours=2)
    permit(writing, writing.me, until)
    with time_machine.travel(closes + timedelta(hours=1), tick=False):
        page = writing.client.get(f"{draft}/check").text
        assert clock.spoken(until) in page
        assert "This has closed" not in page
        assert "closed on" in other.told(theirs).text
        assert "closed on" in other.client.get(other.start).text
        listed = writing.client.get("/nominations").text
        assert f"Send it by {clock.spoken(until)}" in listed
        again = writing.client.get(writing.start).text
        assert "Who would you like to nominate?" in again
    fields = writing.hidden(f"{draft}/check")
    with time_machine.travel(until + SECOND, tick=False):
        late = writing.client.post(f"{draft}/check", data=fields)
        assert late.status_code == 422
        assert f"closed on {clock.spoken(closes)}" in late.text
    with time_machine.travel(until, tick=False):
        assert writing.client.post(f"{draft}/check", data=fields).status_code == 303


def test_a_late_permission_that_was_ended_is_none(writing: Writing) -> None:
    draft, closes = writing.written(), closing(writing)
    permit(writing, writing.me, closes + timedelta(hours=2), ended_at=clock.now())
    fields = writing.hidden(f"{draft}/check")
    with time_machine.travel(closes + MINUTE, tick=False):
        assert writing.client.post(f"{draft}/check", data=fields).status_code == 422
    with writing.world.app.app_context():
        assert queries.late_until(writing.round.id, writing.me.id, closes) is None


def test_a_later_close_reopens_the_drafts_that_the_close_had_closed(writing: Writing) -> None:
    draft, closes = writing.written(), closing(writing)
    with time_machine.travel(closes + timedelta(hours=1), tick=False):
        assert "This has closed" in writing.client.get(f"{draft}/check").text
        listed = writing.client.get("/nominations").text
        assert "Not sent" in listed
        assert "ineligible" not in listed.lower()
        card = writing.round
        with writing.world.app.app_context():
            dates = Dates(
                card.opens_at,
                closes + timedelta(days=1),
                card.judging_ends_at,
                card.announces_at,
            )
            scheming.edit_round(
                card.scheme.slug, card.slug, name=card.name, dates=dates, actor=None
            )
        assert "This has closed" not in writing.client.get(f"{draft}/check").text
        assert writing.send(draft).status_code == 303


def test_without_javascript_the_closing_time_stands_on_every_page(visiting: Visiting) -> None:
    draft = visiting.written()
    for page in (visiting.start, f"{draft}/story", f"{draft}/you", f"{draft}/check"):
        text = visiting.client.get(page).text
        assert f"closes on {clock.spoken(closing(visiting))}." in text


def reminded(world: World) -> list[tuple[str, str]]:
    """Return to whom reminders went and with what private link, oldest first."""
    with world.app.app_context():
        rows = db.session.execute(
            select(Letter.to_address, Letter.link_kind)
            .where(Letter.kind == "nomination.unsent")
            .order_by(Letter.id)
        )
        return [(address, kind or "") for address, kind in rows]


def remind(world: World, moment: datetime) -> int:
    with world.app.app_context():
        return actions.remind_unsent(moment)


def test_a_complete_draft_that_was_not_sent_is_reminded_once_a_day_before_the_close(
    visiting: Visiting,
) -> None:
    complete = visiting.written()
    unfinished = visiting.written()
    visiting.told(unfinished, answer_2="", later="1")
    day_before = closing(visiting) - timedelta(hours=24)
    assert remind(visiting.world, day_before - SECOND) == 0
    assert remind(visiting.world, day_before) == 1
    assert remind(visiting.world, day_before + SECOND) == 0
    assert reminded(visiting.world) == [("joan@example.org", "draft")]
    assert visiting.draft(complete).reminded_at == day_before
    letter = visiting.letters()[0]
    assert "not sent yet" in letter.subject
    assert clock.spoken(closing(visiting)) in letter.body
    assert "after her shift" not in letter.body


def test_somebody_who_signed_in_is_reminded_at_their_address(writing: Writing) -> None:
    writing.written()
    assert remind(writing.world, closing(writing) - MINUTE) == 1
    assert reminded(writing.world) == [(writing.me.email, "draft")]


def test_nobody_is_reminded_of_what_was_sent_or_of_a_round_that_has_closed(
    writing: Writing,
) -> None:
    draft = writing.written()
    assert remind(writing.world, closing(writing) + SECOND) == 0
    writing.send(draft)
    assert remind(writing.world, closing(writing) - MINUTE) == 0


def test_nobody_who_has_left_is_reminded(writing: Writing) -> None:
    writing.written()
    with writing.world.app.app_context(), transaction() as session:
        session.execute(
            update(Person).where(Person.id == writing.me.id).values(left_at=clock.now())
        )
    assert remind(writing.world, closing(writing) - MINUTE) == 0


def test_two_workers_at_the_same_moment_remind_once(writing: Writing) -> None:
    for _each in range(3):
        writing.written()
    gate, counts = threading.Barrier(4), []

    def work() -> None:
        gate.wait(timeout=20)
        counts.append(remind(writing.world, closing(writing) - MINUTE))

    threads = [threading.Thread(target=work) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sum(counts) == 3
    assert len(reminded(writing.world)) == 3


def test_a_visitor_has_the_grace_too_and_no_late_permission(visiting: Visiting) -> None:
    round_changes(visiting, grace_minutes=5)
    closes = closing(visiting)
    with time_machine.travel(closes - MINUTE, tick=False):
        draft = visiting.written()
        fields = hidden(visiting.client, f"{draft}/check")
    with time_machine.travel(closes + 4 * MINUTE, tick=False):
        assert visiting.client.post(f"{draft}/check", data=fields).status_code == 303
    with visiting.world.app.app_context():
        assert queries.late_until(visiting.round.id, None, closes) is None
        assert db.session.scalar(select(Draft.id)) is None
