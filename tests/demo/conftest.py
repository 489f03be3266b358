"""The application in demo mode."""

from collections.abc import Iterator

import pytest
from flask import Flask
from jinja2 import BytecodeCache

from recognition.app import create_app
from recognition.database import db
from tests.databases import hurry
from tests.page_client import PageClient
from tests.settings import settings_for


@pytest.fixture
def demo_app(database_url: str, compiled_templates: BytecodeCache) -> Iterator[Flask]:
    """The application in demo mode, on a fresh database."""
    app = create_app(settings_for(database_url, demo=True), TESTING=True)
    app.jinja_env.bytecode_cache = compiled_templates
    hurry(app)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def visitor(demo_app: Flask) -> PageClient:
    """A visitor of the demonstration whose every page is checked."""
    return PageClient(demo_app)
