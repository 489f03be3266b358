"""A signpost stands where a text reads like a complaint or a worry about safety, nowhere else."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.nominations.signposts import Concern, concern

TEXTS = json.loads((Path(__file__).parent / "signpost_sentences.json").read_text("utf-8"))
KINDS = ("complaint", "safety")


def kinds(texts: list[str]) -> list[str]:
    return [found.kind if found else "" for found in map(concern, texts)]


def measured(heading: str = "") -> tuple[float, float, str]:
    """Return precision, recall, and the figures with what went wrong, in words."""
    given_kinds = {kind: kinds(TEXTS[heading + kind]) for kind in (*KINDS, "praise")}
    false = sum(map(bool, given_kinds["praise"]))
    right = sum(given_kinds[kind].count(kind) for kind in KINDS)
    wanted = sum(len(given_kinds[kind]) for kind in KINDS)
    wrong = [
        f"{got or 'nothing'} instead of {kind}: {text}"
        for kind, all_got in given_kinds.items()
        for got, text in zip(all_got, TEXTS[heading + kind], strict=True)
        if got != (kind if kind in KINDS else "")
    ]
    said = sum(bool(got) for all_got in given_kinds.values() for got in all_got)
    figures = (
        f"{heading or 'main '}set: {right} of {wanted} told, {false} of "
        f"{len(given_kinds['praise'])} pieces of praise mistaken\n" + "\n".join(wrong)
    )
    return right / max(said, 1), right / wanted, figures


def test_there_is_as_much_praise_that_mentions_hard_things_as_there_are_complaints() -> None:
    concerns = sum(len(TEXTS[kind]) for kind in KINDS)
    assert concerns + len(TEXTS["praise"]) >= 60
    assert len(TEXTS["praise"]) >= 0.8 * concerns


def test_complaints_and_worries_are_told_from_praise() -> None:
    precision, recall, figures = measured()
    assert precision >= 0.95, figures
    assert recall >= 0.95, figures


def test_of_texts_nobody_had_in_sight_praise_is_left_alone_and_most_others_are_told() -> None:
    precision, recall, figures = measured("held_out_")
    assert precision >= 0.9, figures
    assert recall >= 0.75, figures


@pytest.mark.parametrize(
    "praise",
    [
        "She noticed the error before it reached the patient.",
        "He stayed calm when a relative complained.",
        "After my dad's fall she came every day.",
        "We have no complaints at all.",
        "There was a safety issue with the hoist and Colin mended it.",
        "",
        "   \n",
    ],
)
def test_praise_that_mentions_hard_things_gets_no_signpost(praise: str) -> None:
    assert concern(praise) is None


def test_the_words_are_kind_and_the_place_is_where_somebody_acts() -> None:
    complaint = _certain("I want to make a complaint. Nobody rang us back.")
    assert complaint.kind == "complaint"
    assert complaint.words.startswith("This sounds like")
    assert "PALS" in complaint.place
    worry = _certain("The night shift is dangerously short and somebody will get hurt.")
    assert worry.kind == "safety"
    assert worry.words.startswith("This sounds like")
    assert "incident reporting" in worry.place
    assert "Freedom to Speak Up Guardian" in worry.place
    assert "in danger now, tell the person in charge straight away" in worry.place


def test_a_worry_about_safety_goes_before_a_complaint() -> None:
    assert _certain("I want to make a complaint. It is not safe.").kind == "safety"


def test_a_complaint_with_praise_for_somebody_in_it_still_gets_its_signpost() -> None:
    text = (
        "We waited six hours and nobody told us anything. I want to complain about that. But "
        "Zanele stopped on her way home and stayed until he had a bed."
    )
    assert _certain(text).kind == "complaint"


def test_one_heavy_word_in_a_warm_story_is_no_complaint() -> None:
    heavy = "The waiting room was appalling that night."
    assert concern(heavy)
    assert concern(f"{heavy} She sat with every one of us in turn.") is None


@given(st.text())
def test_any_text_at_all_gets_an_answer(text: str) -> None:
    found = concern(text)
    assert found is None or found.kind in KINDS


@pytest.mark.parametrize("piece", ["a ", "she also ", "my own ", "nobody can ", "A", "1 ", "e e "])
def test_a_long_text_of_nothing_gets_an_answer(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    assert concern(text) is None


def _certain(text: str) -> Concern:
    found = concern(text)
    assert found is not None
    return found
