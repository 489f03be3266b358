"""Bands: from which chance on, what they are called, and what departs from them."""

import pytest

from recognition.panel.bands import BANDS, band_of, departs, described, limits


@pytest.mark.parametrize(
    ("chance", "band"),
    [
        (1.0, "secure"),
        (0.9, "secure"),
        (0.8999, "likely"),
        (0.65, "likely"),
        (0.6499, "toss"),
        (0.35, "toss"),
        (0.3499, "unlikely"),
        (0.1, "unlikely"),
        (0.0999, "out"),
        (0.0, "out"),
        (None, ""),
    ],
)
def test_a_chance_is_in_the_band_that_begins_at_or_below_it(
    chance: float | None, band: str
) -> None:
    assert band_of(chance) == band
    if chance is not None:
        least, below = limits(band)
        assert least <= chance < below


def test_bands_follow_one_another_without_a_gap() -> None:
    found = [limits(key) for key in BANDS]
    assert found[0][1] > 1
    assert found[-1][0] == 0
    assert [least for least, _below in found[:-1]] == [below for _least, below in found[1:]]


def test_every_band_has_a_name_and_a_colour_of_its_own() -> None:
    told = [(one.key, one.name, one.colour) for one in map(described, BANDS)]
    assert told == [
        ("secure", "Secure", "green"),
        ("likely", "Likely", "aqua-green"),
        ("toss", "Coin toss", "yellow"),
        ("unlikely", "Unlikely", "grey"),
        ("out", "Out", "white"),
    ]


@pytest.mark.parametrize(
    ("band", "as_winner", "as_other"),
    [
        ("secure", False, True),
        ("likely", False, True),
        ("toss", False, False),
        ("unlikely", True, False),
        ("out", True, False),
        ("", False, False),
    ],
)
def test_a_winner_out_of_reach_departs_and_so_does_a_likely_one_passed_over(
    band: str, *, as_winner: bool, as_other: bool
) -> None:
    assert departs(band, wins=True) is as_winner
    assert departs(band, wins=False) is as_other
