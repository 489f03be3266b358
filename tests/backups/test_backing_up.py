"""A backup is whole or absent, whatever goes wrong, and says in one line what is wrong."""

import os
import resource
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from recognition.backups import files, programs
from tests.backups.installation import Installation
from tests.world import World

pytestmark = pytest.mark.long


def refused(here: Installation, *arguments: object, **changes: str) -> str:
    """Run a command that says no; return its one line."""
    said = here.say(*arguments, **changes)
    assert (said.code, said.out, len(said.err)) == (2, [], 1), said
    return said.err[0]


def test_a_backup_is_for_its_owner_alone_and_tells_about_nobody(
    world: World, here: Installation
) -> None:
    world.administrator()
    made = here.say("backup", here.backup)
    assert made.code == 0
    assert here.backup.stat().st_mode & 0o777 == 0o600
    [line] = made.out
    assert "migration 00" in line
    assert "audit entry " in line
    assert "example.org" not in line
    assert here.left() == [here.backup.name]


def test_a_file_that_is_there_is_replaced_only_by_force(here: Installation) -> None:
    here.backup.write_text("an older backup", encoding="utf-8")
    assert "--force" in refused(here, "backup", here.backup)
    assert here.backup.read_text(encoding="utf-8") == "an older backup"
    assert here.say("backup", here.backup, "--force").code == 0
    assert here.backup.stat().st_size > 1_000
    assert here.left() == [here.backup.name]


def test_a_place_where_no_backup_can_be_is_named(here: Installation) -> None:
    assert "There is no folder" in refused(here, "backup", here.folder / "nowhere" / "x")
    assert "is not a file" in refused(here, "backup", here.folder, "--force")
    assert here.left() == []


def test_the_database_is_no_place_for_its_own_backup(here_on_sqlite: Installation) -> None:
    here = here_on_sqlite
    before = here.file.read_bytes()
    link = here.folder / "link"
    link.symlink_to(here.file)
    for file in (here.file, link):
        assert "is the database itself" in refused(here, "backup", file, "--force")
        assert "is the database itself" in refused(here, "restore", file, "--force")
    assert here.file.read_bytes() == before


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?uri=true"])
def test_what_is_no_file_has_no_backup(here_on_sqlite: Installation, url: str) -> None:
    line = refused(here_on_sqlite, "backup", "x", RECOGNITION_DATABASE_URL=url)
    assert "should name a file" in line


def test_without_a_database_there_is_nothing_to_back_up(here_on_sqlite: Installation) -> None:
    here = here_on_sqlite
    here.file.unlink()
    assert "There is no database" in refused(here, "backup", here.backup)
    sqlite3.connect(here.file).close()
    here.file.touch()
    assert "not a backup of recognition" in refused(here, "backup", here.backup)
    assert here.left() == []


def no_room() -> None:
    """Let files of this process grow no longer than 40 KB."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))


@pytest.mark.parametrize("replaced", [False, True])
def test_a_full_disk_leaves_nothing_behind_and_an_older_backup_as_it_was(
    here: Installation, replaced: bool
) -> None:
    if replaced:
        here.backup.write_text("an older backup", encoding="utf-8")
    said = here.run("backup", here.backup, "--force", before=no_room)
    assert (said.code, said.out, len(said.err)) == (2, [], 1), said
    assert "Traceback" not in said.err[0]
    assert here.left() == ([here.backup.name] if replaced else [])
    if replaced:
        assert here.backup.read_text(encoding="utf-8") == "an older backup"


@contextmanager
def nobody_reads(here: Installation) -> Iterator[None]:
    """Hold the database so that a backup waits."""
    if here.on_sqlite:
        with closing(sqlite3.connect(here.file, isolation_level=None)) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            yield
    else:
        with psycopg.connect(here.url) as holder:
            holder.execute("LOCK TABLE person IN ACCESS EXCLUSIVE MODE")
            yield


def children(pid: int) -> list[int]:
    file = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in file.read_text(encoding="ascii").split()]


def test_a_backup_that_is_told_to_stop_leaves_nothing_and_no_password_was_to_be_seen(
    here: Installation,
) -> None:
    secret = "p%40ss-w0rd"
    url = here.url.replace("postgres:@", f"postgres:{secret}@")
    with nobody_reads(here):
        process = here.start("backup", here.backup, RECOGNITION_DATABASE_URL=url)
        while not here.left() or not (here.on_sqlite or children(process.pid)):
            assert process.poll() is None, process.communicate()
            time.sleep(0.02)
        lines = [
            Path(f"/proc/{pid}/cmdline").read_bytes()
            for pid in (process.pid, *children(process.pid))
        ]
        assert b"backup" in lines[0]
        assert [line for line in lines if b"ss-w0rd" in line] == []
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (143, "", "")
    assert here.left() == []


@contextmanager
def told_to_stop_after(name: str) -> Iterator[None]:
    """Have this process told to stop just as a function of Python's own with this name returns."""

    def notice(_frame: object, event: str, function: Any) -> None:
        if event == "c_return" and function.__name__ == name:
            sys.setprofile(None)
            os.kill(os.getpid(), signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, lambda *_told: sys.exit(143))
    sys.setprofile(notice)
    try:
        yield
        pytest.fail("nobody heard of it")
    except SystemExit:
        pass
    finally:
        sys.setprofile(None)
        signal.signal(signal.SIGTERM, before)


def test_whoever_is_told_to_stop_just_as_a_program_starts_leaves_none_running() -> None:
    me = os.getpid()
    there = set(children(me))
    with told_to_stop_after("fork_exec"):
        programs.run(["sleep", "60"])
    left = set(children(me)) - there
    for pid in left:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    assert not left


def test_whoever_is_told_to_stop_just_as_a_backup_begins_leaves_no_file(tmp_path: Path) -> None:
    with told_to_stop_after("open"), files.whole_or_absent(tmp_path / "backup"):
        pytest.fail("it was to stop before")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_gives_no_backup_and_says_so(here_on_sqlite: Installation) -> None:
    here = here_on_sqlite
    with here.file.open("r+b") as file:
        file.seek(here.file.stat().st_size // 2)
        file.write(b"\xff" * 40_000)
    assert "The database is damaged" in refused(here, "backup", here.backup)
    assert here.left() == []
