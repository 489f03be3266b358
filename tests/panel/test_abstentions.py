"""Who sits out, or says next to nothing, is no reader of a nominee."""

import pytest
from sqlalchemy import select

from recognition.database import db, transaction
from recognition.errors import Refused
from recognition.mail.models import Letter
from recognition.panel import actions
from recognition.panel.models import Assignment, Review, Tally
from recognition.panel.rules import DEPUTY, PANELLIST
from recognition.people.models import Person
from recognition.people.queries import PersonCard
from tests.panel.conftest import Judging
from tests.panel.rubrics import read, rubric
from tests.panel.test_interests import declare


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


def leaves(judging: Judging, person: PersonCard) -> None:
    """Have somebody leave the panel."""
    with judging.app.app_context():
        actions.end_appointment(
            round_id=judging.round.id,
            person_id=person.id,
            role=PANELLIST,
            actor=judging.world.viewer(judging.chair),
        )


def readers_of(judging: Judging, number: int) -> set[int]:
    with judging.app.app_context():
        found = select(Assignment.person_id).where(
            Assignment.candidacy_id == number, Assignment.ended_at.is_(None)
        )
        return set(db.session.scalars(found))


@pytest.mark.parametrize("why", ["abstains", "is the manager by now"])
def test_somebody_who_left_is_replaced_unless_their_scores_count(
    judging: Judging, keys: dict[str, int], why: str
) -> None:
    given = (None, None, 5) if why == "abstains" else (4, 4, 4)
    number = read(judging, asha=given, ben=(2, 2, 2))
    leaves(judging, judging.asha)
    if why != "abstains":
        with judging.app.app_context(), transaction() as session:
            nominee = session.get_one(Person, judging.nominees[0].id)
            nominee.manager_id = judging.asha.id
    with judging.app.app_context(), pytest.raises(Refused, match="at least 1 more"):
        actions.share_fairly(round_id=judging.round.id, reads=2, actor=None)
    fresh = judging.world.person("Dilys Evans")
    judging.world.appoint(judging.round, fresh)
    with judging.app.app_context():
        actions.share_fairly(round_id=judging.round.id, reads=2, actor=None)
    assert readers_of(judging, number) == {judging.asha.id, judging.ben.id, fresh.id}


def test_whoever_leads_for_the_chair_is_told_that_an_abstention_is_no_reading(
    judging: Judging, keys: dict[str, int]
) -> None:
    number = read(judging, asha=(None, None, 5), ben=(2, 2, 2))
    deputy = judging.world.person("Dee Deputy")
    judging.world.appoint(judging.round, deputy, role=DEPUTY)
    declare(judging, judging.chair, number)
    judging.nominate()
    with judging.app.app_context():
        actions.share_fairly(
            round_id=judging.round.id, reads=2, actor=judging.world.viewer(judging.chair)
        )
        told = db.session.scalars(
            select(Letter.body).where(
                Letter.kind == "panel.readers_missing", Letter.to_address == deputy.email
            )
        ).all()
    assert len(told) == 1
    assert "1 nominee whom you lead the panel on has fewer" in told[0]


def test_a_chair_who_sent_scores_before_anybody_stays_a_reader(
    judging: Judging, keys: dict[str, int]
) -> None:
    judging.world.appoint(judging.round, judging.chair)
    number = judging.nominate()
    for reader in (judging.chair, judging.ben):
        judging.assigned(number, reader)
    for reader in (judging.chair, judging.ben):
        judging.world.reviewed(number, reader)
    with judging.app.app_context():
        actions.share_fairly(round_id=judging.round.id, reads=2, actor=None)
    assert readers_of(judging, number) == {judging.chair.id, judging.ben.id}
