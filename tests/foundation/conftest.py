"""Tests of the foundations add pages to the application, so each has one of its own."""

import pytest
from flask import Flask


@pytest.fixture
def app(own_app: Flask) -> Flask:
    return own_app
