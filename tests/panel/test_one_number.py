"""One number for each reader and nominee: ranked on, and shown wherever a mean is shown."""

import pytest
from sqlalchemy import select, update

from recognition.database import db, transaction
from recognition.panel import actions, queries
from recognition.panel.models import Calculation, Placing
from recognition.panel.queries.shortlist import shortlist_sheet
from recognition.people.models import Person
from tests.page_client import PageClient
from tests.panel.conftest import Judging
from tests.panel.rubrics import read, rubric

MILD_LINE = "left out a criterion that did not apply"
DROPPED_LINE = "points for under half of what is scored"


@pytest.fixture
def keys(judging: Judging) -> dict[str, int]:
    return rubric(judging, care=2, courage=1, reach=1)


def kept(judging: Judging, number: int) -> Placing:
    """Return where a nominee stands in the results with everybody."""
    with judging.app.app_context():
        found = queries.complete_results(judging.round.id)
        assert found is not None
        row = db.session.scalar(
            select(Placing).where(
                Placing.calculation_id == found.id, Placing.candidacy_id == number
            )
        )
        assert row is not None
        return row


def test_a_missing_criterion_is_weighed_against_the_panels_means(
    judging: Judging, keys: dict[str, int]
) -> None:
    complete = read(judging, asha=(4, 4, 1), ben=(4, 4, 1))
    without = read(judging, asha=(4, 4, None), ben=(4, 4, None))
    judging.worked_out()
    assert kept(judging, complete).raw == pytest.approx(3.25)
    assert kept(judging, without).raw == pytest.approx(3.25), "leaving out the harsh one wins none"
    assert kept(judging, without).tied


def test_every_page_of_the_chair_shows_the_numbers_that_are_ranked_on(
    client: PageClient, judging: Judging, keys: dict[str, int]
) -> None:
    read(judging, asha=(2, 3, 1), ben=(3, 3, 2))
    number = read(judging, asha=(4, 5, None), ben=(3, 4, 2))
    judging.worked_out()
    # means 3, 3.75 and 5/3: level 2.85; Asha is (2·1 + 1.25) / 3 above it, Ben plainly 3
    asha = (2 * 3 + 3.75 + 5 / 3) / 4 + (2 * 1 + 1.25) / 3
    raw = (asha + 3.0) / 2
    assert kept(judging, number).raw == pytest.approx(raw)
    with judging.app.app_context():
        sheet = queries.nominee_sheet(number, judging.world.viewer(judging.chair))
        assert [review.number for review in sheet.reviews] == pytest.approx([asha, 3.0])
        assert sheet.mean == pytest.approx(raw, abs=1e-5)
    client.sign_in(judging.chair)
    table = client.get(f"/panel/{judging.round.id}/ranking").text
    assert f"{raw:.2f}" in table
    assert f"1 reader {MILD_LINE}" in table
    page = client.get(f"/panel/nominee/{number}").text
    assert f"Mean {raw:.2f} from 2 of 2 readers" in page
    assert f"{asha:.2f}" in page
    assert page.count("A criterion was left out.") == 1
    assert "4.33" not in page, "the plain mean of what Asha gave"


def test_a_sheet_with_points_for_under_half_the_weight_does_not_count_and_the_chair_is_told(
    client: PageClient, judging: Judging, keys: dict[str, int]
) -> None:
    number = read(judging, asha=(None, None, 5), ben=(2, 2, 2))
    judging.worked_out()
    assert (kept(judging, number).raw, kept(judging, number).readers) == (2.0, 1)
    client.sign_in(judging.chair)
    table = client.get(f"/panel/{judging.round.id}/ranking").text
    assert f"1 reading does not count: it has {DROPPED_LINE}" in table
    assert "1 of 2" in table
    page = client.get(f"/panel/nominee/{number}").text
    assert "Mean 2.00 from 1 of 2 readers" in page
    assert f"Does not count: {DROPPED_LINE}" in page


def test_nobody_but_the_chair_is_told_that_a_sheet_does_not_count(
    client: PageClient, judging: Judging, keys: dict[str, int]
) -> None:
    number = read(judging, asha=(None, None, 5), ben=(2, 2, 2))
    judging.worked_out()
    for reader in (judging.asha, judging.ben, judging.nominator):
        client.sign_in(reader)
        paths = ("/panel", f"/panel/{judging.round.id}", f"/panel/read/{number}")
        for path in paths:
            text = client.get(path).text
            assert "not count" not in text
            assert DROPPED_LINE not in text
    with judging.app.app_context():
        queue = queries.my_queue(judging.world.viewer(judging.asha), judging.round.id)
        assert (queue.sent, queue.left) == (1, 0), "their reading is done all the same"


def test_scores_of_somebody_who_came_to_have_an_interest_are_in_no_mean(
    client: PageClient, judging: Judging, keys: dict[str, int]
) -> None:
    number = read(judging, asha=(5, 5, 5), ben=(2, 2, 2))
    with judging.app.app_context(), transaction() as session:
        session.execute(
            update(Person)
            .where(Person.id == judging.nominees[0].id)
            .values(manager_id=judging.asha.id)
        )
    judging.worked_out()
    client.sign_in(judging.chair)
    page = client.get(f"/panel/nominee/{number}").text
    assert "Mean 2.00 from 1 of 2 readers" in page
    assert "Does not count: they know the nominee" in page
    assert kept(judging, number).raw == 2.0


def test_the_shortlist_is_suggested_by_the_same_means(
    client: PageClient, judging: Judging, keys: dict[str, int]
) -> None:
    number = read(judging, asha=(4, 5, None), ben=(3, 4, 2))
    judging.worked_out()
    with judging.app.app_context():
        viewer = judging.world.viewer(judging.chair)
        (row,) = shortlist_sheet(viewer, judging.round.id).others
        assert row.candidacy.id == number
        assert row.mean == kept(judging, number).raw
        assert row.readers == 2


def test_a_score_that_counts_differently_without_the_hidden_nominee_is_shown_without(
    judging: Judging, keys: dict[str, int]
) -> None:
    number = read(judging, asha=(4, 4, None), ben=(3, 3, 3))
    hidden = read(judging, asha=(1, 1, 5), ben=(1, 1, 5))
    chair = judging.world.viewer(judging.chair)
    judging.worked_out()
    before = kept(judging, number).raw
    with judging.app.app_context():
        actions.declare_interest(candidacy_id=hidden, reason="", actor=chair)
    judging.worked_out()
    assert kept(judging, number).raw == before, "for everybody else it counts as before"
    with judging.app.app_context():
        theirs = queries.results(chair, judging.round.id)
        assert theirs is not None
        place = queries.standing_of(theirs, number)
        assert place is not None
        # of this nominee alone the means are 3.5, 3.5 and 3
        assert place.raw == pytest.approx((3.375 + 0.5 + 3.0) / 2)
        assert place.raw != pytest.approx(before)
        sheet = queries.nominee_sheet(number, chair)
        assert sheet.mean == pytest.approx(place.raw, abs=1e-5)
        assert len(db.session.scalars(select(Calculation)).all()) == 2
