"""A material change to a nomination marks its reviews stale until somebody looks again."""

import pytest
from sqlalchemy import select

from recognition.audit.models import Entry
from recognition.database import db
from recognition.nominations import actions as nominating
from recognition.nominations import queries as nominations
from recognition.nominations.queries import Author
from recognition.panel import actions, queries
from recognition.panel.models import Review
from recognition.people.queries import PersonCard
from tests.page_client import PageClient
from tests.panel.conftest import Judging
from tests.panel.test_reading import tally


@pytest.fixture
def nominee(judging: Judging) -> PersonCard:
    return judging.world.person("Priya Raman")


def nominate(judging: Judging, nominee: PersonCard, **more: object) -> str:
    """Have somebody nominated; return the reference."""
    return judging.world.nomination(judging.round, nominee=nominee, **more)


def scored(judging: Judging, nominee: PersonCard) -> int:
    """Have one panellist send scores, and another save some; return the candidacy."""
    number = judging.candidacy(nominee)
    judging.assigned(number, judging.asha, judging.ben)
    judging.world.reviewed(number, judging.asha)
    judging.world.reviewed(number, judging.ben, send=False)
    return number


def stale(judging: Judging) -> list[bool]:
    """Which reviews are stale, in order."""
    with judging.app.app_context():
        rows = db.session.scalars(select(Review).order_by(Review.id))
        return [row.stale_since is not None for row in rows]


def redact(judging: Judging, reference: str, words: str = "stayed") -> None:
    """Take words out of a nomination."""
    checker = judging.world.viewer(judging.world.administrator())
    with judging.app.app_context():
        seen = nominations.sheet(checker, reference).edition
        nominating.redact(reference, seen=seen, phrases=[words], actor=checker)


def test_taking_words_out_makes_sent_scores_stale_and_they_still_count(
    judging: Judging, nominee: PersonCard
) -> None:
    reference = nominate(judging, nominee)
    number = scored(judging, nominee)
    before = tally(judging.app, number)
    assert stale(judging) == [False, False]
    redact(judging, reference)
    assert stale(judging) == [True, False]
    assert tally(judging.app, number) == before


def test_another_nomination_that_joins_makes_scores_stale(
    judging: Judging, nominee: PersonCard
) -> None:
    nominate(judging, nominee)
    scored(judging, nominee)
    waiting = nominate(judging, nominee, accepted=False)
    assert stale(judging) == [False, False]  # nobody reads it yet
    with judging.app.app_context():
        nominating.accept([waiting], actor=None)
    assert stale(judging) == [True, False]


def test_one_of_several_that_is_withdrawn_makes_scores_stale(
    judging: Judging, nominee: PersonCard
) -> None:
    nominate(judging, nominee)
    second = nominate(judging, nominee, nominator=judging.nominator)
    scored(judging, nominee)
    author = Author.of(judging.world.viewer(judging.nominator))
    with judging.app.app_context():
        nominating.withdraw(reference=second, actor=author, received=judging.round.opens_at)
    assert stale(judging) == [True, False]


def test_scores_sent_from_a_page_with_the_earlier_words_are_stale_at_once(
    client: PageClient, judging: Judging, nominee: PersonCard
) -> None:
    reference = nominate(judging, nominee)
    number = judging.candidacy(nominee)
    judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    page = f"/panel/read/{number}"
    words = client.get(page).text.split('name="words" value="')[1].split('"')[0]
    assert words
    redact(judging, reference)
    assert client.send(page, judging.answers(4, words=words)).status_code == 302
    assert stale(judging) == [False]  # it is not sent, and the page shows the new words
    client.send(page, judging.answers(4, words=words, edition="1", send="1"))
    assert stale(judging) == [True]


def test_scores_sent_from_a_page_with_these_words_are_not_stale(
    client: PageClient, judging: Judging, nominee: PersonCard
) -> None:
    redact(judging, nominate(judging, nominee))
    number = judging.candidacy(nominee)
    judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    page = f"/panel/read/{number}"
    words = client.get(page).text.split('name="words" value="')[1].split('"')[0]
    client.send(page, judging.answers(4, words=words, send="1"))
    assert stale(judging) == [False]


