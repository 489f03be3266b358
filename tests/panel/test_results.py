"""What the worker works out and keeps, and the chair's table from it."""

import re
import sys
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select, update

from recognition import clock
from recognition.app import ERRANDS
from recognition.audit.models import Entry
from recognition.database import db, transaction
from recognition.nominations import actions as nominating
from recognition.nominations.models import Nomination
from recognition.nominations.queries import Author
from recognition.panel import actions, queries
from recognition.panel.models import Calculation, Placing
from recognition.panel.queries.interests import interested_in
from recognition.panel.queries.left_out import digest
from recognition.panel.queries.material import material
from recognition.people.queries import PersonCard
from recognition.schemes.models import Criterion
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.panel.conftest import Judging, judged_round, seat
from tests.working import at_work
from tools.running import until


def panel_of(judging: Judging, *, judges: int, nominees: int, reads: int = 3) -> list[PersonCard]:
    """Have a panel read in turns: judge j of nominee i gives i's merit, and one judge is strict."""
    readers = [judging.world.person(f"Reader Number{number}") for number in range(judges)]
    for reader in readers:
        judging.world.appoint(judging.round, reader)
    for item in range(nominees):
        number = judging.nominate()
        mine = [readers[(item + step) % judges] for step in range(reads)]
        judging.assigned(number, *mine)
        for reader in mine:
            strict = 1 if reader is readers[0] else 0
            noise = (item * 7 + reader.id * 3) % 3 - 1
            points = min(5, max(1, 2 + item % 4 + noise - strict))
            judging.world.reviewed(number, reader, points=points)
    return readers


def table(client: PageClient, judging: Judging, query: str = "") -> str:
    client.sign_in(judging.chair)
    return client.get(f"/panel/{judging.round.id}/ranking{query}").text


def test_raw_stands_beside_adjusted_which_appears_only_with_enough_data(
    client: PageClient, judging: Judging
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha, judging.ben)
    for reader in (judging.asha, judging.ben):
        judging.world.reviewed(number, reader)
    judging.worked_out()
    few = table(client, judging)
    assert "too few scores yet" in few
    assert "Raw mean" in few
    assert "Adjusted" not in few
    assert "Chance" not in few
    panel_of(judging, judges=6, nominees=12)
    judging.worked_out()
    enough = table(client, judging)
    assert "the order follows the adjusted scores" in enough
    assert "Raw mean" in enough
    assert "Adjusted" in enough
    assert "Chance" in enough
    assert "too few scores yet" not in enough


def test_one_reader_each_is_said_to_be_nobody_to_compare_with(
    client: PageClient, judging: Judging
) -> None:
    panel_of(judging, judges=3, nominees=9, reads=1)
    judging.worked_out()
    text = table(client, judging)
    assert "nobody to compare with" in text
    assert "Adjusted" not in text


def test_ties_at_the_cut_are_shown_as_ties_and_no_name_or_number_breaks_them(
    client: PageClient, judging: Judging
) -> None:
    for points in (4, 4, 2):
        number = judging.nominate()
        judging.assigned(number, judging.asha)
        judging.world.reviewed(number, judging.asha, points=points)
    judging.worked_out()
    text = table(client, judging)
    assert "A tie at the cut: 2 nominees share the last winning place" in text
    assert text.count("1=<") == 2
    client.send(f"/panel/{judging.round.id}/ranking", {"winners": "2"})
    judging.worked_out()
    assert "A tie at the cut" not in table(client, judging)


def test_the_page_says_as_of_when_and_never_waits_for_a_calculation(
    client: PageClient, judging: Judging
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha, judging.ben)
    judging.world.reviewed(number, judging.asha, points=5)
    with time_machine.travel(clock.now() - timedelta(hours=2), tick=False):
        judging.worked_out()
        then = clock.now()
    judging.world.reviewed(number, judging.ben, points=1)
    text = table(client, judging)
    assert "5.00" in text
    assert clock.spoken(then) in text
    with judging.app.app_context():
        assert actions.calculate_results() == 1
    assert "3.00" in table(client, judging)


def test_a_round_whose_results_cannot_be_worked_out_holds_up_no_other(judging: Judging) -> None:
    broken = judging.nominate()
    judging.assigned(broken, judging.asha)
    judging.world.reviewed(broken, judging.asha)
    later = seat(judging.app, judging.world, judged_round(judging.world))
    later.nominate()
    with judging.app.app_context(), transaction() as session:
        session.execute(update(Criterion).values(weight=0))
    with judging.app.app_context():
        with pytest.raises(Exception, match=r".*"):
            actions.calculate(judging.round.id)
        assert actions.calculate_results() == 1
        kept = db.session.scalars(select(Calculation.round_id)).all()
    assert kept == [later.round.id]


