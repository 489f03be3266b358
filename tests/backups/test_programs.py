"""PostgreSQL's programs: reached at the address that SQLAlchemy means, and named when missing."""

from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import make_url

from recognition.backups import programs
from recognition.config import from_environment
from recognition.errors import Refused
from tests.backups.installation import Installation
from tests.backups.test_backing_up import refused
from tests.settings import SECRET


@pytest.mark.parametrize(
    ("url", "address", "password"),
    [
        (
            "postgresql://ada:p%40ss%2Fw%20ord@db.example.org:5433/awards?sslmode=require",
            {
                "user": "ada",
                "host": "db.example.org",
                "port": "5433",
                "dbname": "awards",
                "sslmode": "require",
            },
            "p@ss/w ord",
        ),
        (
            "postgresql+psycopg://ada@/awards?host=/run/post%20gres",
            {"user": "ada", "host": "/run/post gres", "dbname": "awards"},
            "",
        ),
        (
            "postgres://ada@/awards?host=one:1&host=two:2&password=s3cret",
            {"user": "ada", "host": "one,two", "port": "1,2", "dbname": "awards"},
            "s3cret",
        ),
    ],
)
def test_an_address_goes_to_a_program_without_its_password(
    url: str, address: dict[str, str], password: str, programs_in_path: None
) -> None:
    settings = from_environment(
        {
            "RECOGNITION_DATABASE_URL": url,
            "RECOGNITION_SECRET_KEY": SECRET,
            "RECOGNITION_BASE_URL": "http://localhost",
        }
    )
    place = programs.place_of(make_url(settings.database_url))
    assert conninfo_to_dict(place.address) == address
    assert place.environment.get("PGPASSWORD", "") == password
    for command in (programs.dump_command(place, Path("x")), programs.query_command(place)):
        assert f"--dbname={place.address}" in command
        assert "--no-password" in command  # nobody is there at night to type it
        if password:
            assert password not in " ".join(command)


@pytest.fixture
def programs_in_path(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(programs))


def test_a_password_that_only_a_command_line_could_carry_is_refused() -> None:
    with pytest.raises(Refused, match="sslpassword") as refusal:
        programs.place_of(make_url("postgresql+psycopg://a@h/d?sslpassword=s3cret"))
    assert "s3cret" not in refusal.value.reason


def test_a_program_that_is_missing_is_named(here: Installation, tmp_path: Path) -> None:
    if here.on_sqlite:
        assert here.say("backup", here.backup, PATH=str(tmp_path)).code == 0  # it needs none
        return
    line = refused(here, "backup", here.backup, PATH=str(tmp_path))
    assert line.startswith("The program pg_dump is missing.")
    assert here.say("backup", here.backup).code == 0
    line = refused(here, "restore", here.backup, "--force", PATH=str(tmp_path))
    assert line.startswith("The program pg_restore is missing.")


def test_a_program_that_is_too_old_is_told_in_one_line_and_rows_never_are() -> None:
    said = (
        b"pg_dump: error: aborting because of server version mismatch\n"
        b"pg_dump: detail: server version: 18.4; pg_dump version: 15.18\n"
    )
    line = programs.stopped("pg_dump", said).reason
    assert "(server version: 18.4; pg_dump version: 15.18)" in line
    said = (
        b"psql:<stdin>:9: ERROR:  duplicate key value violates unique constraint\n"
        b"DETAIL:  Key (email)=(ada@example.org) already exists.\n"
    )
    line = programs.stopped("psql", said).reason
    assert line.endswith("duplicate key value violates unique constraint")
    assert "it was stopped" in programs.stopped("psql", b"").reason
