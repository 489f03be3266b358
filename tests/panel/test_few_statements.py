"""The panel's busiest pages ask little, and what they ask at once is what was asked one by one."""

import pytest
from flask import Flask
from sqlalchemy import select

from recognition.database import db
from recognition.panel import queries
from recognition.panel.models import Calculation
from recognition.panel.queries.ranking import _chosen
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.panel.conftest import Judging
from tests.plans import plan

READING, SAVING, QUEUE, TABLE = 12, 25, 9, 10


def reading(judging: Judging, many: int) -> list[int]:
    numbers = [judging.nominate() for _one in range(many)]
    for number in numbers:
        judging.assigned(number, judging.asha)
    return numbers


@pytest.mark.parametrize("many", [1, 3, 12])
def test_reading_and_saving_ask_little_however_much_there_is_to_read(
    client: PageClient, blind_judging: Judging, count_queries: QueryCounter, many: int
) -> None:
    first, *_rest = reading(blind_judging, many)
    client.sign_in(blind_judging.asha)
    path = f"/panel/read/{first}"
    client.get(path)
    with count_queries() as asked:
        assert "Nominee 1" in client.get(path).text
    assert len(asked) <= READING
    with count_queries() as asked:
        client.get(f"/panel/{blind_judging.round.id}")
    assert len(asked) <= QUEUE
    with count_queries() as asked:
        answer = client.send(path, blind_judging.answers(4, save="1"))
    assert answer.status_code == 302
    assert len(asked) <= SAVING


def test_a_number_stays_what_it_is_when_more_come_in(blind_judging: Judging) -> None:
    viewer = blind_judging.world.viewer(blind_judging.asha)
    numbers: list[int] = []
    for _times in range(3):
        numbers += reading(blind_judging, 2)
        with blind_judging.app.app_context():
            called = [queries.score_sheet(viewer, number).called for number in numbers]
        assert called == [f"Nominee {at}" for at in range(1, len(numbers) + 1)]


def test_three_questions_at_once_are_answered_as_one_by_one(judging: Judging) -> None:
    read, sent, other = judging.nominate(), judging.nominate(), judging.nominate()
    judging.assigned(read, judging.asha)
    judging.assigned(sent, judging.asha)
    judging.world.reviewed(sent, judging.asha)
    for person in (judging.asha, judging.ben, judging.chair):
        viewer = judging.world.viewer(person)
        with judging.app.app_context():
            for number in (read, sent, other):
                ways = queries.ways(viewer, number)
                one_by_one = (
                    queries.may_score(viewer, number),
                    queries.may_see_others(viewer, number),
                    queries.may_join(viewer, number),
                )
                at_once = (
                    (ways.may_score, ways.sees_others, ways.may_join) if ways else (False,) * 3
                )
                assert at_once == one_by_one


def test_nobody_is_suggested_to_somebody_who_reads_them_blind(blind_judging: Judging) -> None:
    reader = blind_judging.world.person("Elizabeth Reader", team="Ward 3")
    blind_judging.world.appoint(blind_judging.round, reader)
    mate = blind_judging.nominate(blind_judging.world.person("Mo Mate", team="Ward 3"))
    blind_judging.assigned(mate, reader)
    viewer = blind_judging.world.viewer(reader)
    for _sent in (False, True):
        with blind_judging.app.app_context():
            assert queries.suggested_interests(viewer, blind_judging.round.id) == []
            assert queries.may_know(viewer, blind_judging.round.id) == 0
        blind_judging.world.reviewed(mate, reader)


def test_the_table_reads_nothing_that_grows_with_the_round(
    client: PageClient, judging: Judging, count_queries: QueryCounter
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha, judging.ben)
    judging.world.reviewed(number, judging.asha, points=5)
    judging.world.reviewed(number, judging.ben, points=2)
    judging.worked_out()
    with judging.app.app_context():
        kept = db.session.scalars(select(Calculation)).first()
        assert kept is not None
        assert not {"questions", "instead"} & set(kept.summary)
        assert {"instead"} == set(kept.details)
    client.sign_in(judging.chair)
    with count_queries() as asked:
        assert "3.50" in client.get(f"/panel/{judging.round.id}/ranking").text
    assert len(asked) <= TABLE
    assert not any("calculation.details" in statement for statement in asked)


def test_a_page_by_disagreement_is_walked_to_on_sqlite(app: Flask) -> None:
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("read from its end, an index has empty values first there: it sorts")
        steps = plan(
            _chosen("differ", "", led=False), calculation=1, category=1, most=25, skipped=0
        )
    walk, *rest = steps
    assert "ix_placing_calculation_id_category_id_apart_position" in walk
    # what differs by as much is put in order, and nothing else is
    assert not any("B-TREE FOR ORDER BY" in step for step in rest), steps
