"""Loading the staff directory."""

import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from recognition.audit.queries import entries
from recognition.config import ROOT
from recognition.database import db
from recognition.people import actions, queries
from recognition.people.directory_csv import StaffRow
from recognition.people.directory_plan import Known, facts_of, plan, team_key
from recognition.people.models import PersonPart
from tests.plans import believed
from tests.settings import SECRET
from tests.world import TRUST, World

HEADER = "email,name,job_title,staff_group,band,team,site,manager_email,shift\n"
ASHA = "asha@example.org,Asha Patel,Nurse,Nursing,5,Ward 7,North,boss@example.org,Nights\n"
BOSS = "boss@example.org,Bo Ss,Matron,Nursing,8a,Ward 7,North,,Days\n"


def load(app: Flask, text: str, **options: object) -> actions.ImportReport:
    with app.app_context():
        return actions.import_people((HEADER + text).encode(), TRUST, **options)


def by_email(app: Flask) -> dict[str | None, queries.PersonCard]:
    with app.app_context():
        places = [place.id for place in queries.organisations()]
        lines = [line for number in (1, 2) for line in queries.staff(places, page=number)[0]]
    return {line.person.email: line.person for line in lines}


def counts(report: actions.ImportReport) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.unchanged, len(report.refused)


def test_a_manager_may_stand_further_down(app: Flask) -> None:
    report = load(app, ASHA + BOSS)
    assert counts(report) == (2, 0, 0, 0)
    people = by_email(app)
    asha, boss = people["asha@example.org"], people["boss@example.org"]
    with app.app_context():
        places = queries.workplace([asha.id, boss.id])
        assert places[asha.id].manager_id == boss.id
        assert places[asha.id].team_id == places[boss.id].team_id is not None
        assert [card.name for card in queries.members(places[asha.id].team_id or 0)] == [
            "Asha Patel",
            "Bo Ss",
        ]


def test_a_manager_may_be_in_the_directory_already(app: Flask) -> None:
    load(app, BOSS)
    assert load(app, ASHA).notes == ()
    people = by_email(app)
    with app.app_context():
        asha = people["asha@example.org"].id
        assert queries.workplace([asha])[asha].manager_id == people["boss@example.org"].id


def test_an_unknown_manager_is_noted_and_the_person_kept(app: Flask) -> None:
    report = load(app, ASHA)
    assert report.written
    assert [note.line for note in report.notes] == [2]
    assert "asha@example.org" in by_email(app)


def test_loading_the_same_file_again_changes_nothing(app: Flask) -> None:
    load(app, ASHA + BOSS)
    before = by_email(app)
    assert counts(load(app, ASHA + BOSS)) == (0, 0, 2, 0)
    assert by_email(app) == before


def test_only_what_changed_is_updated(app: Flask) -> None:
    load(app, ASHA + BOSS)
    moved = ASHA.replace("Ward 7", "Ward 9").replace("boss@example.org", "")
    assert counts(load(app, moved + BOSS)) == (0, 1, 1, 0)
    asha = by_email(app)["asha@example.org"]
    assert asha.team == "Ward 9"
    with app.app_context():
        assert queries.workplace([asha.id])[asha.id].manager_id is None


def test_a_refused_row_means_nothing_is_written(app: Flask) -> None:
    report = load(app, ASHA + BOSS + "no-address,Some Body,,,,,,,\n")
    assert not report.written
    assert [row.line for row in report.refused] == [4]
    assert by_email(app) == {}
    assert load(app, ASHA + BOSS + "no-address,Some Body,,,,,,,\n", skip_bad_rows=True).written
    assert len(by_email(app)) == 2


def test_nobody_is_taken_from_another_organisation(app: Flask, world: World) -> None:
    world.person(email="asha@example.org", organisation="Another Hospice")
    report = load(app, ASHA + BOSS)
    assert [(row.line, "another organisation" in row.reason) for row in report.refused] == [
        (2, True)
    ]
    assert not report.written


def test_a_dry_run_writes_nothing(app: Flask) -> None:
    report = load(app, ASHA + BOSS, dry_run=True)
    assert counts(report) == (2, 0, 0, 0)
    assert not report.written
    assert by_email(app) == {}
    with app.app_context():
        assert entries()[1] == 0


def test_an_import_is_in_the_audit_trail_with_its_counts(app: Flask) -> None:
    load(app, ASHA + BOSS)
    with app.app_context():
        lines, _total = entries(action="people.imported")
    assert lines[0].details == {
        "added": 2, "updated": 0, "unchanged": 0, "left": 0, "refused": 0,
    }  # fmt: skip


