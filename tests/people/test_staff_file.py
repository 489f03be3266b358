"""A staff file on a page: looked at, then taken in as it was shown; and the directory as a file."""

import io
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from recognition import clock
from recognition.audit.queries import entries
from recognition.database import db, transaction
from recognition.people import actions, queries
from recognition.people.directory_csv import read
from recognition.people.models import Person, StaffUpload
from recognition.people.queries import PersonCard
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.world import TRUST, World

IMPORT, PREVIEW = "/manage/people/import", "/manage/people/import/preview"
CONFIRM = "/manage/people/import/confirm"


def people_called(app: Flask) -> dict[str, str]:
    """Return the job title of everybody who has not left, by name."""
    with app.app_context():
        rows = db.session.execute(
            select(Person.name, Person.job_title).where(Person.left_at.is_(None))
        )
        return dict(rows.all())


def chosen(client: PageClient, admin: PersonCard, text: str, **more: str) -> TestResponse:
    """Choose a file on the page."""
    data = {"file": (io.BytesIO(text.encode()), "staff.csv")}
    place = {"organisation_id": str(admin.organisation_id)}
    return client.send(IMPORT, {**data, **place, **more}, content_type="multipart/form-data")


def basis(client: PageClient) -> dict[str, str]:
    text = client.get(PREVIEW).text
    return {"basis": text.partition('name="basis" value="')[2].partition('"')[0]}


def confirmed(client: PageClient) -> TestResponse:
    return client.send(CONFIRM, basis(client), form=PREVIEW)


def test_a_file_is_shown_with_before_and_after_and_nothing_is_written(
    app: Flask, client: PageClient, world: World
) -> None:
    admin = world.administrator()
    client.sign_in(admin)
    known = world.person("Asha Patel", team="Ward 7", job_title="Nurse")
    gone = world.person("Lee Ver")
    before = people_called(app)
    text = (
        "email,name,job_title,team,site\n"
        f"{known.email},Asha Patel,Sister,Ward 8,Main site\n"
        f"{admin.email},{admin.name},Nurse,,Main site\n"
        "new@example.org,Nia New,Porter,Ward 8,Main site\n"
    )
    assert chosen(client, admin, text, leavers="y").location == PREVIEW
    page = client.get(PREVIEW).text
    for words in ("Nia New", "Asha Patel", "Sister", "Ward 8 · Main site", "Lee Ver"):
        assert words in page
    assert page.index(">Nurse<") < page.index(">Sister<")
    assert people_called(app) == before
    assert confirmed(client).location == "/manage/people"
    after = people_called(app)
    assert after["Asha Patel"] == "Sister"
    assert "Nia New" in after
    assert "Lee Ver" not in after
    assert "1 added, 1 changed, 1 left" in client.get("/manage/people").text
    with app.app_context():
        assert queries.has_left([gone.id])
        assert db.session.scalar(select(func.count(StaffUpload.person_id))) == 0
        (entry,), _total = entries(action="people.imported")
        assert entry.actor_id == admin.id


def test_rows_that_cannot_be_read_keep_everything_as_it_is_until_they_are_left_out(
    app: Flask, client: PageClient, world: World
) -> None:
    admin = world.administrator()
    client.sign_in(admin)
    chosen(client, admin, "email,name\nnew@example.org,Nia New\nodd,Odd One\n", leavers="y")
    page = client.get(PREVIEW).text
    assert "Some rows cannot be taken" in page
    assert "The e-mail address is not like name@example.org." in page
    assert "Take it in" not in page
    refused = client.send(CONFIRM, basis(client), form=PREVIEW)
    assert refused.status_code == 422
    assert "Nia New" not in people_called(app)
    client.send("/manage/people/import/skip", form=PREVIEW)
    assert "This is what would change" in client.get(PREVIEW).text
    confirmed(client)
    assert "Nia New" in people_called(app)
    assert admin.name in people_called(app)  # a row was left out, so nobody has left


def test_nothing_is_taken_in_when_the_directory_changed_meanwhile(
    app: Flask, client: PageClient, world: World
) -> None:
    admin, person = world.administrator(), world.person("Asha Patel", job_title="Nurse")
    client.sign_in(admin)
    text = f"email,name,job_title,site\n{person.email},Asha Patel,Sister,Main site\n"
    chosen(client, admin, text)
    looked_at = basis(client)
    with app.app_context(), transaction() as session:
        session.get_one(Person, person.id).job_title = "Matron"
    answer = client.send(CONFIRM, looked_at, form=PREVIEW)
    assert answer.status_code == 422
    assert "The directory changed while you were looking" in answer.text
    assert "Matron" in answer.text
    assert people_called(app)["Asha Patel"] == "Matron"
    confirmed(client)
    assert people_called(app)["Asha Patel"] == "Sister"


