"""Citations at the length a newsletter has room for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.newsletter.choices import LENGTHS
from recognition.newsletter.shortening import own_words, shortened
from recognition.nominations.words import count_words

STORY = "He stayed with Dr. Patel’s patient. He made tea! She slept.\n\nNobody had asked him to."


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (100, STORY),
        (16, STORY),
        (15, "He stayed with Dr. Patel’s patient. He made tea! She slept."),
        (11, "He stayed with Dr. Patel’s patient. He made tea! She slept."),
        (10, "He stayed with Dr. Patel’s patient. He made tea!"),
        (6, "He stayed with Dr. Patel’s patient."),
    ],
)
def test_it_is_cut_where_a_sentence_ends(words: int, left: str) -> None:
    assert shortened(STORY, words) == left


def test_only_a_first_sentence_that_is_too_long_ends_after_a_word() -> None:
    assert shortened(STORY, 5) == "He stayed with Dr. Patel’s…"
    assert shortened("word, " * 60, 50) == ("word, " * 50).rstrip(" ,") + "…"
    assert shortened("word " * 50, 50) == ("word " * 50).strip()


@given(st.text("aZé .!?\n“”-–9💙", max_size=400), st.integers(1, 60))
def test_it_never_has_too_many_words_and_never_others(text: str, words: int) -> None:
    cut = shortened(text, words)
    assert count_words(cut) <= words
    assert text.strip().startswith(cut.removesuffix("…"))


def test_a_box_that_shows_the_citation_at_any_length_holds_no_words_of_its_own() -> None:
    citation = "One more kind thing. " * 60
    for length in LENGTHS:
        assert own_words(shortened(citation, length) + "\n", citation, LENGTHS) == ""
    assert own_words("", citation, LENGTHS) == ""
    assert own_words("  Ours. ", citation, LENGTHS) == "Ours."
