"""Roles, being shut out, and leaving."""

import pytest
from flask import Flask

from recognition.audit.queries import entries, first_problem
from recognition.errors import Missing, Refused
from recognition.people import actions, queries
from recognition.people.rules import ADMINISTRATOR, COMMUNICATIONS
from tests.page_client import PageClient
from tests.world import TRUST, World

HEADER = "email,name,job_title,staff_group,band,team,site,manager_email,shift\n"


def is_in(client: PageClient) -> bool:
    return client.get("/account").status_code == 200


def test_losing_a_role_ends_every_session_at_once(
    app: Flask, client: PageClient, world: World
) -> None:
    world.administrator()
    person = world.granted(COMMUNICATIONS)
    other_browser = PageClient(app).sign_in(person)
    client.sign_in(person)
    bystander = PageClient(app).sign_in(world.person())
    with app.app_context():
        actions.end_grant(
            person_id=person.id, organisation_id=person.organisation_id, role=COMMUNICATIONS
        )
    assert not is_in(client)
    assert not is_in(other_browser)
    assert is_in(bystander)


def test_being_shut_out_ends_every_session_at_once(
    app: Flask, client: PageClient, world: World
) -> None:
    person = world.person()
    client.sign_in(person)
    with app.app_context():
        actions.disable(person_id=person.id)
    assert not is_in(client)
    with app.app_context():
        with pytest.raises(Missing):
            actions.sign_in_as(person.id)
        actions.enable(person_id=person.id)
        assert actions.sign_in_as(person.id).session_token
        assert [line.action for line in entries()[0][:3]] == [
            "people.signed_in",
            "people.enabled",
            "people.disabled",
        ]


def test_leaving_ends_every_session_at_once(app: Flask, client: PageClient, world: World) -> None:
    leaver, stays = world.person("Lee Ver"), world.person("Stef Ay")
    client.sign_in(leaver)
    other = PageClient(app).sign_in(stays)
    with app.app_context():
        report = actions.import_people(
            f"{HEADER}{stays.email},Stef Ay,,,,,,,\n".encode(), TRUST, leavers=True
        )
    assert report.left == 1
    assert not is_in(client)
    assert is_in(other)


def test_the_last_administrator_stays(app: Flask, world: World) -> None:
    first = world.administrator()
    place = first.organisation_id
    with app.app_context():
        with pytest.raises(Refused, match="only administrator"):
            actions.end_grant(person_id=first.id, organisation_id=place, role=ADMINISTRATOR)
        with pytest.raises(Refused, match="only administrator"):
            actions.disable(person_id=first.id)
    second = world.administrator()
    with app.app_context():
        actions.end_grant(person_id=first.id, organisation_id=place, role=ADMINISTRATOR)
        with pytest.raises(Refused):
            actions.disable(person_id=second.id)
        assert first_problem() is None


def test_a_role_is_given_once(app: Flask, world: World) -> None:
    person = world.granted(COMMUNICATIONS)
    world.granted(COMMUNICATIONS, person)
    with app.app_context():
        assert queries.staff_sheet(person.id).roles == (COMMUNICATIONS,)
        assert entries(action="people.role_given")[1] == 1


def test_an_administrator_gives_a_role_after_being_asked_once(
    client: PageClient, world: World
) -> None:
    client.sign_in(world.administrator())
    person = world.person("Nia Okafor")
    path = f"/manage/people/{person.id}/give/communications"
    assert "Let Nia Okafor do communications?" in client.get(path).text
    assert client.send(path).location == f"/manage/people/{person.id}"
    shown = client.get(f"/manage/people/{person.id}").text
    assert "The role was given." in shown
    assert "End this role" in shown


def test_ending_the_last_administrator_says_why_on_the_page(
    client: PageClient, world: World
) -> None:
    admin = world.administrator()
    client.sign_in(admin)
    response = client.send(f"/manage/people/{admin.id}/end/administrator")
    assert response.status_code == 422
    assert "only administrator" in response.text
    assert is_in(client)


def test_administrators_see_people_of_their_own_organisation_only(
    app: Flask, client: PageClient, world: World
) -> None:
    admin = world.administrator()
    foreign = world.person("Far Away", organisation="Another Hospice")
    client.sign_in(admin)
    for path in ("", "/give/administrator", "/disable"):
        assert client.get(f"/manage/people/{foreign.id}{path}").status_code == 404
    assert client.get("/manage/people/999999").status_code == 404
    assert client.get(f"/manage/organisation/{foreign.organisation_id}").status_code == 404
    token = client.token("/account")
    for path in ("/give/administrator", "/disable"):
        sent = client.post(f"/manage/people/{foreign.id}{path}", data={"csrf_token": token})
        assert sent.status_code == 404
    assert "Far Away" not in client.get("/manage/people").text
    with app.app_context():
        assert queries.staff_sheet(foreign.id).roles == ()


def test_managing_people_is_for_administrators(client: PageClient, world: World) -> None:
    person = world.granted(COMMUNICATIONS)
    client.sign_in(person)
    for path in ("/manage/people", f"/manage/people/{person.id}", "/manage/organisation"):
        assert client.get(path).status_code == 404


def test_only_roles_that_are_asked_for_can_be_posted(
    app: Flask, client: PageClient, world: World
) -> None:
    admin = world.administrator()
    person = world.person()
    client.sign_in(admin)
    form = {"name": "Larkfield", "main_colour": "#003087", "accent_colour": "#ffb81c"}
    extra = {"role": ADMINISTRATOR, "person_id": person.id, "id": 99, "organisation_id": 99}
    assert client.send("/manage/organisation", form | extra).status_code == 302
    with app.app_context():
        assert queries.staff_sheet(person.id).roles == ()
        assert [(o.id, o.name) for o in queries.organisations()] == [
            (admin.organisation_id, "Larkfield")
        ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"main_colour": "#ffb81c"}, "hard to read on white"),
        ({"main_colour": "blue"}, "six letters or digits"),
        ({"accent_colour": "#fff"}, "six letters or digits"),
        ({"name": "  "}, "Enter a name"),
        ({"name": "Another Hospice"}, "Another organisation has this name"),
    ],
)
def test_colours_that_cannot_be_read_come_back_with_the_reason(
    client: PageClient, world: World, change: dict[str, str], reason: str
) -> None:
    world.organisation("Another Hospice")
    client.sign_in(world.administrator())
    good = {"name": TRUST, "main_colour": "#003087", "accent_colour": "#ffb81c"}
    response = client.send("/manage/organisation", good | change)
    assert response.status_code == 422
    assert reason in response.text
    assert f'value="{next(iter(change.values())).strip()}"' in response.text or "name" in change


def test_somebody_signs_out_elsewhere(app: Flask, client: PageClient, world: World) -> None:
    person = world.person()
    browsers = [PageClient(app).sign_in(person) for _number in range(2)]
    client.sign_in(person)
    page = client.get("/account").text
    path = page.partition('action="/account/sessions/')[2].partition('"')[0]
    client.send(f"/account/sessions/{path}", form="/account")
    assert sorted(map(is_in, browsers)) == [False, True]
    client.send("/account/sessions/end-others", form="/account")
    assert not any(map(is_in, browsers))
    assert is_in(client)


def test_nobody_ends_a_session_of_somebody_else(
    app: Flask, client: PageClient, world: World
) -> None:
    other = PageClient(app).sign_in(world.person())
    client.sign_in(world.person())
    assert client.send("/account/sessions/1/end", form="/account").status_code == 404
    assert is_in(other)
