"""The chair's table stays quick when a round is large."""

from flask import Flask
from sqlalchemy import select

from recognition.database import db
from recognition.demo import actions
from recognition.panel.queries.ranking import PER_PAGE
from recognition.people import queries as people
from recognition.people.models import Person
from tests.conftest import QueryCounter
from tests.page_client import PageClient

MOST_STATEMENTS = 12


def test_the_ranking_of_1000_nominations_with_3_reviews_asks_at_most_12_queries(
    app: Flask, client: PageClient, count_queries: QueryCounter
) -> None:
    with app.app_context():
        loaded = actions.load_data(nominations=1_000, panellists=30, reviews=3, staff=400)
        chair_id = db.session.scalar(select(Person.id).where(Person.email == loaded.chair))
        chair = people.person(chair_id or 0)
    client.sign_in(chair)
    for page in (1, 5):
        with count_queries() as statements:
            answer = client.get(f"/panel/{loaded.round_id}/ranking?page={page}")
        assert answer.status_code == 200
        assert answer.text.count("<tr") == 1 + PER_PAGE
        assert len(statements) <= MOST_STATEMENTS
