"""The house keeps its own rules."""

import re
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from jinja2 import Environment

from recognition.access import audience
from recognition.app import create_app
from recognition.config import ROOT
from tests.page_client import PageClient
from tests.settings import settings_for


@pytest.fixture
def bare_app() -> Flask:
    """The application as a demonstration, so that every page there is is in its map."""
    return create_app(settings_for("sqlite://", demo=True), TESTING=True)


def sources() -> list[Path]:
    return sorted((ROOT / "recognition").rglob("*.py"))


def test_every_page_names_its_audience(bare_app: Flask) -> None:
    unmarked = [
        rule.endpoint
        for rule in bare_app.url_map.iter_rules()
        if audience(bare_app.view_functions[rule.endpoint]) is None
    ]
    assert unmarked == []


def test_a_page_without_a_declared_audience_answers_403(own_app: Flask) -> None:
    own_app.add_url_rule("/forgotten", "forgotten", lambda: "nobody said who may see this")
    response = PageClient(own_app).get("/forgotten")
    assert response.status_code == 403
    assert "nobody said" not in response.text


def test_every_template_compiles(bare_app: Flask) -> None:
    environment: Environment = bare_app.jinja_env
    names = [
        str(path.relative_to(ROOT / "templates")) for path in sorted(ROOT.glob("templates/**/*.*"))
    ]
    assert names
    for name in names:
        environment.get_template(name)


@pytest.mark.parametrize("ending", [".html", ".jinja", ".xml", ".atom", ".svg", ".mjml", ""])
def test_autoescape_is_on_for_every_template_extension(bare_app: Flask, ending: str) -> None:
    escapes = bare_app.jinja_env.autoescape
    assert callable(escapes)
    assert escapes(f"page{ending}")


def test_a_macro_escapes_what_was_typed(bare_app: Flask) -> None:
    source = (
        '{% from "nhsuk/components/textarea/macro.jinja" import textarea %}'
        '{{ textarea({"name": "x", "label": {"text": "x"}, "value": typed}) }}'
    )
    with bare_app.test_request_context():
        page = render_template_string(source, typed="</textarea><script>alert(1)</script>")
    assert "<script>" not in page


def test_there_is_one_commit_in_the_code() -> None:
    commits = [
        (path.name, line)
        for path in sources()
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\.commit\(\)", line)
    ]
    assert len(commits) == 1
    assert commits[0][0] == "database.py"


def test_only_the_clock_asks_what_time_it_is() -> None:
    asking = [
        path.relative_to(ROOT).as_posix()
        for path in sources()
        if re.search(r"datetime\.now\(|date\.today\(|utcnow\(", path.read_text(encoding="utf-8"))
    ]
    assert asking == ["recognition/clock.py"]


def test_no_name_says_nothing() -> None:
    vague = {"utils", "helpers", "manager", "service", "base", "common", "misc"}
    assert [path for path in sources() if path.stem in vague] == []
