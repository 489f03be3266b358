"""Tail probabilities of the chi-square and Student's t distributions.

Formula numbers are those of Abramowitz and Stegun, *Handbook of Mathematical Functions* (1964):
6.5.29 (series) and 6.5.31 (continued fraction) for the incomplete gamma function, 26.5.8 (continued
fraction) and 26.5.2 (symmetry) for the incomplete beta function, 26.4.19 and 26.7.1 for what the
two distributions have to do with them. Continued fractions are evaluated from the front by Lentz's
method as modified by Thompson and Barnett (1986). Relative error is about 1e-12.
"""

import math
from collections.abc import Iterable, Iterator

ENOUGH = 1e-15
NEARLY_ZERO = 1e-300
MOST_TERMS = 10_000


def chi_square_below(x: float, df: float) -> float:
    """Return the probability that chi-square with `df` degrees of freedom is at most `x`.

    Raises:
        ValueError: `x` is negative or not a number, or `df` is not above 0.
    """
    if not (x >= 0 and df > 0):
        raise ValueError(f"chi-square needs x >= 0 and df > 0, not {x} and {df}")
    return _gamma_below(df / 2, x / 2)


def student_t_above(t: float, df: float) -> float:
    """Return the probability that Student's t with `df` degrees of freedom exceeds `t`.

    One tail; infinite `t` is allowed.

    Raises:
        ValueError: `t` is not a number, or `df` is not above 0.
    """
    if math.isnan(t) or not df > 0:
        raise ValueError(f"Student's t needs a number and df > 0, not {t} and {df}")
    if math.isinf(t):
        return 0.0 if t > 0 else 1.0
    beyond = _beta_below(df / (df + t * t), df / 2, 0.5) / 2
    return beyond if t >= 0 else 1 - beyond


def student_t_beyond(p: float, df: float) -> float:
    """Return the `t` that is exceeded with probability `p`, to ten decimal places, by bisection.

    Raises:
        ValueError: `p` is not above 0 and at most one half, or `df` is not above 0.
    """
    if not 0 < p <= 0.5:
        raise ValueError(f"an upper tail holds more than 0 and at most 0.5, not {p}")
    low, high = 0.0, 1.0
    while student_t_above(high, df) > p:
        low, high = high, high * 2
    while high - low > max(1e-11, 1e-14 * high):
        middle = (low + high) / 2
        low, high = (middle, high) if student_t_above(middle, df) > p else (low, middle)
    return (low + high) / 2


def _gamma_below(a: float, x: float) -> float:
    """Return P(a, x), the regularised lower incomplete gamma function."""
    if x == 0:
        return 0.0
    if math.isinf(x):
        return 1.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x > a + 1:
        return 1 - front / _continued_fraction(x + 1 - a, _gamma_steps(a, x))
    term = total = 1 / a
    for n in range(1, MOST_TERMS):
        term *= x / (a + n)
        total += term
        if term < total * ENOUGH:
            break
    return front * total


def _gamma_steps(a: float, x: float) -> Iterator[tuple[float, float]]:
    """Yield what follows in 6.5.31 after its even part is taken: numerators and denominators."""
    for n in range(1, MOST_TERMS):
        yield -n * (n - a), x + 2 * n + 1 - a


def _beta_below(x: float, a: float, b: float) -> float:
    """Return I_x(a, b), the regularised incomplete beta function."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    # the fraction converges fast only on this side of the mean
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_below(1 - x, b, a)
    front = math.exp(
        a * math.log(x)
        + b * math.log1p(-x)
        - math.log(a)
        + math.lgamma(a + b)
        - math.lgamma(a)
        - math.lgamma(b)
    )
    return front / _continued_fraction(1.0, _beta_steps(x, a, b))


def _beta_steps(x: float, a: float, b: float) -> Iterator[tuple[float, float]]:
    """Yield the coefficients of 26.5.8, odd and even in turn; every denominator is 1."""
    for m in range(MOST_TERMS):
        yield -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), 1.0
        k = m + 1
        yield k * (b - k) * x / ((a + 2 * k - 1) * (a + 2 * k)), 1.0


def _continued_fraction(first: float, steps: Iterable[tuple[float, float]]) -> float:
    """Return first + a1/(b1 + a2/(b2 + …)) for the steps (a1, b1), (a2, b2) and so on."""
    value = first or NEARLY_ZERO
    above, below = value, 0.0
    for a, b in steps:
        below = 1 / ((b + a * below) or NEARLY_ZERO)
        above = (b + a / above) or NEARLY_ZERO
        value *= above * below
        if abs(above * below - 1) < ENOUGH:
            break
    return value
