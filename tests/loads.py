"""Whatever a test did to a panel, what is kept of each reader is what is to be read."""

from collections.abc import Iterator

import pytest

from recognition.database import db
from recognition.panel.queries.checking import wrong_loads


@pytest.fixture(autouse=True)
def loads_stay_right(request: pytest.FixtureRequest) -> Iterator[None]:
    """Compare after every test that has a database."""
    app = request.getfixturevalue("app") if "app" in request.fixturenames else None
    yield
    if app is not None:
        with app.app_context():
            db.session.rollback()
            assert wrong_loads() == []