def test_leavers_stay_while_a_row_was_refused(app: Flask) -> None:
    load(app, ASHA + BOSS)
    report = load(app, BOSS + "asha.at.example.org,x,,,,,,,\n", leavers=True, skip_bad_rows=True)
    assert report.left == 0


def test_who_left_and_stands_in_the_file_again_is_back(app: Flask) -> None:
    load(app, ASHA + BOSS)
    assert load(app, BOSS, leavers=True).left == 1
    asha = by_email(app)["asha@example.org"]
    with app.app_context():
        assert queries.staff_sheet(asha.id).left_at
    assert counts(load(app, ASHA + BOSS)) == (0, 1, 1, 0)
    with app.app_context():
        assert queries.staff_sheet(asha.id).left_at is None


def test_two_spellings_of_a_team_are_one_team(app: Flask) -> None:
    load(app, ASHA + BOSS.replace("Ward 7", "WARD  7"))
    people = by_email(app)
    with app.app_context():
        places = queries.workplace([card.id for card in people.values()])
    assert len({place.team_id for place in places.values()}) == 1


@pytest.mark.long
def test_twenty_thousand_rows_are_loaded_and_told_as_they_go(app: Flask) -> None:
    rows = [
        f"p{n}@example.org,Name {n},Nurse,Nursing,5,Ward {n % 300},North,p{n - 1}@example.org,D\n"
        for n in range(20_000)
    ]
    told: list[tuple[int, int]] = []
    report = load(app, "".join(rows), progress=lambda done, total: told.append((done, total)))
    assert counts(report) == (20_000, 0, 0, 0)
    assert told[-1] == (20_000, 20_000)
    assert told == sorted(told)
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            assert [believed(name) for name in ("person", "team")] == [20_000, 300]
            parts = db.session.scalar(select(func.count()).select_from(PersonPart))
            assert believed("person_part") == parts


def row(**changes: object) -> StaffRow:
    facts = dict.fromkeys(
        ("name", "job_title", "staff_group", "band", "team", "site", "manager_email", "shift"), ""
    )
    return StaffRow(**{"line": 2, "email": "a@example.org", **facts, **changes})


def test_nobody_is_their_own_manager() -> None:
    steps = plan([row(manager_email="a@example.org")], known={}, teams=[], organisation=TRUST)
    assert steps.managers == {"a@example.org": ""}
    assert "own manager" in steps.notes[0].reason


@pytest.mark.parametrize("field", ["name", "job_title", "staff_group", "band", "site", "shift"])
def test_each_fact_counts_as_a_change(field: str) -> None:
    old = row(team="Ward 7")
    known = Known(1, TRUST, facts_of(old), team_key("Ward 7", ""), "", has_left=False)
    same = plan([old], known={old.email: known}, teams=[], organisation=TRUST)
    assert (same.unchanged, same.updated) == (1, ())
    new = row(team="Ward 7", **{field: "changed"})
    assert plan([new], known={old.email: known}, teams=[], organisation=TRUST).updated == (new,)


def command(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "RECOGNITION_DATABASE_URL": f"sqlite:///{tmp_path / 'recognition.sqlite'}",
        "RECOGNITION_SECRET_KEY": SECRET,
        "RECOGNITION_BASE_URL": "https://recognition.example.org",
    }
    return subprocess.run(
        [sys.executable, "-m", "recognition", *arguments],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.long
def test_the_command_reports_every_refused_row_and_stops_with_2(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(HEADER + ASHA + BOSS, encoding="utf-8")
    bad.write_text(HEADER + ASHA + "no-address,Some Body,,,,,,,\n", encoding="utf-8")
    refused = command(tmp_path, "import-people", str(bad), "--organisation", TRUST)
    assert refused.returncode == 2
    assert "Line 3: " in refused.stderr
    assert "Nothing was written" in refused.stderr
    loaded = command(tmp_path, "import-people", str(good), "--organisation", TRUST)
    assert (loaded.returncode, loaded.stderr) == (0, "")
    assert "2 added, 0 updated, 0 unchanged" in loaded.stdout
    nowhere = command(tmp_path, "import-people", "nowhere.csv", "--organisation", TRUST)
    assert nowhere.returncode == 2
    assert len(nowhere.stderr.splitlines()) == 1


@pytest.mark.long
def test_the_first_administrator_gets_a_link_printed_without_a_mail_server(tmp_path: Path) -> None:
    made = command(tmp_path, "admin", "Boss@Example.org", "--name", "Bo", "--organisation", TRUST)
    assert made.returncode == 0, made.stderr
    assert "https://recognition.example.org/sign-in/" in made.stdout
    odd = command(tmp_path, "admin", "boss", "--name", "Bo", "--organisation", TRUST)
    assert odd.returncode == 2
    assert odd.stderr == "Enter an e-mail address like name@example.org.\n"
