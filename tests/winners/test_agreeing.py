"""Those the words are about say whether they are right; before the news nothing tells more."""

from datetime import timedelta

import pytest
import time_machine

from recognition import clock
from recognition.database import db
from recognition.nominations import queries as nominations
from recognition.nominations.queries import Nominee
from recognition.people.queries import workplace
from recognition.thanks import queries as thanks
from recognition.winners import queries
from recognition.winners.models import CitationAnswer
from tests.page_client import PageClient, without_tokens
from tests.winners.conftest import Ceremony
from tests.winners.words import Desk, desk
from tests.world import World

RIGHT = "These words are right"
OUTCOMES = ("Winner", "winner", "won", "Highly commended", "chose you", "panel")


@pytest.fixture
def words(client: PageClient, ceremony: Ceremony) -> Desk:
    return desk(client, ceremony)


def test_the_winner_gets_a_letter_and_says_that_the_words_are_right(words: Desk) -> None:
    words.approved("She stayed all night.")
    [letter] = words.letters("winners.words")
    assert letter.to_address == words.ceremony.tendai.email
    assert words.link(letter) == f"/thanks/{words.code()}"
    assert "She stayed all night." not in letter.body
    card = PageClient(words.app).get(f"/thanks/{words.code()}").text
    assert "She stayed all night." in card
    assert "We know now that the words are right" in words.answers("agree").text
    assert words.state() == "agreed"
    assert words.link(letter) is None  # should it still wait to be delivered
    words.as_(words.ceremony.officer)
    assert "Agreed by Tendai Moyo" in words.client.get(words.page).text


def test_before_the_announcement_card_and_letter_do_not_tell_the_outcome(
    words: Desk, world: World
) -> None:
    world.announced(words.ceremony.round, after=timedelta(hours=3))
    words.approved("She stayed.")
    [letter] = words.letters("winners.words")
    visitor = PageClient(words.app)

    def told() -> str:
        pages = (f"/thanks/{words.code()}", f"/winners/agree/{words.code()}")
        texts = [without_tokens(visitor.get(path).text) for path in pages]
        parts = [text.split('id="words"')[1] for text in texts]
        # the address of the form names the room for everybody alike
        return "".join(part.split("</section>")[0].replace("/winners/", "") for part in parts)

    for shown in (letter.subject, letter.body, told()):
        assert not [word for word in OUTCOMES if word in shown]
    words.answers("agree")
    assert not [word for word in OUTCOMES if word in told()]
    with time_machine.travel(clock.now() + timedelta(hours=3, seconds=1)):
        assert "The panel chose you to win." in visitor.get(f"/thanks/{words.code()}").text


def test_the_card_leads_to_the_public_page_once_it_is_there(words: Desk, world: World) -> None:
    words.approved("She stayed.")
    words.answers("agree")
    world.announced(words.ceremony.round)
    card = f"/thanks/{words.code()}"
    assert "See the public page" not in words.client.get(card).text
    world.consented(words.number)
    assert f"#winner-{words.number}" in words.client.get(card).text


def test_opening_a_mailed_page_changes_nothing(words: Desk) -> None:
    words.approved("She stayed.")
    visitor = PageClient(words.app)
    for path in (f"/thanks/{words.code()}", f"/winners/agree/{words.code()}"):
        assert visitor.get(path).status_code == 200
        assert visitor.head(path).status_code == 200
    assert words.state() == "approved"
    with words.app.app_context():
        assert db.session.query(CitationAnswer).count() == 0


