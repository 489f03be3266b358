"""My nominations: what I see, correct and withdraw, and what nobody else can."""

import re
from datetime import timedelta

import time_machine
from sqlalchemy import select

from recognition import clock
from recognition.audit import queries as audit
from recognition.database import db
from recognition.nominations import queries
from recognition.nominations.models import Answer
from tests.conftest import QueryCounter
from tests.nominations.conftest import WORDS, Writing
from tests.page_client import PageClient
from tests.world import World

BETTER = {**WORDS, "answer_1": "She sat with him all night."}


def test_an_empty_list_says_what_will_be_here(client: PageClient, world: World) -> None:
    page = client.sign_in(world.person()).get("/nominations").text
    assert "Nobody yet" in page
    assert "Nominate someone" in page


def test_drafts_and_nominations_are_listed_with_their_state(writing: Writing) -> None:
    kept = writing.sent().rsplit("/", 1)[1]
    gone = writing.sent().rsplit("/", 1)[1]
    writing.client.send(f"/nominations/{gone}/withdraw")
    draft = writing.begun()
    page = writing.client.get("/nominations").text
    for words in ("Not sent", "Withdrawn", ">Sent<", kept, gone, f"{draft}/check", "Delete"):
        assert words in page.replace("\n", "").replace("  ", ""), words


def test_the_list_takes_as_many_statements_for_three_as_for_one(
    writing: Writing, count_queries: QueryCounter
) -> None:
    counts = []
    for more in (1, 2):
        for _each in range(more):
            writing.sent()
            writing.begun()
        with count_queries() as statements:
            assert writing.client.get("/nominations").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_draft_is_deleted_after_asking_once_with_its_name(writing: Writing) -> None:
    draft = writing.begun()
    page = f"/nominations/drafts/{draft.rsplit('/', 1)[1]}/delete"
    assert "Delete what you began about Asha Patel?" in writing.client.get(page).text
    writing.client.get(page)
    assert writing.client.get(f"{draft}/story").status_code == 200
    assert writing.client.send(page).location == "/nominations"
    assert writing.client.get(f"{draft}/story").status_code == 404


def test_a_correction_adds_a_revision_keeps_the_first_words_and_sends_a_letter(
    writing: Writing,
) -> None:
    receipt = writing.sent()
    shown = writing.client.get(f"{receipt}/correct").text
    assert WORDS["answer_1"] in shown
    fields = writing.hidden(f"{receipt}/correct")
    done = writing.client.post(f"{receipt}/correct", data={**fields, **BETTER})
    assert done.location == receipt
    page = writing.client.get(receipt).text
    assert BETTER["answer_1"] in page
    assert WORDS["answer_1"] not in page
    with writing.world.app.app_context():
        texts = db.session.execute(
            select(Answer.revision, Answer.text).order_by(Answer.revision, Answer.question_id)
        ).all()
        [entry, *_rest], _total = audit.entries(action="nomination.corrected")
    assert [tuple(row) for row in texts] == [
        (1, WORDS["answer_1"]),
        (1, WORDS["answer_2"]),
        (2, BETTER["answer_1"]),
        (2, WORDS["answer_2"]),
    ]
    assert entry.details["revision"] == 2
    assert "all night" not in str(entry.details)
    newest, *_older = writing.letters()
    assert newest.kind == "nomination.corrected"
    assert "all night" not in newest.body


def test_a_correction_sent_twice_or_without_a_change_adds_nothing(writing: Writing) -> None:
    receipt = writing.sent()
    fields = {**writing.hidden(f"{receipt}/correct"), **BETTER}
    for _time in range(2):
        assert writing.client.post(f"{receipt}/correct", data=fields).location == receipt
    with writing.world.app.app_context():
        _entries, total = audit.entries(action="nomination.corrected")
    assert total == 1
    assert [letter.kind for letter in writing.letters()].count("nomination.corrected") == 1


def test_a_correction_from_a_stale_tab_is_refused_and_keeps_its_words(writing: Writing) -> None:
    receipt = writing.sent()
    stale = writing.hidden(f"{receipt}/correct")
    writing.client.send(f"{receipt}/correct", {**stale, **BETTER})
    late = writing.client.post(
        f"{receipt}/correct", data={**stale, **WORDS, "answer_2": "Something else."}
    )
    assert late.status_code == 422
    assert "in another tab" in late.text
    assert "Something else." in late.text
    assert BETTER["answer_1"] in writing.client.get(receipt).text


def test_withdrawing_asks_once_with_the_name_and_then_tells_by_letter(writing: Writing) -> None:
    receipt = writing.sent()
    page = f"{receipt}/withdraw"
    assert "Withdraw your nomination of Asha Patel?" in writing.client.get(page).text
    fields = writing.hidden(page)
    for _time in range(2):
        assert writing.client.post(page, data=fields).location == receipt
    assert "You withdrew this nomination" in writing.client.get(receipt).text
    assert writing.client.get(page).status_code == 200
    assert [letter.kind for letter in writing.letters()] == [
        "nomination.withdrawn",
        "nomination.receipt",
    ]
    with writing.world.app.app_context():
        assert queries.candidacies(writing.round.id) == []
        assert audit.entries(action="nomination.withdrawn")[1] == 1
    again = writing.client.send(
        f"{receipt}/correct", {**BETTER, "revision": "1"}, form=f"{receipt}/correct"
    )
    assert again.status_code == 422


def test_after_the_close_nothing_is_corrected_or_withdrawn_and_the_words_stay(
    writing: Writing,
) -> None:
    receipt, closes = writing.sent(), writing.round.closes_at
    assert closes is not None
    correct = writing.hidden(f"{receipt}/correct")
    withdraw = writing.hidden(f"{receipt}/withdraw")
    with time_machine.travel(closes + timedelta(seconds=1), tick=False):
        late = writing.client.post(f"{receipt}/correct", data={**correct, **BETTER})
        assert late.status_code == 422
        assert BETTER["answer_1"] in late.text
        assert f"closed on {clock.spoken(closes)}" in late.text
        assert writing.client.post(f"{receipt}/withdraw", data=withdraw).status_code == 422
        page = writing.client.get(receipt).text
    assert "Correct your words" not in page
    assert "You withdrew" not in page
    assert WORDS["answer_1"] in page


def test_nobody_but_the_nominator_finds_a_nomination(writing: Writing) -> None:
    receipt = writing.sent()
    for somebody in (writing.asha, writing.world.administrator()):
        writing.client.sign_in(somebody)
        pages = [
            re.sub(r'name="csrf_token" value="[^"]*"', "", writing.client.get(page).text)
            for page in (receipt, f"{receipt}/correct", f"{receipt}/withdraw", "/nominations/X-1")
        ]
        assert len(set(pages)) == 1
        assert writing.client.get(receipt).status_code == 404


def test_a_number_of_5000_digits_is_no_crash(writing: Writing) -> None:
    page = f"{writing.sent()}/correct"
    fields = {**writing.hidden(page), **BETTER, "revision": "9" * 5000}
    assert writing.client.post(page, data=fields).status_code == 422
    assert writing.who(category="9" * 5000).status_code in {303, 422}
