"""Administrators say how long things are kept, see what would go, and put things on hold."""

import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from recognition import clock
from recognition.audit import queries as audit
from recognition.config import ROOT
from recognition.database import db, transaction
from recognition.people.queries import PersonCard
from recognition.privacy.actions import retention
from recognition.privacy.models import DisposalLine, DisposalSetting, Hold, RetentionPeriod
from recognition.privacy.queries import retention as queries
from recognition.privacy.retention_schedule import KINDS, SCHEDULE, spoken_length
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.privacy.aged import WORD, Aged, aged, everything_stored
from tests.settings import SECRET
from tests.world import World

PAGE = "/manage/privacy/retention"
YEAR = timedelta(days=365)
LENGTHS = {kind.key: str(kind.usual) for kind in SCHEDULE}


@pytest.fixture
def administrator(world: World, client: PageClient) -> PersonCard:
    found = world.administrator()
    client.sign_in(found)
    return found


@pytest.fixture
def old(world: World, client: PageClient) -> Aged:
    made = aged(world, ago=11 * YEAR)
    client.sign_in(made.administrator)
    return made


@pytest.mark.usefixtures("administrator")
def test_the_page_says_every_length_and_why_it_is_no_shorter_and_no_longer(
    client: PageClient,
) -> None:
    page = client.get(PAGE).text
    for kind in SCHEDULE:
        for words in (kind.name, kind.goes, kind.why_least, kind.why_most):
            assert str(words) in page
        assert f'name="{kind.key}" type="text" value="{kind.usual}"' in " ".join(page.split())


@pytest.mark.usefixtures("administrator")
def test_a_length_is_kept_and_holds_from_then_on(client: PageClient, app: Flask) -> None:
    sent = client.send(PAGE, {**LENGTHS, "drafts": "2", "automatic": "y"})
    assert sent.status_code == 303
    with app.app_context():
        assert db.session.scalars(select(RetentionPeriod.kind)).all() == ["drafts"]
        assert {p.kind.key: p.length for p in queries.periods(clock.now())}["drafts"] == 2
        entries, total = audit.entries(action="privacy.retention_set")
        assert total == 1
        assert entries[0].details == {"drafts": {"before": 6, "after": 2}}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0", "at least 1 month. Writing over several night shifts takes weeks."),
        ("25", "at most 2 years. Words nobody sent should not lie about for years."),
        ("soon", "Enter a whole number"),
        ("٣", "Enter a whole number"),
        ("-3", "Enter a whole number"),
    ],
)
@pytest.mark.usefixtures("administrator")
def test_a_length_outside_its_bounds_is_refused_with_the_reason(
    client: PageClient, app: Flask, typed: str, said: str
) -> None:
    sent = client.send(PAGE, {**LENGTHS, "drafts": typed, "letters": "7", "automatic": "y"})
    assert sent.status_code == 422
    assert said in sent.text
    assert f'value="{typed}"' in sent.text
    with app.app_context():
        assert db.session.scalars(select(RetentionPeriod.kind)).all() == []


@pytest.mark.usefixtures("administrator")
def test_the_daily_run_can_be_switched_off(client: PageClient, app: Flask) -> None:
    assert client.send(PAGE, LENGTHS).status_code == 303
    with app.app_context():
        assert db.session.get_one(DisposalSetting, 1).automatic is False
    assert "checked" not in client.get(PAGE).text.split("By themselves")[1].split("How long")[0]


def test_what_would_go_is_shown_and_nothing_goes_by_looking(
    client: PageClient, app: Flask, old: Aged
) -> None:
    page = client.get(f"{PAGE}/due")
    assert "Nominations of a round that is over" in page.text
    with app.app_context():
        assert WORD in everything_stored()
        told = retention.due()
    done = client.send(f"{PAGE}/due", {})
    assert done.location.endswith("/log")
    log = client.get(f"{PAGE}/log").text
    number = sum(one.items for one in told)
    assert f"{number} things have gone." in log
    assert "Colleague Number" in log  # who pressed the button
    assert "Asha Patel" not in log
    with app.app_context():
        assert WORD not in everything_stored()
        assert set(db.session.scalars(select(DisposalLine.by_id))) == {old.administrator.id}
    assert "Nothing is due" in client.get(f"{PAGE}/due").text


@pytest.mark.usefixtures("administrator")
def test_pages_say_so_when_there_is_nothing(client: PageClient) -> None:
    assert "Nothing is due" in client.get(f"{PAGE}/due").text
    assert "Nothing has gone yet" in client.get(f"{PAGE}/log").text
    assert "Nothing is on hold" in client.get("/manage/privacy/holds").text


def _until(days: int) -> dict[str, str]:
    day = clock.today() + timedelta(days=days)
    return {"until-day": str(day.day), "until-month": str(day.month), "until-year": str(day.year)}


