"""The words about a winner: marked, written, sent to the chair, approved or sent back."""

import pytest

from recognition.database import transaction
from recognition.nominations import later
from recognition.nominations.models import Answer, Nomination
from recognition.panel import actions as panel
from recognition.panel.rules import DEPUTY
from recognition.winners import queries
from tests.page_client import PageClient
from tests.winners.conftest import Ceremony
from tests.winners.words import Desk, desk
from tests.world import World

PHONE = "He rang 020 7946 0018 for help."
OWN = "She stayed with him."


@pytest.fixture
def words(client: PageClient, ceremony: Ceremony) -> Desk:
    return desk(client, ceremony)


def redact(words: Desk, secret: str, text: str) -> None:
    """Have the first answer say something, or say it no more."""
    with words.app.app_context(), transaction() as session:
        nomination = (
            session.query(Nomination).filter_by(candidacy_id=words.number).order_by("id").first()
        )
        assert nomination is not None
        nomination.revision += 1
        for row in session.query(Answer).filter_by(
            nomination_id=nomination.id, revision=nomination.revision - 1
        ):
            session.add(
                Answer(
                    nomination_id=nomination.id,
                    revision=nomination.revision,
                    question_id=row.question_id,
                    text=text.replace("SECRET", secret) if row.text else "",
                )
            )


def test_marked_sentences_are_put_into_the_fields_and_not_saved(words: Desk) -> None:
    words.as_(words.ceremony.officer)
    number = _nomination(words)
    page = words.client.send(
        words.page,
        {
            "deed": "together", "in_citation": f"{number}-1-0", "in_quote": f"{number}-0-0",
            "text": "x", "quote": "",
        },
    )  # fmt: skip
    assert page.status_code == 200
    assert ">He was not alone.</textarea>" in page.text
    assert ">She stayed with him.</textarea>" in page.text
    assert words.state() == "none"
    answer = words.write("He was not alone.", OWN, in_quote=f"{number}-0-0")
    assert "The citation is saved." in answer.text
    with words.app.app_context():
        [edition] = queries.citation_sheet(words.number).editions
        assert (edition.text, edition.quote) == ("He was not alone.", OWN)
        assert edition.quote_from == number


def test_marking_nothing_says_so_and_keeps_what_was_typed(words: Desk) -> None:
    words.as_(words.ceremony.officer)
    page = words.client.send(words.page, {"deed": "together", "text": "Mine.", "quote": ""})
    assert page.status_code == 422
    assert "Mark at least one sentence first." in page.text
    assert ">Mine.</textarea>" in page.text


def test_a_quote_that_nobody_wrote_is_refused_and_kept(words: Desk) -> None:
    page = words.write("She stayed.", "She is the best nurse.")
    assert page.status_code == 422
    assert "A quote repeats the nominator’s own words." in page.text
    assert ">She is the best nurse.</textarea>" in page.text
    assert words.state() == "none"


def test_only_the_redacted_wording_is_offered_and_quoted(words: Desk) -> None:
    redact(words, "Mr Cholmondeley", "She sat with SECRET all night.")
    words.write("She sat with him.", "She sat with Mr Cholmondeley all night.")
    redact(words, "[…]", "She sat with SECRET all night.")
    words.as_(words.ceremony.officer)
    assert "She sat with […] all night." in words.client.get(words.page).text
    refused = words.send()
    assert refused.status_code == 422
    assert "own words" in refused.text
    assert words.state() == "draft"
    words.write("She sat with him.", "")
    assert "Cholmondeley" not in words.client.get(words.page).text.split("What was written")[-1]
    assert "Cholmondeley" not in words.write("She sat.", "She sat with … all night.").text


def test_what_is_redacted_later_is_quoted_nowhere_not_even_in_public(
    words: Desk, world: World
) -> None:
    redact(words, "Mr Cholmondeley", "She sat with SECRET all night.")
    words.approved("She sat with him.", "She sat with Mr Cholmondeley all night.")
    words.paper(given="y")
    world.consented(words.number)
    world.announced(words.ceremony.round)
    public = f"/winners/{words.ceremony.round.id}"
    assert "Cholmondeley" in words.client.get(public).text
    with words.app.app_context():  # a change that leaves the quote alone
        later.words_changed([words.number])
    assert "Cholmondeley" in words.client.get(public).text
    redact(words, "[…]", "She sat with SECRET all night.")
    with words.app.app_context():
        later.words_changed([words.number])
    page = words.client.get(public).text
    assert "She sat with him." in page
    assert "Cholmondeley" not in page


def test_from_draft_to_agreed_every_step_says_who_and_when(words: Desk) -> None:
    chair, officer = words.ceremony.chair, words.ceremony.officer
    assert "Draft" in words.write("She stayed.").text
    assert "With the chair" in words.send().text
    words.as_(chair)
    waiting = words.client.get("/winners/waiting").text
    assert "For you to approve" in waiting
    assert words.chairs_page in waiting
    assert "Nothing waits" in words.chair("approve").text
    assert words.state() == "approved"
    assert "Tick that they have agreed" in words.paper().text
    shown = words.paper(given="y").text
    assert words.state() == "agreed"
    for line in (
        f"Written by {officer.name}", f"Sent to the chair by {officer.name}",
        f"Approved by {chair.name}",
        f"Agreed on paper or in person, written down by {officer.name}",
    ):  # fmt: skip
        assert line in shown


