"""A node that dies under load: nobody notices but whoever had just pressed a button."""

from collections import Counter

import pytest
from sqlalchemy import select

from recognition.database import db
from recognition.nominations.models import Nomination
from tests.nodes.browsing import AWAY
from tests.nodes.crowd import crowd
from tests.nodes.installation import Installation
from tests.visitor import hidden
from tools.running import finished, until

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]  # its own patience ends before

PEOPLE = 8
SECRET_CODE = "a-code-that-is-in-no-log"


def test_a_node_killed_under_load_loses_nothing_and_comes_back(standing: Installation) -> None:
    world, [lost, kept] = standing.world, standing.nodes
    scheme = world.scheme(name="Lost node awards")
    world.round(scheme)
    with crowd(standing, scheme.slug, many=PEOPLE) as people:
        people.has_told(PEOPLE)
        before = len(standing.front.log())
        lost.kill()
        killed_at = len(standing.front.log())
        standing.browser().get(f"/thanks/{SECRET_CODE}")
        people.has_told(PEOPLE)
        assert standing.answered_by(killed_at + PEOPLE) == {kept.port}
        lost.started()
        standing.answers_again(lost)
    assert people.crashes == []
    assert people.odd == []  # no visitor saw an error but the page that asks to press again
    assert people.pressed_again <= PEOPLE  # at most what each had just pressed
    asked = standing.front.asked(before)
    retried = [one.status for one in asked if one.ports == [lost.port, kept.port]]
    assert retried
    assert max(retried) < 500
    assert sum(one.status >= 500 for one in asked) == people.pressed_again
    with standing.app.app_context():
        found = db.session.scalars(
            select(Nomination.reference).where(Nomination.scheme_id == scheme.id)
        ).all()
    assert Counter(found) == Counter(people.told)  # each acknowledged one is there, and no other
    assert "All is well" in finished("check", **standing.settings).stdout


def test_while_no_node_runs_each_page_says_so_and_a_button_is_pressed_again(
    standing: Installation,
) -> None:
    browser = standing.browser()
    form = hidden(browser.get("/sign-in").must_be(200).text)
    since = len(standing.front.log())

    def errors() -> list[int]:
        return [one.status for one in standing.front.asked(since) if one.status >= 500]

    try:
        for node in standing.nodes:
            assert node.stop() == 0
        for path in ("/", "/help", "/static/css/start.css"):
            assert AWAY in browser.get(path).must_be(502).text
        assert AWAY in browser.post("/sign-in", form).must_be(502).text
        assert browser.pressed_again == 1
    finally:
        for node in standing.nodes:
            node.started()
    until(lambda: len(errors()) >= 5, "nginx to have noted three pages, and a button twice")
    assert errors() == [502] * 5
    for node in standing.nodes:
        standing.answers_again(node)
    browser.post("/sign-in", {**form, "email": "back@example.org"}).must_be(302)


def test_logs_of_nginx_hold_no_code_and_no_address_of_whoever_came(standing: Installation) -> None:
    before = len(standing.front.log())
    standing.browser().get(f"/thanks/{SECRET_CODE}?q=what-was-typed")
    until(lambda: len(standing.front.log()) > before, "nginx to have noted it")
    lines = standing.front.log()
    for line in lines:
        _at, method, status, *_more = line.split()
        assert method.isupper()
        assert status.isdigit()
    everything = "\n".join(lines) + standing.front.errors()
    for secret in (SECRET_CODE, "what-was-typed", "/thanks", "127.0.0.1 "):
        assert secret not in everything
