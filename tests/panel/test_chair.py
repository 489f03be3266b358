"""The chair's table, a nominee, and opening scores again."""

import re
import secrets
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from recognition import clock
from recognition.audit.models import Entry
from recognition.database import db, transaction
from recognition.errors import Refused
from recognition.panel import actions, marks, queries
from recognition.panel.marks import Mark
from recognition.panel.models import Assignment, Review
from recognition.panel.rules import Written
from recognition.people.models import Account, SignInSession
from recognition.people.queries import PersonCard, viewer_of_session
from recognition.people.rules import token_digest
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.panel.conftest import Judging

MOST_STATEMENTS = 12


def scored(judging: Judging, *points: int, nominee: PersonCard | None = None) -> int:
    """Have somebody nominated, read and scored by Asha and Ben; the results are worked out."""
    number = judging.nominate(nominee)
    for reader, given in zip((judging.asha, judging.ben), points, strict=False):
        judging.assigned(number, reader)
        judging.world.reviewed(number, reader, points=given)
    judging.worked_out()
    return number


def in_order(text: str, *names: str) -> bool:
    places = [text.index(name) for name in names]
    return places == sorted(places)


def test_the_ranking_is_by_mean_with_spread_and_number_of_reviews(
    client: PageClient, judging: Judging
) -> None:
    scored(judging, 2, 3)
    scored(judging, 5, 4)
    scored(judging)
    client.sign_in(judging.chair)
    text = client.get(f"/panel/{judging.round.id}/ranking").text
    low, high, none = (person.name for person in judging.nominees)
    assert in_order(text, high, low, none)
    assert "4.50" in text
    assert "2.50" in text
    assert "0.7" in text
    assert "2 of 2" in text
    assert "0 of 0" in text


def test_ties_are_shown_as_ties(client: PageClient, judging: Judging) -> None:
    scored(judging, 4, 3)
    scored(judging, 3, 4)
    scored(judging, 1)
    client.sign_in(judging.chair)
    text = client.get(f"/panel/{judging.round.id}/ranking").text
    assert text.count("1=<") == 2
    assert "2=<" not in text


def test_readers_who_differ_are_marked_in_words(client: PageClient, judging: Judging) -> None:
    scored(judging, 1, 5)
    client.sign_in(judging.chair)
    assert "readers differ" in client.get(f"/panel/{judging.round.id}/ranking").text


def test_a_chair_with_an_interest_does_not_see_that_nominee_at_all(
    client: PageClient, judging: Judging
) -> None:
    known, other = scored(judging, 5, 5), scored(judging, 2, 2)
    client.sign_in(judging.chair)
    client.send(f"/panel/read/{known}/interest")
    judging.worked_out()
    name = judging.nominees[0].name
    for path in ("ranking", "assign"):
        text = client.get(f"/panel/{judging.round.id}/{path}").text
        assert name not in text
        assert judging.nominees[1].name in text
    ranking = client.get(f"/panel/{judging.round.id}/ranking").text
    assert "5.00" not in ranking
    assert client.get(f"/panel/nominee/{known}").status_code == 404
    assert client.get(f"/panel/{judging.round.id}/assign/{known}").status_code == 404
    assert client.get(f"/panel/nominee/{other}").status_code == 200


def test_a_chair_who_is_nominated_does_not_see_their_own_scores(
    client: PageClient, judging: Judging
) -> None:
    own = scored(judging, 5, 5, nominee=judging.chair)
    managed = scored(judging, 4, 4, nominee=judging.world.person("Sue Lee", manager=judging.chair))
    client.sign_in(judging.chair)
    text = client.get(f"/panel/{judging.round.id}/ranking").text
    assert "5.00" not in text
    assert "Sue Lee" not in text
    assert client.get(f"/panel/nominee/{own}").status_code == 404
    assert client.get(f"/panel/nominee/{managed}").status_code == 404


