"""Where each nominee of a category stands: raw beside adjusted, and how sure that is."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import stdev

from recognition.panel.calibration import Calibration, ItemResult, calibrate
from recognition.panel.result_codes import FEW, FEW_DATA, ONE_READER

LEAST_JUDGES = 3
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
    """The standings of one category, and what they are good for.

    `leads` is “adjusted” or “raw”: what the order follows. `too_little` says why nothing is
    adjusted: “one reader”, “few”, or "" where it is.
    """

    standings: tuple[Standing, ...]
    wanted: int
    leads: str
    too_little: str
    tied_at_cut: tuple[int, ...]


def stand(
    given: Sequence[Given], categories: Mapping[int, Collection[int]], wanted: Mapping[int, int]
) -> tuple[Calibration, dict[int, CategoryResult]]:
    """Order the nominees of each category.

    Severity is learnt from all categories together, because the same people read with the same
    rubric; the order and the chances are each category's own. The raw mean leads. The adjusted
    score leads where readers read different nominees and there is enough to learn their severity
    from; without enough, neither an adjusted score nor a chance is said.

    Args:
        given: the reviews that count, each pair once.
        categories: their candidacies, those without a review among them.
        wanted: how many winners each is to have; one where nothing is said.

    Returns:
        What the whole panel's scores say, and each category.
    """
    groups = [
        (set(map(str, members)), wanted.get(category, 1))
        for category, members in categories.items()
    ]
    ratings = [(str(who), str(item), value) for who, item, value in given]
    panel = calibrate(ratings, m=0, groups=groups)
    too_little = _too_little(panel)
    return panel, {
        category: _category(given, members, wanted.get(category, 1), panel, too_little)
        for category, members in categories.items()
    }


def _category(
    given: Sequence[Given],
    everyone: Collection[int],
    wanted: int,
    panel: Calibration,
    too_little: str,
) -> CategoryResult:
    here = set(everyone)
    mine = [row for row in given if row[1] in here]
    by_reader = defaultdict[int, set[int]](set)
    for who, item, _value in mine:
        by_reader[who].add(item)
    differ = len({frozenset(items) for items in by_reader.values()}) > 1
    leads = "adjusted" if differ and not too_little else "raw"
    found = {item: panel.items[str(item)] for _who, item, _value in mine}
    keys = {
        item: round(one.score if leads == "adjusted" else one.raw, TIE_PLACES)
        for item, one in found.items()
    }
    standings = _standings(mine, everyone, keys, {} if too_little else found)
    return CategoryResult(standings, wanted, leads, too_little, _tied_at_cut(standings, wanted))


def _too_little(panel: Calibration) -> str:
    """Say why severity cannot be learnt from these scores, or return "" where it can."""
    if ONE_READER in panel.warnings:
        return ONE_READER
    if FEW_DATA in panel.warnings or len(panel.judges) < LEAST_JUDGES:
        return FEW
    return ""


def _standings(
    given: Sequence[Given],
    everyone: Collection[int],
    keys: Mapping[int, float],
    sure: Mapping[int, ItemResult],
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
        _standing(item, place, ranks, keys.get(item), alike, values[item], sure.get(item))
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
