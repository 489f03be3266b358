"""A score sheet takes what it asks for, and nothing else."""

import sqlalchemy as sa

from recognition.database import db
from recognition.panel.models import Assignment, Review
from tests.page_client import PageClient
from tests.panel.conftest import Judging
from tests.panel.test_reading import stored


def test_fields_that_a_score_sheet_does_not_ask_for_change_nothing(
    client: PageClient, judging: Judging
) -> None:
    number, another = judging.nominate(), judging.nominate()
    judging.assigned(number, judging.asha)
    judging.assigned(another, judging.ben)
    client.sign_in(judging.asha)
    unasked = {
        "status": "sent",
        "sent_at": "2026-01-01",
        "score": "5",
        "points_999999": "5",
        "person_id": judging.ben.id,
        "panellist_id": judging.ben.id,
        "candidacy_id": another,
        "role": "chair",
    }
    answer = client.send(f"/panel/read/{number}", judging.answers(3, **unasked))
    assert answer.status_code in {302, 303}, answer.text
    assert {row[0] for row in stored(judging.app)} == {3}
    with judging.app.app_context():
        rows = db.session.execute(
            sa.select(Assignment.candidacy_id, Review.sent_at).join(
                Review, Review.assignment_id == Assignment.id
            )
        )
        assert list(map(tuple, rows)) == [(number, None)]
    assert client.get(f"/panel/{judging.round.id}/people").status_code == 404  # still no chair
