"""Tests of the foundations add pages to the application, so each has one of its own."""

from collections.abc import Iterator

import pytest
from flask import Flask

from recognition.app import create_app
from recognition.database import db
from tests.settings import settings_for


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    app = create_app(settings_for(database_url), TESTING=True)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
