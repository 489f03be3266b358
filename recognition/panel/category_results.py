"""Where each nominee of a category stands: raw beside adjusted, and how sure that is."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import stdev

from recognition.panel.calibration import Calibration, ItemResult, calibrate

ONE_READER, FEW = "one reader", "few"
LEAST_SCORES, LEAST_JUDGES, LEAST_EACH, LEAST_NOMINEES = 25, 3, 8, 5
TIE_PLACES = 6
"""Sums of the same points in another order differ far below this; real differences far above."""

Given = tuple[int, int, float]
"""One review that counts: (reader, candidacy, weighted mean of its points)."""


@dataclass(frozen=True)
class Standing:
    """One nominee of a category. `score`, `raw`, `adjusted`, `se`, `apart` are rubric points.

    `rank` is shared by ties and None without a score; `position` orders the page and breaks no tie.
    `apart` is the standard deviation of the readers' numbers, with two readers or more.
    """

    candidacy_id: int
    position: int
    rank: int | None
    tied: bool
    readers: int
    raw: float | None
    adjusted: float | None
    score: float | None
    se: float | None
    apart: float | None
    p_top: float | None
    p_rerun: float | None


@dataclass(frozen=True)
class CategoryResult:
    """The standings of one category, the calibration behind them, and what it is good for.

    `leads` is “adjusted” or “raw”: what the order follows. `too_little` says why nothing is
    adjusted: “one reader”, “few”, or "" where it is.
    """

    standings: tuple[Standing, ...]
    calibration: Calibration
    wanted: int
    leads: str
    too_little: str
    tied_at_cut: tuple[int, ...]


def stand(given: Sequence[Given], everyone: Collection[int], wanted: int) -> CategoryResult:
    """Order the nominees of one category.

    The raw mean leads. The adjusted score leads where readers read different nominees and there
    is enough to learn their severity from; a chance is said only then, too.

    Args:
        given: the reviews that count, each pair once.
        everyone: the candidacies of the category, those without a review among them.
        wanted: how many winners it is to have.
    """
    result = calibrate([(str(who), str(item), value) for who, item, value in given], m=wanted)
    too_little = _too_little(given)
    by_reader = defaultdict[int, set[int]](set)
    for who, item, _value in given:
        by_reader[who].add(item)
    differ = len({frozenset(items) for items in by_reader.values()}) > 1
    leads = "adjusted" if differ and not too_little else "raw"
    keys = {
        int(item): round(found.score if leads == "adjusted" else found.raw, TIE_PLACES)
        for item, found in result.items.items()
    }
    standings = _standings(given, everyone, keys, {} if too_little else result.items)
    return CategoryResult(
        standings, result, wanted, leads, too_little, _tied_at_cut(standings, wanted)
    )


def _too_little(given: Sequence[Given]) -> str:
    """Say why severity cannot be learnt from these reviews, or return "" where it can."""
    per_item = Counter(item for _who, item, _value in given)
    per_reader = Counter(who for who, _item, _value in given)
    if given and max(per_item.values()) < 2:
        return ONE_READER
    enough = (
        len(given) >= LEAST_SCORES
        and len(per_item) >= LEAST_NOMINEES
        and len(per_reader) >= LEAST_JUDGES
        and len(given) >= LEAST_EACH * len(per_reader)
    )
    return "" if enough else FEW


def _standings(
    given: Sequence[Given],
    everyone: Collection[int],
    keys: Mapping[int, float],
    sure: Mapping[str, ItemResult],
) -> tuple[Standing, ...]:
    values = defaultdict[int, list[float]](list)
    for _who, item, value in given:
        values[item].append(value)
    alike = Counter(keys.values())
    better, ranks = 0, dict[float, int]()
    for key in sorted(alike, reverse=True):
        ranks[key] = better + 1
        better += alike[key]
    order = sorted(everyone, key=lambda item: (-keys.get(item, float("-inf")), item))
    return tuple(
        _standing(item, place, ranks, keys.get(item), alike, values[item], sure.get(str(item)))
        for place, item in enumerate(order, start=1)
    )


def _standing(
    item: int,
    position: int,
    ranks: Mapping[float, int],
    key: float | None,
    alike: Mapping[float, int],
    values: Sequence[float],
    sure: ItemResult | None,
) -> Standing:
    return Standing(
        candidacy_id=item,
        position=position,
        rank=None if key is None else ranks[key],
        tied=key is not None and alike[key] > 1,
        readers=len(values),
        raw=sum(values) / len(values) if values else None,
        adjusted=sure.adjusted if sure else None,
        score=sure.score if sure else None,
        se=sure.se if sure else None,
        apart=stdev(values) if len(values) > 1 else None,
        p_top=sure.p_top if sure else None,
        p_rerun=sure.p_rerun if sure else None,
    )


def _tied_at_cut(standings: Sequence[Standing], wanted: int) -> tuple[int, ...]:
    """Return the nominees who share the last winning place with somebody just below it."""
    ranked = [row for row in standings if row.rank is not None]
    if not 0 < wanted < len(ranked) or ranked[wanted - 1].rank != ranked[wanted].rank:
        return ()
    return tuple(row.candidacy_id for row in ranked if row.rank == ranked[wanted].rank)
