"""Cells that a spreadsheet shows and never runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.cells import plain_cell, safe_cell

PIECES = st.lists(st.sampled_from(["'", "=", "+", "-", "@", "＝", " ", "\t", "\r", "\0", "a"]))


@pytest.mark.parametrize("start", list("=+-@＝＋－＠\t\r\0−"))
@pytest.mark.parametrize("before", ["", "  ", "\u00a0", "\n", "\ufeff", "\u200b", "\u202e"])
def test_a_cell_that_could_run_starts_with_an_apostrophe(before: str, start: str) -> None:
    assert safe_cell(f"{before}{start}1+1") == f"'{before}{start}1+1"


@pytest.mark.parametrize("text", ["", "Asha", "’Tis", "'Tis the season", "a=b", "– a dash", "7"])
def test_an_ordinary_cell_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text == plain_cell(text)


def test_a_telephone_number_is_recoverable() -> None:
    assert plain_cell(safe_cell("+44 20 7946 0000")) == "+44 20 7946 0000"


@given(st.one_of(st.text(), PIECES.map("".join)))
def test_every_cell_comes_back_whole_and_no_two_are_mixed_up(text: str) -> None:
    assert plain_cell(safe_cell(text)) == text
