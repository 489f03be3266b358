"""Reweighting recalculates everything; changing a scale converts or is refused.

The scale is 1 to 5 for every criterion and no form can say another, so changing it is always
refused. Criteria have weights. Once a nomination has used a form, its version never changes, so
that reweighting makes a new version: scores stay against theirs, and a round that runs keeps its
rubric. Results are worked out from points and weights, never from a mean that was kept.
"""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from recognition import clock
from recognition.database import db, transaction
from recognition.errors import Conflict, Refused
from recognition.panel import actions, queries
from recognition.panel.models import Calculation, Review, Score
from recognition.panel.rules import read_points
from recognition.schemes import actions as scheming
from recognition.schemes import queries as schemes
from recognition.schemes.models import Criterion, FormVersion
from recognition.schemes.rules import Dates
from tests.page_client import PageClient
from tests.panel.conftest import Judging
from tests.panel.rubrics import rubric

GIVEN = {"asha": (5, 1, 1), "ben": (4, 2, 2)}


@pytest.fixture
def number(judging: Judging) -> int:
    """A nominee with scores by a rubric in which the first of three criteria weighs double."""
    rubric(judging, care=2, courage=1, reach=1)
    number = judging.nominate()
    for reader, given in ((judging.asha, GIVEN["asha"]), (judging.ben, GIVEN["ben"])):
        judging.assigned(number, reader)
        more = dict(zip(judging.criteria(), given, strict=True))
        judging.world.reviewed(number, reader, more=more)
    judging.worked_out()
    return number


def raw(judging: Judging, number: int) -> float | None:
    with judging.app.app_context():
        viewer = judging.world.viewer(judging.chair)
        found = queries.results(viewer, judging.round.id)
        assert found is not None
        place = queries.standing_of(found, number)
        assert place is not None
        return place.raw


def form_page(judging: Judging) -> str:
    return f"/manage/schemes/{judging.round.scheme.slug}/form"


def posted(**more: str) -> dict[str, object]:
    """Return what an administrator posts who weighs the last criterion eightfold."""
    rows = [("care", "1"), ("courage", "1"), ("reach", "8")]
    return {
        "questions-0-prompt": "What did they do?",
        "questions-1-prompt": "What changed?",
        **{f"criteria-{at}-name": name for at, (name, _weight) in enumerate(rows)},
        **{f"criteria-{at}-weight": weight for at, (_name, weight) in enumerate(rows)},
        **more,
    }


def test_reweighting_a_form_in_use_makes_a_new_version_and_leaves_the_running_round_alone(
    client: PageClient, judging: Judging, number: int
) -> None:
    assert raw(judging, number) == pytest.approx(3.0)
    client.sign_in(judging.chair)
    paths = (f"/panel/{judging.round.id}/ranking", f"/panel/nominee/{number}")
    before = [client.get(path).text for path in paths]
    client.sign_in(judging.world.administrator())
    assert client.send(form_page(judging), posted()).status_code == 302
    with judging.app.app_context():
        newest = schemes.newest_version(judging.round.scheme.id)
        card = schemes.round_card(judging.round.id)
        assert newest != card.version_id == judging.round.version_id
        assert [one.weight for one in schemes.form_sheet(newest).criteria] == [1, 1, 8]
        assert [one.weight for one in schemes.form_sheet(card.version_id).criteria] == [2, 1, 1]
        assert actions.calculate_results() == 0, "nothing that these results follow from changed"
    assert raw(judging, number) == pytest.approx(3.0)
    client.sign_in(judging.chair)
    for path, text in zip(paths, before, strict=True):
        again = client.get(path).text
        assert again.count("3.00") == text.count("3.00") > 0, path


def test_scores_stay_against_the_criteria_by_which_they_were_given(
    client: PageClient, judging: Judging, number: int
) -> None:
    old = set(judging.criteria())
    client.sign_in(judging.world.administrator())
    client.send(form_page(judging), posted(**{"criteria-0-name": "Something else"}))
    with judging.app.app_context():
        kept = set(db.session.scalars(select(Score.criterion_id)))
        assert kept == old
        versions = select(Criterion.version_id).where(Criterion.id.in_(kept)).distinct()
        assert db.session.scalars(versions).all() == [judging.round.version_id]
    client.sign_in(judging.chair)
    page = client.get(f"/panel/nominee/{number}").text
    assert "care" in page
    assert "Something else" not in page


