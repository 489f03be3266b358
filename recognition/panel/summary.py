"""What is said about a whole panel: kept with the results, as plain values that JSON can hold."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from recognition.panel.agreement import krippendorff_alpha
from recognition.panel.calibration import NO_DIFFERENCE, Calibration
from recognition.panel.category_results import CategoryResult, Standing
from recognition.panel.flags import flags
from recognition.panel.layout import Rating
from recognition.panel.leave_one_out import FirstPlaces, side_by_side
from recognition.panel.length_effect import length_effect
from recognition.panel.result_codes import ITEM, JUDGE

CHARACTERS_A_WORD = 6
"""With the space after it; near enough to ask whether longer stories score higher."""


@dataclass(frozen=True)
class Counted:
    """One review that counts: who gave which one number to whom, in points, and when."""

    person_id: int
    candidacy_id: int
    mean: float
    sent_at: datetime


@dataclass(frozen=True)
class Sheets:
    """How many sheets of each candidacy count without a criterion, and say too little to count."""

    partial: Mapping[int, int]
    dropped: Mapping[int, int]


def of_sheets(sheets: Iterable[tuple[int, bool, bool]]) -> Sheets:
    """Count sheets, each a candidacy, whether it counts, and whether it leaves a criterion out."""
    rows = list(sheets)
    return Sheets(
        partial=Counter(item for item, counts, leaves_out in rows if counts and leaves_out),
        dropped=Counter(item for item, counts, _leaves_out in rows if not counts),
    )


def summarise(
    reviews: Sequence[Counted],
    lengths: Mapping[int, int],
    panel: Calibration,
    results: Mapping[int, CategoryResult],
    sheets: Sheets,
) -> dict[str, Any]:
    """Return what the chair is told about the panel besides the table.

    Args:
        reviews: those that count, of all categories.
        lengths: characters written about each candidacy.
        panel: what all scores together say.
        results: by category.
        sheets: of all candidacies, those that do not count among them.

    Returns:
        “categories” by number as text, “judges” with severity in points, “questions” with names to
        be put in, how many “scores” there are, Krippendorff's “alpha”, the effect of “length”, and
        who would come first “instead”, by category.
    """
    ratings = [(str(row.person_id), str(row.candidacy_id), row.mean) for row in reviews]
    words = {str(key): round(length / CHARACTERS_A_WORD) for key, length in lengths.items()}
    longer = length_effect(words, ratings)
    return {
        "categories": {
            str(key): category_words(result, panel, sheets) for key, result in results.items()
        },
        "judges": _judges(panel),
        "questions": _questions(reviews),
        "scores": len(ratings),
        "alpha": krippendorff_alpha(ratings),
        "alike": NO_DIFFERENCE in panel.warnings,
        "adjusted": any(result.leads == "adjusted" for result in results.values()),
        "length": asdict(longer) if longer else None,
        "instead": {
            str(key): _instead(result, _of(ratings, result), panel)
            for key, result in results.items()
        },
    }


def _of(ratings: Sequence[Rating], result: CategoryResult) -> list[Rating]:
    members = {str(row.candidacy_id) for row in result.standings}
    return [row for row in ratings if row[1] in members]


def _instead(
    result: CategoryResult, ratings: Sequence[Rating], panel: Calibration
) -> list[dict[str, Any]]:
    """Return who would be first under other ways of counting; without a reader where it matters."""
    if not ratings:
        return []
    scores = {item: panel.items[item].score for _judge, item, _mean in ratings}
    found = side_by_side(ratings, result.wanted, lambda _ratings: scores)
    adjusted = [] if result.too_little else [found.adjusted]
    moved = [way for way in found.without if way.enters or way.leaves]
    return [_places(way) for way in (found.raw, *adjusted, *moved)]


def _places(way: FirstPlaces) -> dict[str, Any]:
    return {
        "way": way.way,
        "without": int(way.without) if way.without else None,
        **{
            name: [int(item) for item in getattr(way, name)]
            for name in ("inside", "tied", "enters", "leaves")
        },
    }


def category_words(result: CategoryResult, panel: Calibration, sheets: Sheets) -> dict[str, Any]:
    """Return what is said about one category: numbers and codes, for `chair_words.of_category`."""
    first = [row for row in result.standings if row.rank is not None][: result.wanted]
    members = {str(row.candidacy_id) for row in result.standings}
    return {
        "total": len(result.standings),
        "ranked": sum(row.rank is not None for row in result.standings),
        "wanted": result.wanted,
        "leads": result.leads,
        "too_little": result.too_little,
        "warnings": list(panel.warnings),
        "panels": sum(bool(members & part) for part in panel.components),
        "expected": _added(first, "p_top"),
        "again": _added(first, "p_rerun"),
        "reliability": panel.reliability,
        "readers": _usual([row.readers for row in result.standings if row.readers]),
        "tied_at_cut": list(result.tied_at_cut),
        "partial": sum(sheets.partial.get(row.candidacy_id, 0) for row in result.standings),
        "dropped": sum(sheets.dropped.get(row.candidacy_id, 0) for row in result.standings),
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
