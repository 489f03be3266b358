"""Whether a story names somebody: given and family name together, as whole words."""

from itertools import product

from recognition.people.names import joined_particles, read_name
from recognition.people.short_names import same_names
from recognition.people.spelling import plain


def words_of(story: str) -> str:
    """Return the words of a story as names are looked for in them: plain, a space on each side."""
    words = plain(story).replace("-", " ").split()
    return f" {' '.join(words)} | {' '.join(joined_particles(words))} "


def ways_to_name(name: str) -> tuple[str, ...]:
    """Return how a story may name somebody: every short form with every family name.

    Nothing for a name of one word: a given name alone is too many people.
    """
    who = read_name(name)
    givens = {form for given in who.givens for form in (given, *same_names(given))}
    families = {" ".join(family) for family in who.families}
    return tuple(
        sorted(f" {given} {family} " for given, family in product(givens, families) if family)
    )


def names(story: str, ways: tuple[str, ...]) -> bool:
    """Tell whether a story (from `words_of`) names somebody (from `ways_to_name`)."""
    return any(way in story for way in ways)