def test_the_next_round_is_scored_and_ranked_by_the_new_weights(
    client: PageClient, judging: Judging, number: int
) -> None:
    client.sign_in(judging.world.administrator())
    client.send(form_page(judging), posted())
    now, day = clock.now(), timedelta(days=1)
    with judging.app.app_context():
        slug = judging.round.scheme.slug
        dates = Dates(now - day, now + day, now + 9 * day, now + 20 * day)
        name = scheming.add_round(slug, name="Spring", dates=dates, actor=None)
        later = schemes.round_by_slug(slug, name)
    first = judging.round
    judging.round = later
    judging.world.appoint(later, judging.chair, role="chair")
    for reader in (judging.asha, judging.ben):
        judging.world.appoint(later, reader)
    other = judging.nominate()
    for reader, given in ((judging.asha, GIVEN["asha"]), (judging.ben, GIVEN["ben"])):
        judging.assigned(other, reader)
        more = dict(zip(judging.criteria(), given, strict=True))
        judging.world.reviewed(other, reader, more=more)
    judging.worked_out()
    assert raw(judging, other) == pytest.approx((1.4 + 2.2) / 2), "the same points, other weights"
    judging.round = first
    judging.worked_out()
    assert raw(judging, number) == pytest.approx(3.0)


def test_reweighting_recalculates_everything(
    client: PageClient, judging: Judging, number: int
) -> None:
    """No page can do this to a form in use; were it done all the same, no old mean would stay."""
    changed = zip(judging.criteria(), (1, 1, 8), strict=True)
    with judging.app.app_context(), transaction() as session:
        for criterion, weight in changed:
            session.execute(
                update(Criterion).where(Criterion.id == criterion).values(weight=weight)
            )
    with judging.app.app_context():
        assert actions.calculate_results() == 1
        assert db.session.scalar(select(func.count(Calculation.id))) == 1
        kept = db.session.scalars(select(Review.mean).order_by(Review.id)).all()
        assert kept == [3.0, 3.0], "what was kept at sending is not what is ranked on"
    assert raw(judging, number) == pytest.approx((1.4 + 2.2) / 2)
    client.sign_in(judging.chair)
    for path in (f"/panel/{judging.round.id}/ranking", f"/panel/nominee/{number}"):
        text = client.get(path).text
        assert "1.80" in text
        assert "3.00" not in text


def test_a_round_that_moved_to_a_new_version_counts_each_score_by_its_own_weights(
    client: PageClient, judging: Judging, number: int
) -> None:
    """An administrator puts off the opening of a round that was read in, and then reweights."""
    now, day = clock.now(), timedelta(days=1)
    slug = judging.round.scheme.slug
    with judging.app.app_context():
        dates = Dates(now + day, now + 2 * day, now + 9 * day, now + 20 * day)
        scheming.edit_round(slug, judging.round.slug, name="Winter", dates=dates, actor=None)
    client.sign_in(judging.world.administrator())
    client.send(form_page(judging), posted())
    with judging.app.app_context():
        assert schemes.round_card(judging.round.id).version_id != judging.round.version_id
        actions.calculate_results()
    assert raw(judging, number) == pytest.approx(3.0)
    client.sign_in(judging.chair)
    page = client.get(f"/panel/nominee/{number}").text
    assert "Mean 3.00 from 2 of 2 readers" in page
    assert "Not answered" not in page


def test_changing_the_scale_is_refused(client: PageClient, judging: Judging, number: int) -> None:
    client.sign_in(judging.world.administrator())
    page = client.get(form_page(judging)).text
    assert "points_5" in page
    assert "points_6" not in page
    assert 'name="scale' not in page
    odd = {"criteria-0-points_6": "More than much", "criteria-0-scale": "10", "scale": "10"}
    client.send(form_page(judging), posted(**odd))
    assert "More than much" not in client.get(form_page(judging)).text
    for typed in ("0", "6", "10", "4.5"):
        with pytest.raises(Refused, match="from 1 to 5"):
            read_points([typed])
    with judging.app.app_context():
        assert db.session.scalar(select(func.count(FormVersion.id))) == 2
        with pytest.raises(Conflict), transaction() as session:
            session.execute(update(Score).values(points=6))
        assert max(db.session.scalars(select(Score.points)).all(), key=int) == 5
