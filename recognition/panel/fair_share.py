"""A fair share of the reading, in the numbers by which nominees and panellists are known."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recognition.panel.assignment import Infeasible

Pair = tuple[int, int]
"""A candidacy and a panellist."""


class Shortfall(Exception):
    """Some nominees cannot get their readers.

    Attributes:
        nominees: how many.
        more: how many panellists more it takes, at least.
        is_full: there are enough panellists without an interest, but none of them can read more.
    """

    def __init__(self, nominees: int, more: int, *, is_full: bool) -> None:
        super().__init__(f"{nominees} nominees lack readers")
        self.nominees, self.more, self.is_full = nominees, more, is_full


@dataclass(frozen=True)
class Facts:
    """What decides about a fair share; `items` are candidacies with their categories.

    `already` is who reads what, also people who are no longer on the panel and sent their scores.
    `refused` are pairs that do not count as readers, whoever is in them: because of an interest,
    or of scores that say too little.
    """

    readers: tuple[int, ...]
    items: tuple[Pair, ...]
    refused: frozenset[Pair]
    already: frozenset[Pair]

    def without(self, hidden: Collection[int]) -> "Facts":
        """Return the same as if these candidacies had never been."""
        return Facts(
            self.readers,
            tuple(pair for pair in self.items if pair[0] not in hidden),
            frozenset(pair for pair in self.refused if pair[0] not in hidden),
            frozenset(pair for pair in self.already if pair[0] not in hidden),
        )


@dataclass(frozen=True)
class ShareTerms:
    """What the chair asks for.

    `reads` are readers for each nominee, `most` nominees for each panellist, `limits` the most of
    single panellists, and `knows` the category that a panellist is to read first of all.
    """

    reads: int
    most: int
    limits: Mapping[int, int] = field(default_factory=dict)
    knows: Mapping[int, int] = field(default_factory=dict)


def fair_share(facts: Facts, terms: ShareTerms, *, seed: int = 0) -> list[Pair]:
    """Return the pairs to add, sorted, so that every nominee has its readers.

    What is assigned already stays and counts, except where the reader has come to have an
    interest. The rest is as in `assignment.assign`.

    Args:
        facts: panellists, candidacies and who may not read or reads already what.
        terms: what the chair asks for.
        seed: chooses between shares that are equally good.

    Raises:
        Shortfall: somebody would get too few readers; nothing is shared.
    """
    from recognition.panel.assignment import Infeasible, assign

    inside = {(item, reader) for item, reader in facts.already if reader in facts.readers}
    need = _wanted(facts, terms.reads)
    try:
        pairs = assign(
            [str(reader) for reader in facts.readers],
            [str(item) for item, _category in facts.items],
            {str(item): wanted for item, wanted in need.items()},
            conflicts={
                (str(reader), str(item))
                for item, reader in facts.refused
                if reader in facts.readers  # nobody is looked for among those who have left
            },
            capacity={
                str(reader): terms.limits.get(reader, terms.most) for reader in facts.readers
            },
            affinity=_affinity(facts, terms.knows),
            locked=[(str(reader), str(item)) for item, reader in sorted(inside)],
            seed=seed,
            groups={str(item): str(category) for item, category in facts.items},
        )
    except Infeasible as short:
        raise _shortfall(facts, need, inside, terms.most, short) from short
    return sorted({(int(item), int(reader)) for reader, item in pairs} - inside)


def share_apart(
    facts: Facts, terms: ShareTerms, hidden: Collection[int], *, seed: int = 0
) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs to add for what somebody may know of, and those for what they must not.

    The first are as if the hidden candidacies had never been, so that neither they nor a shortfall
    tell anything of those. The second fit in with the first, and are none where one of the hidden
    would get too few readers.

    Args:
        facts: as for `fair_share`.
        terms: what is asked for.
        hidden: candidacies that whoever asks must not learn about.
        seed: chooses between shares that are equally good.

    Raises:
        Shortfall: somebody who is not hidden would get too few readers; nothing is shared.
    """
    seen = fair_share(facts.without(hidden), terms, seed=seed)
    if not hidden:
        return seen, []
    try:
        rest = fair_share(replace(facts, already=facts.already | set(seen)), terms, seed=seed)
    except Shortfall:
        rest = []
    return seen, [pair for pair in rest if pair[0] in hidden]


def _wanted(facts: Facts, reads: int) -> dict[int, int]:
    """Return how many readers on the panel each candidacy needs, those it has included."""
    need = dict.fromkeys((item for item, _category in facts.items), reads)
    for item, reader in facts.already - facts.refused:
        if item in need and reader not in facts.readers:
            need[item] = max(0, need[item] - 1)
    return need


def _affinity(facts: Facts, knows: Mapping[int, int]) -> dict[tuple[str, str], float]:
    return {
        (str(reader), str(item)): 1.0
        for reader in facts.readers
        for item, category in facts.items
        if knows.get(reader) == category
    }


def _shortfall(
    facts: Facts, need: Mapping[int, int], inside: set[Pair], most: int, short: "Infeasible"
) -> Shortfall:
    """Tell whether interests are in the way, or only how much everybody may read."""
    able = dict.fromkeys(need, len(facts.readers))
    for item, reader in facts.refused:
        if reader in facts.readers:
            able[item] -= 1
    missing = [need[item] - able[item] for item in need if need[item] > able[item]]
    if missing:
        return Shortfall(len(missing), max(missing), is_full=False)
    lacking = short.shortages.values()
    return Shortfall(len(lacking), -(-sum(lacking) // most), is_full=True)
