"""Requests that no browser makes by itself: each gets a plain answer, and never a 500."""

import re
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.routing import Rule

from recognition.mail.queries import letters
from recognition.people.rules import ADMINISTRATOR
from tests.page_client import PageClient
from tests.world import World

SPLITTING = (
    "/%0d%0aSet-Cookie:%20planted=1",
    "/\r\nSet-Cookie: planted=1",
    "//evil.example/%0d%0aX-Planted:1",
    "/\u560d\u560aSet-Cookie: planted=1",
)
CLIMBING = (
    "/static/../pyproject.toml",
    "/static/../../etc/passwd",
    "/static/%2e%2e/pyproject.toml",
    "/static/%2e%2e%2fpyproject.toml",
    "/static/%252e%252e%252fpyproject.toml",
    "/static/..%5cpyproject.toml",
    "/static//etc/passwd",
    "/static/css/..%2f..%2f..%2frecognition%2fconfig.py",
    "/static/%c0%ae%c0%ae/pyproject.toml",
    "/static/" + "../" * 40 + "etc/passwd",
)
PLAIN = {200, 302, 303, 304, 308, 400, 403, 404, 409, 410, 413, 415, 422, 429, 431}


def filled(rule: Rule) -> str:
    """Return an address of a rule, with something in each place."""
    numbers = re.sub(r"<int:[^>]+>", "1", rule.rule)
    return re.sub(r"<[^>]+>", "x", numbers)


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "PURGE"])
def test_no_method_that_we_do_not_use_shows_or_changes_anything(
    app: Flask, client: PageClient, world: World, method: str
) -> None:
    client.sign_in(world.granted(ADMINISTRATOR))
    for rule in app.url_map.iter_rules():
        answer = client.open(filled(rule), method=method)
        assert answer.status_code in PLAIN, (rule.rule, answer.status_code)
        if method == "HEAD":
            assert answer.data == b"", rule.rule
        if method == "TRACE":  # what was sent, cookies and all, would come back
            assert answer.status_code in {400, 404}, rule.rule
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize("onward", SPLITTING)
def test_what_stands_in_next_adds_no_header_and_leads_to_no_other_site(
    app: Flask, onward: str
) -> None:
    browser = app.test_client()
    for path in ("/sign-in", "/account"):
        answer = browser.get(path, query_string={"next": onward})
        assert answer.status_code < 500
        assert "X-Planted" not in answer.headers
        assert not any("planted" in cookie for cookie in answer.headers.getlist("Set-Cookie"))
        assert urlsplit(answer.headers.get("Location", "")).netloc == ""


@pytest.mark.parametrize("path", CLIMBING)
def test_no_way_of_writing_an_address_climbs_out_of_the_static_files(app: Flask, path: str) -> None:
    with app.test_client().get(path) as answer:
        assert answer.status_code in {308, 400, 404}
        assert b"import" not in answer.data
        assert b"[project]" not in answer.data
        assert b"root:" not in answer.data


def test_an_address_written_with_codes_is_shown_to_nobody_whom_it_is_not_for(
    app: Flask,
) -> None:
    for path in ("/%6danage", "/manage%2f", "/%2e/manage", "/x/%2e%2e/manage", "/%256danage"):
        answer = app.test_client().get(path)
        assert answer.status_code in {302, 308, 404}, path
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize(
    "cookie",
    [
        "recognition=" + "x" * 60_000,
        "; ".join(f"c{number}={number}" for number in range(3_000)),
        'recognition="\\000\\377"; recognition=; =; ;;',
        "recognition=.eJw" + "A" * 9_000 + ".x.y",
        "\u00e9=\u00e9",
    ],
    ids=["long", "many", "broken", "compressed", "letters"],
)
def test_a_cookie_that_is_not_ours_signs_nobody_in_and_breaks_nothing(
    app: Flask, cookie: str
) -> None:
    for path in ("/", "/sign-in", "/account"):
        answer = app.test_client(use_cookies=False).get(path, headers={"Cookie": cookie})
        assert answer.status_code == (302 if path == "/account" else 200)


def test_thousands_of_parameters_are_read_or_refused(app: Flask, client: PageClient) -> None:
    many = "&".join(f"q{number}=x" for number in range(20_000))
    for path in ("/", "/resources", "/winners", "/sign-in"):
        assert app.test_client().get(f"{path}?{many}").status_code == 200
    token = client.token("/sign-in")
    fields = {"csrf_token": token, **{f"f{number}": "x" for number in range(20_000)}}
    assert client.post("/sign-in", data=fields).status_code in {413, 422}


@pytest.mark.parametrize(
    "kind",
    [
        "application/json",
        "application/xml",
        "text/plain; charset=utf-7",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=" + "x" * 500,
        "application/x-www-form-urlencoded; charset=no-such",
        "no/such",
        "/",
        "",
    ],
)
def test_a_body_of_a_kind_that_we_do_not_read_changes_nothing(
    app: Flask, client: PageClient, world: World, kind: str
) -> None:
    somebody = world.person()
    client.sign_in(somebody)
    for body in (b"", b"<!DOCTYPE x>", b'{"email": 1}', b"--x\r\n\r\n", b"\xff\xfe" * 50):
        for path in ("/sign-out", "/sign-in"):
            answer = client.post(path, data=body, content_type=kind)
            assert answer.status_code == 400
    assert client.get("/account").status_code == 200


def test_of_a_field_that_is_sent_twice_one_counts_and_the_other_goes_nowhere(
    app: Flask, client: PageClient, world: World
) -> None:
    known = world.person()
    token = client.token("/sign-in")
    data = {"csrf_token": token, "email": [known.email, "second@elsewhere.example"]}
    assert client.post("/sign-in", data=data).status_code == 302
    with app.app_context():
        assert [letter.to_address for letter in letters()] == [known.email]
