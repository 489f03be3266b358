"""The letter after sending, the private page behind it, and what confirming does."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import update

from recognition import clock
from recognition.audit import queries as audit
from recognition.database import transaction
from recognition.nominations import queries, rules
from recognition.nominations.models import Nomination
from recognition.people.models import Account
from tests.nominations.conftest import ABOUT, WORDS, Visiting, hidden
from tests.page_client import PageClient

SECOND = timedelta(seconds=1)


def test_one_letter_thanks_names_the_reference_and_asks_for_one_press_of_a_button(
    visiting: Visiting,
) -> None:
    visiting.sent()
    [letter] = visiting.letters()
    reference = visiting.nomination().reference
    assert reference in letter.body
    assert "Sue" in letter.subject
    assert "open this page within seven days and press the button" in letter.body
    assert letter.body.count("{link}") == 1
    assert (letter.link_kind, letter.link_target) == ("nomination", reference)
    assert WORDS["answer_1"] not in letter.body


def test_opening_the_link_changes_nothing_and_pressing_the_button_confirms(
    visiting: Visiting,
) -> None:
    visiting.sent()
    link, mail_program = visiting.link(), PageClient(visiting.world.app)
    page = mail_program.get(link)
    mail_program.head(link)
    assert "Yes, this is mine" in page.text
    assert WORDS["answer_1"] in page.text
    assert visiting.nomination().confirmed_at is None
    done = mail_program.send(link, follow_redirects=True)
    assert "Your nomination is confirmed" in done.text
    assert "Yes, this is mine" not in done.text
    sent = visiting.nomination()
    assert sent.confirmed_at is not None
    assert sent.counts_from == sent.sent_at
    assert sent.standing == "waiting"


@pytest.mark.parametrize(("late", "counts_from_sending"), [(0, True), (1, False)])
def test_confirmed_within_seven_days_it_counts_from_when_it_was_sent_and_later_from_then(
    visiting: Visiting, late: int, counts_from_sending: bool
) -> None:
    visiting.sent()
    link, sent_at = visiting.link(), visiting.nomination().sent_at
    moment = sent_at + rules.CONFIRM_WITHIN + late * SECOND
    with time_machine.travel(moment, tick=False):
        assert visiting.client.send(link).status_code == 303
    sent = visiting.nomination()
    assert sent.confirmed_at == moment
    assert sent.counts_from == (sent_at if counts_from_sending else moment)


def test_confirming_twice_changes_nothing(visiting: Visiting) -> None:
    visiting.sent()
    link = visiting.link()
    fields = hidden(visiting.client, link)
    visiting.client.post(link, data=fields)
    first = visiting.nomination().confirmed_at
    with time_machine.travel(clock.now() + timedelta(days=9)):
        assert visiting.client.post(link, data=fields).status_code == 303
    sent = visiting.nomination()
    assert (sent.confirmed_at, sent.counts_from) == (first, sent.sent_at)
    with visiting.world.app.app_context():
        assert audit.entries(action="nomination.confirmed")[1] == 1


def test_a_made_up_or_shortened_code_is_no_page(visiting: Visiting) -> None:
    visiting.sent()
    link = visiting.link()
    for odd in (link[:-1], f"{link}=", f"{link[:-1]}{'A' if link[-1] != 'A' else 'B'}", "x"):
        page = f"/nominations/by-letter/{odd.rsplit('/', 1)[1] if '/' in odd else odd}"
        for way in ("", "/correct", "/withdraw"):
            assert visiting.client.get(page + way).status_code == 404


def test_people_are_matched_and_not_addresses(visiting: Visiting) -> None:
    joan = visiting.world.person("Joan Field", email="joan.field@example.org")
    with visiting.world.app.app_context(), transaction() as session:
        session.add(Account(person_id=joan.id, email="joan@example.org", created_at=clock.now()))
    visiting.sent()
    assert visiting.nomination().nominator_id is None
    visiting.client.send(visiting.link())
    assert visiting.nomination().nominator_id == joan.id
    with visiting.world.app.app_context():
        [line] = queries.my_nominations(joan.id)
        assert line.nominee == "Sue"


def test_the_directory_has_the_first_word_about_whose_an_address_is(visiting: Visiting) -> None:
    now_hers = visiting.world.person("Joan Field", email="joan@example.org")
    before = visiting.world.person("Jo Fields")
    with visiting.world.app.app_context(), transaction() as session:
        session.add(Account(person_id=before.id, email="joan@example.org", created_at=clock.now()))
    visiting.sent()
    visiting.client.send(visiting.link())
    assert visiting.nomination().nominator_id == now_hers.id


def test_when_the_nominee_turns_out_to_have_sent_it_nothing_is_lost(visiting: Visiting) -> None:
    sue = visiting.world.person("Sue Ash", email="joan@example.org")
    visiting.sent()
    visiting.client.send(visiting.link())
    sent = visiting.nomination()
    assert (sent.nominator_id, sent.standing, sent.withdrawn_at) == (sue.id, "waiting", None)
    assert sent.confirmed_at is not None


def test_words_are_corrected_and_taken_back_on_the_private_page(visiting: Visiting) -> None:
    visiting.sent()
    link, reader = visiting.link(), PageClient(visiting.world.app)
    fields = {**hidden(reader, f"{link}/correct"), **WORDS, "answer_1": "She sat with me."}
    assert reader.post(f"{link}/correct", data=fields).location == link
    assert "She sat with me." in reader.get(link).text
    assert visiting.letters()[0].kind == "nomination.corrected"
    assert visiting.letters()[0].link_kind == "nomination"
    assert visiting.nomination().confirmed_at is None
    assert "Withdraw your nomination of Sue?" in reader.get(f"{link}/withdraw").text
    assert visiting.nomination().withdrawn_at is None
    assert reader.send(f"{link}/withdraw").location == link
    assert visiting.nomination().withdrawn_at is not None
    assert "You withdrew this nomination" in reader.get(link).text
    gone = reader.post(link, data=fields, follow_redirects=True)
    assert "nothing to confirm" in gone.text


def test_once_accepted_words_are_neither_corrected_nor_taken_back_by_letter(
    visiting: Visiting,
) -> None:
    visiting.sent()
    link = visiting.link()
    correct, withdraw = (
        hidden(visiting.client, f"{link}/{way}") for way in ("correct", "withdraw")
    )
    stand(visiting, "accepted")
    typed = {**correct, **WORDS, "answer_1": "Other words."}
    late = visiting.client.post(f"{link}/correct", data=typed)
    assert late.status_code == 422
    assert "has been read and accepted" in late.text
    assert "Other words." in late.text
    assert visiting.client.post(f"{link}/withdraw", data=withdraw).status_code == 422
    page = visiting.client.get(link).text
    assert "Correct your words" not in page
    assert "Withdraw this" not in page
    assert visiting.nomination().withdrawn_at is None


@pytest.mark.parametrize("standing", ["waiting", "asked"])
def test_a_correction_before_it_is_accepted_stays_in_the_queue(
    visiting: Visiting, standing: str
) -> None:
    visiting.sent()
    stand(visiting, standing)
    link = visiting.link()
    typed = {**hidden(visiting.client, f"{link}/correct"), **WORDS, "answer_1": "Other words."}
    assert visiting.client.post(f"{link}/correct", data=typed).status_code == 303
    sent = visiting.nomination()
    assert (sent.standing, sent.revision) == (standing, 2)


def test_confirming_after_the_close_counts(visiting: Visiting) -> None:
    visiting.sent()
    link, closes = visiting.link(), visiting.round.closes_at
    assert closes is not None
    with time_machine.travel(closes + timedelta(days=1), tick=False):
        assert "Yes, this is mine" in visiting.client.get(link).text
        visiting.client.send(link)
        assert "Correct your words" not in visiting.client.get(link).text
        late = visiting.client.get(f"{link}/correct").text
        assert "This has closed" in late
    sent = visiting.nomination()
    assert sent.counts_from == sent.sent_at


def test_the_link_is_made_at_delivery_and_leads_to_our_own_address(visiting: Visiting) -> None:
    visiting.sent()
    with visiting.world.app.app_context():
        reference = visiting.nomination().reference
        address = queries.nomination_link(reference)
        assert address is not None
        assert address.startswith("http://localhost/nominations/by-letter/")
        code = address.rsplit("/", 1)[1]
        assert queries.reference_of_code(code) == reference
        assert queries.nomination_link("XXX-XXX") is None
    assert code not in visiting.letters()[0].body


def test_a_browser_keeps_its_receipt_after_confirming(visiting: Visiting) -> None:
    visiting.world.person("Joan Field", email="joan@example.org")
    receipt = visiting.sent()
    assert "Open the link in it within seven days" in visiting.client.get(receipt).text
    PageClient(visiting.world.app).send(visiting.link())
    page = visiting.client.get(receipt)
    assert page.status_code == 200
    assert "Open the link in it" not in page.text


def test_confirming_loses_nothing_that_was_typed(visiting: Visiting) -> None:
    visiting.sent(about={"relationship": "relative", "may_name": "no"})
    visiting.client.send(visiting.link())
    page = visiting.client.get(visiting.link()).text
    for words in (*WORDS.values(), "We are related", "Ward 7"):
        assert words in page
    assert visiting.nomination().nominator_name == ABOUT["author_name"]


def stand(visiting: Visiting, standing: str) -> None:
    with visiting.world.app.app_context(), transaction() as session:
        session.execute(update(Nomination).values(standing=standing))
