"""The facts of a story are its own sentences, a few of them, where it says them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.panel.facts import MOST, Facts, facts
from recognition.panel.sentences import sentences

DONE = [
    "She sat with him until the morning.",
    "He walked to the shop in the rain and bought batteries.",
    "She noticed that the clock had stopped and found a ladder.",
    "They swapped shifts without being asked.",
    "He wrote the names on a card.",
    "She stayed until ten.",
    "He rang round every garage in town.",
    "She knelt down and held her hand.",
]
FOR_WHOM = [
    "The patient was dying and had no family.",
    "It is all for the relatives who live abroad.",
    "Her husband was frightened of lifts.",
    "There was a gentleman whose wife is on another ward.",
    "One visitor, an old lady, was lost.",
    "A colleague was alone at the desk.",
]
CHANGED = [
    "As a result nobody waits in the corridor.",
    "Since then we have had no falls.",
    "The bay is now calm at night.",
    "He no longer pulls out his drip.",
    "We keep a box of batteries by the desk so that it cannot happen again.",
    "For the first time he ate a whole meal.",
    "Because of her the rounds have been moved apart.",
]
NEITHER = ["Thank you.", "An angel.", "What more can I say?", "Lovely, lovely, lovely."]


def told(found: Facts) -> tuple[list[str], list[str], list[str]]:
    done, whom, changed = (
        [fact.text for fact in facts] for facts in (found.done, found.for_whom, found.changed)
    )
    return done, whom, changed


@pytest.mark.parametrize("sentence", DONE)
def test_what_was_done_is_told_from_the_rest(sentence: str) -> None:
    assert told(facts([sentence])) == ([sentence], [], [])


@pytest.mark.parametrize("sentence", FOR_WHOM)
def test_for_whom_it_was_is_told_from_the_rest(sentence: str) -> None:
    assert told(facts([sentence])) == ([], [sentence], [])


@pytest.mark.parametrize("sentence", CHANGED)
def test_what_changed_is_told_from_the_rest(sentence: str) -> None:
    assert told(facts([sentence])) == ([], [], [sentence])


@pytest.mark.parametrize("sentence", NEITHER)
def test_a_sentence_that_says_neither_is_left_out(sentence: str) -> None:
    assert facts([sentence]) == Facts()


def test_no_answer_has_no_facts() -> None:
    assert facts([]) == facts(["", " \n"]) == Facts()


def test_a_story_is_told_in_its_own_order_and_briefly() -> None:
    found = facts([" ".join([DONE[5], FOR_WHOM[0], DONE[0], DONE[1]]), "\n".join(CHANGED[:3])])
    assert all(len(some) <= MOST for some in told(found))
    for some in (found.done, found.for_whom, found.changed):
        places = [(fact.answer, fact.start) for fact in some]
        assert places == sorted(places)
    assert told(found)[1] == [FOR_WHOM[0]]
    assert {fact.answer for fact in found.changed} == {1}


@settings(max_examples=100)
@given(st.lists(st.lists(st.sampled_from([*DONE, *FOR_WHOM, *CHANGED, *NEITHER])).map(" ".join)))
def test_every_fact_stands_in_the_story_word_for_word_and_only_once(answers: list[str]) -> None:
    found = facts(answers)
    every = [*found.done, *found.for_whom, *found.changed]
    assert all(answers[fact.answer][fact.start : fact.end] == fact.text for fact in every)
    assert len({(fact.answer, fact.start) for fact in every}) == len(every)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dr. Smith came. He stayed.", 2),
        ("She brought tea, e.g. Assam. He drank it.", 2),
        ("It was 3.30 in the morning. Nobody slept.", 2),
        ("It was 3.30 p.m. and dark. It was 4 p.m. We left.", 3),
        ("A. Patel signed. So did I. We were glad.", 3),
        ("First line\nSecond line\n\nThird", 3),
        ("“Stay,” he said. “Please!” she did.", 2),
        ("“Will you stay?” he asked. She did.", 2),
        ("Well... maybe. Yes!", 2),
        ("We went to St. Anne’s. It was full.", 2),
        ("Tea, toast, etc. were brought. Then rest.", 2),
        ("", 0),
    ],
)
def test_a_full_stop_is_not_always_the_end_of_a_sentence(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@settings(max_examples=150)
@given(st.text(max_size=120) | st.text("aB .!?\n’”3", max_size=60))
def test_sentences_leave_out_nothing_but_space(text: str) -> None:
    found = sentences(text)
    assert "".join("".join(s.text for s in found).split()) == "".join(text.split())
    assert all(text[s.start : s.end] == s.text for s in found)


@pytest.mark.parametrize("piece", ["She sat with him. ", "...", "\n", "a.", "for the who "])
def test_a_long_text_gets_an_answer(piece: str) -> None:
    text = piece * (100_000 // len(piece)) + "x"
    found = facts([text])
    assert all(text[one.start : one.end] == one.text for one in (*found.done, *found.changed))
