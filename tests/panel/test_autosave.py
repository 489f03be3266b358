"""A page that saves scores by itself, and what the server answers it."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from recognition.audit.models import Entry
from recognition.database import db
from recognition.panel.models import ReviewVersion
from tests.page_client import PageClient
from tests.panel.conftest import Judging
from tests.panel.test_reading import stored
from tests.panel.test_rules import ODD


@pytest.fixture
def number(client: PageClient, judging: Judging) -> int:
    """A nominee to read, for somebody who is signed in."""
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    return number


def keep(client: PageClient, number: int, answers: dict[str, object]) -> TestResponse:
    """Post the form as the page does by itself."""
    page = f"/panel/read/{number}"
    return client.send(f"{page}/keep", answers, form=page, headers={"Accept": "application/json"})


def counts(app: Flask) -> tuple[int | None, int | None]:
    """How many versions and entries of the trail there are."""
    with app.app_context():
        kinds = Entry.action.in_(["review.saved", "review.sent"])
        return (
            db.session.scalar(select(func.count()).select_from(ReviewVersion)),
            db.session.scalar(select(func.count()).select_from(Entry).where(kinds)),
        )


def test_what_is_kept_is_there_after_a_reload_and_the_answer_says_when(
    client: PageClient, judging: Judging, number: int
) -> None:
    answers = judging.answers(4, comment="Calm.")
    answers.pop(f"points_{judging.criteria()[-1]}")
    answer = keep(client, number, answers)
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["edition"] == 1
    assert answer.json["saved"].startswith("Saved at ")
    assert "Calm." in client.get(f"/panel/read/{number}").text
    assert [row[0] for row in stored(judging.app)] == [4]


@pytest.mark.parametrize("more", [{}, {"send": "1"}], ids=["saved", "sent"])
def test_the_same_content_sent_twice_is_saved_once(
    client: PageClient, judging: Judging, number: int, more: dict[str, str]
) -> None:
    judging.assigned(judging.nominate(), judging.asha)  # the page of another carries the token
    answers = judging.answers(4, comment="A\nB", **more)
    answers["csrf_token"] = client.token(f"/panel/read/{number}")
    before = client.post(f"/panel/read/{number}/keep", data=answers)
    told = counts(judging.app)
    again = client.post(f"/panel/read/{number}/keep", data={**answers, "comment": "A\r\nB "})
    assert again.status_code == 200
    assert before.json is not None
    assert again.json is not None
    assert again.json["edition"] == before.json["edition"] == 1
    assert counts(judging.app) == told == (1, 1)


def test_a_stale_page_is_told_with_what_is_stored(
    client: PageClient, judging: Judging, number: int
) -> None:
    keep(client, number, judging.answers(4, comment="The first tab"))
    answer = keep(client, number, judging.answers(2, comment="The second tab"))
    assert answer.status_code == 409
    assert answer.json is not None
    assert "in another tab" in answer.json["problem"]
    assert answer.json["stored"]["comment"] == "The first tab"
    assert answer.json["stored"]["edition"] == 1
    assert set(answer.json["stored"]["points"].values()) == {"4"}
    assert {row[1] for row in stored(judging.app)} == {"The first tab"}


def test_sending_by_itself_locks_and_names_the_next_page(
    client: PageClient, judging: Judging, number: int
) -> None:
    second = judging.nominate()
    judging.assigned(second, judging.asha)
    answer = keep(client, number, judging.answers(5, send="1")).json
    assert answer is not None
    assert answer["url"] == f"/panel/read/{second}"
    token = client.token(f"/panel/read/{second}")
    changed = {**judging.answers(1, send="1", edition="1"), "csrf_token": token}
    refused = client.post(f"/panel/read/{number}/keep", data=changed)
    assert refused.status_code == 422
    assert {row[0] for row in stored(judging.app)} == {5}
    last = keep(client, second, judging.answers(4, send="1")).json
    assert last is not None
    assert last["url"] == f"/panel/{judging.round.id}"


def test_odd_points_get_a_clear_error_and_nothing_is_kept(
    client: PageClient, judging: Judging, number: int
) -> None:
    answers = judging.answers(4)
    for value in (*ODD, ["3", "3"], ["3", "4"], "-0", "NaN", "1e309", "٣", "6", "0"):
        answers[f"points_{judging.criteria()[0]}"] = value
        answer = keep(client, number, answers)
        assert answer.status_code == 422, value
        assert answer.json is not None
        assert "whole number from 1 to 5" in answer.json["problem"], value
    assert stored(judging.app) == []


def test_nobody_keeps_scores_for_what_they_do_not_read(
    client: PageClient, judging: Judging, number: int
) -> None:
    theirs = judging.nominate()
    judging.assigned(theirs, judging.ben)
    answers = {**judging.answers(4), "csrf_token": client.token(f"/panel/read/{number}")}
    assert client.post(f"/panel/read/{theirs}/keep", data=answers).status_code == 404
    assert client.post(f"/panel/read/{number}/keep", data=judging.answers(4)).status_code == 400
    assert stored(judging.app) == []


def test_signing_out_tells_the_browser_to_drop_what_it_kept(
    client: PageClient, judging: Judging, number: int
) -> None:
    answer = client.send("/sign-out", form=f"/panel/read/{number}")
    assert answer.headers["Clear-Site-Data"] == '"storage"'


def test_what_is_kept_on_a_device_is_under_the_name_of_whoever_signed_in(
    client: PageClient, judging: Judging, number: int
) -> None:
    page = client.get(f"/panel/read/{number}").text
    assert f'data-key="scores:{judging.asha.id}:{number}"' in page
