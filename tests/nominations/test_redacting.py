"""What is taken out is gone from every page, search, export and letter; the first version stays."""

from datetime import timedelta

import pytest

from recognition.errors import Refused
from recognition.nominations import queries
from recognition.nominations.cards import Author
from recognition.nominations.redacting import phrases_of, quotes, redacted, stretches, take_out
from tests.nominations.checkers import Desk, desk
from tests.page_client import PageClient
from tests.world import World

STORY = "Mr Oduya in bed 4 could not sleep. Mr Oduya's number is 943 476 5919."


@pytest.fixture
def checking(client: PageClient, world: World) -> Desk:
    return desk(client, world)


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("Ann sat with Ann.", "Ann", ["Ann", "Ann"]),
        ("Annual leave for Ann", "ann", ["Ann"]),
        ("Mr  Oduya\nslept", "mr oduya slept", ["Mr  Oduya\nslept"]),
        ("Mr Oduya’s hand", "Oduya's", ["Oduya’s"]),
        ("a well–known case", "well-known", ["well–known"]),
        ("(bed 4)", "(bed 4)", ["(bed 4)"]),
        ("Zoë and Zoe", "Zoë", ["Zoë"]),
        ("1.5 and 125", "1.5", ["1.5"]),
        ("nothing", "something", []),
    ],
)
def test_words_are_found_whole_however_they_were_typed(
    text: str, phrase: str, found: list[str]
) -> None:
    assert [text[start:end] for start, end in stretches(text, phrase)] == found


def test_what_is_taken_out_tells_nothing_of_its_length() -> None:
    assert take_out("Mr Oduya slept", [(0, 8)]) == "[…] slept"
    assert take_out("Mr O slept", [(0, 4)]) == "[…] slept"
    assert take_out("one two three", [(0, 3), (4, 7)]) == "[…] three"
    assert take_out("one two three", [(0, 5), (2, 7)]) == "[…] three"
    assert take_out("one\ntwo", [(0, 3), (4, 7)]) == "[…]\n[…]"
    assert take_out("all of it", [(0, 9)]) == "[…]"
    assert take_out("nothing", []) == "nothing"


def test_each_line_is_one_entry_and_each_entry_counts_once() -> None:
    assert phrases_of(" bed 4 \n\n Mr   Oduya\nbed 4\n") == ["bed 4", "Mr Oduya"]


def test_every_place_in_every_answer_is_taken_out() -> None:
    done = redacted({"1": STORY, "2": "We miss mr oduya."}, ["Mr Oduya", "943 476 5919"])
    assert done["1"] == "[…] in bed 4 could not sleep. […]'s number is […]."
    assert done["2"] == "We miss […]."


@pytest.mark.parametrize("phrases", [[], ["not there"], ["duya"], ["x"] * 51])
def test_what_cannot_be_taken_out_is_refused_in_words(phrases: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        redacted({"1": STORY}, phrases)
    assert refused.value.field == "words"


def test_a_quotation_is_six_words_in_a_row() -> None:
    assert quotes("so: MR Oduya, in bed 4 could!", [STORY])
    assert not quotes("Mr Oduya in bed 4 slept", [STORY])
    assert not quotes("", [STORY])


def test_taking_words_out_reaches_every_page_at_once_and_the_first_version_stays(
    checking: Desk, world: World
) -> None:
    nia, asha = world.person("Nia Novak"), world.person("Asha Patel")
    sent = checking.sent(nominee=asha, nominator=nia, answers=(STORY, "Kind."))
    assert ">943 476 5919</mark>" in checking.page(sent)
    done = checking.act(sent, "redact", found=["943 476 5919"], words="Mr Oduya\nbed 4")
    assert done.status_code == 303
    checking.act(sent, "accept")
    candidacy = checking.sheet(sent).candidacy_id
    with world.app.app_context():
        receipt = queries.receipt(sent, Author.of(world.viewer(nia)))
        story = queries.stories([candidacy])[candidacy][0]
    expected = "[…] in […] could not sleep. […]'s number is […]."
    assert receipt.answers[0].text == story.answers[0][1] == expected
    page = checking.page(sent)
    now, earlier = page.split("As first written", 1)
    assert "Oduya" not in now
    assert "Mr Oduya in bed 4" in earlier
    for words in ("Oduya", "943 476 5919"):
        assert words not in checking.page(state="all")
        assert words not in checking.page(q="Oduya", state="all").replace('value="Oduya"', "")
    checking.client.sign_in(nia)
    own = checking.client.get(f"/nominations/{sent}").text
    assert "Oduya" not in own
    assert "could not sleep" in own


def test_the_panel_reads_the_redacted_words(checking: Desk, world: World) -> None:
    sent = checking.sent(answers=(STORY, "Kind."))
    checking.act(sent, "redact", words="Mr Oduya")
    checking.act(sent, "accept")
    candidacy = checking.sheet(sent).candidacy_id
    reader = world.person("Reader")
    world.appoint(checking.round, reader)
    world.assigned(candidacy, reader)
    with world.app.app_context():
        told = queries.stories([candidacy])[candidacy]
    assert "Oduya" not in repr(told)


def test_taking_words_out_always_tells_the_nominator_without_saying_which(
    checking: Desk, world: World
) -> None:
    nia = world.person("Nia Novak")
    sent = checking.sent(nominator=nia, answers=(STORY, "Kind."))
    checking.act(sent, "redact", words="Mr Oduya")
    [letter] = checking.letters("redacted")
    assert letter.to_address == nia.email
    assert "Oduya" not in letter.subject + letter.body
    assert "sleep" not in letter.body
    assert f"http://localhost/nominations/{sent}" in letter.body
    assert letter.due_at - letter.written_at > timedelta(minutes=14)


def test_words_that_are_not_there_come_back_as_typed(checking: Desk) -> None:
    sent = checking.sent(answers=(STORY, "Kind."))
    refused = checking.act(sent, "redact", words="Mr Oduya\nMrs Nobody")
    assert refused.status_code == 422
    assert "“Mrs Nobody” is not in these words" in refused.text
    assert "Mr Oduya\nMrs Nobody" in refused.text
    assert checking.sheet(sent).earlier == ()


def test_replaying_a_redaction_changes_nothing(checking: Desk) -> None:
    sent = checking.sent(answers=(STORY, "Kind."))
    edition = checking.sheet(sent).edition
    assert checking.act(sent, "redact", words="Mr Oduya", seen=edition).status_code == 303
    again = checking.act(sent, "redact", words="Mr Oduya", seen=edition)
    assert again.status_code == 422
    assert len(checking.sheet(sent).earlier) == 1
    assert len(checking.letters("redacted")) == 1
