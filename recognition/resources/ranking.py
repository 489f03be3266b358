"""Which good practice fits something that was written, by the words they share; plain Python.

A word counts more the fewer resources have it (the logarithm of all over those that have it), so
“compassion”, which stands everywhere here, decides nothing. Words are compared by their beginnings:
“listened” meets “listening”.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from recognition.people.rules import folded

_BEGINNING = 6
_SHORTEST = 4
_IN_TITLE = 2.0
_AT_STAGE = 0.5
# Short words are left out by their length; these are long and say nothing.
_LONG_AND_EMPTY = (
    "about after again also because been before being could during each every from have having "
    "into made make many more most much must only other over said same shall should some such "
    "than that their them then there these they this those through under until very were what "
    "when where which while will with without would your"
)
_SAY_NOTHING = frozenset(_LONG_AND_EMPTY.split())


@dataclass(frozen=True)
class Described:
    """A resource as far as ranking goes; `stages` are of `rules.STAGES`."""

    id: int
    title: str
    text: str
    stages: Collection[str] = ()


def beginnings(text: str) -> frozenset[str]:
    """Return the beginnings of the telling words of a text.

    >>> sorted(beginnings("She listened to the listening ones"))
    ['listen', 'ones']
    """
    words = re.findall(r"[^\W\d_]+", folded(text))
    return frozenset(
        word[:_BEGINNING] for word in words if len(word) >= _SHORTEST and word not in _SAY_NOTHING
    )


def fitting(
    resources: Sequence[Described], *, category: str, words: str = "", stage: str = "", limit: int
) -> list[int]:
    """Return the numbers of the resources that fit best, the best first.

    What shares no telling word comes after what does, first that which helps at the stage; ties
    keep the order given.

    Args:
        resources: all there is to choose from.
        category: name and description of a winner's category; its words count twice.
        words: a citation, or the values an organisation names.
        stage: one of `rules.STAGES`, or empty.
        limit: how many at most.
    """
    bags = {one.id: (beginnings(one.title), beginnings(one.text)) for one in resources}
    having = Counter(word for title, text in bags.values() for word in title | text)
    wanted = Counter(beginnings(words))
    for word in beginnings(category):
        wanted[word] += 2

    def worth(one: Described) -> float:
        title, text = bags[one.id]
        shared = sum(
            times * math.log(len(resources) / having[word]) * (_IN_TITLE if word in title else 1.0)
            for word, times in wanted.items()
            if word in title or word in text
        )
        return shared + (_AT_STAGE if stage in one.stages else 0.0)

    ranked = sorted(resources, key=worth, reverse=True)  # sorting keeps the order of ties
    return [one.id for one in ranked[: max(0, limit)]]
