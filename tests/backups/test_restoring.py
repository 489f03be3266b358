"""Restoring: only what is whole and ours, only where nobody is, and nothing is lost by it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import downgrade

from recognition.backups import postgresql_restoring
from recognition.backups.held import newest_migration
from recognition.config import ROOT
from recognition.database import transaction
from recognition.errors import Refused
from tests.backups.installation import Installation, settle
from tests.backups.test_backing_up import no_room, refused
from tests.world import World

pytestmark = pytest.mark.long

Elsewhere = Callable[[], Installation]


def execute(app: Flask, *statements: str) -> None:
    with app.app_context(), transaction() as session:
        for statement in statements:
            session.execute(sa.text(statement))


def test_what_is_not_a_whole_backup_of_ours_is_refused(
    app: Flask, world: World, here: Installation
) -> None:
    world.administrator()
    assert here.say("backup", here.backup).code == 0
    whole, before = here.backup.read_bytes(), here.rows()
    damaged = {
        "nothing": b"",
        "garbage": b"\xff" * 10_000,
        "half": whole[: len(whole) // 2],
        "cut short": whole[:-2_000],
        "its beginning": whole[:100],
    }
    for name, content in damaged.items():
        here.backup.write_bytes(content)
        line = refused(here, "restore", here.backup, "--force")
        assert "is not a whole backup" in line, name
    assert "There is no file" in refused(here, "restore", here.folder / "nowhere", "--force")
    assert "There is no file" in refused(here, "restore", here.folder, "--force")
    assert here.rows() == before


def test_a_backup_of_something_else_is_refused(app: Flask, here: Installation) -> None:
    assert here.say("backup", here.backup).code == 0
    before = here.rows()
    execute(app, "DELETE FROM alembic_version")
    assert "not a backup of recognition" in refused(here, "backup", here.backup, "--force")
    newest = newest_migration()
    execute(app, f"INSERT INTO alembic_version VALUES ('{newest}')")
    assert here.rows() == before


def test_a_backup_of_newer_code_is_refused_in_words_that_say_what_to_do(
    app: Flask, world: World, here: Installation
) -> None:
    world.administrator()
    execute(app, "UPDATE alembic_version SET version_num = '9999'")
    assert here.say("backup", here.backup).code == 0  # a step back needs it most
    execute(app, f"UPDATE alembic_version SET version_num = '{newest_migration()}'")
    before = here.rows()
    line = refused(here, "restore", here.backup, "--force")
    assert "is at migration 9999" in line
    assert f"up to {newest_migration()}" in line
    assert here.rows() == before


def test_a_database_with_something_in_it_is_replaced_only_by_force_and_whole(
    app: Flask, world: World, here: Installation
) -> None:
    world.administrator()
    assert here.say("backup", here.backup).code == 0
    then = here.rows()
    world.person("Somebody Later")
    # what a newer version would have added must be in nobody's way
    execute(app, "CREATE TABLE later (person_id INTEGER REFERENCES person (id))")
    settle(app)
    now = here.rows()
    assert "--force" in refused(here, "restore", here.backup)
    assert here.rows() == now
    done = here.say("restore", here.backup, "--force")
    assert (done.code, done.err) == (0, [])
    assert here.rows() == then
    if here.on_sqlite:
        [kept] = here.file.parent.glob("*.before-restore-*")
        assert str(kept) in done.out[1]
        assert here.at(f"sqlite:///{kept}").rows() == now
        assert sorted(here.file.parent.iterdir()) == [here.file, kept]


def test_a_backup_that_cannot_be_read_to_its_end_changes_nothing(
    world: World, here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.administrator()
    assert here.say("backup", here.backup).code == 0
    world.person("Somebody Later")
    settle(world.app)
    before = here.rows()
    here.backup.write_bytes(here.backup.read_bytes()[:-2_000])
    if here.on_sqlite:
        assert "not a whole backup" in refused(here, "restore", here.backup, "--force")
    else:  # cut short after it was looked at: statements come out, but not to the end
        monkeypatch.setenv("PATH", here.environment()["PATH"])
        url = sa.make_url(here.url.replace("postgresql:", "postgresql+psycopg:"))
        with pytest.raises(Refused, match="did not finish"):
            postgresql_restoring.restore(here.backup, url)
    assert here.rows() == before


def test_an_installation_that_nobody_used_yet_needs_no_force(
    world: World, here: Installation, elsewhere: Elsewhere
) -> None:
    world.administrator()
    assert here.say("backup", here.backup).code == 0
    new = elsewhere()
    if new.on_sqlite:
        new.file.parent.mkdir()
    assert new.run("upgrade").code == 0
    done = new.say("restore", here.backup)
    assert done.code == 0, done
    assert new.rows() == here.rows()
    assert any("has to be erased again" in line for line in done.out)


def test_a_database_that_somebody_has_open_is_not_replaced(
    world: World, here: Installation
) -> None:
    world.administrator()
    assert here.say("backup", here.backup).code == 0
    before = here.rows()
    if here.on_sqlite:
        with closing(sqlite3.connect(here.file)) as resting:
            resting.execute("SELECT count(*) FROM person").fetchone()  # it holds no lock now
            said = here.run("restore", here.backup, "--force")
    else:
        with psycopg.connect(here.url, autocommit=True):
            said = here.run("restore", here.backup, "--force")
    assert (said.code, said.out, len(said.err)) == (2, [], 1)
    assert "Stop the service" in said.err[0]
    assert here.rows() == before


@pytest.mark.parametrize("journal", ["TRUNCATE", "WAL"])
def test_a_database_that_is_being_written_to_is_not_replaced(
    here_on_sqlite: Installation, journal: str
) -> None:
    here = here_on_sqlite
    assert here.say("backup", here.backup).code == 0
    with closing(sqlite3.connect(here.file, isolation_level=None)) as writer:
        writer.execute(f"PRAGMA journal_mode = {journal}")
        writer.execute("BEGIN IMMEDIATE")
        assert "Stop the service" in refused(here, "restore", here.backup, "--force")
        writer.execute("COMMIT")
    assert list(here.file.parent.glob("*.before-restore-*")) == []
    assert here.say("restore", here.backup, "--force").code == 0


def test_a_damaged_database_is_replaced_by_force_and_kept(
    here_on_sqlite: Installation,
) -> None:
    here = here_on_sqlite
    assert here.say("backup", here.backup).code == 0
    then = here.rows()
    here.file.write_bytes(b"\xff" * 10_000)
    journal = here.file.with_name(f"{here.file.name}-journal")
    journal.write_bytes(b"of the damaged one")
    assert "--force" in refused(here, "restore", here.backup)
    assert here.say("restore", here.backup, "--force").code == 0
    assert here.rows() == then
    assert not journal.exists()
    [kept] = here.file.parent.glob("*.before-restore-*")
    assert kept.read_bytes() == b"\xff" * 10_000


def test_a_full_disk_leaves_the_database_as_it_was(here_on_sqlite: Installation) -> None:
    here = here_on_sqlite
    assert here.say("backup", here.backup).code == 0
    before = here.file.read_bytes()
    said = here.run("restore", here.backup, "--force", before=no_room)
    assert (said.code, said.out, len(said.err)) == (2, [], 1), said
    assert here.file.read_bytes() == before
    assert [one for one in here.file.parent.iterdir() if one.stat().st_size] == [here.file]
    assert here.say("restore", here.backup, "--force").code == 0


def test_a_database_in_use_is_not_taken_for_a_backup(
    here_on_sqlite: Installation, elsewhere_on_sqlite: Installation
) -> None:
    here, new = here_on_sqlite, elsewhere_on_sqlite
    with closing(sqlite3.connect(here.file, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("CREATE TABLE only_in_the_log (words TEXT)")
        assert "is a database in use" in refused(new, "restore", here.file)
    assert not new.file.exists()


def test_an_older_backup_is_brought_up_to_date_by_what_the_command_says(
    app: Flask, world: World, here: Installation
) -> None:
    world.administrator()
    now = here.rows()
    with app.app_context():
        downgrade(directory=str(ROOT / "migrations"), revision="0027")
    assert here.say("backup", here.backup).code == 0
    assert here.run("upgrade").code == 0
    done = here.say("restore", here.backup, "--force")
    assert done.code == 0
    assert [line.strip() for line in done.out if line.startswith("  recognition")] == [
        "recognition upgrade",
        "recognition purge",
        "recognition check",
    ]
    assert here.run("upgrade").code == 0
    assert here.rows().keys() == now.keys()
