"""A panellist reads, scores, sends, and steps back."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from recognition import clock
from recognition.audit.models import Entry
from recognition.database import db
from recognition.mail.models import Letter
from recognition.panel import queries
from recognition.panel.models import Assignment, Review, Score, Tally
from recognition.panel.rules import totals
from recognition.people.queries import PersonCard
from tests.conftest import QueryCounter
from tests.page_client import PageClient, without_tokens
from tests.panel.conftest import Judging
from tests.panel.test_rules import ODD


def stored(app: Flask) -> list[tuple[int | None, str, bool, int]]:
    """Points, comment, sent, edition: of every score in every review."""
    with app.app_context():
        rows = db.session.execute(
            select(Score.points, Review.comment, Review.sent_at, Review.edition)
            .join(Review, Review.id == Score.review_id)
            .order_by(Review.id, Score.criterion_id)
        )
        return [(row[0], row[1], row[2] is not None, row[3]) for row in rows]


def tally(app: Flask, candidacy_id: int) -> tuple[int, float, float, float | None]:
    """The tally as stored."""
    with app.app_context():
        found = db.session.get(Tally, candidacy_id)
        assert found is not None
        return found.reviews, found.total, found.squares, found.mean


def recomputed(app: Flask, candidacy_id: int) -> tuple[int, float, float, float | None]:
    """The tally as the reviews say."""
    with app.app_context():
        means = db.session.scalars(
            select(Review.mean)
            .join(Assignment, Assignment.id == Review.assignment_id)
            .where(Assignment.candidacy_id == candidacy_id, Assignment.ended_at.is_(None))
            .where(Review.sent_at.is_not(None))
        )
        found = totals(means)
        return found.reviews, found.total, found.squares, found.mean


def queue_of(judging: Judging, person: PersonCard) -> queries.Queue:
    """What somebody has to read."""
    viewer = judging.world.viewer(person)
    with judging.app.app_context():
        return queries.my_queue(viewer, judging.round.id)


def test_an_unassigned_panellist_gets_the_same_404_and_finds_nothing_in_lists_and_search(
    client: PageClient, judging: Judging
) -> None:
    theirs = judging.nominate()
    judging.assigned(theirs, judging.ben)
    client.sign_in(judging.asha)
    forbidden = client.get(f"/panel/read/{theirs}")
    unknown = client.get("/panel/read/987654")
    assert forbidden.status_code == unknown.status_code == 404
    assert without_tokens(forbidden.text) == without_tokens(unknown.text)
    assert client.get(f"/panel/read/{theirs}/interest").status_code == 404
    name = judging.nominees[0].name
    for path in ("/panel", f"/panel/{judging.round.id}", f"/panel/{judging.round.id}?q={name}"):
        assert name not in client.get(path).text.replace(f'value="{name}"', ""), path
    for path in (f"/panel/{judging.round.id}/ranking", f"/panel/{judging.round.id}/assign"):
        answer = client.get(f"{path}?q={name}")
        assert answer.status_code == 404, path
        assert name not in answer.text.replace(f'value="{name}"', ""), path
    assert theirs not in [row.candidacy_id for row in queue_of(judging, judging.asha).items]


def test_scores_and_comments_are_not_in_the_logs(
    client: PageClient, judging: Judging, caplog: pytest.LogCaptureFixture
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    with caplog.at_level(logging.DEBUG):
        for edition, more in enumerate(({}, {"send": "1"})):
            typed = judging.answers(
                4, comment=CANARY, note=f"{CANARY}-note", edition=str(edition), **more
            )
            assert client.send(f"/panel/read/{number}", typed).status_code == 302
        logging.getLogger("recognition").warning("The log is listened to")
    assert "The log is listened to" in caplog.text
    assert CANARY not in caplog.text
    assert "points" not in caplog.text


def test_what_was_saved_is_there_after_a_reload_and_an_emptied_field_is_empty(
    client: PageClient, judging: Judging
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    page = f"/panel/read/{number}"
    answer = client.send(page, judging.answers(4, comment="Calm and kind.", note="Ask about May"))
    assert answer.status_code == 302
    shown = client.get(page).text
    assert "Calm and kind." in shown
    assert "Ask about May" in shown
    assert shown.count(" checked") == len(judging.criteria())
    assert "Saved, not sent" in client.get(f"/panel/{judging.round.id}").text
    client.send(page, judging.answers(4, edition="1"))
    assert "Calm and kind." not in client.get(page).text
    assert [row[1] for row in stored(judging.app)] == [""] * len(judging.criteria())


def test_sending_locks_and_goes_on_to_the_next(client: PageClient, judging: Judging) -> None:
    first, second = judging.nominate(), judging.nominate()
    for number in (first, second):
        judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    answer = client.send(f"/panel/read/{first}", judging.answers(5, send="1"))
    assert answer.location == f"/panel/read/{second}"
    assert "1 left" in client.get(f"/panel/{judging.round.id}").text
    again = client.post(
        f"/panel/read/{first}",
        data={
            **judging.answers(1, send="1", edition="1"),
            "csrf_token": client.token(f"/panel/read/{second}"),
        },
    )
    assert again.status_code == 422
    assert "You have sent your scores" in again.text
    assert {row[0] for row in stored(judging.app)} == {5}
    last = client.send(f"/panel/read/{second}", judging.answers(4, send="1"))
    assert last.location == f"/panel/{judging.round.id}"


def test_sending_needs_every_criterion_and_keeps_what_was_typed(
    client: PageClient, judging: Judging
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    answers = judging.answers(3, send="1", comment="Nearly there")
    answers.pop(f"points_{judging.criteria()[-1]}")
    answer = client.send(f"/panel/read/{number}", answers)
    assert answer.status_code == 422
    assert "Give points for" in answer.text
    assert "Nearly there" in answer.text
    assert stored(judging.app) == []


def test_saving_from_a_stale_tab_is_refused_with_both_versions_shown(
    client: PageClient, judging: Judging
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    page = f"/panel/read/{number}"
    client.send(page, judging.answers(4, comment="The first tab"))
    stale = client.send(page, judging.answers(2, comment="The second tab"))
    assert stale.status_code == 422
    assert "The first tab" in stale.text
    assert "The second tab" in stale.text
    assert {row[1] for row in stored(judging.app)} == {"The first tab"}
    meant = client.send(page, judging.answers(2, comment="The second tab", edition="1"))
    assert meant.status_code == 302
    assert {row[:2] for row in stored(judging.app)} == {(2, "The second tab")}


def test_odd_points_on_the_page_get_a_clear_error_and_keep_what_was_typed(
    client: PageClient, judging: Judging
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    answers = judging.answers(4, comment="Keep this", send="1")
    for value in (*ODD, ["3", "3"], ["3", "4"]):
        answers[f"points_{judging.criteria()[0]}"] = value
        answer = client.send(f"/panel/read/{number}", answers)
        assert answer.status_code == 422, value
        assert "whole number from 1 to 5" in answer.text
        assert "Keep this" in answer.text
    assert stored(judging.app) == []


def test_an_odd_edition_saves_nothing(client: PageClient, judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    for edition in ("", "-1", "٣", "1e9", ["0", "0"]):
        answer = client.send(f"/panel/read/{number}", judging.answers(4, edition=edition))
        assert answer.status_code == 422, edition
    assert stored(judging.app) == []


def test_posting_what_the_form_does_not_ask_for_changes_nothing(
    client: PageClient, judging: Judging
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    extra = {"status": "sent", "sent_at": "2026-01-01", "mean": "5", "score": "5", "role": "chair"}
    extra |= {"person_id": str(judging.ben.id), "points_999": "5"}
    client.send(f"/panel/read/{number}", judging.answers(2, **extra))
    assert {row[0] for row in stored(judging.app)} == {2}
    assert not any(row[2] for row in stored(judging.app))
    assert len(stored(judging.app)) == len(judging.criteria())


def test_nothing_is_saved_after_judging_ended(client: PageClient, judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    page = f"/panel/read/{number}"
    token = client.token(page)
    ends = judging.round.judging_ends_at
    assert ends is not None
    late = {**judging.answers(4, comment="Too late?"), "csrf_token": token}
    with time_machine.travel(ends + timedelta(seconds=1), tick=False):
        client.sign_in(judging.asha)
        late["csrf_token"] = client.token(page)
        answer = client.post(page, data=late)
    assert answer.status_code == 422
    assert "Judging has ended" in answer.text
    assert "Too late?" in answer.text
    assert stored(judging.app) == []


def test_the_tally_is_what_the_sent_reviews_add_up_to(judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha, judging.ben)
    judging.world.reviewed(number, judging.asha, points=5, send=False)
    judging.world.reviewed(number, judging.ben, points=2)
    assert tally(judging.app, number) == recomputed(judging.app, number) == (1, 2.0, 4.0, 2.0)
    judging.world.reviewed(number, judging.asha, points=5)
    assert tally(judging.app, number) == recomputed(judging.app, number) == (2, 7.0, 29.0, 3.5)


def test_panellists_who_send_at_the_same_moment_are_all_counted(judging: Judging) -> None:
    number = judging.nominate()
    readers = [judging.world.person() for _ in range(6)]
    for reader in readers:
        judging.world.appoint(judging.round, reader)
        judging.assigned(number, reader)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda reader: judging.world.reviewed(number, reader), readers))
    assert tally(judging.app, number) == recomputed(judging.app, number) == (6, 24.0, 96.0, 4.0)


def test_a_review_in_which_nothing_applied_does_not_count(judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    judging.world.reviewed(number, judging.asha, points=None)
    assert tally(judging.app, number) == (0, 0.0, 0.0, None)


def test_an_interest_declared_after_scoring_takes_the_score_out_and_tells_the_chair(
    client: PageClient, judging: Judging
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha, judging.ben)
    judging.world.reviewed(number, judging.asha, points=5)
    judging.world.reviewed(number, judging.ben, points=3)
    client.sign_in(judging.asha)
    answer = client.send(f"/panel/read/{number}/interest", {"reason": "We share a car"})
    assert answer.status_code == 302
    assert tally(judging.app, number) == recomputed(judging.app, number) == (1, 3.0, 9.0, 3.0)
    assert client.get(f"/panel/read/{number}").status_code == 404
    assert judging.nominees[0].name not in client.get(f"/panel/{judging.round.id}").text
    with judging.app.app_context():
        actions = set(db.session.scalars(select(Entry.action)))
        letter = db.session.scalars(select(Letter).where(Letter.kind == "panel.interest")).one()
        assert "panel.interest_declared" in actions
        assert letter.to_address == judging.chair.email
        assert "no longer count" in letter.body
        assert "share a car" not in letter.body


def test_stepping_back_before_reading_asks_first_and_ends_the_assignment(
    client: PageClient, judging: Judging
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    assert client.get(f"/panel/read/{number}/interest").status_code == 200
    assert client.get(f"/panel/read/{number}").status_code == 200  # asking changed nothing
    client.send(f"/panel/read/{number}/interest")
    assert client.get(f"/panel/read/{number}").status_code == 404


CANARY = "Canary-comment-from-another-reader"


def test_nobody_sees_another_score_before_sending_their_own(
    client: PageClient, judging: Judging
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha, judging.ben)
    first = judging.criteria()[0]
    judging.world.reviewed(number, judging.ben, points=None, comment=CANARY, more={first: 1})
    client.sign_in(judging.asha)
    before = [client.get(path).text for path in ("/panel", f"/panel/{judging.round.id}")]
    before.append(client.get(f"/panel/read/{number}").text)
    for text in before:
        assert CANARY not in text
        assert judging.ben.name not in text
        assert "1.00" not in text
        assert " checked" not in text
    assert client.get(f"/panel/nominee/{number}").status_code == 404
    assert client.get(f"/panel/{judging.round.id}/ranking").status_code == 404
    judging.world.reviewed(number, judging.asha, points=4)
    after = client.get(f"/panel/read/{number}").text
    assert CANARY not in after  # what others thought is for the chair


def test_a_chair_who_reads_too_sees_a_nominee_only_after_sending(
    client: PageClient, judging: Judging
) -> None:
    owed, free = judging.nominate(), judging.nominate()
    judging.world.appoint(judging.round, judging.chair)
    judging.assigned(owed, judging.ben, judging.chair)
    judging.world.reviewed(owed, judging.ben, points=5, comment=CANARY)
    client.sign_in(judging.chair)
    judging.worked_out()
    ranking = client.get(f"/panel/{judging.round.id}/ranking").text
    assert judging.nominees[0].name not in ranking
    assert judging.nominees[1].name in ranking
    assert "Send your own scores first" in ranking
    assert client.get(f"/panel/nominee/{owed}").status_code == 404
    assert client.get(f"/panel/nominee/{free}").status_code == 200
    judging.world.reviewed(owed, judging.chair, points=3)
    judging.worked_out()
    assert judging.nominees[0].name in client.get(f"/panel/{judging.round.id}/ranking").text
    assert CANARY in client.get(f"/panel/nominee/{owed}").text


def test_saving_leaves_a_trace_without_points_or_words(judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    judging.world.reviewed(number, judging.asha, points=5, comment=CANARY)
    with judging.app.app_context():
        entries = db.session.scalars(
            select(Entry).where(Entry.action.in_(["review.saved", "review.sent"]))
        ).all()
        assert [entry.actor_id for entry in entries] == [judging.asha.id]
        assert all(CANARY not in (entry.payload or "") for entry in entries)
        assert all("5" not in (entry.payload or "") for entry in entries)


def test_the_queue_is_the_same_work_for_one_and_three(
    client: PageClient, judging: Judging, count_queries: QueryCounter
) -> None:
    judging.assigned(judging.nominate(), judging.asha)
    client.sign_in(judging.asha)
    client.get(f"/panel/{judging.round.id}")
    with count_queries() as one:
        client.get(f"/panel/{judging.round.id}")
    for _more in range(2):
        judging.assigned(judging.nominate(), judging.asha)
    with count_queries() as three:
        client.get(f"/panel/{judging.round.id}")
    assert len(one) == len(three)


def test_words_in_a_comment_come_back_as_typed(client: PageClient, judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    typed = "</textarea><script>alert(1)</script> {{7*7}} é 👩🏽‍⚕️"
    client.typed.update({"{{7*7}}"})
    client.send(f"/panel/read/{number}", judging.answers(4, comment=typed))
    page = client.get(f"/panel/read/{number}").text
    assert "<script>alert(1)" not in page
    assert "{{7*7}} é 👩🏽‍⚕️" in page
    assert stored(judging.app)[0][1] == typed
    assert clock.now() > judging.round.opens_at
