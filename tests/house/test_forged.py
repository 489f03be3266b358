"""What another site could make somebody's browser send changes nothing."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule

from recognition.database import db
from recognition.people.rules import ADMINISTRATOR
from tests.page_client import PageClient
from tests.world import World

# clicks of readers without a cookie, and so without a token: counted only where the browser itself
# says that the click came from our own page
COUNTED = "resources.useful"


def changing(app: Flask) -> list[Rule]:
    """Return the rules that take what changes something."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and rule.endpoint != COUNTED
    ]


def filled(rule: Rule) -> str:
    """Return an address of a rule: the first choice where there are choices, else ones."""
    path = re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule)
    path = re.sub(r"<string\(length=(\d+)\)[^>]*>", lambda found: "1" * int(found[1]), path)
    return re.sub(r"<[^>]+>", "1", path)


def everything(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table."""
    with app.app_context():
        return {
            table.name: sorted(map(tuple, db.session.execute(sa.select(table))), key=str)
            for table in db.metadata.sorted_tables
        }


@pytest.mark.one_database
def test_nothing_that_is_sent_without_a_token_changes_anything(
    app: Flask, client: PageClient, world: World
) -> None:
    client.sign_in(world.granted(ADMINISTRATOR))
    rules = changing(app)
    assert len(rules) > 50
    before = everything(app)
    for rule in rules:
        for token in ({}, {"csrf_token": "made-up"}):
            answer = client.post(filled(rule), data={"confirm": "yes", **token})
            assert answer.status_code == 400, rule.rule
            assert "This page was open for too long" in answer.text, rule.rule
    assert everything(app) == before
