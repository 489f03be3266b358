"""What every test shares: two real databases, a page-checking client, a clock that can be set."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade
from hypothesis import HealthCheck
from hypothesis import settings as examples
from hypothesis.configuration import set_hypothesis_home_dir
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from sqlalchemy import event

from recognition import remembering
from recognition.app import create_app
from recognition.config import ROOT
from recognition.database import db
from recognition.mail.kinds import kinds
from recognition.mail.models import Letter
from recognition.people import views as people_views
from tests.databases import PostgresServer, hurry, postgres_server
from tests.kept import kept_worlds, once
from tests.page_client import PageClient
from tests.settings import settings_for
from tests.world import World

__all__ = ["kept_worlds", "once", "postgres_server"]

# Invented examples are the same in every run, a slow machine is no fault of theirs, and nothing of
# them stays in the clone. `--hypothesis-profile=default` invents others.
examples.register_profile(
    "recognition",
    database=None,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
examples.load_profile("recognition")
_notes_on_examples = tempfile.TemporaryDirectory(prefix="recognition-examples-")
set_hypothesis_home_dir(_notes_on_examples.name)


@event.listens_for(Letter, "before_insert")
def every_kind_of_letter_is_known(_mapper: object, _connection: object, letter: Letter) -> None:
    """Whoever looks after letters reads what each is; tests may write kinds of their own."""
    assert letter.kind.startswith("test.") or letter.kind in {one.code for one in kinds()}, (
        f"no room has registered letters of the kind {letter.kind}"
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--require-browser", action="store_true", help="no Chromium is a failure")
    parser.addoption(
        "--everyday", action="store_true", help="SQLite alone, without what takes long"
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, where somebody asks for the everyday run; CI never does."""
    if not config.getoption("--everyday"):
        return
    left_out = [item for item in items if _takes_long(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not _takes_long(item)]


def _takes_long(item: pytest.Item) -> bool:
    on_postgresql = getattr(item, "callspec", None) and "postgresql" in {
        value for value in item.callspec.params.values() if isinstance(value, str)
    }
    needs_server = "postgres_server" in getattr(item, "fixturenames", ())
    return bool(on_postgresql or needs_server) or any(
        item.get_closest_marker(name) for name in ("browser", "long", "one_database")
    )


def pytest_collection_finish() -> None:
    """Let the collector of garbage look at what tests make, and not at all that was there before.

    It took every seventh second to find, again and again, that the libraries are still in use.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database at the newest migration, made once and copied for every test."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite"
    app = create_app(settings_for(f"sqlite:///{path}"), TESTING=True)
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        db.engine.dispose()
    return path


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A fresh, empty, migrated database; each test runs on SQLite and on PostgreSQL.

    Its address is always the same, so that one application can serve many tests.
    """
    if request.param == "sqlite":
        # a folder of its own, empty each time: nothing of another test lies beside it
        folder = tmp_path_factory.getbasetemp() / "database"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        path = folder / "recognition.sqlite"
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with server.shared_database() as url:
            yield url


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_url" in metafunc.fixturenames:
        alike = metafunc.definition.get_closest_marker("one_database") is not None
        metafunc.parametrize(
            "database_url", ["sqlite"] if alike else ["sqlite", "postgresql"], indirect=True
        )


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """Templates are compiled once a run, for its processes and every application in them."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # what the processes of a run share
    (folder / "templates").mkdir(exist_ok=True)
    return FileSystemBytecodeCache(str(folder / "templates"))


@pytest.fixture(scope="session")
def applications() -> dict[str, Flask]:
    """The applications that tests share, by database: building one takes a tenth of a second."""
    return {}


@pytest.fixture
def app(
    database_url: str, applications: dict[str, Flask], compiled_templates: BytecodeCache
) -> Iterator[Flask]:
    """The application on a fresh database. Tests that add pages to theirs build their own."""
    found = applications.get(database_url)
    if found is None:
        found = applications[database_url] = create_app(settings_for(database_url), TESTING=True)
        found.jinja_env.bytecode_cache = compiled_templates
        hurry(found)
    found.extensions.pop("remembered", None)  # of a database that an earlier test had
    config = dict(found.config)
    people_views.limiter.reset()
    yield found
    found.config.clear()
    found.config.update(config)
    with found.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def own_app(database_url: str, compiled_templates: BytecodeCache) -> Iterator[Flask]:
    """An application of the test's own, to add pages to."""
    found = create_app(settings_for(database_url), TESTING=True)
    found.jinja_env.bytecode_cache = compiled_templates
    yield found
    with found.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A visitor whose every page is checked."""
    return PageClient(app)


@pytest.fixture
def world(app: Flask) -> World:
    """Makes people, schemes, rounds … through the application's own actions."""
    return World(app)


def _to_remember() -> bool:
    """Tell whether somebody is reading what `remembered` keeps from then on."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if (
            frame.f_globals.get("__name__") == remembering.__name__
            and frame.f_code.co_name == "ask"
        ):
            return not db.session.info.get("writing")
        frame = frame.f_back
    return False


QueryCounter = Callable[[], AbstractContextManager[list[str]]]
Query = TypeVar("Query", bound=Callable[..., Any])


def read_anew(query: Query) -> Query:
    """Return a query as it is when nothing is remembered."""
    plain: Query = query.__wrapped__  # type: ignore[attr-defined] # functools puts it there
    return plain


@pytest.fixture
def count_queries(app: Flask) -> QueryCounter:
    """`with count_queries() as statements: …` collects the statements the database was sent.

    Those that read what is then remembered are left out: they come once, whenever that may be.
    """

    @contextmanager
    def counting() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(_conn: object, _cur: object, statement: str, *_rest: object) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA")) and not _to_remember():
                statements.append(statement)

        with app.app_context():
            engine: sa.Engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counting
