"""A page of the ledger is walked to along an index, however many were thanked or are owed."""

from datetime import timedelta

import pytest
from flask import Flask

from recognition import clock
from recognition.database import db
from recognition.thanks.queries.ledger_numbers import Numbers
from recognition.thanks.queries.ledger_pages import Asked, Filters, page_of
from recognition.thanks.reckoning import LATE, OWED, THANKED_PLACE, WAITING_PLACE
from tests.plans import plan

BY_THANKS = "ix_thank_scheme_id_state_counted_from_nomination_id"
BY_NOMINATIONS = "ix_nomination_scheme_id_standing_withdrawn_at_counts_from"


@pytest.mark.parametrize(
    ("place", "index", "walks"),
    [
        (OWED, BY_THANKS, 3),
        (LATE, BY_THANKS, 3),
        (THANKED_PLACE, BY_THANKS, 1),
        (WAITING_PLACE, BY_NOMINATIONS, 4),
    ],
)
def test_a_page_of_a_place_is_read_from_its_oldest_on(
    app: Flask, place: str, index: str, walks: int
) -> None:
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("plans for empty tables say nothing there")
        before = clock.now() - timedelta(days=3)
        asked = Asked(7, Filters(place=place), before, Numbers(places={}, ended={}, being_made=1))
        steps = plan(page_of(asked), **asked.values)
    assert sum(f"INDEX {index}" in step for step in steps) == walks
    # what the walks found is sorted, and the lines of the page: nothing else is
    assert sum("ORDER BY" in step for step in steps) <= 2, steps
