"""Marking sentences, quoting, and the look before words go on: the rules alone."""

import pytest

from recognition.errors import Refused
from recognition.winners.citing import check_may_send_back, have_agreed
from recognition.winners.guarding import check_looked, noticed
from recognition.winners.marking import Told, pieces, put_together
from recognition.winners.quoting import repeats, source

NIGHT = Told(4, ["She stayed all night. Dr. Lee had gone home. He slept.", "He did not die alone."])
DAY = Told(9, ["She brought tea.\nShe sang."])


def test_every_sentence_has_a_key_that_stays_the_same() -> None:
    found = {piece.key: piece.text for piece in pieces([NIGHT, DAY])}
    assert found == {
        "4-0-0": "She stayed all night.",
        "4-0-1": "Dr. Lee had gone home.",
        "4-0-2": "He slept.",
        "4-1-0": "He did not die alone.",
        "9-0-0": "She brought tea.",
        "9-0-1": "She sang.",
    }
    assert {piece.key for piece in pieces([NIGHT])} < found.keys()


def test_marked_sentences_are_put_together_in_the_order_of_the_stories() -> None:
    draft = put_together([NIGHT, DAY], citation=["9-0-1", "4-1-0", "4-0-0", "4-0-2"], quote=[])
    assert draft.text == "She stayed all night. He slept.\n\nHe did not die alone.\n\nShe sang."
    assert (draft.quote, draft.quote_from) == ("", None)


def test_a_quote_marks_what_was_left_out_and_names_its_story() -> None:
    draft = put_together([NIGHT, DAY], citation=[], quote=["4-0-0", "4-0-2", "4-1-0"])
    assert draft.quote == "She stayed all night. … He slept. … He did not die alone."
    assert draft.quote_from == 4
    together = put_together([NIGHT], citation=[], quote=["4-0-0", "4-0-1"])
    assert together.quote == "She stayed all night. Dr. Lee had gone home."
    assert repeats(draft.quote, NIGHT.answers)


@pytest.mark.parametrize(
    ("quote", "why"), [(["4-0-0", "9-0-0"], "one story only"), ([], "at least one"),
                       (["7-0-0"], "at least one")]
)  # fmt: skip
def test_nothing_marked_or_two_people_in_one_quote_is_refused(quote: list[str], why: str) -> None:
    with pytest.raises(Refused, match=why):
        put_together([NIGHT, DAY], citation=[], quote=quote)


@pytest.mark.parametrize(
    "quote",
    [
        "She stayed all night.",
        "“she stayed all night”",
        "She stayed … He slept.",
        "She stayed [...] alone!",
        "He slept … he did not die alone",
        "… stayed all night",
    ],
)
def test_a_quote_may_leave_words_out_where_it_says_so(quote: str) -> None:
    assert repeats(quote, NIGHT.answers)
    assert source(quote, [DAY, NIGHT]) == 4


@pytest.mark.parametrize(
    "quote",
    [
        "He did die alone.",  # a “not” lost without a trace
        "She stayed all day.",
        "He slept. She stayed all night.",
        "He slept … She stayed all night",  # in another order
        "He slept. He did not die alone.",  # from one answer into the next
        "She stayed all night. She sang.",  # two people
        "stayed all nigh",
        "…",
        "",
    ],
)
def test_a_quote_repeats_the_nominators_own_words(quote: str) -> None:
    assert not repeats(quote, NIGHT.answers)
    with pytest.raises(Refused, match="own words") as refused:
        source(quote, [NIGHT, DAY])
    assert refused.value.field == "quote"


def test_the_story_whose_sentences_were_marked_is_the_source_where_two_say_the_same() -> None:
    twice = [Told(1, ["Thank you."]), Told(2, ["Thank you."])]
    assert source("Thank you.", twice) == 1
    assert source("Thank you.", twice, first=2) == 2
    assert source("Thank you.", twice, first=77) == 1


def test_what_could_tell_who_a_patient_is_needs_a_look() -> None:
    found = noticed("Ring 020 7946 0018.", "Thanks to 020 7946 0018.")
    assert [one.words for one in found] == ["020 7946 0018"]
    with pytest.raises(Refused, match="Look at what we noticed") as refused:
        check_looked(found, looked=False)
    assert refused.value.field == "looked"
    check_looked(found, looked=True)
    check_looked(noticed("She stayed."), looked=False)


@pytest.mark.parametrize(
    ("asked", "said", "agreed"),
    [
        ([1, 2], {1: True}, False),
        ([1, 2], {1: True, 2: True}, True),
        ([1], {1: True, 9: False}, False),
        ([], {9: True}, True),
        ([], {}, False),
    ],
)
def test_a_team_has_agreed_when_everybody_asked_said_yes(
    asked: list[int], said: dict[int, bool], agreed: bool
) -> None:
    assert have_agreed(asked, said) is agreed


def test_words_nobody_was_sent_are_not_sent_back() -> None:
    with pytest.raises(Refused, match="not sent to you"):
        check_may_send_back(sent=None, agreed=None, sent_back=None, note="Why?")