def test_a_panellist_and_a_stranger_get_the_same_404_for_the_chairs_pages(
    client: PageClient, judging: Judging
) -> None:
    number = scored(judging, 4, 4)
    for person in (judging.asha, judging.nominator):
        client.sign_in(person)
        for path in (
            f"/panel/{judging.round.id}/ranking",
            f"/panel/{judging.round.id}/people",
            f"/panel/{judging.round.id}/assign",
            f"/panel/{judging.round.id}/assign/{number}",
            f"/panel/nominee/{number}",
            f"/manage/panel/{judging.round.id}",
            "/panel/987654/ranking",
        ):
            assert client.get(path).status_code == 404, path


def test_the_chair_opens_a_nominee_and_reads_the_reviews(
    client: PageClient, judging: Judging
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha, judging.ben)
    judging.world.reviewed(
        number, judging.asha, points=4, comment="Kind at 3am", note="for me alone"
    )
    judging.world.reviewed(number, judging.ben, points=1, comment="Not yet sent", send=False)
    client.sign_in(judging.chair)
    text = client.get(f"/panel/nominee/{number}").text
    assert "Kind at 3am" in text
    assert "4.00" in text
    assert "1 of 2 readers" in text
    assert "for me alone" not in text
    assert "Not yet sent" not in text
    assert client.get(f"/panel/read/{number}").location == f"/panel/nominee/{number}"


def test_only_the_chair_reopens_with_a_reason_and_the_tally_follows(
    client: PageClient, judging: Judging
) -> None:
    number = scored(judging, 5, 3)
    client.sign_in(judging.chair)
    text = client.get(f"/panel/nominee/{number}").text
    page = text.split(f'href="/panel/nominee/{number}/reopen/')[1].split('"')[0]
    path = f"/panel/nominee/{number}/reopen/{page}"
    refused = client.send(path, {"reason": " "})
    assert refused.status_code == 422
    assert "Say why" in refused.text
    client.send(path, {"reason": "Read the wrong story"})
    assert "1 of 2 readers" in client.get(f"/panel/nominee/{number}").text
    with judging.app.app_context():
        entry = db.session.scalars(select(Entry).where(Entry.action == "review.reopened")).one()
        assert "Read the wrong story" in (entry.payload or "")
    client.sign_in(judging.asha)
    assert client.get(path).status_code == 404
    again = client.send(f"/panel/read/{number}", judging.answers(2, edition="1", send="1"))
    assert again.status_code == 302


def test_a_chair_who_reads_too_cannot_open_their_own_scores_after_seeing_the_others(
    client: PageClient, judging: Judging
) -> None:
    judging.world.appoint(judging.round, judging.chair)
    number = judging.nominate()
    judging.assigned(number, judging.ben, judging.chair)
    judging.world.reviewed(number, judging.ben, points=2)
    judging.world.reviewed(number, judging.chair, points=5)
    client.sign_in(judging.chair)
    text = client.get(f"/panel/nominee/{number}").text
    opening = [part.split('"')[0] for part in text.split(f'href="/panel/nominee/{number}/')[1:]]
    with judging.app.app_context():
        ids = {
            row.person_id: row.id
            for row in db.session.scalars(
                select(Assignment).where(Assignment.candidacy_id == number)
            )
        }
    assert opening == [f"reopen/{ids[judging.ben.id]}"], "only the other's scores are offered"
    answers = [
        client.send(f"/panel/nominee/{number}/reopen/{ids[person.id]}", {"reason": "Mine"})
        for person in (judging.chair, judging.ben)
    ]
    assert [answer.status_code for answer in answers] == [422, 302]
    assert "These are your own scores" in answers[0].text


