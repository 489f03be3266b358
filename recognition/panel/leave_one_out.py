"""The first m side by side: raw, adjusted, and raw without each judge in turn.

Shows how much of a shortlist hangs on one reader or on the way of counting.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from recognition.panel.layout import Rating, lay_out
from recognition.panel.rules import totals

DIGITS = 6
"""Scores are compared to this many decimal places, so that ties are ties."""

OrderBy = Callable[[Sequence[Rating]], Mapping[str, float]]
"""From the ratings to a ranking score by item; higher is better."""


@dataclass(frozen=True)
class FirstPlaces:
    """Who comes first under one way of counting.

    Attributes:
        way: “raw”, “adjusted” or “without”.
        without: the judge whose scores were left out, for “without” only.
        inside: items that are among the first m for certain, the best first; equals by label.
        tied: items with equal scores that compete for what places are left; a name never decides.
        enters: items inside or tied here that are neither under raw.
        leaves: items inside or tied under raw that are neither here.
    """

    way: Literal["raw", "adjusted", "without"]
    without: str | None
    inside: tuple[str, ...]
    tied: tuple[str, ...]
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True)
class SideBySide:
    """The first m under each way of counting; `without` has one entry a judge, by label."""

    raw: FirstPlaces
    adjusted: FirstPlaces
    without: tuple[FirstPlaces, ...]


def side_by_side(ratings: Sequence[Rating], m: int, order_by: OrderBy) -> SideBySide:
    """Compare who would be among the first m.

    Args:
        ratings: judge, item and score in rubric points, in any order.
        m: number of places; with as many places as items everybody is inside.
        order_by: gives the adjusted scores; an item that it leaves out is not placed.

    Returns:
        The three ways. An item whose only reader is left out is not placed there.

    Raises:
        ValueError: m is negative, a score is not finite, or a judge scored an item twice.
    """
    if m < 0:
        raise ValueError(f"there are no {m} places")
    layout = lay_out(ratings)
    raw = _raw(ratings)
    inside, tied = _first(raw, m)
    before = FirstPlaces("raw", None, inside, tied, (), ())
    return SideBySide(
        raw=before,
        adjusted=_against(before, "adjusted", None, _first(order_by(ratings), m)),
        without=tuple(
            _against(before, "without", judge, _first(scores, m))
            for judge, scores in zip(layout.judges, _without_each(ratings, raw), strict=True)
        ),
    )


def _raw(ratings: Sequence[Rating]) -> dict[str, float]:
    """Return the mean score by item."""
    given: dict[str, list[float]] = defaultdict(list)
    for _, item, score in ratings:
        given[item].append(score)
    means = {item: totals(scores).mean for item, scores in given.items()}
    return {item: mean for item, mean in means.items() if mean is not None}


def _without_each(ratings: Sequence[Rating], raw: Mapping[str, float]) -> list[dict[str, float]]:
    """Return, for each judge by label, the mean scores by item without theirs."""
    by_judge: dict[str, set[str]] = defaultdict(set)
    by_item: dict[str, list[Rating]] = defaultdict(list)
    for rating in ratings:
        by_judge[rating[0]].add(rating[1])
        by_item[rating[1]].append(rating)
    found = []
    for judge, touched in sorted(by_judge.items()):
        # only what this judge read has another mean without them
        kept = [rating for item in touched for rating in by_item[item] if rating[0] != judge]
        rest = {item: mean for item, mean in raw.items() if item not in touched}
        found.append(rest | _raw(kept))
    return found


def _first(scores: Mapping[str, float], m: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who is among the first m for certain, and who ties for the places left."""
    rounded = {item: round(score, DIGITS) for item, score in scores.items()}
    values = sorted(rounded.values(), reverse=True)
    if m == 0 or not values:
        return (), ()
    cut = values[min(m, len(values)) - 1]
    # sorting by label too is slow, so only what is near the top is sorted
    near = [item for item, score in rounded.items() if score >= cut]
    order = tuple(sorted(near, key=lambda item: (-rounded[item], item)))
    if len(order) <= m:
        return order, ()
    certain = sum(rounded[item] > cut for item in order)
    return order[:certain], order[certain:]


def _against(
    before: FirstPlaces,
    way: Literal["adjusted", "without"],
    judge: str | None,
    first: tuple[tuple[str, ...], tuple[str, ...]],
) -> FirstPlaces:
    """Say who enters and who leaves, compared with raw."""
    inside, tied = first
    then, now = before.inside + before.tied, inside + tied
    enters = tuple(item for item in now if item not in set(then))
    leaves = tuple(item for item in then if item not in set(now))
    return FirstPlaces(way, judge, inside, tied, enters, leaves)
