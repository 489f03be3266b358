"""Who sits out, or says next to nothing, is no reader of a nominee."""

import pytest
from sqlalchemy import select

from recognition.database import db
from recognition.errors import Refused
from recognition.panel import actions
from recognition.panel.models import Assignment, Review, Tally
from tests.panel.conftest import Judging
from tests.panel.rubrics import read, rubric


@pytest.fixture
def keys(judging: Judging) -> dict[str, int]:
    return rubric(judging, care=2, courage=1, reach=1)


def test_points_for_under_half_of_what_is_scored_are_an_abstention(
    judging: Judging, keys: dict[str, int]
) -> None:
    number = read(judging, asha=(None, None, 5), ben=(None, 5, 1))
    with judging.app.app_context():
        means = db.session.scalars(select(Review.mean).order_by(Review.id)).all()
        assert means == [None, 3.0], "exactly half is enough"
        found = db.session.get(Tally, number)
        assert found is not None
        assert (found.reviews, found.mean) == (1, 3.0)


def test_a_chair_who_saw_an_abstention_gives_no_scores_afterwards(
    judging: Judging, keys: dict[str, int]
) -> None:
    number = read(judging, asha=(None, None, 5), ben=(None, None, 4))
    judging.world.appoint(judging.round, judging.chair)
    with judging.app.app_context(), pytest.raises(Refused, match="can see what others gave"):
        actions.assign(
            round_id=judging.round.id,
            candidacy_id=number,
            person_id=judging.chair.id,
            actor=judging.world.viewer(judging.chair),
        )


def test_abstentions_and_recusals_do_not_count_towards_the_minimum_number_of_reviews(
    judging: Judging, keys: dict[str, int]
) -> None:
    number = read(judging, asha=(None, None, 5), ben=(2, 2, 2))
    other = judging.nominate()
    judging.assigned(other, judging.asha)
    with judging.app.app_context():
        actions.declare_interest(
            candidacy_id=other, reason="", actor=judging.world.viewer(judging.asha)
        )
        with pytest.raises(Refused, match="would not get 2 readers"):
            actions.share_fairly(round_id=judging.round.id, reads=2, actor=None)
    fresh = judging.world.person("Dilys Evans")
    judging.world.appoint(judging.round, fresh)
    with judging.app.app_context():
        actions.share_fairly(round_id=judging.round.id, reads=2, actor=None)
        given = db.session.execute(
            select(Assignment.candidacy_id, Assignment.person_id).where(
                Assignment.person_id == fresh.id
            )
        ).all()
        assert {row.candidacy_id for row in given} == {number, other}
