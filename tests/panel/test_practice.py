"""Stories that everybody on a panel reads first, to see how far their scores lie apart."""

import re

from sqlalchemy import update
from werkzeug.test import TestResponse

from recognition import clock
from recognition.database import transaction
from recognition.panel import actions as acting
from recognition.panel import queries
from recognition.panel.models import Assignment
from recognition.people.queries import PersonCard
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.panel.conftest import Judging
from tests.panel.test_clicking_twice import traces
from tests.panel.test_interests import declare
from tests.panel.test_phases import HOUR, around_now, set_phase


def choose(client: PageClient, judging: Judging, number: int | str, **more: str) -> TestResponse:
    """Have the chair choose a story to practise on."""
    client.sign_in(judging.chair)
    return client.send(f"/panel/{judging.round.id}/practice", {"candidacy_id": str(number), **more})


def queue_of(judging: Judging, person: PersonCard) -> list[tuple[int, bool]]:
    """What somebody reads, in order, and whether it is to practise."""
    viewer = judging.world.viewer(person)
    with judging.app.app_context():
        items = queries.my_queue(viewer, judging.round.id).items
        return [(item.candidacy_id, item.is_practice) for item in items]


def spread_page(judging: Judging) -> str:
    """Where scores are compared."""
    return f"/panel/{judging.round.id}/practice/spread"


def test_everybody_on_the_panel_reads_a_practice_story_first(
    client: PageClient, judging: Judging
) -> None:
    usual, practice = judging.nominate(), judging.nominate()
    judging.assigned(usual, judging.asha)
    assert choose(client, judging, practice).status_code == 302
    assert queue_of(judging, judging.asha) == [(practice, True), (usual, False)]
    assert queue_of(judging, judging.ben) == [(practice, True)]
    client.sign_in(judging.asha)
    assert "Practice" in client.get(f"/panel/{judging.round.id}").text
    assert "Practice" in client.get(f"/panel/read/{practice}").text
    assert "Story 1 of 2" in client.get(f"/panel/read/{practice}").text


def test_whoever_has_an_interest_is_not_given_it(client: PageClient, judging: Judging) -> None:
    practice = judging.nominate(judging.asha)
    choose(client, judging, practice)
    assert queue_of(judging, judging.asha) == []
    assert queue_of(judging, judging.ben) == [(practice, True)]


def test_each_reader_has_one_letter_for_it_and_a_second_click_none(
    client: PageClient, judging: Judging
) -> None:
    practice = judging.nominate()
    choose(client, judging, practice)
    choose(client, judging, practice)
    assert traces(judging, "panel.assigned")[0] == 2
    assert traces(judging, "panel.practice_added")[1] == 1


def test_a_fourth_story_is_refused(client: PageClient, judging: Judging) -> None:
    *three, fourth = [judging.nominate() for _one in range(4)]
    for number in three:
        assert choose(client, judging, number).status_code == 302
    answer = choose(client, judging, fourth)
    assert answer.status_code == 422
    assert "There are 3 to practise on" in answer.text
    assert choose(client, judging, three[0], remove="1").status_code == 302
    assert choose(client, judging, fourth).status_code == 302


def test_one_that_is_taken_back_stays_to_read_and_is_no_practice(
    client: PageClient, judging: Judging
) -> None:
    practice = judging.nominate()
    choose(client, judging, practice)
    choose(client, judging, practice, remove="1")
    assert queue_of(judging, judging.ben) == [(practice, False)]


def test_newcomers_are_given_them_by_a_button(client: PageClient, judging: Judging) -> None:
    practice = judging.nominate()
    choose(client, judging, practice)
    newcomer = judging.world.person()
    judging.world.appoint(judging.round, newcomer)
    choose(client, judging, "", give="1")
    assert queue_of(judging, newcomer) == [(practice, True)]
    assert traces(judging, "panel.assigned")[0] == 3


def test_what_a_chair_knows_counts_in_no_limit_and_no_answer(
    client: PageClient, judging: Judging
) -> None:
    known = judging.nominate()
    three = [judging.nominate() for _one in range(3)]
    choose(client, judging, known)
    declare(judging, judging.chair, known)
    for number in three:
        assert choose(client, judging, number).status_code == 302
    newcomer = judging.world.person()
    judging.world.appoint(judging.round, newcomer)
    choose(client, judging, "", give="1")
    assert "Given to 1 more person." in client.get(f"/panel/{judging.round.id}/practice").text
    with judging.app.app_context(), transaction() as session:
        session.execute(
            update(Assignment)
            .where(Assignment.candidacy_id == known, Assignment.person_id == newcomer.id)
            .values(ended_at=clock.now())
        )
    choose(client, judging, "", give="1")
    page = client.get(f"/panel/{judging.round.id}/practice").text
    assert "Everybody on the panel has them already." in page
    assert (known, True) in queue_of(judging, newcomer)


