"""What is said about a whole panel: kept with the results, as plain values that JSON can hold."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from recognition.panel.calibration import Calibration, calibrate
from recognition.panel.category_results import CategoryResult, Standing
from recognition.panel.flags import flags

FEW_DRAWS = 200
"""Draws when only severities are wanted: their errors are then known to about 5 %."""
JUDGE, ITEM = "\ue000{}\ue001", "\ue002{}\ue003"
"""Numbers between characters that nobody types, so that a page can put names in their places."""


class Counted(Protocol):
    """One review that counts: who gave which mean to whom, in points, and when it was sent."""

    @property
    def person_id(self) -> int: ...  # noqa: D102
    @property
    def candidacy_id(self) -> int: ...  # noqa: D102
    @property
    def mean(self) -> float: ...  # noqa: D102
    @property
    def sent_at(self) -> datetime: ...  # noqa: D102


def summarise(
    reviews: Sequence[Counted], lengths: Mapping[int, int], results: Mapping[int, CategoryResult]
) -> dict[str, Any]:
    """Return what the chair is told about the panel besides the table.

    Args:
        reviews: those that count, of all categories.
        lengths: characters written about each candidacy.
        results: by category.

    Returns:
        “categories” by number as text, “judges” with severity in points, and “questions”.
    """
    ratings = [(str(row.person_id), str(row.candidacy_id), row.mean) for row in reviews]
    everyone = calibrate(ratings, m=0, draws=FEW_DRAWS)
    return {
        "categories": {str(key): _category(result) for key, result in results.items()},
        "judges": _judges(everyone),
        "questions": _questions(reviews),
    }


def _category(result: CategoryResult) -> dict[str, Any]:
    found = result.calibration
    first = [row for row in result.standings if row.rank is not None][: result.wanted]
    return {
        "total": len(result.standings),
        "ranked": sum(row.rank is not None for row in result.standings),
        "wanted": result.wanted,
        "leads": result.leads,
        "too_little": result.too_little,
        "warnings": list(found.warnings),
        "panels": len(found.components),
        "expected": _added(first, "p_top"),
        "again": _added(first, "p_rerun"),
        "reliability": found.reliability,
        "readers": _usual([row.readers for row in result.standings if row.readers]),
        "tied_at_cut": list(result.tied_at_cut),
    }


def _added(rows: Sequence[Standing], name: str) -> float | None:
    chances = [getattr(row, name) for row in rows]
    return None if None in chances else sum(chances)


def _usual(numbers: Sequence[int]) -> int:
    """Return the commonest number, the smallest of several, or 0 without any."""
    counted = Counter(numbers)
    return min(counted, key=lambda number: (-counted[number], number), default=0)


def _judges(found: Calibration) -> list[dict[str, Any]]:
    return [
        {"person": int(judge), "severity": seen.severity, "se": seen.se, "n": seen.n}
        for judge, seen in sorted(found.judges.items(), key=lambda pair: pair[1].severity)
    ]


def _questions(reviews: Sequence[Counted]) -> list[dict[str, Any]]:
    ratings = [
        (JUDGE.format(row.person_id), ITEM.format(row.candidacy_id), row.mean) for row in reviews
    ]
    order = {
        (judge, item): row.sent_at.timestamp()
        for (judge, item, _mean), row in zip(ratings, reviews, strict=True)
    }
    return [
        {"kind": flag.kind, "size": flag.size, "text": flag.text} for flag in flags(ratings, order)
    ]
