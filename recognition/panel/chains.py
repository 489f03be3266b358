"""How many groups of nominees there are that no reader connects, counted in plain Python."""

from collections.abc import Iterable


def groups(pairs: Iterable[tuple[int, int]]) -> int:
    """Return into how many groups the nominees fall that a chain of shared readers connects.

    It is what `scores.linked` finds, but needs no arrays: a page asks it.

    Args:
        pairs: reader and nominee, by number; each as often as there are.
    """
    above: dict[tuple[str, int], tuple[str, int]] = {}

    def top(one: tuple[str, int]) -> tuple[str, int]:
        while above.setdefault(one, one) != one:
            above[one] = above[above[one]]  # halve the way for the next one
            one = above[one]
        return one

    for reader, nominee in pairs:
        above[top(("reader", reader))] = top(("nominee", nominee))
    return sum(one == high for one, high in above.items())
