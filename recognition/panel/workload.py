"""How much reading a round means for each panellist, before anybody is asked."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Workload:
    """What a round asks of a panel.

    Attributes:
        reviews: reviews that the round wants in all.
        least: reviews of the panellist who has fewest, when they are shared evenly.
        most: reviews of the panellist who has most; everybody has `least` or `most`.
        enough: whether every nomination gets its readers and nobody reads more than they can.
        people_needed: the fewest panellists with whom it would be enough.
        minutes: minutes of reading for the panellist who has most, None when nobody knows how long
            one review takes.
    """

    reviews: int
    least: int
    most: int
    enough: bool
    people_needed: int
    minutes: float | None


def workload(
    nominations: int,
    readers_each: int,
    panellists: int,
    capacity: int = 40,
    minutes_each: float | None = None,
) -> Workload:
    """Reckon what each panellist would read.

    A panel with fewer members than `readers_each` can only read every nomination once each, and is
    not enough. Conflicts of interest are left out: they ask for a few people more.

    Args:
        nominations: nominations to be read.
        readers_each: readers that every nomination should have.
        panellists: people on the panel.
        capacity: most reviews that one panellist can be asked for, at least 1.
        minutes_each: minutes that one review takes.

    Raises:
        ValueError: a number is negative, or the capacity is 0.
    """
    if min(nominations, readers_each, panellists) < 0 or (minutes_each or 0) < 0:
        raise ValueError("Numbers of nominations, readers, people and minutes start at 0.")
    if capacity < 1:
        raise ValueError("A panellist must be able to read at least one nomination.")
    reviews = nominations * readers_each
    shared = nominations * min(readers_each, panellists)
    least, more = divmod(shared, panellists) if panellists else (0, 0)
    most = least + (more > 0)
    needed = max(-(-reviews // capacity), readers_each if reviews else 0)
    return Workload(
        reviews=reviews,
        least=least,
        most=most,
        enough=panellists >= needed,
        people_needed=needed,
        minutes=None if minutes_each is None else most * minutes_each,
    )