def test_merging_two_nominees_makes_the_scores_of_both_stale(
    judging: Judging, nominee: PersonCard
) -> None:
    other = judging.world.person("Priya Ramen")
    reference = nominate(judging, nominee)
    nominate(judging, other)
    for each in (nominee, other):
        number = judging.candidacy(each)
        judging.assigned(number, judging.asha)
        judging.world.reviewed(number, judging.asha)
    checker = judging.world.viewer(judging.world.administrator())
    other_id = judging.candidacy(other)
    with judging.app.app_context():
        seen = nominations.sheet(checker, reference).edition
        nominating.merge(reference, seen=seen, other_id=other_id, actor=checker)
    assert stale(judging) == [True, True]


def test_a_change_elsewhere_makes_nothing_stale(judging: Judging, nominee: PersonCard) -> None:
    nominate(judging, nominee)
    scored(judging, nominee)
    redact(judging, nominate(judging, judging.world.person("Somebody Else")))
    assert stale(judging) == [False, False]


def test_the_reader_finds_it_first_and_says_that_the_scores_stand(
    client: PageClient, judging: Judging, nominee: PersonCard
) -> None:
    fresh = judging.nominate()
    judging.assigned(fresh, judging.asha)
    reference = nominate(judging, nominee)
    number = scored(judging, nominee)
    redact(judging, reference)
    client.sign_in(judging.asha)
    queue = client.get(f"/panel/{judging.round.id}").text
    assert "The words changed since you scored: look again." in queue
    assert queue.index(f"/panel/read/{number}") < queue.index(f"/panel/read/{fresh}")
    page = f"/panel/read/{number}"
    seen = client.get(page).text.split('name="seen" value="')[1].split('"')[0]
    assert client.send(f"{page}/stand", {"seen": seen}, form=page).status_code == 302
    assert "changed since you scored" not in client.get(page).text
    assert stale(judging) == [False, False]
    client.send(f"{page}/stand", {"seen": seen}, form=f"/panel/read/{fresh}")  # a second click
    with judging.app.app_context():
        confirmed = select(Entry).where(Entry.action == "review.confirmed")
        assert len(db.session.scalars(confirmed).all()) == 1


def test_a_second_change_meanwhile_asks_once_more(
    client: PageClient, judging: Judging, nominee: PersonCard
) -> None:
    reference = nominate(judging, nominee)
    number = scored(judging, nominee)
    redact(judging, reference)
    client.sign_in(judging.asha)
    page = f"/panel/read/{number}"
    answer = client.send(f"{page}/stand", {"seen": "2026-01-01T00:00:00+00:00"}, form=page)
    assert answer.status_code == 302
    assert "The words have changed once more" in client.get(page).text
    assert stale(judging) == [True, False]


def test_nobody_confirms_the_scores_of_another(
    client: PageClient, judging: Judging, nominee: PersonCard
) -> None:
    reference = nominate(judging, nominee)
    number = scored(judging, nominee)
    redact(judging, reference)
    other = judging.world.person()
    judging.world.appoint(judging.round, other)
    client.sign_in(other)
    answer = client.send(f"/panel/read/{number}/stand", form="/account")
    assert answer.status_code == 404
    assert stale(judging) == [True, False]


def test_the_chair_sees_which_scores_are_stale(
    client: PageClient, judging: Judging, nominee: PersonCard
) -> None:
    reference = nominate(judging, nominee)
    number = scored(judging, nominee)
    client.sign_in(judging.chair)
    assert "Stale" not in client.get(f"/panel/nominee/{number}").text
    redact(judging, reference)
    assert "Stale" in client.get(f"/panel/nominee/{number}").text


def test_scores_that_are_sent_again_are_no_longer_stale(
    judging: Judging, nominee: PersonCard
) -> None:
    reference = nominate(judging, nominee)
    number = scored(judging, nominee)
    redact(judging, reference)
    chair = judging.world.viewer(judging.chair)
    with judging.app.app_context():
        (review,) = queries.nominee_sheet(number).reviews
        actions.reopen(
            candidacy_id=number,
            assignment_id=review.assignment_id,
            reason="The words changed.",
            actor=chair,
        )
    judging.world.reviewed(number, judging.asha, points=3)
    assert stale(judging) == [False, False]
