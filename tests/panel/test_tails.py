"""Tail probabilities against published tables and closed forms."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.panel.tails import chi_square_below, student_t_above, student_t_beyond


@pytest.mark.parametrize(
    ("x", "df", "above"),
    [  # upper percentage points of chi-square, as printed in statistical tables
        (3.841, 1, 0.05),
        (6.635, 1, 0.01),
        (5.991, 2, 0.05),
        (11.070, 5, 0.05),
        (18.307, 10, 0.05),
        (29.588, 10, 0.001),
        (3.940, 10, 0.95),
        (0.598, 7, 0.999),
        (14.953, 30, 0.99),
        (43.773, 30, 0.05),
        (124.342, 100, 0.05),
        (70.065, 100, 0.99),
    ],
)
def test_chi_square_agrees_with_the_printed_tables(x: float, df: int, above: float) -> None:
    assert 1 - chi_square_below(x, df) == pytest.approx(above, abs=3e-5, rel=2e-3)


@pytest.mark.parametrize(
    ("t", "df", "above"),
    [  # upper percentage points of Student's t, as printed in statistical tables
        (6.314, 1, 0.05),
        (31.821, 1, 0.01),
        (2.920, 2, 0.05),
        (2.015, 5, 0.05),
        (4.032, 5, 0.005),
        (1.812, 10, 0.05),
        (2.764, 10, 0.01),
        (2.807, 23, 0.005),
        (2.042, 30, 0.025),
        (0.26718, 5, 0.4),
        (0.72669, 5, 0.25),
        (2.617, 120, 0.005),
    ],
)
def test_student_t_agrees_with_the_printed_tables(t: float, df: int, above: float) -> None:
    assert student_t_above(t, df) == pytest.approx(above, rel=2e-3)
    assert student_t_above(-t, df) == pytest.approx(1 - above, abs=1e-4)
    assert student_t_beyond(above, df) == pytest.approx(t, abs=6e-4)


@given(st.floats(0, 300))
def test_chi_square_with_two_degrees_of_freedom_is_exponential(x: float) -> None:
    assert chi_square_below(x, 2) == pytest.approx(-math.expm1(-x / 2), rel=1e-11, abs=1e-14)


@given(st.floats(0.01, 40))
def test_chi_square_with_one_degree_of_freedom_is_a_squared_normal(x: float) -> None:
    assert chi_square_below(x, 1) == pytest.approx(math.erf(math.sqrt(x / 2)), rel=1e-11)


@given(st.floats(-1e6, 1e6))
def test_student_t_with_one_degree_of_freedom_is_cauchy(t: float) -> None:
    assert student_t_above(t, 1) == pytest.approx(0.5 - math.atan(t) / math.pi, rel=1e-8, abs=1e-12)


@given(st.floats(-30, 30))
def test_student_t_with_two_degrees_of_freedom_has_its_closed_form(t: float) -> None:
    assert student_t_above(t, 2) == pytest.approx(
        0.5 - t / (2 * math.sqrt(2 + t * t)), rel=1e-9, abs=2e-9
    )


def test_many_degrees_of_freedom_come_to_the_normal() -> None:
    assert student_t_above(2.5, 1e7) == pytest.approx(math.erfc(2.5 / math.sqrt(2)) / 2, rel=1e-5)


def test_the_ends_are_certain() -> None:
    assert chi_square_below(0, 7) == 0
    assert chi_square_below(math.inf, 7) == 1
    assert student_t_above(math.inf, 3) == 0
    assert student_t_above(-math.inf, 3) == 1
    assert student_t_above(0, 3) == 0.5
    assert student_t_above(1e200, 3) == 0
    assert student_t_beyond(0.5, 3) == pytest.approx(0, abs=1e-10)


@pytest.mark.parametrize(("x", "df"), [(-1.0, 3), (1.0, 0), (math.nan, 3), (1.0, math.nan)])
def test_what_has_no_probability_is_refused(x: float, df: float) -> None:
    with pytest.raises(ValueError, match="needs"):
        chi_square_below(x, df)
    if x != -1:
        with pytest.raises(ValueError, match="needs"):
            student_t_above(x, df)


@pytest.mark.parametrize("p", [0.0, 0.6, math.nan])
def test_an_upper_tail_is_at_most_half(p: float) -> None:
    with pytest.raises(ValueError, match="upper tail"):
        student_t_beyond(p, 5)
