"""Fair scores from a panel whose judges differ: what each nomination and each judge comes to.

The raw mean leads; what stands here helps a chair to ask better questions and decides nothing.
Shared bias, lobbying and collusion are invisible to it, and scores given after a discussion are not
the independent ones that it takes them for.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from recognition.panel.drawing import Chances, Places, chances
from recognition.panel.result_codes import FEW_DATA, ONE_READER
from recognition.panel.scores import Rating, Scores, arrange, linked
from recognition.panel.severity import Severity, learn
from recognition.panel.standing import Standing, place

UNLINKED = "unlinked"
"""Some nominations share no judge with the others, not even through a chain."""
NO_DIFFERENCE = "no difference"
"""Every score is the same."""

ENOUGH_OPINIONS = 10
"""Least degrees of freedom of the noise, after a level for each nomination and each judge."""


@dataclass(frozen=True)
class ItemResult:
    """A nomination, in rubric points except for counts and chances.

    `score` is the ranking key: severity taken out, then drawn to the middle when scores are few.
    `raw` is the mean of its `n` scores; `adjusted` is raw less the mean severity of its readers.
    `p_top` is the chance to be truly among the first m, `p_rerun` the chance that a fresh panel
    would put it there; `se` is the standard error of `score`.
    """

    score: float
    raw: float
    adjusted: float
    n: int
    p_top: float
    p_rerun: float
    se: float


@dataclass(frozen=True)
class JudgeResult:
    """A judge: points above (generous) or below zero (strict) of the panel on the same stories."""

    severity: float
    se: float
    n: int


@dataclass(frozen=True)
class Calibration:
    """All that a panel's scores say.

    `noise` and `spread` are the standard deviations, in rubric points, of one reader's error and
    of what nominations truly deserve. `reliability` r is the share of signal in one reader's
    score; k readers together have k·r/(1 + (k − 1)·r) (Spearman and Brown, 1910). `components`
    are the sets of nominations that share no judge. `warnings` are the constants of this module.
    """

    items: dict[str, ItemResult]
    judges: dict[str, JudgeResult]
    noise: float
    spread: float
    reliability: float
    components: tuple[frozenset[str], ...]
    warnings: tuple[str, ...]


def calibrate(
    ratings: Sequence[Rating],
    m: int,
    seed: int = 0,
    draws: int = 2000,
    groups: Sequence[tuple[Collection[str], int]] | None = None,
) -> Calibration:
    """Return fair scores and chances; the order of the ratings does not matter.

    Args:
        ratings: judge, nomination and score in rubric points, at most one for each pair.
        m: how many nominations can be chosen; all of them when there are no more.
        seed: where the draws start; the same seed gives the same chances.
        draws: how many; the chances have a standard error of at most ½/√draws.
        groups: nominations that are ranked apart, such as categories, each with how many of them
            can be chosen; then `m` is not used. Severity is learnt from all of them together.

    Raises:
        ValueError: m is below 0 or draws below 1, a score is not a finite number, or a judge
            scored a nomination twice.
    """
    if m < 0:
        raise ValueError("The number to choose cannot be below zero.")
    if draws < 1:
        raise ValueError("Chances need at least one draw.")
    if not ratings:
        return Calibration({}, {}, 0.0, 0.0, 0.0, (), ())
    scores = arrange(ratings)
    severity = learn(scores)
    standing = place(scores, severity.mean)
    drawn = chances(scores, severity, standing, _places(scores, m, groups), draws, seed)
    components = linked(scores)
    return Calibration(
        items=_items(scores, severity, standing, drawn),
        judges=_judges(scores, severity, drawn),
        noise=scores.scale * standing.noise,
        spread=scores.scale * standing.spread,
        reliability=standing.reliability,
        components=components,
        warnings=_warnings(scores, len(components)),
    )


def _places(
    scores: Scores, m: int, groups: Sequence[tuple[Collection[str], int]] | None
) -> list[Places]:
    if groups is None:
        return [(np.arange(len(scores.items)), m)]
    at = {item: place for place, item in enumerate(scores.items)}
    return [
        (np.array(sorted(at[item] for item in members if item in at), dtype=np.intp), wanted)
        for members, wanted in groups
    ]


def _items(
    scores: Scores, severity: Severity, standing: Standing, drawn: Chances
) -> dict[str, ItemResult]:
    raw = scores.sums / scores.reads
    adjusted = raw - scores.of_readers(severity.mean) / scores.reads
    columns = (
        (scores.middle + scores.scale * standing.score).tolist(),
        (scores.middle + scores.scale * raw).tolist(),
        (scores.middle + scores.scale * adjusted).tolist(),
        scores.reads.astype(int).tolist(),
        drawn.top.tolist(),
        drawn.rerun.tolist(),
        (scores.scale * drawn.item_error).tolist(),
    )
    return {item: ItemResult(*row) for item, *row in zip(scores.items, *columns, strict=True)}


def _judges(scores: Scores, severity: Severity, drawn: Chances) -> dict[str, JudgeResult]:
    columns = (
        (scores.scale * severity.mean).tolist(),
        (scores.scale * drawn.judge_error).tolist(),
        np.bincount(scores.judge).tolist(),
    )
    return {judge: JudgeResult(*row) for judge, *row in zip(scores.judges, *columns, strict=True)}


def _warnings(scores: Scores, components: int) -> tuple[str, ...]:
    """Return what a chair should know before believing the numbers."""
    count, items, judges = len(scores.points), len(scores.items), len(scores.judges)
    opinions = count - items - (judges - components)
    found = {
        ONE_READER: count == items,
        FEW_DATA: count > items and opinions < ENOUGH_OPINIONS,
        UNLINKED: components > 1,
        NO_DIFFERENCE: not np.ptp(scores.points),
    }
    return tuple(warning for warning, true in found.items() if true)
