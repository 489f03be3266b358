"""A phone is lost: somebody's second step is cleared."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from recognition.app import create_app
from recognition.audit.queries import entries
from recognition.config import ROOT
from recognition.database import db
from recognition.people import queries
from tests.page_client import PageClient
from tests.people.letters import delivered
from tests.second_steps import enter, enter_twice, set_up
from tests.settings import SECRET, settings_for
from tests.world import TRUST, World


def test_an_administrator_clears_a_colleagues_second_step_after_being_asked_once(
    app: Flask, client: PageClient, world: World
) -> None:
    boss, chair = world.administrator(), world.administrator()
    theirs = PageClient(app)
    phone = enter_twice(app, theirs, chair)
    delivered(app)
    client.sign_in(boss)
    page = f"/manage/people/{chair.id}/second-step"
    assert f'href="{page}"' in client.get(f"/manage/people/{chair.id}").text
    assert f"Clear {chair.name}’s second step?" in client.get(page).text
    assert client.send(page).location == f"/manage/people/{chair.id}"
    assert "They have no second step." in client.get(f"/manage/people/{chair.id}").text
    assert theirs.get("/account").location == "/sign-in?next=/account"
    (letter,) = delivered(app)
    assert (letter["To"], letter["Subject"]) == (chair.email, "Your second step was cleared")
    assert f"{boss.name} cleared your second step" in letter.get_content()
    with app.app_context():
        lines, _total = entries(action="people.second_step_cleared")
        assert [(line.actor_id, line.subject_id) for line in lines] == [(boss.id, chair.id)]
    again = PageClient(app)
    enter(app, again, chair)
    assert again.get("/second-step").location == "/account/second-step?next=/"
    new = set_up(again)
    assert new.key != phone.key
    assert again.send("/second-step", {"code": phone.on_paper[0]}).status_code == 422


def test_nobody_clears_their_own_second_step_or_that_of_another_organisation(
    app: Flask, client: PageClient, world: World
) -> None:
    me, foreign = world.administrator(), world.administrator(organisation="Another Hospice")
    enter_twice(app, PageClient(app), foreign)
    enter_twice(app, client, me)
    assert "second-step" not in client.get(f"/manage/people/{me.id}").text
    token = client.token("/account")
    for person in (me, foreign):
        page = f"/manage/people/{person.id}/second-step"
        assert client.get(page).status_code == 404
        assert client.post(page, data={"csrf_token": token}).status_code == 404
        with app.app_context():
            assert queries.second_step(person.id) is not None


def test_where_there_is_no_second_step_there_is_nothing_to_clear(
    client: PageClient, world: World
) -> None:
    client.sign_in(world.administrator())
    person = world.person()
    page = f"/manage/people/{person.id}/second-step"
    assert client.get(page).status_code == 404
    token = client.token("/account")
    assert client.post(page, data={"csrf_token": token}).status_code == 404


def command(tmp_path: Path, *more: str) -> str:
    """Run `recognition admin` and return the path of the link that it prints."""
    arguments = ["admin", "boss@example.org", "--name", "Bo Ss", "--organisation", TRUST, *more]
    done = subprocess.run(
        [sys.executable, "-m", "recognition", *arguments],
        env={
            "RECOGNITION_DATABASE_URL": f"sqlite:///{tmp_path / 'recognition.sqlite'}",
            "RECOGNITION_SECRET_KEY": SECRET,
            "RECOGNITION_BASE_URL": "https://recognition.example.org",
        },
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    found = re.search(r"https://recognition\.example\.org(/sign-in/\S+)", done.stdout)
    assert found, done.stdout
    return found.group(1)


@pytest.mark.long
def test_the_first_administrator_sets_up_a_second_step_and_the_command_clears_it(
    tmp_path: Path,
) -> None:
    link = command(tmp_path)
    app = create_app(settings_for(f"sqlite:///{tmp_path / 'recognition.sqlite'}"), TESTING=True)
    try:
        client = PageClient(app)
        assert client.send(link).location == "/second-step?next=/"
        assert client.get("/manage").location == "/second-step?next=/manage"
        set_up(client)
        assert client.get("/manage").status_code == 200
        again = PageClient(app)
        assert again.send(command(tmp_path)).location == "/second-step?next=/"
        assert again.get("/second-step").status_code == 200
        lost = command(tmp_path, "--lost-phone")
        assert client.get("/manage").location == "/sign-in?next=/manage"
        assert again.send(lost).location == "/second-step?next=/"
        assert again.get("/second-step").location == "/account/second-step?next=/"
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