def test_another_number_of_winners_is_worked_out_by_the_worker_while_the_page_says_so(
    client: PageClient, judging: Judging
) -> None:
    panel_of(judging, judges=6, nominees=12)
    with time_machine.travel(clock.now() - timedelta(hours=2), tick=False):
        judging.worked_out()
        then = clock.spoken(clock.now())
    assert "Being worked out again" not in table(client, judging)
    answer = client.send(f"/panel/{judging.round.id}/ranking", {"winners": "3"})
    assert answer.status_code == 302
    waiting = table(client, judging)
    assert "Being worked out again, for 3 winners" in waiting
    assert 'value="3"' in waiting
    assert "chance of being among the first 1" in waiting, "what is shown is what was worked out"
    assert then in waiting
    assert "Look again" in waiting
    with judging.app.app_context():
        assert actions.calculate_asked() == 1
        assert actions.calculate_asked() == 0
        assert actions.calculate_results() == 0, "nothing is left for the next minute"
    done = table(client, judging)
    assert "Being worked out again" not in done
    assert "chance of being among the first 3" in done


def test_the_worker_looks_for_what_somebody_waits_for_at_every_sweep(
    judging: Judging, count_queries: QueryCounter
) -> None:
    judging.nominate()
    judging.worked_out()
    chair = judging.world.viewer(judging.chair)
    assert actions.calculate_asked in ERRANDS
    with count_queries() as idle, judging.app.app_context():
        assert actions.calculate_asked() == 0
    assert len(idle) == 1, "cheap while nobody waits"
    with judging.app.app_context():
        category = next(iter(material(judging.round.id).categories.values()))
        actions.want(round_id=judging.round.id, category_id=category, winners=2, actor=chair)

    def are_worked_out() -> bool:
        with judging.app.app_context():
            found = queries.results(chair, judging.round.id)
        return found is not None and not found.again

    with at_work(judging.app, errands=ERRANDS):
        until(are_worked_out, "the results")
    with judging.app.app_context():
        found = queries.results(chair, judging.round.id)
    assert found is not None
    assert found.said["categories"][str(category)]["wanted"] == 2


def test_results_are_worked_out_again_exactly_when_something_they_follow_from_changed(
    judging: Judging,
) -> None:
    first, second = judging.nominate(), judging.nominate()
    chair, asha = judging.world.viewer(judging.chair), judging.world.viewer(judging.asha)

    def again(what: str) -> None:
        with judging.app.app_context():
            assert actions.calculate(judging.round.id) > 0, what
            assert actions.calculate(judging.round.id) == 0, what

    again("the first time")
    judging.assigned(first, judging.asha, judging.ben)
    judging.assigned(second, judging.asha)
    judging.world.reviewed(first, judging.asha)
    again("scores were sent")
    judging.world.reviewed(first, judging.ben, points=1)
    again("another reader sent theirs")
    with judging.app.app_context():
        sheet = queries.nominee_sheet(first)
        mine = next(row for row in sheet.reviews if row.person.id == judging.ben.id)
        actions.reopen(
            candidacy_id=first, assignment_id=mine.assignment_id, reason="Wrong", actor=chair
        )
    again("scores were opened")
    judging.world.reviewed(first, judging.ben, points=5)
    again("and sent again, with other points")
    with judging.app.app_context():
        actions.declare_interest(candidacy_id=first, reason="", actor=asha)
    again("a reader stepped back")
    with judging.app.app_context():
        category = queries.nominee_sheet(first).candidacy.category_id
        actions.want(round_id=judging.round.id, category_id=category, winners=2, actor=chair)
    again("more winners were wanted")


def test_what_is_kept_is_what_the_reviews_say(judging: Judging) -> None:
    panel_of(judging, judges=4, nominees=6)
    judging.worked_out()
    with judging.app.app_context():
        found = material(judging.round.id)
        means: dict[int, list[float]] = {}
        for row in found.reviews:
            (points,) = {value for value in row.points.values() if value is not None}
            means.setdefault(row.candidacy_id, []).append(points)
        kept = db.session.scalars(select(Placing)).all()
        assert {row.candidacy_id: row.raw for row in kept} == pytest.approx(
            {number: sum(values) / len(values) for number, values in means.items()}
        )
        assert [row.readers for row in kept] == [3] * 6


def test_an_interested_chairs_table_is_worked_out_without_that_nominee(judging: Judging) -> None:
    panel_of(judging, judges=6, nominees=10)
    known = judging.candidacy(judging.nominees[3])
    chair = judging.world.viewer(judging.chair)
    with judging.app.app_context():
        actions.declare_interest(candidacy_id=known, reason="Friends", actor=chair)
        assert queries.results(chair, judging.round.id) is None, "until it is worked out again"
        actions.calculate(judging.round.id)
        assert interested_in(judging.chair.id, judging.round.id) == {known}
        made = db.session.scalars(select(Calculation).order_by(Calculation.id)).all()
        assert {row.left_out for row in made} == {digest(()), digest({known})}
        theirs = queries.results(chair, judging.round.id)
        assert theirs is not None
        assert queries.standing_of(theirs, known) is None
        mine = db.session.scalar(select(Calculation).where(Calculation.id == theirs.id))
        assert mine is not None
        assert mine.left_out == digest({known})
        shown = db.session.scalars(
            select(Placing.candidacy_id).where(Placing.calculation_id == theirs.id)
        ).all()
        assert known not in shown
        assert len(shown) == 9
        assert theirs.said["scores"] == 27, "three scores of that nominee are not counted"


