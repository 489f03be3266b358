"""A node that dies under load: nobody notices but whoever had just pressed a button."""

from collections import Counter

import pytest
from sqlalchemy import select

from recognition.database import db
from recognition.nominations.models import Nomination
from tests.nodes.crowd import crowd
from tests.nodes.installation import Installation
from tools.running import finished

pytestmark = pytest.mark.long

PEOPLE = 8
SECRET_CODE = "a-code-that-is-in-no-log"


def test_a_node_killed_under_load_loses_nothing_and_comes_back(standing: Installation) -> None:
    world, [lost, kept] = standing.world, standing.nodes
    scheme = world.scheme(name="Lost node awards")
    world.round(scheme)
    with crowd(standing, scheme.slug, many=PEOPLE) as people:
        people.has_told(PEOPLE)
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
    with standing.app.app_context():
        found = db.session.scalars(
            select(Nomination.reference).where(Nomination.scheme_id == scheme.id)
        ).all()
    assert Counter(found) == Counter(people.told)  # each acknowledged one is there, and no other
    assert "All is well" in finished("check", **standing.settings).stdout


def test_logs_of_nginx_hold_no_code_and_no_address_of_whoever_came(standing: Installation) -> None:
    standing.browser().get(f"/thanks/{SECRET_CODE}?q=what-was-typed")
    lines = standing.front.log()
    assert lines
    for line in lines:
        _at, method, status, *_more = line.split()
        assert method.isupper()
        assert status.isdigit()
    everything = "\n".join(lines) + standing.front.errors()
    for secret in (SECRET_CODE, "what-was-typed", "/thanks", "127.0.0.1 "):
        assert secret not in everything
