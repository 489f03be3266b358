"""What somebody said on paper, written down by an administrator."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from recognition import clock
from recognition.audit import queries as audit
from recognition.database import db
from recognition.nominations.queries import Nominee
from recognition.people.queries import PersonCard
from recognition.people.rules import COMMUNICATIONS
from recognition.thanks import actions, queries
from recognition.thanks.lasting import ALWAYS, TWO_YEARS, last_day
from recognition.thanks.models import Consent
from recognition.thanks.rules import CHANNELS, INTRANET, NEWSLETTER, PHOTO
from tests.page_client import PageClient
from tests.thanks.conftest import Desk, team_of
from tests.world import World


@pytest.fixture
def tendai(world: World) -> PersonCard:
    return world.person("Tendai Moyo")


@pytest.fixture
def number(desk: Desk, world: World, tendai: PersonCard) -> int:
    """The candidacy of Tendai, who was thanked."""
    world.nomination(world.round(), nominee=tendai)
    desk.thank()
    return desk.cards()[0].candidacy_id


@pytest.fixture
def office(client: PageClient, world: World) -> PageClient:
    """An administrator of the host."""
    return client.sign_in(world.administrator())


def paper(
    person: PersonCard | None, day: date | None = None, span: str = "", **said: str
) -> dict[str, str]:
    """Return a form as it is typed, dated today unless said otherwise."""
    day, prefix = day or clock.today(), f"who{person.id if person else 0}"
    parts = {"day-day": day.day, "day-month": day.month, "day-year": day.year}
    typed = {**{name: str(part) for name, part in parts.items()}, **said}
    return {f"{prefix}-{name}": text for name, text in {**typed, "lasting": span}.items()}


def send(office: PageClient, number: int, person: PersonCard | None, typed: dict[str, str]) -> str:
    page = f"/manage/consent/{number}"
    answer = office.send(
        f"{page}/{person.id if person else 0}", typed, form=page, follow_redirects=True
    )
    return answer.text


def rows(app: Flask) -> list[Consent]:
    with app.app_context():
        found = list(db.session.scalars(select(Consent).order_by(Consent.id)))
        db.session.expunge_all()
        return found


def test_what_a_paper_says_is_kept_with_its_date_its_end_and_whoever_wrote_it_down(
    app: Flask, office: PageClient, number: int, tendai: PersonCard
) -> None:
    day = clock.today() - timedelta(days=10)
    page = send(office, number, tendai, paper(tendai, day, intranet="yes", photo="no"))
    assert "What Tendai Moyo said on paper is kept." in page
    assert f"Yes since {clock.spoken_date(day)}, until" in page
    kept = {row.channel: row for row in rows(app)}
    assert {channel: row.given for channel, row in kept.items()} == {INTRANET: True, PHOTO: False}
    end = last_day(TWO_YEARS, day)
    assert end is not None
    assert kept[INTRANET].until == clock.end_of_day(end)
    assert kept[INTRANET].said_at == clock.end_of_day(day)
    assert kept[INTRANET].recorded_by_id is not None
    assert kept[PHOTO].until is None
    with app.app_context():
        entry = audit.entries(action="thanks.said_on_paper")[0][0]
        code = queries.codes_of(number)[0]
    assert entry.actor_id == kept[INTRANET].recorded_by_id
    assert entry.details["paper"] == day.isoformat()
    assert "(On paper.)" in office.get(f"/thanks/{code}").text


def test_keeping_a_paper_twice_keeps_it_once(
    app: Flask, office: PageClient, number: int, tendai: PersonCard
) -> None:
    for _again in range(2):
        send(office, number, tendai, paper(tendai, intranet="yes"))
    assert len(rows(app)) == 1


def test_somebody_described_without_an_address_agrees_on_paper(
    app: Flask, desk: Desk, world: World, office: PageClient
) -> None:
    world.nomination(world.round(), nominee=Nominee("described", "Sue", "Ward 7"))
    with app.app_context():
        number = db.session.scalars(db.text("SELECT id FROM candidacy")).one()
    assert not desk.cards()
    send(office, number, None, paper(None, span=ALWAYS, **dict.fromkeys(CHANNELS, "yes")))
    with app.app_context():
        assert queries.consents([number], PHOTO) == {number: "given"}
        page = queries.card_of(queries.codes_of(number)[0])
    assert (page.recipient, page.kind) == ("Sue", "described")
    desk.thank()
    assert len(desk.cards()) == 1


def test_a_member_of_a_team_without_a_card_agrees_on_paper_and_nobody_does_for_the_wall(
    app: Flask, desk: Desk, world: World, office: PageClient
) -> None:
    member = world.person(team="Ward 7", email=None)
    world.nomination(world.round(), nominee=team_of(world, member))
    desk.thank()
    number = desk.cards()[0].candidacy_id
    joiner = world.person(team="Ward 7")
    page = office.get(f"/manage/consent/{number}").text
    assert page.count("Date on the paper") == 2
    for one in (member, joiner):
        send(office, number, one, paper(one, photo="yes"))
    with app.app_context():
        assert queries.consents([number], PHOTO) == {number: "given"}
    typed = paper(None, photo="yes")
    there = f"/manage/consent/{number}"
    assert office.send(f"{there}/0", typed, form=there).status_code == 404


@pytest.mark.parametrize(
    ("days", "said", "reason"),
    [
        (1, "yes", "cannot be in the future"),
        (-800, "yes", "A yes on this paper ended on"),
        (0, "silent", "Say what stands on the paper"),
    ],
)
def test_a_paper_that_cannot_count_is_refused_with_the_reason(
    app: Flask, office: PageClient, number: int, tendai: PersonCard, days: int, said: str,
    reason: str,
) -> None:  # fmt: skip
    day = clock.today() + timedelta(days=days)
    page = send(office, number, tendai, paper(tendai, day, newsletter=said))
    assert reason in page
    assert f'value="{day.year}"' in page
    assert not rows(app)


def test_a_date_that_is_none_says_what_to_type(
    app: Flask, office: PageClient, number: int, tendai: PersonCard
) -> None:
    typed = paper(tendai, photo="yes")
    prefix = f"who{tendai.id}-day"
    assert "There is no such day" in send(office, number, tendai, {**typed, f"{prefix}-day": "32"})
    empty = {**typed, f"{prefix}-day": "", f"{prefix}-month": "", f"{prefix}-year": ""}
    assert "Enter the date on the paper" in send(office, number, tendai, empty)
    assert not rows(app)


@pytest.mark.parametrize("days", [0, -1])
def test_a_paper_never_undoes_a_later_click_on_the_page(
    app: Flask, office: PageClient, number: int, tendai: PersonCard, days: int
) -> None:
    with app.app_context():
        actions.say(queries.codes_of(number)[0], {NEWSLETTER: False})
    day = clock.today() + timedelta(days=days)
    page = send(office, number, tendai, paper(tendai, day, newsletter="yes", intranet="yes"))
    assert "They said no to “The staff newsletter” on" in page
    assert [(row.channel, row.given) for row in rows(app)] == [(NEWSLETTER, False)]


def test_a_newer_paper_counts_and_a_later_click_counts_again(
    app: Flask, office: PageClient, number: int, tendai: PersonCard
) -> None:
    with app.app_context():
        code = queries.codes_of(number)[0]
        with time_machine.travel(clock.now() - timedelta(days=3)):
            actions.say(code, {NEWSLETTER: False})
    yesterday = clock.today() - timedelta(days=1)
    send(office, number, tendai, paper(tendai, yesterday, newsletter="yes"))
    with app.app_context():
        assert queries.consents([number], NEWSLETTER) == {number: "given"}
        actions.say(code, {NEWSLETTER: False})
        assert queries.consents([number], NEWSLETTER) == {number: "refused"}


def test_a_no_on_paper_counts_on_the_day_of_the_click(
    app: Flask, office: PageClient, number: int, tendai: PersonCard
) -> None:
    with app.app_context():
        actions.say(queries.codes_of(number)[0], {NEWSLETTER: True})
    send(office, number, tendai, paper(tendai, newsletter="no"))
    with app.app_context():
        assert queries.consents([number], NEWSLETTER) == {number: "refused"}


@pytest.mark.parametrize("who", ["communications", "elsewhere", "staff"])
def test_only_administrators_of_the_host_write_papers_down(
    client: PageClient, world: World, number: int, tendai: PersonCard, who: str
) -> None:
    people = {
        "communications": lambda: world.granted(COMMUNICATIONS),
        "elsewhere": lambda: world.administrator(organisation="Another Trust"),
        "staff": world.person,
    }
    client.sign_in(people[who]())
    assert client.get(f"/manage/consent/{number}").status_code == 404
    answer = client.send(f"/manage/consent/{number}/{tendai.id}", form="/account")
    assert answer.status_code == 404
    assert client.get("/manage/consent/99999").status_code == 404


def test_the_ledger_leads_to_the_paper_and_odd_numbers_lead_nowhere(
    office: PageClient, desk: Desk, number: int
) -> None:
    with desk.app.app_context():
        reference = db.session.scalars(db.text("SELECT reference FROM nomination")).one()
    assert f"/manage/consent/{number}" in office.get(f"/manage/thanks/{reference}").text
    there = f"/manage/consent/{number}"
    assert office.send(f"{there}/4711", {}, form=there).status_code == 404


def test_a_paper_dated_on_the_night_the_clocks_change_ends_that_day(
    app: Flask, office: PageClient, world: World, number: int, tendai: PersonCard
) -> None:
    with time_machine.travel("2027-04-01T12:00Z"):
        office.sign_in(world.administrator())
        send(office, number, tendai, paper(tendai, date(2027, 3, 28), photo="no"))
    assert rows(app)[0].said_at == datetime.fromisoformat("2027-03-28T22:59:59+00:00")