def test_a_hold_is_placed_with_a_reason_and_ended_on_the_page(
    client: PageClient, app: Flask, old: Aged
) -> None:
    page = "/manage/privacy/holds"
    given = {"email": old.nominator.email, "reason": "A claim", **_until(90)}
    assert client.send(page, given).status_code == 303
    shown = client.get(page).text
    assert "Nia Novak" in shown
    assert "A claim" in shown
    with app.app_context():
        number = db.session.scalars(select(Hold.id)).one()
    assert client.send(f"{page}/{number}/end").status_code == 303
    assert "Nothing is on hold" in client.get(page).text
    assert client.get(f"{page}/{number}/end").status_code == 404
    with app.app_context():
        told = [entry.action for entry in audit.entries(action="privacy.hold")[0]]
        assert told == ["privacy.hold_ended", "privacy.hold_placed"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": "", "round": ""}, "Name a person or choose a round"),
        ({"email": "nobody@example.net"}, "Nobody here has this address"),
        ({"reason": ""}, "Say why"),
        ({"until-day": ""}, "Enter a date like 14 3 2026"),
        (_until(-1), "still to come"),
        (_until(9000), "ten years at most"),
    ],
)
def test_a_hold_that_will_not_do_is_refused_in_words(
    client: PageClient, app: Flask, world: World, changes: dict[str, str], said: str
) -> None:
    person = world.administrator()
    client.sign_in(person)
    given = {"email": person.email, "round": "", "reason": "A claim", **_until(90), **changes}
    sent = client.send("/manage/privacy/holds", given)
    assert sent.status_code == 422
    assert said in sent.text
    with app.app_context():
        assert db.session.scalars(select(Hold)).all() == []


@pytest.mark.parametrize("page", [PAGE, f"{PAGE}/due", f"{PAGE}/log", "/manage/privacy/holds"])
def test_only_administrators_of_the_host_open_these_pages(
    client: PageClient, world: World, page: str
) -> None:
    host, elsewhere = world.administrator(), world.administrator(organisation="Another Trust")
    assert client.sign_in(host).get(page).status_code == 200
    assert client.sign_in(elsewhere).get(page).status_code == 404
    assert client.sign_in(world.person()).get(page).status_code == 404


def test_lists_cost_the_same_for_one_and_for_three(
    client: PageClient,
    app: Flask,
    administrator: PersonCard,
    world: World,
    count_queries: QueryCounter,
) -> None:
    def costs() -> list[int]:
        found = []
        for page in (PAGE, f"{PAGE}/log", "/manage/privacy/holds"):
            with count_queries() as statements:
                assert client.get(page).status_code == 200
            found.append(len(statements))
        return found

    def add() -> None:
        now = clock.now()
        held = {"reason": "r", "until": now + YEAR, "placed_at": now}
        who = world.person().id
        with app.app_context(), transaction() as session:
            session.add(Hold(person_id=who, placed_by_id=administrator.id, **held))
            line = {"kind": "drafts", "items": 1, "way": "worker", "until": now}
            session.add(DisposalLine(started_at=now, ended_at=now, by_id=who, **line))

    add()
    one = costs()
    add()
    add()
    assert costs() == one


@pytest.mark.long
def test_the_command_prints_what_would_go_and_then_lets_it_go(tmp_path: Path) -> None:
    settings = {
        "PATH": "/usr/bin:/bin",
        "RECOGNITION_DATABASE_URL": f"sqlite:///{tmp_path / 'purge.sqlite'}",
        "RECOGNITION_SECRET_KEY": SECRET,
        "RECOGNITION_BASE_URL": "http://localhost",
    }

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "recognition", *arguments],
            cwd=ROOT, env=settings, capture_output=True, text=True, check=True, timeout=120,
        )  # fmt: skip
        return done.stdout

    run("upgrade")
    dry, wet = run("purge", "--dry-run"), run("purge")
    assert "This was a dry run" in dry
    assert "This was a dry run" not in wet
    for said in (dry, wet):
        for kind in SCHEDULE:
            assert re.search(
                rf"{re.escape(str(kind.name))} +\d+ (day|month|year)s? .* 0$", said, re.M
            )


def test_the_documentation_holds_the_schedule_as_built() -> None:
    text = (ROOT / "docs" / "operations" / "retention.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", text, re.M)
    told = [row for row in rows if row[0] not in {"Kind", "---"}]
    assert told == [
        (
            str(kind.name),
            spoken_length(kind, kind.usual),
            f"{spoken_length(kind, kind.least)} to {spoken_length(kind, kind.most)}",
            str(kind.since),
            str(kind.goes),
        )
        for kind in SCHEDULE
    ]
    assert set(KINDS) == {kind.key for kind in SCHEDULE}