def test_another_file_chosen_meanwhile_is_not_taken_in_for_the_one_that_was_shown(
    app: Flask, client: PageClient, world: World
) -> None:
    admin = world.administrator()
    client.sign_in(admin)
    chosen(client, admin, "email,name\none@example.org,One\n")
    looked_at = basis(client)
    chosen(client, admin, "email,name\ntwo@example.org,Two\n")
    assert client.send(CONFIRM, looked_at, form=PREVIEW).status_code == 422
    assert {"One", "Two"}.isdisjoint(people_called(app))


def test_a_file_is_its_owners_alone_and_forgotten_after_an_hour(
    app: Flask, client: PageClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin, other = world.administrator(), world.administrator()
    client.sign_in(admin)
    chosen(client, admin, "email,name\none@example.org,One\n")
    assert PageClient(app).sign_in(other).get(PREVIEW).location == IMPORT
    assert "One" in client.get(PREVIEW).text
    later = clock.now() + timedelta(minutes=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.get(PREVIEW).location == IMPORT
    sent = client.send(CONFIRM, {"basis": "x"}, form="/manage/people/import")
    assert sent.location == IMPORT
    with app.app_context():
        assert [actions.forget_old_uploads() for _again in range(2)] == [1, 0]
        assert db.session.scalars(select(StaffUpload.data)).all() == []


def test_a_file_is_forgotten_when_its_owner_says_so(
    app: Flask, client: PageClient, world: World
) -> None:
    admin = world.administrator()
    client.sign_in(admin)
    chosen(client, admin, "email,name\none@example.org,One\n")
    client.send("/manage/people/import/forget", form=PREVIEW)
    with app.app_context():
        assert db.session.scalars(select(StaffUpload.data)).all() == []
    assert "One" not in people_called(app)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Choose a file"),
        ("name\nAsha\n", "these are missing: email"),
        ("email,name\n", "Nobody stands in this file"),
        ("PK\x03\x04", "This file is a workbook"),
    ],
)
def test_a_file_that_cannot_be_read_is_not_kept(
    app: Flask, client: PageClient, world: World, text: str, reason: str
) -> None:
    admin = world.administrator()
    client.sign_in(admin)
    answer = chosen(client, admin, text)
    assert answer.status_code == 422
    assert reason in answer.text
    with app.app_context():
        assert db.session.scalars(select(StaffUpload.data)).all() == []


def test_a_file_is_for_an_organisation_one_administers(
    app: Flask, client: PageClient, world: World
) -> None:
    admin, far = world.administrator(), world.administrator(organisation="Another Hospice")
    client.sign_in(admin)
    assert chosen(client, far, "email,name\none@example.org,One\n").status_code == 422
    token = client.token(IMPORT)
    path = f"/manage/people/export/{far.organisation_id}"
    assert client.post(path, data={"csrf_token": token}).status_code == 404
    with app.app_context():
        assert db.session.scalars(select(StaffUpload.data)).all() == []


def test_the_directory_is_downloaded_safe_for_spreadsheets_and_comes_back_unchanged(
    app: Flask, client: PageClient, world: World
) -> None:
    admin = world.administrator()
    client.sign_in(admin)
    boss = world.person("Bea Boss")
    world.person("=HYPERLINK(1)", team="Ward 7", manager=boss)
    world.person("Far Away", organisation="Another Hospice")
    gone = world.person("Gone Away")
    client.send(f"/manage/people/{gone.id}/leave")
    path = f"/manage/people/export/{admin.organisation_id}"
    answer = client.send(path, form="/manage/people")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    text = answer.data.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert "Far Away" not in text
    assert "Gone Away" not in text
    with app.app_context():
        report = actions.import_people(answer.data, TRUST, dry_run=True, leavers=True)
        assert (report.added, report.updated, report.left, report.unchanged) == (0, 0, 0, 3)
        (entry,), _total = entries(action="people.exported")
        assert entry.details == {"people": 3}


def test_the_sample_file_can_be_read(client: PageClient, world: World) -> None:
    client.sign_in(world.administrator())
    rows = read(client.get("/manage/people/sample.csv").data).rows
    assert [row.name for row in rows] == ["Sam Lee", "Asha Patel"]
    assert rows[1].manager_email == rows[0].email


def test_a_long_preview_shows_a_hundred_of_a_kind_and_counts_the_others(
    client: PageClient, world: World
) -> None:
    admin = world.administrator()
    client.sign_in(admin)
    lines = "".join(f"p{number}@example.org,Person {number}\n" for number in range(103))
    chosen(client, admin, f"email,name\n{lines}")
    page = client.get(PREVIEW).text
    assert "And 3 more." in page
    assert page.count("@example.org") == 100


def test_a_preview_asks_the_same_number_of_statements_for_one_and_three(
    client: PageClient, world: World, count_queries: QueryCounter
) -> None:
    admin = world.administrator()
    client.sign_in(admin)
    counts = []
    for number in (1, 3):
        lines = "".join(f"p{each}@example.org,Person {each}\n" for each in range(number))
        chosen(client, admin, f"email,name\n{lines}")
        with count_queries() as statements:
            client.get(PREVIEW)
        counts.append(len(statements))
    assert counts[0] == counts[1]
