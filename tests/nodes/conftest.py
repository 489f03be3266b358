"""An installation of several nodes, on PostgreSQL."""

from collections.abc import Iterator

import pytest

from tests.databases import PostgresServer
from tests.nodes.installation import Installation, installation


@pytest.fixture(scope="session")
def standing(
    postgres_server: PostgresServer,
    tmp_path_factory: pytest.TempPathFactory,
    pytestconfig: pytest.Config,
) -> Iterator[Installation]:
    """Two nodes behind nginx, two workers, Redis, mail; started once, as programs start slowly."""
    folder = tmp_path_factory.mktemp("installation")
    with (
        postgres_server.fresh_database() as url,
        installation(url, folder, pytestconfig) as found,
    ):
        yield found
