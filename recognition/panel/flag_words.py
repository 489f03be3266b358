"""The words of each flag: what was seen, and a question that has a good answer too."""

from recognition.panel.judge_patterns import Pattern
from recognition.panel.layout import Floats
from recognition.words import _

ENOUGH_FOR_DRIFT = 40


def odd_score(judge: str, item: str, gap: float) -> str:
    """Ask what one reader saw; `gap` in points, + for higher."""
    values = {"judge": judge, "item": item, "points": f"{abs(gap):.1f}"}
    if gap > 0:
        return _(
            "Judge %(judge)s scored nomination %(item)s about %(points)s points higher than "
            "the other scores would suggest. What did they see that others may have missed?",
            **values,
        )
    return _(
        "Judge %(judge)s scored nomination %(item)s about %(points)s points lower than the "
        "other scores would suggest. What did they see that others may have missed?",
        **values,
    )


def disagreement(item: str, apart: float) -> str:
    """Ask for a third reader; says of neither that they are odd."""
    return _(
        "The two readers of nomination %(item)s are about %(points)s points apart, after "
        "allowing for how strict each tends to be. Would a third reader help?",
        item=item,
        points=f"{apart:.1f}",
    )


def all_the_same(judge: str, scores: Floats) -> str:
    """Ask whether the nominations were alike; `scores` in points, shape (n,)."""
    values = {"judge": judge, "scores": scores.size, "lowest": f"{scores.min():.1f}"}
    highest = f"{scores.max():.1f}"
    if highest == values["lowest"]:
        return _(
            "Judge %(judge)s gave all %(scores)s nominations %(lowest)s points. Were they "
            "that much alike, or was the scale hard to use?",
            **values,
        )
    return _(
        "Judge %(judge)s gave %(scores)s nominations much the same score, from %(lowest)s to "
        "%(highest)s. Were they that much alike, or was the scale hard to use?",
        highest=highest,
        **values,
    )


def reversed_scale(judge: str, pattern: Pattern) -> str:
    """Ask which end of the scale was taken for the best."""
    return _(
        "Judge %(judge)s tends to score low what the other readers score high, over "
        "%(scores)s nominations. Could the scale have been read the other way round?",
        judge=judge,
        scores=pattern.scores,
    )


def drift(judge: str, pattern: Pattern) -> str:
    """Ask whether the standard moved, and say so when the scores are too few to be sure."""
    values = {
        "judge": judge,
        "points": f"{abs(pattern.size):.1f}",
        "scores": pattern.scores,
    }
    if pattern.size > 0:
        seen = _(
            "Compared with the other readers, judge %(judge)s became more generous by about "
            "%(points)s points between the first and the last of %(scores)s nominations.",
            **values,
        )
    else:
        seen = _(
            "Compared with the other readers, judge %(judge)s became stricter by about "
            "%(points)s points between the first and the last of %(scores)s nominations.",
            **values,
        )
    question = _("Would they like to look at the first few again?")
    if pattern.scores >= ENOUGH_FOR_DRIFT:
        return f"{seen} {question}"
    weak = _("With fewer than %(enough)s scores this is a weak sign.", enough=ENOUGH_FOR_DRIFT)
    return f"{seen} {weak} {question}"
