"""Undoing the last thing a checker did, for as long as nothing later depends on it."""

from collections.abc import Collection
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from recognition import clock
from recognition.database import db, transaction
from recognition.errors import Conflict
from recognition.mail.models import Letter
from recognition.nominations import actions, later
from recognition.nominations.cards import Author, Nominee
from recognition.nominations.models import Candidacy, Namesakes, Nomination
from recognition.people.queries import Viewer
from tests.nominations.checkers import SUE, Desk, desk
from tests.nominations.test_checking_nominees import SUSAN, second_category
from tests.nominations.test_sending import at_once
from tests.page_client import PageClient
from tests.world import World


@pytest.fixture
def checking(client: PageClient, world: World) -> Desk:
    return desk(client, world)


def undone(checking: Desk, sent: str) -> None:
    done = checking.act(sent, "undo")
    assert done.status_code == 303, done.text


def taken_back(checking: Desk, kind: str) -> bool:
    [letter] = checking.letters(kind)
    return letter.given_up_at is not None


def test_accepting_is_undone(checking: Desk) -> None:
    sent = checking.sent()
    checking.act(sent, "accept")
    undone(checking, sent)
    sheet = checking.sheet(sent)
    assert sheet.standing == "waiting"
    assert sheet.steps[0].undone_at is not None
    assert f"/manage/checking/{sent}" in checking.page()
    with checking.world.app.app_context():
        assert db.session.scalars(select(Nomination.checked_at)).one() is None


def test_the_page_that_comes_next_has_a_button_that_undoes(checking: Desk) -> None:
    first = checking.sent(nominee=checking.world.person("Asha Patel"))
    after = checking.act(first, "accept").location
    page = checking.client.get(after).text
    assert f'action="/manage/checking/{first}/undo"' in page
    undone(checking, first)
    assert "Undone: accepted." in checking.page(first)


def test_declining_is_undone_and_its_letter_never_leaves(checking: Desk) -> None:
    sent = checking.sent()
    checking.act(sent, "decline", letter="Thank you.")
    undone(checking, sent)
    assert checking.sheet(sent).standing == "waiting"
    assert taken_back(checking, "declined")
    assert checking.letters("set_aside") == []


def test_a_letter_that_has_left_is_set_aside_by_another(checking: Desk) -> None:
    sent = checking.sent()
    checking.act(sent, "decline", letter="Thank you.")
    with checking.world.app.app_context(), transaction() as session:
        session.execute(
            update(Letter).where(Letter.kind == "nomination.declined").values(sent_at=clock.now())
        )
    undone(checking, sent)
    [letter] = checking.letters("set_aside")
    assert "set our last letter about this nomination aside" in letter.body


def test_a_question_is_undone_until_it_is_answered(checking: Desk) -> None:
    nia = checking.world.person("Nia Novak")
    sent = checking.sent(nominator=nia)
    checking.act(sent, "ask", question="Where was it?")
    undone(checking, sent)
    assert checking.sheet(sent).standing == "waiting"
    assert checking.sheet(sent).exchanges == ()
    assert taken_back(checking, "asked")
    checking.act(sent, "ask", question="Where was it?")
    with checking.world.app.app_context():
        actions.answer(reference=sent, text="Ward 7.", author=Author(person_id=nia.id))
    refused = checking.act(sent, "undo")
    assert refused.status_code == 422
    assert "The nominator has answered" in refused.text


def test_taking_words_out_is_undone_one_after_the_other(checking: Desk) -> None:
    sent = checking.sent(answers=("Mr Oduya in bed 4.", "Kind."))
    checking.act(sent, "redact", words="Mr Oduya")
    checking.act(sent, "redact", words="bed 4")
    words = [checking.sheet(sent).words[0].text]
    for _each in range(2):
        undone(checking, sent)
        words.append(checking.sheet(sent).words[0].text)
    assert words == ["[…] in […].", "[…] in bed 4.", "Mr Oduya in bed 4."]
    assert all(letter.given_up_at for letter in checking.letters("redacted"))


def test_a_redaction_is_not_undone_over_newer_words_of_the_nominator(checking: Desk) -> None:
    sent = checking.sent(answers=("Mr Oduya slept.", "Kind."))
    checking.act(sent, "redact", words="Mr Oduya")
    with checking.world.app.app_context(), transaction() as session:
        soon = clock.now() + timedelta(seconds=1)
        session.execute(update(Nomination).values(corrected_at=soon))
    assert "corrected since" in checking.page()
    refused = checking.act(sent, "undo")
    assert refused.status_code == 422
    assert "The nominator has changed these words since" in refused.text