def test_please_change_something_sends_the_words_back_with_a_letter(words: Desk) -> None:
    words.approved("She stayed all day.")
    refused = words.answers("change", note=" ")
    assert refused.status_code == 422
    assert "Write what should change." in refused.text
    assert words.state() == "approved"
    assert "We will change the words" in words.answers("change", note="It was night.").text
    assert words.state() == "sent_back"
    [letter] = words.letters("winners.words_back")
    assert letter.to_address == words.ceremony.officer.email
    card = PageClient(words.app).get(f"/thanks/{words.code()}").text
    assert "These words are being changed." in card
    assert RIGHT not in card
    words.as_(words.ceremony.officer)
    page = words.client.get(words.page).text
    assert "Tendai Moyo asked for a change" in page
    assert "It was night." in page
    words.approved("She stayed all night.")
    assert RIGHT in PageClient(words.app).get(f"/thanks/{words.code()}").text
    assert len(words.letters("winners.words")) == 2


def test_asking_for_the_same_change_again_writes_no_second_letter(
    words: Desk, world: World
) -> None:
    words.approved("She stayed.")
    words.answers("agree")
    world.announced(words.ceremony.round)
    for _again in range(2):
        words.answers("change", note="My name is Tendai, please.")
    assert len(words.letters("winners.words_back")) == 1


def test_who_takes_back_a_yes_before_the_news_is_not_published(words: Desk, world: World) -> None:
    words.approved("She stayed.")
    words.answers("agree")
    words.answers("change", note="I would rather not say that.")
    assert words.state() == "sent_back"
    world.consented(words.number)
    world.announced(words.ceremony.round)
    assert "Tendai" not in words.client.get(f"/winners/{words.ceremony.round.id}").text


def test_a_yes_to_words_that_were_changed_meanwhile_does_not_count(words: Desk) -> None:
    words.approved("She stayed.")
    code, old = words.code(), words.edition()
    words.approved("She stayed all night.")
    refused = words.answers("agree", code, edition=old)
    assert refused.status_code == 422
    assert "changed these words meanwhile" in refused.text
    assert words.state() == "approved"


def test_a_code_nobody_was_given_and_words_nobody_approved_are_not_there(words: Desk) -> None:
    words.write("She stayed.")
    words.ceremony.world.consented(words.number)
    visitor = PageClient(words.app)
    assert visitor.get("/winners/agree/abc.def").status_code == 404
    assert visitor.get(f"/winners/agree/{words.code()}").status_code == 404
    assert "She stayed." not in visitor.get(f"/thanks/{words.code()}").text


def test_a_team_has_agreed_when_every_member_we_asked_has(
    client: PageClient, ceremony: Ceremony, world: World
) -> None:
    members = [world.person(name, team="Night Team") for name in ("Ann Moss", "Bo Moss")]
    world.person("Cy Moss", team="Night Team", email=None)
    with world.app.app_context():
        team_id = workplace([members[0].id])[members[0].id].team_id
    with time_machine.travel(clock.now() - timedelta(hours=2)):
        world.nomination(ceremony.round, nominee=Nominee("team", "Night Team", "", team_id=team_id))
    with world.app.app_context():
        ceremony.tendai_candidacy = next(
            card.id
            for card in nominations.candidacies(ceremony.round.id)
            if card.nominee.team_id == team_id
        )
    words = desk(client, ceremony)
    words.approved("They stayed.")
    asked = {letter.to_address: words.link(letter) for letter in words.letters("winners.words")}
    assert asked.keys() == {member.email for member in members}
    first, second = (str(asked[member.email]).removeprefix("/thanks/") for member in members)
    assert "We wait for the others in your team." in words.answers("agree", first).text
    assert words.state() == "approved"
    words.answers("agree", second)
    assert words.state() == "agreed"
    with world.app.app_context():
        sheet = queries.citation_sheet(words.number)
        assert [one.agrees for one in sheet.said] == [True, True]


def test_the_outcome_is_told_on_cards_of_everybody_and_on_no_wall(
    words: Desk, world: World
) -> None:
    words.decide("shortlisted")
    world.consented(words.number)
    world.announced(words.ceremony.round)
    card = words.client.get(f"/thanks/{words.code()}").text
    assert "on its shortlist" in card
    assert "may be published" not in card
    with words.app.app_context():
        [code] = thanks.codes_of(words.number)
        assert thanks.has_holder(thanks.card_number(code))
