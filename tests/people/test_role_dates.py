"""Roles that end by themselves, and the yearly question whether they are still needed."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from recognition import clock
from recognition.audit.queries import entries
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.mail.models import Letter
from recognition.people import actions, queries
from recognition.people.models import Grant
from recognition.people.queries import PersonCard
from recognition.people.rules import ADMINISTRATOR, COMMUNICATIONS
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.world import World


def given(app: Flask, person: PersonCard, role: str, last_day: date | None = None) -> int:
    """Give somebody a role to a last day; return its number."""
    place = {"person_id": person.id, "organisation_id": person.organisation_id}
    with app.app_context():
        actions.grant(**place, role=role, expires_on=last_day)
        return db.session.scalars(select(Grant.id).order_by(Grant.id.desc())).first() or 0


def grown_old(app: Flask, grant_id: int, days: int = 366) -> None:
    """Let a role have been given so many days ago."""
    with app.app_context(), transaction() as session:
        session.get_one(Grant, grant_id).granted_at = clock.now() - timedelta(days=days)


def roles_of(app: Flask, person: PersonCard) -> tuple[str, ...]:
    with app.app_context():
        return queries.staff_sheet(person.id).roles


def set_clock(monkeypatch: pytest.MonkeyPatch, instant: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: instant)


def test_a_role_counts_to_the_end_of_its_last_day_in_london_and_no_longer(
    app: Flask, client: PageClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = clock.today() + timedelta(days=3)
    person = world.administrator()
    temporary = world.person()
    given(app, temporary, ADMINISTRATOR, last)
    set_clock(monkeypatch, clock.end_of_day(last))
    client.sign_in(temporary)
    assert client.get("/manage").status_code == 200
    assert roles_of(app, temporary) == (ADMINISTRATOR,)
    set_clock(monkeypatch, clock.end_of_day(last) + timedelta(seconds=1))
    # the worker has not come round, and the session is still there
    assert client.get("/account").status_code == 200
    assert client.get("/manage").status_code == 404
    assert roles_of(app, temporary) == ()
    with app.app_context():
        holders = queries.holders(person.organisation_id, ADMINISTRATOR)
        assert [card.id for card in holders] == [person.id]


def test_the_worker_ends_a_role_past_its_last_day_and_signs_its_holder_out(
    app: Flask, client: PageClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, last = world.person(), clock.today()
    number = given(app, person, COMMUNICATIONS, last)
    set_clock(monkeypatch, clock.end_of_day(last) + timedelta(hours=1))
    client.sign_in(person)
    with app.app_context():
        assert [actions.end_expired_roles() for _again in range(2)] == [1, 0]
        assert db.session.get_one(Grant, number).ended_at == clock.now()
        (entry,), _total = entries(action="people.role_expired")
        assert entry.actor_id is None
        assert entry.details["until"] == last.isoformat()
    assert client.get("/account").status_code == 302


def test_a_role_is_given_with_a_last_day_on_the_page(
    app: Flask, client: PageClient, world: World
) -> None:
    client.sign_in(world.administrator())
    person, last = world.person("Nia Okafor"), clock.today() + timedelta(days=30)
    path = f"/manage/people/{person.id}/give/communications"
    wrong = client.send(path, {"until_day": "31", "until_month": "2", "until_year": "2030"})
    assert wrong.status_code == 422
    assert "There is no such day" in wrong.text
    past = client.send(path, {"until_day": "1", "until_month": "2", "until_year": "2020"})
    assert "Choose today or a later day" in past.text
    assert roles_of(app, person) == ()
    typed = {"until_day": last.day, "until_month": last.month, "until_year": last.year}
    assert client.send(path, typed).status_code == 302
    assert roles_of(app, person) == (COMMUNICATIONS,)
    assert clock.spoken_date(last) in client.get("/manage/roles").text


def test_a_last_day_is_changed_and_the_trail_says_before_and_after(
    app: Flask, client: PageClient, world: World
) -> None:
    client.sign_in(world.administrator())
    first = clock.today() + timedelta(days=1)
    number = given(app, world.person("Ola Eze"), COMMUNICATIONS, first)
    path = f"/manage/roles/{number}/until"
    assert f'value="{first.year}"' in client.get(path).text
    empty = {"until_day": "", "until_month": "", "until_year": ""}
    assert client.send(path, empty).location == "/manage/roles"
    with app.app_context():
        assert db.session.get_one(Grant, number).expires_on is None
        (entry,), _total = entries(action="people.role_dated")
        assert entry.details["until"] == {"before": first.isoformat(), "after": None}


def test_there_is_always_an_administrator_whose_role_does_not_end(
    app: Flask, client: PageClient, world: World
) -> None:
    admin = world.administrator()
    client.sign_in(admin)
    given(app, world.person(), ADMINISTRATOR, clock.today() + timedelta(days=9))
    with app.app_context():
        number = db.session.scalars(select(Grant.id).where(Grant.person_id == admin.id)).one()
        with pytest.raises(Refused, match="only administrator"):
            actions.end_grant(
                person_id=admin.id, organisation_id=admin.organisation_id, role=ADMINISTRATOR
            )
    day = clock.today() + timedelta(days=9)
    typed = {"until_day": day.day, "until_month": day.month, "until_year": day.year}
    answer = client.send(f"/manage/roles/{number}/until", typed)
    assert answer.status_code == 422
    assert "only administrator" in answer.text
    with app.app_context():
        assert db.session.get_one(Grant, number).expires_on is None


@pytest.mark.parametrize("how", ["shut out", "for nine days"])
def test_an_administrator_stays_while_the_other_is_no_lasting_one(
    app: Flask, world: World, how: str
) -> None:
    admin, other, boss = world.administrator(), world.person(), world.administrator()
    day = clock.today() + timedelta(days=9) if how == "for nine days" else None
    given(app, other, ADMINISTRATOR, day)
    actor, me = world.viewer(boss), admin.id
    with app.app_context():
        if how == "shut out":
            actions.disable(person_id=other.id)
        actions.end_grant(
            person_id=boss.id, organisation_id=boss.organisation_id, role=ADMINISTRATOR
        )
        for act in (actions.mark_left, actions.disable):
            with pytest.raises(Refused, match="only administrator"):
                act(person_id=me, actor=actor)


def test_roles_nobody_confirmed_for_a_year_come_first_and_wait_on_the_desk(
    app: Flask, client: PageClient, world: World
) -> None:
    client.sign_in(world.administrator())
    given(app, world.person("Aaa First"), COMMUNICATIONS)
    number = given(app, world.person("Zoe Last"), COMMUNICATIONS)
    page = client.get("/manage/roles").text
    assert page.index("Aaa First") < page.index("Zoe Last")
    assert "Still needed?" not in page
    assert "still needed." not in client.get("/manage").text.split("Nominations and thanks")[0]
    grown_old(app, number)
    page = client.get("/manage/roles").text
    assert page.index("Zoe Last") < page.index("Aaa First")
    assert "Nobody has confirmed 1 role for a year." in page
    assert "Say whether 1 role is still needed." in client.get("/manage").text
    client.send(f"/manage/roles/{number}/confirm", form="/manage/roles")
    with app.app_context():
        assert db.session.get_one(Grant, number).confirmed_at is not None
        assert entries(action="people.role_confirmed")[1] == 1
    page = client.get("/manage/roles").text
    assert "We ask again in a year." in page
    assert page.index("Aaa First") < page.index("Zoe Last")


def test_administrators_get_one_letter_a_year_about_roles_to_confirm(
    app: Flask, world: World
) -> None:
    admin, stranger = world.administrator(), world.administrator(organisation="Another Hospice")
    number = given(app, world.person("Zoe Last"), COMMUNICATIONS)
    grown_old(app, number)
    with app.app_context():
        assert [actions.ask_about_roles() for _again in range(2)] == [1, 0]
        letters = db.session.scalars(select(Letter).where(Letter.kind == "people.roles_due")).all()
        assert [letter.to_address for letter in letters] == [admin.email]
        assert "/manage/roles" in letters[0].body
        assert "Zoe" not in letters[0].body
        assert stranger.email not in {letter.to_address for letter in letters}
    viewer = world.viewer(admin)
    with app.app_context():
        actions.confirm_role(number, actor=viewer)
        with transaction() as session:
            grown = clock.now() - timedelta(days=366)
            session.get_one(Grant, number).confirmed_at = grown
        assert actions.ask_about_roles() == 1


def test_a_role_is_ended_from_the_list_after_being_asked_once(
    app: Flask, client: PageClient, world: World
) -> None:
    client.sign_in(world.administrator())
    person = world.person("Ola Eze")
    number = given(app, person, COMMUNICATIONS)
    path = f"/manage/roles/{number}/end"
    assert "End this role of Ola Eze?" in client.get(path).text
    assert roles_of(app, person) == (COMMUNICATIONS,)
    assert client.send(path).location == "/manage/roles"
    assert roles_of(app, person) == ()
    assert client.get(path).status_code == 404


def test_roles_of_another_organisation_are_out_of_reach(
    app: Flask, client: PageClient, world: World
) -> None:
    admin = world.administrator()
    far = world.person("Far Away", organisation="Another Hospice")
    number = given(app, far, COMMUNICATIONS)
    client.sign_in(admin)
    assert "Far Away" not in client.get("/manage/roles").text
    token = client.token("/manage/roles")
    for path in ("confirm", "until", "end"):
        sent = client.post(f"/manage/roles/{number}/{path}", data={"csrf_token": token})
        assert sent.status_code == 404
    viewer = world.viewer(admin)
    with app.app_context():
        for act in (actions.confirm_role, actions.end_role):
            with pytest.raises(Missing):
                act(number, actor=viewer)
        with pytest.raises(Missing):
            actions.change_last_day(number, None, actor=viewer)
    assert roles_of(app, far) == (COMMUNICATIONS,)


def test_the_list_of_roles_asks_the_same_number_of_statements_for_one_and_three(
    app: Flask, client: PageClient, world: World, count_queries: QueryCounter
) -> None:
    client.sign_in(world.administrator())
    counts = []
    for number in (1, 3):
        for _each in range(number - len(counts)):
            given(app, world.person(), COMMUNICATIONS)
        with count_queries() as statements:
            client.get("/manage/roles")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_trail_says_which_roles_somebody_held_before_and_after(
    app: Flask, world: World
) -> None:
    world.administrator()
    person = world.granted(COMMUNICATIONS)
    given(app, person, ADMINISTRATOR)
    place = {"person_id": person.id, "organisation_id": person.organisation_id}
    with app.app_context():
        actions.end_grant(**place, role=COMMUNICATIONS)
        both = [COMMUNICATIONS, ADMINISTRATOR]
        assert entries(action="people.role_given")[0][0].details["roles"] == {
            "before": [COMMUNICATIONS],
            "after": sorted(both),
        }
        assert entries(action="people.role_ended")[0][0].details["roles"] == {
            "before": sorted(both),
            "after": [ADMINISTRATOR],
        }