def test_outcomes_that_a_later_room_knows_stand_in_the_table(
    client: PageClient, judging: Judging, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, other = scored(judging, 5, 5), scored(judging, 4, 4)
    known = {number: Mark("Winner", "yellow", "/w/1"), other: Mark("", "", "/w/2")}
    monkeypatch.setattr(marks._Registered, "marker", staticmethod(lambda _round_id: known))
    client.sign_in(judging.chair)
    text = client.get(f"/panel/{judging.round.id}/ranking").text
    assert "Winner" in text
    assert 'href="/w/2"' in text
    assert "Record an outcome" in client.get(f"/panel/nominee/{other}").text
    assert "Change the outcome" in client.get(f"/panel/nominee/{number}").text


@pytest.mark.parametrize("path", ["ranking", "assign", "people"])
def test_the_chairs_lists_are_the_same_work_for_one_and_three(
    client: PageClient, judging: Judging, count_queries: QueryCounter, path: str
) -> None:
    scored(judging, 4, 5)
    client.sign_in(judging.chair)
    client.get(f"/panel/{judging.round.id}/{path}")
    with count_queries() as one:
        client.get(f"/panel/{judging.round.id}/{path}")
    scored(judging, 3, 5)
    scored(judging, 2)
    for _more in range(2):
        judging.world.appoint(judging.round, judging.world.person())
    with count_queries() as three:
        client.get(f"/panel/{judging.round.id}/{path}")
    assert len(one) == len(three)
    assert path != "ranking" or len(three) <= MOST_STATEMENTS, "\n".join(three)


def test_one_person_with_two_accounts_cannot_score_twice(judging: Judging) -> None:
    # Assignments and interests belong to people, so a second account opens the same sheet.
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    judging.world.reviewed(number, judging.asha, points=4)
    with judging.app.app_context(), transaction():
        second = Account(
            person_id=judging.asha.id, email="asha.at.home@example.org", created_at=clock.now()
        )
        db.session.add(second)
        db.session.flush()
        token = secrets.token_urlsafe()
        db.session.add(
            SignInSession(
                digest=token_digest(token),
                account_id=second.id,
                started_at=clock.now(),
                expires_at=clock.now() + timedelta(hours=1),
            )
        )
        other = viewer_of_session(token_digest(token), token, at=clock.now())
        assert other is not None
        assert other.person_id == judging.asha.id
        assert other.email == "asha.at.home@example.org"
        sheet = queries.score_sheet(other, number)
        assert sheet.review.edition == 1  # the same sheet, not an empty second one
        with pytest.raises(Refused, match="have sent your scores"):
            actions.send_review(
                candidacy_id=number,
                written=Written(dict.fromkeys(judging.criteria(), 1)),
                edition=1,
                received=clock.now(),
                actor=other,
            )
        assert db.session.scalar(select(func.count(Review.id))) == 1


def test_long_lists_come_in_pages(
    client: PageClient, judging: Judging, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("ranking", "reading", "assigning"):
        monkeypatch.setattr(f"recognition.panel.queries.{module}.PER_PAGE", 2)
    for points in (5, 4, 3):
        judging.assigned(scored(judging, points), judging.ben)
    names = [person.name for person in judging.nominees]
    for person, path in (
        (judging.chair, "/ranking"),
        (judging.chair, "/assign"),
        (judging.ben, ""),
    ):
        client.sign_in(person)
        here = f"/panel/{judging.round.id}{path}"
        first, second = client.get(here).text, client.get(f"{here}?page=2").text
        assert [name in first for name in names] == [True, True, False], path
        assert [name in second for name in names] == [False, False, True], path
        assert "page=2" in first
        assert names[2] in client.get(f"{here}?page=99").text


def test_the_ranking_of_one_category_holds_only_that(client: PageClient, judging: Judging) -> None:
    scored(judging, 5, 5)
    team = judging.nominate_team_of(judging.world.person(team="Ward 9"))
    judging.worked_out()
    client.sign_in(judging.chair)
    text = client.get(f"/panel/{judging.round.id}/ranking").text
    found = sorted(set(re.findall(r"\?category=([0-9]+)", text)))
    assert len(found) == 2
    people_only, teams_only = (
        client.get(f"/panel/{judging.round.id}/ranking?category={number}").text for number in found
    )
    assert f"/panel/nominee/{team}" not in people_only
    assert f"/panel/nominee/{team}" in teams_only
    assert judging.nominees[0].name not in teams_only
    odd = client.get(f"/panel/{judging.round.id}/ranking?category=٣").text
    assert judging.nominees[0].name in odd
