"""Headers, hosts, odd input, and the pages for when something is wrong."""

import logging
import re
import secrets
from collections.abc import Callable, Iterator

import pytest
from flask import Flask, request

from recognition.access import anyone, open_to
from recognition.app import create_app
from recognition.database import db
from recognition.errors import Refused
from recognition.pages import page_url
from tests.page_client import PageClient
from tests.settings import settings_for
from tests.world import World

FORM = "multipart/form-data; boundary=here"
CALM = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@pytest.mark.parametrize("path", ["/", "/account", "/nowhere", "/health", "/brand.css"])
def test_every_response_carries_the_headers_and_errors_too(
    client: PageClient, world: World, path: str
) -> None:
    client.sign_in(world.person())
    headers = client.get(path).headers
    assert {name: headers[name] for name in CALM} == CALM
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_a_static_file_is_kept_for_a_year_only_under_an_address_that_changes_with_it(
    app: Flask,
) -> None:
    script = "/static/js/score_device.js"
    with app.test_request_context():
        address = app.jinja_env.globals["static_url"]("js/score_device.js")
    with app.test_client().get(address) as versioned:
        assert "max-age=31536000" in versioned.headers["Cache-Control"]
    with app.test_client().get(script) as imported:  # as one script imports another
        assert imported.headers["Cache-Control"] == "no-cache"
    seen = {"If-None-Match": imported.headers["ETag"]}
    with app.test_client().get(script, headers=seen) as again:
        assert again.status_code == 304


def test_a_static_file_of_another_version_is_not_kept(app: Flask) -> None:
    """While nodes are upgraded, a page of the new one may ask the old one for a file."""
    with app.test_client().get("/static/js/score_device.js?v=0123456789") as versioned:
        assert versioned.status_code == 200
        assert versioned.headers["Cache-Control"] == "no-cache"


@pytest.fixture
def reached_at(database_url: str) -> Iterator[Callable[[str], Flask]]:
    """Make the application of an installation that people reach at an address."""
    apps: list[Flask] = []

    def make(base_url: str) -> Flask:
        apps.append(create_app(settings_for(database_url, base_url=base_url)))
        return apps[-1]

    yield make
    for app in apps:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def test_over_https_the_cookie_stays_secure_and_browsers_remember_https(
    reached_at: Callable[[str], Flask],
) -> None:
    app = reached_at("https://awards.example.org")
    answer = PageClient(app).get("/sign-in", base_url="https://awards.example.org")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-recognition=")
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert "Secure" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
def test_a_post_without_a_token_changes_nothing(
    client: PageClient, world: World, path: str
) -> None:
    client.sign_in(world.person())
    for data in ({}, {"csrf_token": "made-up"}):
        answer = client.post(path, data={"email": "a@example.org", **data})
        assert answer.status_code == 400
        assert "This page was open for too long" in answer.text
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:80", "["])
def test_an_unknown_host_is_refused(reached_at: Callable[[str], Flask], host: str) -> None:
    client = PageClient(reached_at("http://awards.example.org"))
    assert client.get("/", headers={"Host": "awards.example.org"}).status_code == 200
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_a_form_body_of_ten_megabytes_is_too_large(client: PageClient) -> None:
    token = client.token("/sign-in")
    answer = client.post("/sign-in", data={"csrf_token": token, "email": "x" * 10_000_000})
    assert answer.status_code == 413
    assert "That was too much to send at once" in answer.text
    answer = client.post("/sign-in", data=b"x" * 10_000_000, content_type=FORM)
    assert answer.status_code == 413


def test_null_bytes_are_refused(client: PageClient) -> None:
    assert client.get("/resources?q=a%00b").status_code == 400
    assert client.get("/resources/a%00b").status_code == 400
    answer = client.post(
        "/sign-in", data={"csrf_token": client.token("/sign-in"), "email": "a\x00@example.org"}
    )
    assert answer.status_code == 400
    assert "We could not use what was sent" in answer.text


@pytest.mark.parametrize(
    "typed",
    [
        "👩🏽‍⚕️ 💛",
        "\u202eمرحبا",
        "e\u0301 ñ ö̲",
        "½ “quoted” – …",
        "{{7*7}}",
        "</textarea><script>alert(1)</script>",
    ],
)
def test_what_was_typed_comes_back_as_typed(client: PageClient, typed: str) -> None:
    client.typed.add(typed)
    answer = client.send("/sign-in", {"email": typed})
    assert answer.status_code == 422
    value = re.search(r'<input[^>]*name="email"[^>]*>', answer.text)
    assert value is not None
    shown = typed.replace("<", "&lt;").replace(">", "&gt;")
    assert shown in value.group(0)
    assert "<script>alert" not in answer.text


def _breaking(app: Flask) -> PageClient:
    def crash(**_arguments: object) -> str:
        raise ValueError("it says " + request.form.get("story", request.args.get("story", "")))

    app.add_url_rule("/crash/<code>", "crash", open_to(anyone)(crash), methods=["GET", "POST"])
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return PageClient(app)


def test_a_crash_answers_a_plain_page_with_a_reference_that_is_in_the_log(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    answer = _breaking(app).get("/crash/private-code?story=grief")
    assert answer.status_code == 500
    found = re.search(r"<strong[^>]*>([0-9a-f]{8})</strong>", answer.text)
    assert found
    assert f"crash {found.group(1)}" in caplog.text
    assert "ValueError" in caplog.text
    assert "Traceback" not in answer.text
    assert "grief" not in answer.text


def test_logs_hold_nothing_that_was_typed_and_no_private_code(
    app: Flask, client: PageClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    typed, code = secrets.token_hex(12), secrets.token_hex(12)
    breaking = _breaking(app)
    token = breaking.token("/sign-in")
    form = {"csrf_token": token, "story": typed, "email": f"{typed}@example.org"}
    assert breaking.post(f"/crash/{code}", data=form).status_code == 500
    assert breaking.post("/sign-in", data=form).status_code == 302
    assert breaking.get(f"/thanks/{code}").status_code == 404
    assert "crash" in caplog.text
    assert typed not in caplog.text
    assert code not in caplog.text
    assert token not in caplog.text


def test_a_number_no_column_can_hold_is_no_page(client: PageClient, app: Flask) -> None:
    huge = "9" * 20
    numbered = [
        rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and "<int:" in rule.rule
    ]
    assert numbered
    for rule in numbered:
        path = re.sub(r"<int:[^>]+>", huge, rule.rule)
        assert client.get(re.sub(r"<[^>]+>", "x", path)).status_code == 404


def test_null_bytes_anywhere_in_the_address_are_refused(client: PageClient) -> None:
    assert client.get("/resources?q=a&q=%00").status_code == 400


def test_paging_ignores_what_an_address_tries_to_set(app: Flask) -> None:
    with app.test_request_context("/winners?endpoint=x&_method=POST&q=kind"):
        assert page_url(2) == "/winners?q=kind&page=2"


def test_a_refusal_without_a_form_is_said_on_a_page(app: Flask) -> None:
    def refuse() -> str:
        raise Refused("This was done already.")

    app.add_url_rule("/twice", "twice", open_to(anyone)(refuse))
    answer = PageClient(app).get("/twice")
    assert answer.status_code == 409
    assert "This was done already." in answer.text
