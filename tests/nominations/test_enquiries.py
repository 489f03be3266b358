"""A question to the nominator: asked by letter, answered on their page, and back in the queue."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from recognition.database import db, transaction
from recognition.errors import Conflict, Missing, Refused
from recognition.nominations import actions, queries
from recognition.nominations.cards import Author
from recognition.nominations.models import Nomination
from recognition.people.queries import PersonCard
from tests.nominations.checkers import Desk, desk
from tests.page_client import PageClient
from tests.world import World

QUESTION = "On which ward was this?"


@pytest.fixture
def checking(client: PageClient, world: World) -> Desk:
    return desk(client, world)


@pytest.fixture
def nia(world: World) -> PersonCard:
    return world.person("Nia Novak")


def asked(checking: Desk, nia: PersonCard) -> str:
    sent = checking.sent(nominee=checking.world.person("Asha Patel"), nominator=nia)
    assert checking.act(sent, "ask", question=QUESTION).status_code == 303
    return sent


def number_of(checking: Desk, sent: str) -> int:
    with checking.world.app.app_context():
        return db.session.scalars(select(Nomination.id).where(Nomination.reference == sent)).one()


def waits_for(checking: Desk, sent: str) -> str | None:
    number = number_of(checking, sent)
    with checking.world.app.app_context():
        found = queries.open_enquiry(number)
        return found.question if found else None


def test_a_question_goes_to_the_nominator_and_the_letter_repeats_neither_it_nor_the_story(
    checking: Desk, nia: PersonCard
) -> None:
    sent = asked(checking, nia)
    [letter] = checking.letters("asked")
    assert letter.to_address == nia.email
    assert "which ward" not in letter.body
    assert "stayed with him" not in letter.body
    assert f"http://localhost/nominations/{sent}" in letter.body
    assert letter.due_at - letter.written_at > timedelta(minutes=14)
    assert checking.sheet(sent).standing == "asked"
    assert waits_for(checking, sent) == QUESTION
    assert sent not in checking.page()
    assert "question not answered yet" in checking.page(state="asked")
    assert "with a question out" in checking.page()


def test_an_answer_puts_the_nomination_back_into_the_queue(checking: Desk, nia: PersonCard) -> None:
    sent = asked(checking, nia)
    checking.client.sign_in(nia)
    answer = {"answer": "On Larch Ward,\nin March."}
    page = f"/nominations/{sent}"
    done = checking.client.send(f"{page}/answer", answer, form=page)
    assert (done.status_code, done.location) == (303, page)
    assert waits_for(checking, sent) is None
    checking.client.sign_in(checking.me)
    assert "question answered" in checking.page()
    assert f"/manage/checking/{sent}" in checking.page(needs="answered")
    assert "On Larch Ward,\nin March." in checking.page(sent)
    checking.act(sent, "accept")
    assert checking.sheet(sent).standing == "accepted"


def test_answering_twice_changes_nothing_and_another_answer_is_refused(
    checking: Desk, nia: PersonCard
) -> None:
    sent = asked(checking, nia)
    author = Author(person_id=nia.id)
    with checking.world.app.app_context():
        for _each in range(2):
            actions.answer(reference=sent, text="Larch Ward.", author=author)
        with pytest.raises(Conflict):
            actions.answer(reference=sent, text="Hazel Ward.", author=author)
    assert [each.answer for each in checking.sheet(sent).exchanges] == ["Larch Ward."]


def test_nobody_answers_for_another_nominator(checking: Desk, nia: PersonCard) -> None:
    sent = asked(checking, nia)
    other = checking.world.person("Ben Carter")
    with checking.world.app.app_context():
        for author in (Author(person_id=other.id), Author(letter="AAA-AAA"), Author()):
            with pytest.raises(Missing):
                actions.answer(reference=sent, text="Larch Ward.", author=author)
    checking.client.sign_in(other)
    answer = {"answer": "Larch Ward."}
    refused = checking.client.send(f"/nominations/{sent}/answer", answer, form="/account")
    assert refused.status_code == 404
    assert waits_for(checking, sent) == QUESTION


def test_an_empty_answer_comes_back_with_the_question(checking: Desk, nia: PersonCard) -> None:
    sent = asked(checking, nia)
    checking.client.sign_in(nia)
    refused = checking.client.send(f"/nominations/{sent}/answer", {"answer": " "}, form="/account")
    assert refused.status_code == 422
    assert "Write your answer" in refused.text
    assert QUESTION in refused.text
    with checking.world.app.app_context(), pytest.raises(Refused):
        actions.answer(reference=sent, text="x" * 10_001, author=Author(person_id=nia.id))


def test_somebody_without_an_account_answers_by_the_link_of_the_letter(
    checking: Desk, nia: PersonCard
) -> None:
    sent = checking.sent(nominator=nia)
    with checking.world.app.app_context(), transaction() as session:
        session.execute(
            update(Nomination).values(
                nominator_id=None, nominator_name="Joan", nominator_email="joan@example.org"
            )
        )
    checking.act(sent, "ask", question=QUESTION)
    [letter] = checking.letters("asked")
    assert letter.to_address == "joan@example.org"
    assert (letter.link_kind, letter.link_target) == (queries.NOMINATION_LINK, sent)
    assert "{link}" in letter.body
    number = number_of(checking, sent)
    with checking.world.app.app_context():
        code = queries.code_of(number)
    visitor = PageClient(checking.world.app)
    page = f"/nominations/by-letter/{code}"
    done = visitor.send(f"{page}/answer", {"answer": "Ward 7."}, form="/sign-in")
    assert (done.status_code, done.location) == (303, page)
    assert [each.answer for each in checking.sheet(sent).exchanges] == ["Ward 7."]
    odd = visitor.send(f"{page}x/answer", {"answer": "Ward 7."}, form="/sign-in")
    assert odd.status_code == 404


def test_somebody_without_an_address_cannot_be_asked(checking: Desk) -> None:
    sent = checking.sent()
    with checking.world.app.app_context(), transaction() as session:
        session.execute(update(Nomination).values(nominator_id=None))
    refused = checking.act(sent, "ask", question=QUESTION)
    assert refused.status_code == 422
    assert "The nominator left no address" in refused.text
    assert QUESTION in refused.text
    assert checking.sheet(sent).standing == "waiting"


def test_a_question_is_asked_once_and_not_without_words(checking: Desk, nia: PersonCard) -> None:
    sent = checking.sent(nominator=nia)
    assert "Write a few kind words" in checking.act(sent, "ask", question="").text
    checking.act(sent, "ask", question=QUESTION)
    again = checking.act(sent, "ask", question=QUESTION)
    assert again.status_code == 422
    assert len(checking.letters("asked")) == 1


def test_a_decided_nomination_waits_for_no_answer(checking: Desk, nia: PersonCard) -> None:
    sent = asked(checking, nia)
    checking.act(sent, "accept")
    assert waits_for(checking, sent) is None
    with checking.world.app.app_context(), pytest.raises(Conflict):
        actions.answer(reference=sent, text="Larch Ward.", author=Author(person_id=nia.id))
    assert checking.sheet(sent).standing == "accepted"
