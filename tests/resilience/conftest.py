"""Installations to break: on SQLite, and on a PostgreSQL that may be stopped."""

from collections.abc import Iterator

import pytest

from tests.resilience.house import House
from tests.resilience.places import POSTGRESQL, SQLITE, PostgresPlace, SqlitePlace


@pytest.fixture(scope="session")
def sqlite_place(tmp_path_factory: pytest.TempPathFactory) -> SqlitePlace:
    return SqlitePlace(tmp_path_factory.mktemp("resilience"))


@pytest.fixture(scope="session")
def postgres_place() -> Iterator[PostgresPlace]:
    place = PostgresPlace()
    yield place
    place.end()


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def house(request: pytest.FixtureRequest) -> Iterator[House]:
    """An installation on either database."""
    kind = "sqlite_place" if request.param == SQLITE else "postgres_place"
    with request.getfixturevalue(kind).house() as lent:
        yield lent


@pytest.fixture
def on_sqlite(sqlite_place: SqlitePlace) -> Iterator[House]:
    """An installation whose database is a file."""
    with sqlite_place.house() as lent:
        yield lent


@pytest.fixture
def on_postgres(postgres_place: PostgresPlace) -> Iterator[House]:
    """An installation on a PostgreSQL that may be stopped."""
    with postgres_place.house() as lent:
        yield lent
