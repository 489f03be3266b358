"""Scores and comments as a panel might give them: merit, how strict somebody is, and chance."""

import random
from collections.abc import Iterable

from recognition.demo.stories import COMMENTS

UNDECIDED, WITHOUT_COMMENT = 0.55, 0.2
LOW_BELOW, HIGH_FROM = 2.5, 4.0


def strictness(rng: random.Random) -> float:
    """Return how far one panellist stands above or below the others, in points."""
    return rng.gauss(0, 0.4)


def points(
    rng: random.Random, *, merit: float, severity: float, criteria: Iterable[int]
) -> dict[int, int]:
    """Return whole points from 1 to 5 by the number of the criterion."""
    return {
        number: min(5, max(1, round(rng.gauss(merit + severity, UNDECIDED)))) for number in criteria
    }


def comment(rng: random.Random, mean: float) -> str:
    """Return what a panellist might write beside such a mean; one in five writes nothing."""
    if rng.random() < WITHOUT_COMMENT:
        return ""
    level = "low" if mean < LOW_BELOW else "high" if mean >= HIGH_FROM else "mid"
    return rng.choice(COMMENTS[level])
