"""The nginx file fits the application: its limits, its pages, what it keeps from the world."""

import re
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from recognition.app import MAX_BODY
from recognition.uploads import LIMIT, MEGABYTE
from tests.nodes.front import OURS, Front
from tests.nodes.installation import Installation
from tests.nodes.programs import program
from tests.visitor import Visitor
from tools.running import free_port

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]  # its own patience ends before

LOCATION = re.compile(r"location ~ (\S+) \{\s*client_max_body_size (\d+)m;")


def test_nginx_understands_its_file(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    front = Front(program("nginx", pytestconfig), tmp_path, [free_port(), free_port()])
    said = front.check()
    assert "syntax is ok" in said
    assert "[warn]" not in said


@pytest.mark.one_database
def test_every_page_that_takes_files_may_be_sent_them_through_nginx(app: Flask) -> None:
    text = (OURS / "recognition.conf").read_text(encoding="utf-8")
    [(pattern, megabytes)] = LOCATION.findall(text)
    assert f"client_max_body_size {MAX_BODY // MEGABYTE}m;" in text
    larger = {
        re.sub(r"<[^>]+>", "1", str(rule)): limit
        for rule in app.url_map.iter_rules()
        if (limit := getattr(app.view_functions[rule.endpoint], LIMIT, 0))
    }
    assert larger
    for path, limit in larger.items():
        assert re.search(pattern, path), path
        assert limit <= int(megabytes) * MEGABYTE, path


def test_what_is_for_those_who_run_it_is_not_shown_to_the_world(standing: Installation) -> None:
    browser = standing.browser()
    for path in ("/health", "/metrics"):
        assert "nginx" in browser.get(path).must_be(404).text  # and not a page of ours
    assert [node.answer()[0] for node in standing.nodes] == [200, 200]


def test_pages_leave_as_they_are_and_only_static_files_are_compressed(
    standing: Installation,
) -> None:
    browser = standing.browser()
    browser.headers["Accept-Encoding"] = "gzip"
    page = browser.get("/sign-in")
    assert "Content-Encoding" not in page.headers
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Strict-Transport-Security"].startswith("max-age=")
    assert page.headers["Server"] == "nginx"
    sheet = re.search(r'href="(/static/[^"]+\.css\?v=\w+)"', page.text)
    assert sheet
    styles = browser.get(sheet.group(1))
    assert styles.headers["Content-Encoding"] == "gzip"
    assert "max-age=31536000" in styles.headers["Cache-Control"]


def test_whoever_comes_without_tls_is_led_to_it(standing: Installation) -> None:
    with closing(Visitor(f"http://localhost:{standing.front.plain}")) as plain:
        assert plain.get("/winners").must_be(301).location == "https://localhost/winners"


def test_what_a_visitor_says_of_proxies_is_not_believed(standing: Installation) -> None:
    browser = standing.browser()
    browser.headers["X-Forwarded-Host"] = "evil.example"
    browser.headers["X-Forwarded-Proto"] = "http"
    browser.get("/sign-in").must_be(200)  # a foreign host would be 400
    browser.headers["Host"] = "evil.example"
    browser.get("/sign-in").must_be(400)


def test_a_node_believes_nginx_about_how_people_came(standing: Installation) -> None:
    """A name that is not ours, said by nginx: it is looked at, and refused."""
    with closing(Visitor(standing.nodes[0].url)) as asking:
        asking.headers |= {"Host": "localhost", "X-Forwarded-Host": "elsewhere.example"}
        asking.get("/sign-in").must_be(400)
        asking.headers["X-Forwarded-Host"] = "localhost"
        asking.get("/sign-in").must_be(200)
