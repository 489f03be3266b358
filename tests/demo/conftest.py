"""The application in demo mode."""

from collections.abc import Iterator

import pytest
from flask import Flask

from recognition.app import create_app
from recognition.database import db
from tests.page_client import PageClient
from tests.settings import settings_for


@pytest.fixture
def demo_app(database_url: str) -> Iterator[Flask]:
    """The application in demo mode, on a fresh database."""
    app = create_app(settings_for(database_url, demo=True), TESTING=True)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def visitor(demo_app: Flask) -> PageClient:
    """A visitor of the demonstration whose every page is checked."""
    return PageClient(demo_app)