def test_a_withdrawn_nominee_leaves_the_table_at_once(client: PageClient, judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    judging.world.reviewed(number, judging.asha)
    judging.worked_out()
    name = judging.nominees[0].name
    assert name in table(client, judging)
    nominator = Author.of(judging.world.viewer(judging.nominator))
    with judging.app.app_context():
        reference = db.session.scalar(
            select(Nomination.reference).where(Nomination.candidacy_id == number)
        )
        nominating.withdraw(reference=reference or "", actor=nominator, received=clock.now())
    assert name not in table(client, judging)


@pytest.mark.parametrize("typed", ["0", "51", "-1", "2.5", "٣", "", "NaN", "1e3"])
def test_a_number_of_winners_that_is_none_is_refused_and_nothing_changes(
    client: PageClient, judging: Judging, typed: str
) -> None:
    judging.nominate()
    judging.worked_out()
    client.sign_in(judging.chair)
    answer = client.send(f"/panel/{judging.round.id}/ranking", {"winners": typed})
    assert answer.status_code == 422
    assert "whole number from 1 to 50" in answer.text
    with judging.app.app_context():
        wanted = select(func.count(Entry.action)).where(Entry.action == "panel.winners_wanted")
        assert db.session.scalar(wanted) == 0


def test_the_table_is_sorted_and_filtered_as_the_address_says(
    client: PageClient, judging: Judging
) -> None:
    panel_of(judging, judges=6, nominees=12)
    split = judging.nominate()
    judging.assigned(split, judging.asha, judging.ben)
    judging.world.reviewed(split, judging.asha, points=1)
    judging.world.reviewed(split, judging.ben, points=5)
    judging.worked_out()
    by_difference = re.findall(r"/panel/nominee/(\d+)", table(client, judging, "?order=differ"))
    assert by_difference[0] == str(split)
    differing = table(client, judging, "?show=differ")
    assert f"/panel/nominee/{split}" in differing
    assert differing.count("results-row ") < 13
    shown = sum(
        len(re.findall(r"data-row", table(client, judging, f"?show={band}")))
        for band in ("secure", "likely", "toss", "unlikely", "out")
    )
    assert shown == 13, "the bands divide everybody"
    assert table(client, judging, "?order=name&show=winners").count("data-row") == 13


def test_questions_and_judges_come_a_page_at_a_time_each_once(
    judging: Judging, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel_of(judging, judges=5, nominees=16)
    judging.worked_out()
    chair, number = judging.world.viewer(judging.chair), judging.round.id
    with judging.app.app_context():
        whole = queries.health(chair, number)
        monkeypatch.setattr(sys.modules["recognition.panel.queries.health"], "PER_PAGE", 2)
        parts = [queries.health(chair, number, judges=n, questions=n) for n in range(1, 5)]
        last = queries.health(chair, number, judges=99, questions=99)
    assert len(whole.judges) == 5
    assert len(whole.questions) >= 1
    shown = parts[: parts[0].judge_pages]
    assert [line for part in shown for line in part.judges] == list(whole.judges)
    asked = parts[: parts[0].question_pages]
    assert [one for part in asked for one in part.questions] == list(whole.questions)
    assert (last.judge_page, last.judges) == (3, whole.judges[4:])
    assert last.questions == asked[-1].questions


def test_how_the_panel_scores_is_said_in_questions(client: PageClient, judging: Judging) -> None:
    readers = panel_of(judging, judges=4, nominees=16)
    odd = judging.nominate()
    judging.assigned(odd, *readers[1:])
    for reader, points in zip(readers[1:], (5, 5, 1), strict=True):
        judging.world.reviewed(odd, reader, points=points)
    judging.worked_out()
    client.sign_in(judging.chair)
    text = client.get(f"/panel/{judging.round.id}/health").text
    assert f"{readers[0].name} scores" in text
    assert "points lower than the panel on the same nominees" in text
    assert "\ue000" not in text
    assert "What did they see that others may have missed?" in text
    assert "alpha" in text
    other = client.get(f"/panel/{judging.round.id}/what-if").text
    assert "by raw means" in other
    assert "by adjusted scores" in other
    for person in (readers[0], judging.nominator):
        client.sign_in(person)
        for path in ("health", "what-if"):
            assert client.get(f"/panel/{judging.round.id}/{path}").status_code == 404