def test_linking_is_undone_and_the_description_is_there_again(checking: Desk) -> None:
    susan = checking.world.person("Susan Barker")
    sent = checking.sent(nominee=SUE)
    told = checking.sheet(sent).candidacy_id
    checking.act(sent, "link", nominee=f"person:{susan.id}")
    undone(checking, sent)
    assert checking.sheet(sent).candidacy_id == told
    assert checking.sheet(sent).nominee == SUE
    assert checking.sheet(sent).left_behind == ()


def test_merging_parting_and_saying_two_people_are_undone(checking: Desk) -> None:
    first, second = checking.sent(nominee=SUE), checking.sent(nominee=SUSAN)
    mine, other = (checking.sheet(each).candidacy_id for each in (first, second))
    checking.act(second, "merge", other=mine)
    undone(checking, second)
    assert checking.sheet(second).candidacy_id == other
    checking.act(second, "merge", other=mine)
    checking.act(second, "part-again", other=other)
    assert checking.sheet(second).candidacy_id == other
    undone(checking, second)
    assert checking.sheet(second).candidacy_id == mine
    undone(checking, second)
    assert checking.sheet(second).candidacy_id == other
    checking.act(second, "apart", other=mine)
    undone(checking, second)
    with checking.world.app.app_context():
        assert list(db.session.scalars(select(Namesakes.one_id))) == []
        rows = db.session.scalars(select(Candidacy.merged_into_id))
        assert set(rows) == {None}


def test_taking_a_nomination_out_and_moving_it_are_undone(checking: Desk) -> None:
    category = second_category(checking)
    asha = checking.world.person("Asha Patel")
    _first, second = checking.sent(nominee=asha), checking.sent(nominee=asha)
    mine = checking.sheet(second).candidacy_id
    checking.act(second, "part", name="Another Asha", place="")
    undone(checking, second)
    assert checking.sheet(second).candidacy_id == mine
    checking.act(second, "move", category=category)
    undone(checking, second)
    assert checking.sheet(second).candidacy_id == mine
    assert taken_back(checking, "moved")


def test_only_the_last_step_is_undone_and_then_the_one_before(checking: Desk) -> None:
    sent = checking.sent(answers=("Mr Oduya slept.", "Kind."))
    checking.act(sent, "redact", words="Mr Oduya")
    checking.act(sent, "accept")
    undone(checking, sent)
    assert checking.sheet(sent).standing == "waiting"
    assert checking.sheet(sent).words[0].text == "[…] slept."
    undone(checking, sent)
    assert checking.sheet(sent).words[0].text == "Mr Oduya slept."
    refused = checking.act(sent, "undo")
    assert refused.status_code == 422
    assert "There is nothing to undo here" in refused.text


def test_what_a_later_room_made_of_it_is_named_and_nothing_is_undone(
    checking: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[set[int]] = []

    def depends(numbers: Collection[int]) -> str:
        asked.append(set(numbers))
        return "Their card has gone out on Monday."

    sent, other = checking.sent(nominee=SUE), checking.sent(nominee=Nominee("described", "S", ""))
    checking.act(sent, "merge", other=checking.sheet(other).candidacy_id)
    checking.act(sent, "accept")
    monkeypatch.setattr(later, "_dependants", [depends])
    refused = checking.act(sent, "undo")
    assert refused.status_code == 422
    assert "Their card has gone out on Monday." in refused.text
    assert checking.sheet(sent).standing == "accepted"
    assert len(asked) == 1


def test_undoing_twice_at_once_undoes_one_step(checking: Desk, world: World) -> None:
    sent = checking.sent(answers=("Mr Oduya slept.", "Kind."))
    checking.act(sent, "redact", words="Mr Oduya")
    checking.act(sent, "accept")
    edition = checking.sheet(sent).edition

    def undoing(viewer: Viewer) -> str:
        try:
            return actions.undo(sent, seen=edition, actor=viewer)
        except Conflict:
            return "stale"

    viewers = [checking.viewer, world.viewer(world.administrator())]
    found = at_once(world.app, *(lambda v=v: undoing(v) for v in (*viewers, *viewers)))
    assert sorted(found) == ["accepted", "stale", "stale", "stale"]
    assert checking.sheet(sent).words[0].text == "[…] slept."
