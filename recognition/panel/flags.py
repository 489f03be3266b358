"""Questions for the chair about scores that stand out; never a verdict, and nothing is changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from recognition.panel import flag_words
from recognition.panel.judge_patterns import all_the_same, drift, reversed_scale
from recognition.panel.layout import Floats, Layout, Rating, lay_out
from recognition.panel.odd_scores import odd_scores
from recognition.panel.two_way import TwoWayFit, fit_two_way

Kind = Literal["odd score", "disagreement", "all the same", "reversed", "drift"]


@dataclass(frozen=True)
class Flag:
    """One thing to ask about.

    Attributes:
        kind: what stands out.
        judge: whose scores; None for a disagreement, which is nobody's.
        item: which nomination; None where all the judge's scores are meant.
        size: odd score and drift: points, + for higher; disagreement: points apart; all the same:
            standard deviation of the scores, points; reversed: correlation with other readers.
        text: a question in the reader's language.
    """

    kind: Kind
    judge: str | None
    item: str | None
    size: float
    text: str


def flags(
    ratings: Sequence[Rating], order: Mapping[tuple[str, str], float] | None = None
) -> list[Flag]:
    """Return what a chair may want to ask about: patterns by judge first, then single scores.

    Args:
        ratings: judge, item and score in rubric points, in any order; one for a judge and item.
        order: when each score was sent, by judge and item: positions or times, of which only the
            sequence counts. Without it nothing is said about drift.

    Raises:
        ValueError: a score is not finite or given twice, or `order` knows a score that is not
            among the ratings or a time that is not finite.
    """
    layout = lay_out(ratings)
    when = _when(layout, order or {})
    fit = fit_two_way(layout)
    return [*_patterns(layout, fit, when), *_single_scores(layout, fit)]


def _when(layout: Layout, order: Mapping[tuple[str, str], float]) -> Floats:
    """Return when each score was sent, shape (n,); NaN where that is unknown."""
    place = {
        (layout.judges[judge], layout.items[item]): number
        for number, (judge, item) in enumerate(zip(layout.judge, layout.item, strict=True))
    }
    when = np.full(layout.score.shape, np.nan)
    for key, at in order.items():
        if key not in place:
            raise ValueError(f"the order knows a score that is not there: {key}")
        if not np.isfinite(at):
            raise ValueError(f"the order of {key} must be a finite number")
        when[place[key]] = at
    return when


def _patterns(layout: Layout, fit: TwoWayFit, when: Floats) -> Iterator[Flag]:
    for place, judge in enumerate(layout.judges):
        if same := all_the_same(layout, fit, place):
            text = flag_words.all_the_same(judge, layout.score[layout.judge == place])
            yield Flag("all the same", judge, None, same.size, text)
        if turned := reversed_scale(layout, fit, place):
            text = flag_words.reversed_scale(judge, turned)
            yield Flag("reversed", judge, None, turned.size, text)
        if moved := drift(layout, fit, place, when):
            yield Flag("drift", judge, None, moved.size, flag_words.drift(judge, moved))


def _single_scores(layout: Layout, fit: TwoWayFit) -> list[Flag]:
    """Return odd scores and disagreements, the largest first."""
    found = []
    for odd in odd_scores(layout, fit):
        if odd.judge is None:
            text = flag_words.disagreement(odd.item, odd.gap)
            found.append(Flag("disagreement", None, odd.item, odd.gap, text))
        else:
            text = flag_words.odd_score(odd.judge, odd.item, odd.gap)
            found.append(Flag("odd score", odd.judge, odd.item, odd.gap, text))
    return sorted(found, key=lambda flag: (-abs(flag.size), flag.item or "", flag.judge or ""))