def test_the_spread_is_shown_after_all_practice_stories_are_sent_and_not_before(
    client: PageClient, judging: Judging
) -> None:
    first, second = judging.nominate(), judging.nominate()
    for number in (first, second):
        choose(client, judging, number)
    judging.world.reviewed(first, judging.ben, points=5)
    judging.world.reviewed(first, judging.asha, points=2)
    client.sign_in(judging.asha)
    assert client.get(spread_page(judging)).status_code == 404
    judging.world.reviewed(second, judging.asha, points=2)
    assert spread_page(judging) in client.get(f"/panel/{judging.round.id}").text
    page = client.get(spread_page(judging)).text
    assert judging.ben.name not in page
    assert "2 readers have sent scores." in page
    row = re.search(r'<svg class="panel-dots".*?</tr>', page, re.DOTALL)
    assert row is not None
    assert row.group().count("<circle") == 2
    cells = re.sub(r"<[^>]+>", " ", row.group()).split()
    assert dict(zip(cells[::2], cells[1::2], strict=True)) == {
        "1": "0",
        "2": "1",
        "3": "0",
        "4": "0",
        "5": "1",
    }


def test_a_panellist_sees_the_spread_only_while_a_phase_holds(
    client: PageClient, judging: Judging
) -> None:
    practice = judging.nominate()
    choose(client, judging, practice)
    judging.world.reviewed(practice, judging.asha)
    for before, after, status in ((HOUR, HOUR, 200), (-HOUR, 2 * HOUR, 404)):
        set_phase(judging, around_now(before, after, may_score=True))
        client.sign_in(judging.asha)
        assert client.get(spread_page(judging)).status_code == status
        client.sign_in(judging.chair)
        assert client.get(spread_page(judging)).status_code == 200


def test_a_chair_sees_the_spread_without_what_they_may_not_know(
    client: PageClient, judging: Judging
) -> None:
    free, known = judging.nominate(), judging.nominate()
    for number in (free, known):
        choose(client, judging, number)
        judging.world.reviewed(number, judging.ben)
    names = [nominee.name for nominee in judging.nominees]
    page = client.get(spread_page(judging)).text
    assert all(name in page for name in names)
    client.send(f"/panel/read/{known}/interest")
    page = client.get(spread_page(judging)).text
    assert [name in page for name in names] == [True, False]
    assert choose(client, judging, known, remove="1").status_code == 404


def test_a_chair_who_reads_too_compares_only_what_they_have_scored(
    client: PageClient, judging: Judging
) -> None:
    judging.world.appoint(judging.round, judging.chair)
    scored, owed = judging.nominate(), judging.nominate()
    for number in (scored, owed):
        choose(client, judging, number)
        judging.world.reviewed(number, judging.ben)
    judging.world.reviewed(scored, judging.chair)
    names = [nominee.name for nominee in judging.nominees]
    page = client.get(spread_page(judging)).text
    assert [name in page for name in names] == [True, False]


def test_a_reader_compares_only_what_they_have_scored(client: PageClient, judging: Judging) -> None:
    number = judging.nominate()
    choose(client, judging, number)
    newcomer = judging.world.person()
    judging.world.appoint(judging.round, newcomer)
    theirs = judging.nominate()
    choose(client, judging, theirs, remove="1")
    choose(client, judging, theirs)
    with judging.app.app_context():
        acting.unassign(
            round_id=judging.round.id, candidacy_id=number, person_id=newcomer.id, actor=None
        )
    judging.world.reviewed(number, judging.ben)
    judging.world.reviewed(theirs, newcomer)
    client.sign_in(newcomer)
    page = client.get(spread_page(judging)).text
    assert judging.nominees[1].name in page
    assert judging.nominees[0].name not in page


def test_the_spread_of_a_blind_panel_names_nobody(
    client: PageClient, blind_judging: Judging
) -> None:
    number = blind_judging.nominate()
    choose(client, blind_judging, number)
    blind_judging.world.reviewed(number, blind_judging.asha)
    client.sign_in(blind_judging.asha)
    page = client.get(spread_page(blind_judging)).text
    assert "Nominee 1" in page
    assert blind_judging.nominees[0].name not in page


def test_only_the_chair_chooses_and_only_from_their_round(
    client: PageClient, judging: Judging
) -> None:
    number = judging.nominate()
    client.sign_in(judging.asha)
    here = f"/panel/{judging.round.id}/practice"
    assert client.get(here).status_code == 404
    answer = client.send(here, {"candidacy_id": str(number)}, form="/account")
    assert answer.status_code == 404
    for odd in ("", "x", "٣", "987654"):
        assert choose(client, judging, odd).status_code == 404


def test_the_page_to_choose_is_the_same_work_for_one_and_three(
    client: PageClient, judging: Judging, count_queries: QueryCounter
) -> None:
    choose(client, judging, judging.nominate())
    here = f"/panel/{judging.round.id}/practice"
    judging.nominate()
    client.get(here)
    with count_queries() as one:
        client.get(here)
    for _more in range(2):
        judging.nominate()
    with count_queries() as three:
        client.get(here)
    assert len(one) == len(three)
