"""Changing what the directory says of one person; leaving, and coming back."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from recognition import clock
from recognition.audit.queries import entries
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.mail.models import Letter
from recognition.panel.rules import CHAIR
from recognition.people import actions, queries
from recognition.people.models import Account, Person, Team
from recognition.people.person_facts import PersonFacts
from recognition.people.queries import PersonCard
from recognition.people.rules import ADMINISTRATOR, COMMUNICATIONS
from tests.conftest import QueryCounter
from tests.page_client import PageClient, without_tokens
from tests.world import TRUST, World

BOSS = "boss@example.org"


def facts_of(app: Flask, person: PersonCard) -> PersonFacts:
    with app.app_context():
        return queries.person_facts(person.id)


def typed_of(facts: PersonFacts, **change: str) -> dict[str, str]:
    return {**facts.written(), **change}


def details(app: Flask, action: str) -> dict[str, Any]:
    with app.app_context():
        return dict(entries(action=action)[0][0].details)


def test_somebody_is_added_with_everything_the_directory_can_say(
    app: Flask, client: PageClient, world: World
) -> None:
    admin = world.administrator()
    world.person("Bea Boss", email=BOSS)
    client.sign_in(admin)
    typed = PersonFacts(
        name="Asha  Patel", email="Asha.Patel@Example.org", job_title="Nurse", team="Ward 7",
        site="North", staff_group="Nursing", band="6", shift="Nights", manager_email=BOSS,
    )  # fmt: skip
    place = {"organisation_id": str(admin.organisation_id)}
    answer = client.send("/manage/people/new", {**typed.written(), **place})
    number = int(answer.location.rsplit("/", 1)[1])
    page = client.get(answer.location).text
    for text in ("Asha Patel", "Ward 7", "North", "Nursing", "Nights", "Bea Boss"):
        assert text in page
    with app.app_context():
        stored = queries.person_facts(number)
        assert (stored.name, stored.email) == ("Asha Patel", "asha.patel@example.org")
        assert stored.manager_email == BOSS
    assert details(app, "people.person_added")["team"] == "Ward 7"


def test_a_change_is_saved_and_the_trail_says_before_and_after(
    app: Flask, client: PageClient, world: World
) -> None:
    client.sign_in(world.administrator())
    person = world.person("Asha Patel", team="Ward 7", site="North")
    path = f"/manage/people/{person.id}/edit"
    assert 'value="Ward 7"' in client.get(path).text
    change = typed_of(facts_of(app, person), team="Ward 8", band="6")
    assert client.send(path, change).location == f"/manage/people/{person.id}"
    stored = facts_of(app, person)
    assert (stored.team, stored.band, stored.site) == ("Ward 8", "6", "North")
    told = details(app, "people.person_edited")
    assert told["team"] == {"before": "Ward 7", "after": "Ward 8"}
    assert told["band"] == {"before": "", "after": "6"}
    assert "site" not in told
    client.send(path, change)
    with app.app_context():
        assert entries(action="people.person_edited")[1] == 1


def test_another_spelling_of_a_team_makes_no_second_team(
    app: Flask, client: PageClient, world: World
) -> None:
    client.sign_in(world.administrator())
    world.person(team="Ward 7", site="North")
    person = world.person("Asha Patel")
    change = typed_of(facts_of(app, person), team="ward 7", site="north")
    client.send(f"/manage/people/{person.id}/edit", change)
    with app.app_context():
        (team,) = queries.live_teams([person.organisation_id])
        assert team[1] == "Ward 7 · North"
    assert facts_of(app, person).team == "Ward 7"


def test_a_new_address_signs_in_and_the_old_one_does_not(
    app: Flask, client: PageClient, world: World
) -> None:
    person = world.person("Asha Patel", email="asha.old@example.org")
    client.sign_in(world.administrator())
    theirs = PageClient(app).sign_in(person)
    with app.app_context():
        link = actions.make_sign_in_link("asha.old@example.org") or ""
    change = typed_of(facts_of(app, person), email="asha.new@example.org")
    client.send(f"/manage/people/{person.id}/edit", change)
    assert theirs.get("/account").status_code == 302
    with app.app_context():
        letter = db.session.scalars(
            select(Letter).where(Letter.kind == "people.address_changed")
        ).one()
        assert letter.to_address == "asha.old@example.org"
        assert "asha.new" not in letter.body
        assert actions.make_sign_in_link("asha.old@example.org") is None
        assert actions.make_sign_in_link("asha.new@example.org")
        assert db.session.scalars(select(Account.email)).all().count("asha.new@example.org") == 1
        with pytest.raises(Refused):
            actions.sign_in(link.rsplit("/", 1)[1])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": " "}, "Enter a name"),
        ({"email": "nobody"}, "Enter an e-mail address"),
        ({"email": BOSS}, "has this address already"),
        ({"job_title": "x" * 121}, "Shorten this to 120"),
        ({"manager_email": "who@example.org"}, "Add the manager first"),
        ({"manager_email": "me@example.org"}, "their own manager"),
    ],
)
def test_what_does_not_do_comes_back_with_the_reason_and_changes_nothing(
    app: Flask, client: PageClient, world: World, change: dict[str, str], reason: str
) -> None:
    client.sign_in(world.administrator())
    world.person("Bea Boss", email=BOSS)
    person = world.person("Me Myself", email="me@example.org")
    before = facts_of(app, person)
    answer = client.send(f"/manage/people/{person.id}/edit", typed_of(before, **change))
    assert answer.status_code == 422
    assert reason in answer.text
    assert facts_of(app, person) == before


def test_an_address_that_still_signs_somebody_in_is_taken(app: Flask, world: World) -> None:
    admin = world.viewer(world.administrator())
    person = world.person(email="one@example.org")
    world.viewer(person)
    with app.app_context():
        with transaction() as session:
            session.get_one(Person, person.id).email = None  # their account keeps it
        with pytest.raises(Refused, match="this address already"):
            actions.add_to_directory(
                admin.organisation_id,
                PersonFacts(name="Two", email="one@example.org"),
                actor=admin,
            )


def test_a_manager_without_an_address_stays_when_something_else_changes(
    app: Flask, client: PageClient, world: World
) -> None:
    client.sign_in(world.administrator())
    boss = world.person("Bea Boss", email=None)
    person = world.person("Asha Patel", manager=boss)
    change = typed_of(facts_of(app, person), band="7")
    client.send(f"/manage/people/{person.id}/edit", change)
    with app.app_context():
        assert db.session.get_one(Person, person.id).manager_id == boss.id


def test_whoever_leaves_is_signed_out_loses_roles_and_their_panel_is_told(
    app: Flask, client: PageClient, world: World
) -> None:
    client.sign_in(world.administrator())
    person, chair = world.granted(COMMUNICATIONS, world.person("Lee Ver")), world.person()
    round_ = world.round()
    world.appoint(round_, chair, role=CHAIR)
    world.appoint(round_, person)
    theirs = PageClient(app).sign_in(person)
    path = f"/manage/people/{person.id}/leave"
    assert "Has Lee Ver left?" in client.get(path).text
    assert theirs.get("/account").status_code == 200
    assert client.send(path).location == f"/manage/people/{person.id}"
    assert theirs.get("/account").status_code == 302
    with app.app_context():
        sheet = queries.staff_sheet(person.id)
        assert (sheet.roles, sheet.left_at is not None) == ((), True)
        letters = db.session.scalars(select(Letter).where(Letter.kind == "panel.staff_left"))
        assert [(letter.to_address, "Lee Ver" in letter.body) for letter in letters] == [
            (chair.email, True)
        ]
    assert details(app, "people.left") == {"name": "Lee Ver"}
    assert "Has left" in client.get("/manage/people?show=left").text
    assert client.send(f"/manage/people/{person.id}/back").status_code == 302
    with app.app_context():
        assert queries.staff_sheet(person.id).left_at is None
        assert queries.staff_sheet(person.id).roles == ()
        assert actions.sign_in_as(person.id).session_token


def test_a_staff_file_ends_roles_and_tells_panels_as_a_page_does(app: Flask, world: World) -> None:
    stays, leaver = world.administrator(), world.granted(COMMUNICATIONS)
    round_ = world.round()
    world.appoint(round_, leaver)
    file = f"email,name\n{stays.email},{stays.name}\n".encode()
    with app.app_context():
        assert actions.import_people(file, TRUST, leavers=True).left == 1
        assert queries.holders(stays.organisation_id, COMMUNICATIONS) == []
        sheet = queries.staff_sheet(leaver.id)
        assert sheet.roles == ()
        letters = db.session.scalars(select(Letter).where(Letter.kind == "panel.staff_left"))
        assert [letter.to_address for letter in letters] == [stays.email]


def test_the_last_administrator_cannot_leave_on_a_page_or_by_a_file(
    app: Flask, client: PageClient, world: World
) -> None:
    admin, other = world.administrator(), world.person()
    client.sign_in(admin)
    answer = client.send(f"/manage/people/{admin.id}/leave")
    assert answer.status_code == 422
    assert "only administrator" in answer.text
    with app.app_context():
        with pytest.raises(Refused, match="only administrator"):
            actions.import_people(f"email,name\n{other.email},O\n".encode(), TRUST, leavers=True)
        assert not queries.has_left([admin.id])


def test_people_of_another_organisation_are_out_of_reach(
    app: Flask, client: PageClient, world: World
) -> None:
    admin = world.administrator()
    far = world.person("Far Away", organisation="Another Hospice")
    client.sign_in(admin)
    token, facts = client.token("/manage/people/new"), facts_of(app, far)
    for path in ("edit", "leave", "back"):
        assert client.get(f"/manage/people/{far.id}/{path}").status_code == 404
        sent = client.post(
            f"/manage/people/{far.id}/{path}",
            data={"csrf_token": token, **typed_of(facts, name="Changed")},
        )
        assert sent.status_code == 404
    place = {"organisation_id": str(far.organisation_id), "name": "Spy"}
    assert client.send("/manage/people/new", place).status_code == 422
    viewer = world.viewer(admin)
    with app.app_context():
        for act in (actions.mark_left, actions.bring_back):
            with pytest.raises(Missing):
                act(far.id, actor=viewer)
        with pytest.raises(Missing):
            actions.edit_person(far.id, PersonFacts(name="X"), actor=viewer)
        with pytest.raises(Missing):
            actions.add_to_directory(far.organisation_id, PersonFacts(name="X"), actor=viewer)
    assert facts_of(app, far) == facts
    shown = client.get(f"/manage/people?organisation={far.organisation_id}").text
    assert "Far" not in without_tokens(shown)


def test_the_list_is_narrowed_by_team_role_and_leaving_and_says_so_in_the_address(
    app: Flask, client: PageClient, world: World
) -> None:
    admin = world.administrator()
    client.sign_in(admin)
    ward = world.person("Asha Ward", team="Ward 7")
    world.person("Seren Seventy", team="Ward 70")
    world.person("Far Away", team="Ward 7", organisation="Another Hospice")
    gone = world.person("Gone Away")
    world.granted(COMMUNICATIONS, world.person("Nia Words"))
    client.send(f"/manage/people/{gone.id}/leave")

    def shown(query: str) -> set[str]:
        page = client.get(f"/manage/people?{query}").text
        names = ("Asha Ward", "Seren Seventy", "Far Away", "Gone Away", "Nia Words")
        return {name for name in names if name in page}

    assert shown("") == {"Asha Ward", "Seren Seventy", "Gone Away", "Nia Words"}
    assert shown("team=Ward+7") == shown("team=ward+7&q=a") == {"Asha Ward"}
    assert shown("team=WARD") == shown("team=7") == {"Asha Ward", "Seren Seventy"}
    assert shown("team=7&q=nia") == shown("team=theatre") == set()
    assert 'value="ward 7"' in client.get("/manage/people?team=ward+7").text
    assert "Nobody found" in client.get("/manage/people?team=w%25d").text
    with app.app_context(), transaction() as session:
        ended = Team(organisation_id=ward.organisation_id, name="Ward", search_name="ward")
        ended.ended_at = clock.now()
        session.add(ended)
    assert shown("team=ward") == {"Asha Ward", "Seren Seventy"}  # no team in use is called so
    assert shown("role=communications") == {"Nia Words"}
    assert shown("show=left") == {"Gone Away"}
    assert shown("show=here&q=asha") == {"Asha Ward"}
    assert shown("role=chair&team=%20&show=odd&organisation=zz") == shown("")
    assert "Nobody found" in client.get("/manage/people?show=left&q=nia").text
    assert (
        f'<option value="{ADMINISTRATOR}" selected'
        in client.get(f"/manage/people?role={ADMINISTRATOR}").text
    )


def test_the_staff_list_asks_the_same_number_of_statements_for_one_and_three(
    client: PageClient, world: World, count_queries: QueryCounter
) -> None:
    client.sign_in(world.administrator())
    counts = []
    for number in (1, 3):
        for _each in range(number - len(counts)):
            world.granted(COMMUNICATIONS, world.person(team=f"Ward {number}"))
        with count_queries() as statements:
            client.get("/manage/people")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_what_a_form_does_not_ask_for_changes_nothing(
    app: Flask, client: PageClient, world: World
) -> None:
    """Rule S14."""
    admin = world.administrator()
    client.sign_in(admin)
    person, far = world.person("Asha Patel"), world.organisation("Another Hospice")
    typed = typed_of(facts_of(app, person), band="6") | {
        "id": "99", "organisation_id": str(far), "role": ADMINISTRATOR, "left_at": "2020-01-01",
        "merged_into_id": str(admin.id), "team_id": "1", "manager_id": str(admin.id),
    }  # fmt: skip
    assert client.send(f"/manage/people/{person.id}/edit", typed).status_code == 302
    with app.app_context():
        row = db.session.get_one(Person, person.id)
        assert (row.band, row.organisation_id) == ("6", admin.organisation_id)
        assert (row.left_at, row.merged_into_id, row.team_id, row.manager_id) == (None,) * 4
        assert queries.staff_sheet(person.id).roles == ()
