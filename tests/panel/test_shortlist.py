"""Two stages: a shortlist from the first reading, scored afresh by more readers."""

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from recognition.audit.models import Entry
from recognition.database import db, transaction
from recognition.panel import actions
from recognition.panel.models import Assignment, Review, Tally
from recognition.schemes.models import Scheme
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.panel.conftest import Judging


@pytest.fixture
def two_stages(app: Flask, judging: Judging) -> Judging:
    with app.app_context(), transaction() as session:
        session.execute(update(Scheme).values(two_stages=True))
    return judging


def first_reading(judging: Judging, *means: int) -> list[int]:
    """Have several nominees read by Asha and Ben, who give each the same points."""
    numbers = []
    for points in means:
        number = judging.nominate()
        judging.assigned(number, judging.asha, judging.ben)
        for reader in (judging.asha, judging.ben):
            judging.world.reviewed(number, reader, points=points)
        numbers.append(number)
    judging.worked_out()
    return numbers


def send(client: PageClient, judging: Judging, *numbers: int, **more: str) -> int:
    client.sign_in(judging.chair)
    path = f"/panel/{judging.round.id}/shortlist"
    data: dict[str, object] = {"chosen": [str(number) for number in numbers], **more}
    return client.send(path, data).status_code


def tally(judging: Judging, number: int) -> tuple[int, float | None]:
    with judging.app.app_context():
        found = db.session.get(Tally, number)
        assert found is not None
        return found.reviews, found.mean


def test_the_shortlist_is_scored_afresh_and_the_first_scores_rest(
    client: PageClient, two_stages: Judging
) -> None:
    judging = two_stages
    best, second, last = first_reading(judging, 5, 4, 1)
    client.sign_in(judging.chair)
    page = client.get(f"/panel/{judging.round.id}/shortlist").text
    assert page.count(" checked") == 3, "three for each winner are suggested"
    assert send(client, judging, best, second) == 302
    assert tally(judging, best) == (0, None)
    assert tally(judging, last) == (2, 1.0), "who is not on it keeps the first scores"
    judging.assigned(best, judging.asha)
    client.sign_in(judging.asha)
    sheet = client.get(f"/panel/read/{best}").text
    assert " checked" not in sheet, "the first scores are not on the sheet"
    judging.world.reviewed(best, judging.asha, points=2)
    assert tally(judging, best) == (1, 2.0)
    with judging.app.app_context():
        kept = db.session.execute(
            select(Assignment.stage, Review.mean)
            .join(Review, Review.assignment_id == Assignment.id)
            .where(Assignment.candidacy_id == best, Assignment.person_id == judging.asha.id)
            .order_by(Assignment.stage)
        ).all()
        assert [tuple(row) for row in kept] == [(1, 5.0), (2, 2.0)]


def test_results_and_the_fair_share_are_then_about_the_shortlist_alone(
    client: PageClient, two_stages: Judging
) -> None:
    judging = two_stages
    best, second, last = first_reading(judging, 5, 4, 1)
    send(client, judging, best, second)
    readers = {judging.asha.id, judging.ben.id}
    with judging.app.app_context():
        actions.share_fairly(round_id=judging.round.id, reads=2, actor=None)
        given = db.session.execute(
            select(Assignment.candidacy_id, Assignment.person_id).where(
                Assignment.ended_at.is_(None), Assignment.stage == 2
            )
        ).all()
        assert {tuple(row) for row in given} == {
            (number, reader) for number in (best, second) for reader in readers
        }
    judging.worked_out()
    client.sign_in(judging.chair)
    table = client.get(f"/panel/{judging.round.id}/ranking").text
    assert f"/panel/nominee/{best}" in table
    assert f"/panel/nominee/{last}" not in table


def test_what_is_not_sent_leaves_the_lists_when_the_shortlist_is_made(
    client: PageClient, two_stages: Judging
) -> None:
    judging = two_stages
    [best] = first_reading(judging, 5)
    unread = judging.nominate()
    judging.assigned(unread, judging.asha)
    send(client, judging, best)
    client.sign_in(judging.asha)
    assert f"/panel/read/{unread}" not in client.get(f"/panel/{judging.round.id}").text
    assert client.get(f"/panel/read/{unread}").status_code == 404


def test_a_shortlist_can_be_taken_back_until_somebody_begins_to_score_it(
    client: PageClient, two_stages: Judging
) -> None:
    judging = two_stages
    best, second = first_reading(judging, 5, 4)
    ben = judging.world.viewer(judging.ben)
    with judging.app.app_context():
        actions.declare_interest(candidacy_id=second, reason="", actor=ben)
    send(client, judging, best, second)
    judging.assigned(best, judging.asha)
    assert send(client, judging, end="1") == 302
    assert tally(judging, best) == (2, 5.0)
    assert tally(judging, second) == (1, 4.0), "who stepped back stays away"
    send(client, judging, best)
    judging.assigned(best, judging.asha)
    judging.world.reviewed(best, judging.asha, points=3, send=False)
    assert send(client, judging, end="1") == 422
    assert tally(judging, best) == (0, None)


def test_a_scheme_without_two_stages_has_no_shortlist(client: PageClient, judging: Judging) -> None:
    [best] = first_reading(judging, 5)
    client.sign_in(judging.chair)
    path = f"/panel/{judging.round.id}/shortlist"
    assert client.get(path).status_code == 404
    token = client.token(f"/panel/{judging.round.id}/assign")
    answer = client.post(path, data={"csrf_token": token, "chosen": str(best)})
    assert answer.status_code == 404
    assert tally(judging, best) == (2, 5.0)


def test_a_chair_puts_nobody_whom_they_know_on_the_shortlist(
    client: PageClient, two_stages: Judging
) -> None:
    judging = two_stages
    known, other = first_reading(judging, 5, 4)
    chair = judging.world.viewer(judging.chair)
    with judging.app.app_context():
        actions.declare_interest(candidacy_id=known, reason="", actor=chair)
    client.sign_in(judging.chair)
    page = client.get(f"/panel/{judging.round.id}/shortlist").text
    assert judging.nominees[0].name not in page
    assert judging.nominees[1].name in page
    assert send(client, judging, known, other) == 404
    assert send(client, judging) == 422, "nobody chosen"
    with judging.app.app_context():
        entries = select(func.count(Entry.number)).where(Entry.action == "panel.shortlisted")
        assert db.session.scalar(entries) == 0
    for person in (judging.asha, judging.nominator):
        client.sign_in(person)
        assert client.get(f"/panel/{judging.round.id}/shortlist").status_code == 404


def test_the_shortlist_page_is_the_same_work_for_one_and_three(
    client: PageClient, two_stages: Judging, count_queries: QueryCounter
) -> None:
    first_reading(two_stages, 5)
    client.sign_in(two_stages.chair)
    path = f"/panel/{two_stages.round.id}/shortlist"
    client.get(path)
    with count_queries() as one:
        client.get(path)
    first_reading(two_stages, 4, 3)
    with count_queries() as three:
        client.get(path)
    assert len(one) == len(three)
