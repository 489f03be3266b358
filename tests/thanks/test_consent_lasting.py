"""For how long a yes holds: to the instant, on every night of the year."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from recognition import clock
from recognition.database import db
from recognition.thanks import actions, queries
from recognition.thanks.lasting import (
    ALWAYS,
    AS_BEFORE,
    ONE_YEAR,
    TWO_YEARS,
    earliest,
    last_day,
    paper_counts,
)
from recognition.thanks.models import Consent
from recognition.thanks.rules import CHANNELS, PHOTO, PRESS
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.thanks.conftest import Desk
from tests.world import World

YES = dict.fromkeys(CHANNELS, "yes")


@pytest.fixture
def code(app: Flask, desk: Desk, world: World) -> str:
    world.nomination(world.round(), nominee=world.person("Tendai Moyo"))
    desk.thank()
    with app.app_context():
        return queries.code_of(desk.cards()[0].id)


def rows(app: Flask) -> list[Consent]:
    with app.app_context():
        found = list(db.session.scalars(select(Consent).order_by(Consent.id)))
        db.session.expunge_all()
        return found


@pytest.mark.parametrize(
    ("span", "day", "last"),
    [
        (ONE_YEAR, date(2026, 11, 28), date(2027, 11, 28)),
        (TWO_YEARS, date(2026, 11, 28), date(2028, 11, 28)),
        (TWO_YEARS, date(2028, 2, 29), date(2030, 2, 28)),
        (ALWAYS, date(2026, 11, 28), None),
    ],
)
def test_a_yes_holds_for_whole_years(span: str, day: date, last: date | None) -> None:
    assert last_day(span, day) == last


@pytest.mark.parametrize(
    ("given", "later_by", "on_paper", "counts"),
    [
        (True, 1, False, True),
        (True, 0, False, False),
        (False, 0, False, True),
        (True, 0, True, True),
        (False, -1, False, False),
        (True, -1, True, False),
    ],
)
def test_a_paper_counts_when_it_is_newer_and_on_the_same_day_when_it_says_no(
    *, given: bool, later_by: int, on_paper: bool, counts: bool
) -> None:
    said = date(2026, 11, 28)
    day = said + timedelta(days=later_by)
    assert paper_counts(given=given, day=day, said_day=said, said_on_paper=on_paper) is counts


def test_of_several_ends_the_first_counts() -> None:
    first, second = datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
    assert earliest([None, second, first]) == first
    assert earliest([None]) is None


@pytest.mark.parametrize(
    ("said_at", "last_second"),
    [
        # said in summer and in winter; the last days are those on which the clocks change
        ("2025-10-25T12:00+01:00", "2026-10-25T23:59:59+00:00"),
        ("2025-10-26T00:30+01:00", "2026-10-26T23:59:59+00:00"),
        ("2026-03-28T12:00+00:00", "2027-03-28T23:59:59+01:00"),
        ("2026-03-28T23:59:58+00:00", "2027-03-28T23:59:59+01:00"),
    ],
)
def test_a_yes_ends_with_its_last_day_in_london_also_when_the_clocks_change(
    app: Flask, code: str, said_at: str, last_second: str
) -> None:
    end = datetime.fromisoformat(last_second)
    with time_machine.travel(datetime.fromisoformat(said_at), tick=False), app.app_context():
        day = last_day(ONE_YEAR, clock.today())
        assert day is not None
        actions.say(code, dict.fromkeys(CHANNELS, True), until=clock.end_of_day(day))
    number = rows(app)[0].card_id
    for seconds, holds in ((-1, True), (0, False), (1, False)):
        with time_machine.travel(end + timedelta(seconds=seconds), tick=False), app.app_context():
            assert bool(queries.wishes_of([number])) is holds
            candidacy = queries.candidacy_of_card(number)
            told = queries.consents([candidacy], PHOTO)[candidacy]
            sheet = queries.consent_sheet([candidacy])[candidacy]
        assert told == ("given" if holds else "waiting")
        assert sheet.channels[PHOTO].state == ("given" if holds else "ended")


def test_the_page_asks_for_how_long_and_says_what_was_said_when_and_until_when(
    app: Flask, client: PageClient, code: str
) -> None:
    path = f"/thanks/{code}"
    with time_machine.travel("2026-11-28T12:00Z", tick=False):
        assert 'value="two_years" checked' in client.get(path).text
        client.send(path, {**YES, PHOTO: "no", "lasting": ONE_YEAR})
        page = client.get(path).text
    said = "You said yes on Saturday 28 November 2026. It holds until Sunday 28 November 2027."
    assert page.count(said) == len(CHANNELS) - 1
    assert "You said no on Saturday 28 November 2026." in page
    assert {row.until for row in rows(app) if row.given} == {
        datetime(2027, 11, 28, 23, 59, 59, tzinfo=UTC)
    }
    assert {row.until for row in rows(app) if not row.given} == {None}
    with time_machine.travel("2027-12-01T12:00Z", tick=False):
        page = client.get(path).text
        assert page.count("Your yes ended on Sunday 28 November 2027.") == len(CHANNELS) - 1
        assert AS_BEFORE not in page


def test_saving_again_as_before_moves_no_end_and_a_new_yes_ends_with_the_others(
    app: Flask, client: PageClient, code: str
) -> None:
    path = f"/thanks/{code}"
    with time_machine.travel("2026-11-28T12:00Z", tick=False):
        client.send(path, {**YES, PRESS: "no", "lasting": ONE_YEAR})
    with time_machine.travel("2027-03-01T12:00Z", tick=False):
        assert 'value="as_before" checked' in client.get(path).text
        client.send(path, {**YES, PRESS: "no", "lasting": AS_BEFORE})
        assert len(rows(app)) == len(CHANNELS)
        client.send(path, {**YES, "lasting": AS_BEFORE})
    end = datetime(2027, 11, 28, 23, 59, 59, tzinfo=UTC)
    assert [(row.channel, row.until) for row in rows(app)[len(CHANNELS) :]] == [(PRESS, end)]
    with time_machine.travel("2027-03-02T12:00Z", tick=False):
        client.send(path, {**YES, "lasting": ALWAYS})
        assert "It holds until you say otherwise." in client.get(path).text
    assert {row.until for row in rows(app)[-len(CHANNELS) :]} == {None}


def test_an_odd_span_is_the_usual_one(app: Flask, client: PageClient, code: str) -> None:
    client.send(f"/thanks/{code}", {**YES, "lasting": "for ever"})
    with app.app_context():
        day = last_day(TWO_YEARS, clock.today())
    assert day is not None
    assert {row.until for row in rows(app)} == {clock.end_of_day(day)}


def test_the_sheet_of_three_candidacies_asks_as_much_as_that_of_one(
    app: Flask, desk: Desk, world: World, count_queries: QueryCounter
) -> None:
    round_ = world.round()
    for _again in range(3):
        world.nomination(round_, nominee=world.person())
    desk.thank()
    numbers = [card.candidacy_id for card in desk.cards()]
    with app.app_context(), count_queries() as few:
        queries.consent_sheet(numbers[:1])
    with app.app_context(), count_queries() as many:
        assert len(queries.consent_sheet(numbers)) == 3
    assert len(few) == len(many) == 5
