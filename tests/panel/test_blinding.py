"""A story is read without the names in it, and ordinary words stay where they were."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.panel.blinding import blind

SENTENCES = json.loads((Path(__file__).parent / "blinding_sentences.json").read_text("utf-8"))
NOMINEE = ["Asha Patel", "Zoë Vantreight"]
NOMINATORS = ["Łukasz Wójcik"]
NAMES = ["Asha", "Patel", "Zoë", "Zoe", "Vantreight", "Łukasz", "Lukasz", "Wójcik", "Wojcik"]
WORDS = [*NAMES, "Dr", "Nurse", "the", "The", "A", "P", "and", "I", "May", "Will", "held", "7"]
MARKS = [" ", " ", ". ", ", ", "-", "’s ", "\n", "'", " “", "” ", "."]


def blinded(sentence: dict[str, Any]) -> str:
    return blind(sentence["text"], sentence["nominee"], sentence["nominators"], sentence["other"])


def times(word: str, text: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text))


def measured(*, held_back: bool) -> tuple[float, float, str]:
    """Return which shares were hidden and kept as they should be, and what went wrong."""
    hidden, kept, wrong = list[bool](), list[bool](), list[str]()
    for sentence in SENTENCES:
        if bool(sentence.get("held_back")) != held_back:
            continue
        told, expected = blinded(sentence), sentence["expected"]
        hidden += [times(w, told) <= times(w, expected) for w in sentence["must_hide"]]
        kept += [times(w, told) >= times(w, expected) for w in sentence["must_keep"]]
        wrong += [f"{told!r} instead of {expected!r}"] * (told != expected)
    figures = (
        f"{sum(hidden)} of {len(hidden)} hidden, {sum(kept)} of {len(kept)} kept\n"
        + "\n".join(wrong)
    )
    return sum(hidden) / len(hidden), sum(kept) / len(kept), figures


def test_there_are_sentences_enough_and_many_have_a_name_that_is_a_word() -> None:
    assert len(SENTENCES) >= 220
    assert sum(bool(s["must_keep"]) for s in SENTENCES) >= 0.4 * len(SENTENCES)
    assert sum(bool(s.get("held_back")) for s in SENTENCES) >= 40


def test_every_name_is_hidden_and_ordinary_words_stay() -> None:
    hidden, kept, figures = measured(held_back=False)
    assert hidden == 1, figures
    assert kept >= 0.97, figures


def test_sentences_read_as_they_should() -> None:
    whole = [s for s in SENTENCES if not s.get("held_back")]
    assert sum(blinded(s) == s["expected"] for s in whole) >= 0.97 * len(whole)


def test_of_sentences_nobody_had_in_sight_nearly_all_come_out_right() -> None:
    hidden, kept, figures = measured(held_back=True)
    assert hidden >= 0.95, figures
    assert kept >= 0.8, figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Asha was here.", "The nominee was here."),
        ("We saw Asha.", "We saw the nominee."),
        ("- Asha was here", "- The nominee was here"),
        ("He said, “Asha is kind.”", "He said, “The nominee is kind.”"),
        ("Our Asha, our very own Asha", "Our nominee, our very own nominee"),
        ("Asha's cup and Asha’s cup", "The nominee’s cup and the nominee’s cup"),
        ("The nurse Asha came", "The nominee came"),
        ("I was told that Asha came", "I was told that the nominee came"),
        ("A\u00adsha and As\u200bha", "The nominee and the nominee"),
        ("Zoe\u0308 came", "The nominee came"),
    ],
)
def test_what_stands_for_a_name_fits_its_sentence(text: str, expected: str) -> None:
    assert blind(text, NOMINEE, NOMINATORS) == expected


def test_a_name_that_both_bear_is_the_nominees() -> None:
    told = blind("Patel spoke to Ben Patel.", ["Asha Patel"], ["Ben Patel"])
    assert told == "The nominee spoke to the nominator."


def test_names_of_any_script_are_hidden() -> None:
    assert blind("मैंने आशा को देखा", ["आशा पटेल"], []) == "मैंने the nominee को देखा"


def test_nobody_to_hide_leaves_the_text_alone() -> None:
    assert blind("Asha was here.", [], []) == "Asha was here."
    assert blind("Asha was here.", ["", " ", "…", "the"], ["-"], ["", "the"]) == "Asha was here."


def stories(words: Sequence[str]) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(st.sampled_from(words), st.sampled_from(MARKS)), max_size=12)
    return pairs.map(lambda found: "".join(word + mark for word, mark in found))


@settings(max_examples=150)
@given(stories(WORDS))
def test_no_part_of_an_unmistakable_name_survives(text: str) -> None:
    told = blind(text, NOMINEE, NOMINATORS)
    assert not [name for name in NAMES if times(name, told)]


@settings(max_examples=150)
@given(stories([*WORDS, "Grace", "grace", "May", "Ward", "role", "nominee", "Team"]))
def test_a_blinded_story_is_not_changed_again(text: str) -> None:
    people = (["Asha Patel", "Grace May"], ["Łukasz Ward", "Will Team"], ["Role", "Grace Ward"])
    once = blind(text, *people)
    assert blind(once, *people) == once


@settings(max_examples=100)
@given(st.text(alphabet="bcdfgj .,;'’\n\t-@_()é한0129“”", max_size=200))
def test_a_text_without_the_names_is_unchanged(text: str) -> None:
    assert blind(text, NOMINEE, NOMINATORS, ["Staff Nurse"]) == text


@settings(max_examples=150)
@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=3), st.text(max_size=20))
def test_any_text_and_any_name_will_do(text: str, names: list[str], other: str) -> None:
    assert isinstance(blind(text, names, names[:1], [other]), str)


@pytest.mark.parametrize(
    "piece",
    [
        "Nurse Asha held Will’s hand and may you. ",
        "A ",
        "Asha A. ",
        "a.b_c@",
        "Bb-",
        "Will Will ",
    ],
)
def test_a_long_text_gets_an_answer(piece: str) -> None:
    text = "Asha-" + piece * (100_000 // len(piece))
    assert "Asha" not in blind(
        text, ["Asha Patel", "Will Grace"], NOMINATORS, ["Staff Nurse", "A Team"]
    )
