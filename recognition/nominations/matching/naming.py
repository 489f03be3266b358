"""How far two names agree, in the given name and in the family name.

From nothing to certain: `NO`, `ALIKE` (they begin alike), `INITIAL` (one is the first letter of the
other), `MAYBE` and `SURE`.
"""

from functools import lru_cache

from recognition.people.names import PersonName
from recognition.people.short_names import kinship, same_names
from recognition.people.spelling import is_near, is_slip

NO, ALIKE, INITIAL, MAYBE, SURE = range(5)

_BEGINS_FROM = 3
_ALIKE = 2


def given(one: PersonName, other: PersonName) -> int:
    """Return how far two given names agree.

    `SURE` for the same name, also as a short form or nickname, or written in one word or two;
    `MAYBE` for a slip of the pen, a beginning (Raj, Rajesh), a name some people use for it, or a
    middle name they may be known by; `ALIKE` for two first letters: a short form nobody listed?
    """
    if len(one.givens) == len(other.givens) == 1 and not one.middle and not other.middle:
        return _given(one.given, other.given)
    found = max(_given(a, b) for a in one.givens for b in other.givens)
    if found < MAYBE and (_is_known_by_middle(one, other) or _is_known_by_middle(other, one)):
        return MAYBE
    return found


def family(one: PersonName, other: PersonName) -> int:
    """Return how far two family names agree.

    `SURE` for the same, an earlier name that is told, or a certain slip; `MAYBE` for a possible
    slip, or one part of a double-barrelled name, which a wife and a sister may share.
    """
    found = max(_family(a, b) for a in one.families for b in other.families)
    return max(found, _in_the_middle(one, other), _in_the_middle(other, one))


def lone(one: PersonName, other: PersonName) -> int:
    """Return how far two names agree of which one is a single word: “Sue”, or “Sister Patel”."""
    found = given(one, other)
    if found >= MAYBE:
        return found
    families = {one.joined_family, *one.family, other.joined_family, *other.family} - {""}
    words = {one.given, other.given}
    if any(word == name or is_near(word, name) for word in words for name in families):
        return MAYBE
    return found


def swapped(one: PersonName, other: PersonName) -> int:
    """Return how far two names agree when one of them begins with the family name.

    `SURE` for the same words; `MAYBE` with a slip or a short form in one of them.
    """
    if one.given != other.joined_family and one.joined_family != other.given:
        return NO
    pairs = (one.given, other.joined_family), (one.joined_family, other.given)
    alike = sum(first == second for first, second in pairs)
    if alike == 1 and any(_given(*pair) > ALIKE for pair in pairs if pair[0] != pair[1]):
        return MAYBE
    return SURE if alike == len(pairs) else NO


def is_one_middle(one: PersonName, other: PersonName) -> bool:
    """Tell whether the middle names do not part two people: nothing told parts nobody."""
    return not (one.middle and other.middle) or one.middle[0][0] == other.middle[0][0]


@lru_cache(maxsize=50_000)
def _given(one: str, other: str) -> int:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) <= 1:
        begun = (name.startswith(shorter) for name in (longer, *same_names(longer)))
        return INITIAL if shorter and any(begun) else NO
    if kinship(one, other) == "same":
        return SURE
    begins = len(shorter) >= _BEGINS_FROM and longer.startswith(shorter)
    if begins or kinship(one, other) or _is_mistyped(one, other):
        return MAYBE
    return ALIKE if one[:_ALIKE] == other[:_ALIKE] else NO


def _is_mistyped(one: str, other: str) -> bool:
    """Tell whether one may be the other mistyped, or a short form of it mistyped."""
    return (
        is_near(one, other)
        or any(is_near(form, other) for form in same_names(one))
        or any(is_near(form, one) for form in same_names(other))
    )


def _is_known_by_middle(one: PersonName, other: PersonName) -> bool:
    return any(len(word) > 1 and _given(word, other.given) == SURE for word in one.middle)


@lru_cache(maxsize=50_000)
def _family(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    first, second = "".join(one), "".join(other)
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) <= 1:
        return INITIAL if shorter and longer.startswith(shorter) else NO
    if first == second or is_slip(first, second):
        return SURE
    part = not {*one, first}.isdisjoint({*other, second})
    return MAYBE if part or is_near(first, second) else NO


def _in_the_middle(one: PersonName, other: PersonName) -> int:
    """Compare with the middle name as part of the family name: Anna Smith Jones, Smith-Jones."""
    if not one.middle:
        return NO
    if "".join((*one.middle, *one.family)) == other.joined_family:
        return SURE
    return MAYBE if other.joined_family in one.middle else NO