def test_what_is_sent_back_comes_with_a_note_and_a_letter(words: Desk) -> None:
    words.write("She stayed.")
    words.send()
    assert "Write what should change." in words.chair("back").text
    assert words.state() == "sent"
    words.chair("back", note="Say what it changed.")
    assert words.state() == "sent_back"
    [letter] = words.letters("winners.words_back")
    assert letter.to_address == words.ceremony.officer.email
    assert "Say what it changed" not in letter.body
    words.as_(words.ceremony.officer)
    assert "Say what it changed." in words.client.get(words.page).text
    assert "Say what it changed." in words.client.get("/winners/waiting").text
    assert "Wait for the new ones" in words.chair("approve").text
    words.write("She stayed.")  # the same words, after talking about them
    assert words.state() == "draft"


@pytest.mark.parametrize("step", ["send", "approve", "paper", "agree"])
def test_no_step_is_taken_while_nobody_looked_at_what_could_name_a_patient(
    words: Desk, step: str
) -> None:
    words.write(PHONE)
    steps = {
        "send": lambda **more: words.send(**more),
        "approve": lambda **more: words.chair("approve", **more),
        "paper": lambda **more: words.paper(given="y", **more),
        "agree": lambda **more: words.answers("agree", **more),
    }
    for before in ("send", "approve"):
        if step == before:
            break
        steps[before](looked="y")
    was = words.state()
    refused = steps[step]()
    assert refused.status_code == 422
    assert "Look at what we noticed" in refused.text
    assert "020 7946 0018" in refused.text
    assert words.state() == was
    assert steps[step](looked="y").status_code == 200
    assert words.state() != was


def test_an_edit_after_approval_asks_again_and_the_old_words_stay_public(
    words: Desk, world: World
) -> None:
    words.approved("The first words.")
    words.paper(given="y")
    world.consented(words.number)
    world.announced(words.ceremony.round)
    public = f"/winners/{words.ceremony.round.id}"
    assert "The first words." in words.client.get(public).text
    shown = words.write("The second words.").text
    assert "keeps the words that were agreed before" in shown
    assert "What they replace" in shown
    assert "The first words." in shown
    for step in (words.send, lambda: words.chair("approve")):
        assert "The first words." in words.client.get(public).text
        step()
    assert "The second words." not in words.client.get(public).text
    words.paper(given="y")
    assert "The second words." in words.client.get(public).text


def test_nothing_is_public_without_approved_and_agreed_words(words: Desk, world: World) -> None:
    words.write("She stayed all night.")
    world.consented(words.number)
    world.announced(words.ceremony.round)
    for step in (words.send, lambda: words.chair("approve")):
        step()
        page = words.client.get(f"/winners/{words.ceremony.round.id}").text
        assert "Tendai" not in page
        assert "She stayed all night." not in page


def test_the_chair_gets_one_letter_while_words_wait(words: Desk, world: World) -> None:
    world.decided(words.ceremony.siobhan_candidacy, words.ceremony.chair)
    before = len(words.letters("winners.words_wait"))
    words.write("She stayed.")
    words.send()
    [*_earlier, letter] = words.letters("winners.words_wait")
    assert letter.to_address == words.ceremony.chair.email
    assert "Tendai" not in letter.subject + letter.body
    other = Desk(words.client, words.ceremony)
    other.ceremony.tendai_candidacy = words.ceremony.siobhan_candidacy
    other.write("She sang.")
    other.send()
    assert len(words.letters("winners.words_wait")) == before + 1


def test_a_chair_with_an_interest_finds_no_words_and_the_deputy_gets_the_letter(
    words: Desk, world: World
) -> None:
    deputy = world.person("Dilys Deputy")
    world.appoint(words.ceremony.round, deputy, role=DEPUTY)
    with words.app.app_context():
        panel.declare_interest(
            candidacy_id=words.number,
            reason="A cousin.",
            actor=world.viewer(words.ceremony.chair),
        )
    words.write("She stayed.")
    words.send()
    [letter] = words.letters("winners.words_wait")
    assert letter.to_address == deputy.email
    words.as_(words.ceremony.chair)
    assert words.client.get(words.chairs_page).status_code == 404
    assert words.client.get(f"/winners/praise/{words.number}").status_code == 404
    assert "Tendai" not in words.client.get("/winners/waiting").text
    token = words.client.token("/account")
    for what in ("approve", "back"):
        data = {"csrf_token": token, "edition": "1", "note": "x"}
        answer = words.client.post(f"{words.chairs_page}/{what}", data=data)
        assert answer.status_code == 404
    words.as_(deputy)
    assert "Tendai" in words.client.get("/winners/waiting").text
    assert "Are these words right?" in words.client.get(words.chairs_page).text


def test_only_communications_write_and_only_who_leads_approves(words: Desk, world: World) -> None:
    words.write("She stayed.")
    for person, path in (
        (words.ceremony.officer, words.chairs_page),
        (words.ceremony.chair, words.page),
        (world.person(), words.page),
        (world.person(), words.chairs_page),
        (world.person(), "/winners/waiting"),
    ):
        words.as_(person)
        assert words.client.get(path).status_code == 404


def test_words_changed_meanwhile_are_not_sent_or_approved(words: Desk) -> None:
    words.write("She stayed.")
    words.send()
    words.write("She stayed all night.")
    words.send()
    assert "changed these words meanwhile" in words.chair("approve", edition="1").text
    assert words.state() == "sent"


def _nomination(words: Desk) -> int:
    with words.app.app_context():
        [story] = queries.written(words.number)
        return story.nomination_id
