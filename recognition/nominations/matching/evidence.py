"""What one pair of descriptions tells: certainly one person, possibly, or different ones."""

from typing import Literal, NamedTuple

from recognition.nominations.matching.contradictions import contradict, is_one_generation_told
from recognition.nominations.matching.described import Described, Reading
from recognition.nominations.matching.naming import (
    ALIKE,
    INITIAL,
    MAYBE,
    NO,
    SURE,
    family,
    given,
    lone,
    swapped,
)
from recognition.people.team_names import same_team

Likeness = Literal["same", "possible", "different"]
Ground = Literal["person", "address", "name"]


class Verdict(NamedTuple):
    """What a pair is, and what says so."""

    likeness: Likeness
    ground: Ground


class _Names(NamedTuple):
    """How far given and family names agree, see `naming`.

    `lone` when one of the two is a single word, which proves little.
    """

    given: int
    family: int
    lone: bool


def likeness(one: Described, other: Described) -> Likeness:
    """Return whether two descriptions are “same”, “possible” or “different”, on their own.

    “same” is certain: one person of the directory; one name and one team, in whatever spelling; or
    one personal address and names that fit it. Others who are described may still make a “same”
    doubtful: see `group`.
    """
    return verdict(Reading(one), Reading(other)).likeness


def verdict(one: Reading, other: Reading, *, shared: bool = False) -> Verdict:
    """Return what a pair is, and on what ground.

    Args:
        one: a description.
        other: another.
        shared: their address is one that clearly different names use, so it proves nothing.
    """
    first, second = one.told.person_id, other.told.person_id
    if first is not None and second is not None:
        return Verdict("same" if first == second else "different", "person")
    if not one.name.given or not other.name.given:
        return Verdict("different", "name")
    names = _names(one, other)
    one_address = bool(one.address) and one.address == other.address
    if names.given == NO and not one_address:
        return Verdict("different", "name")
    by_name = _by_name(one, other, names)
    if one_address:
        by_address = _by_address(one, other, names, shared=shared)
        if "same" in (by_name, by_address):
            return Verdict("same", "address" if by_address == "same" else "name")
        if by_address == "possible":
            return Verdict("possible", "address")
    return Verdict(by_name, "name")


def names_fit(one: Reading, other: Reading) -> bool:
    """Tell whether two names may stand in one group: the same given name, a like family name."""
    names = _names(one, other)
    return names.given == SURE and (names.lone or names.family >= MAYBE)


def names_clash(one: Reading, other: Reading) -> bool:
    """Tell whether two names are clearly of two people."""
    return _names(one, other).given <= ALIKE


def _names(one: Reading, other: Reading) -> _Names:
    first, second = one.name, other.name
    if first.family and second.family:
        turned = swapped(first, second)  # “Patel Asha”
        if turned:
            return _Names(SURE, turned, lone=False)
        agree = given(first, second)
        if agree == NO and one.address != other.address:
            return _Names(NO, NO, lone=False)  # nothing will come of it, and most pairs are such
        return _Names(agree, family(first, second), lone=False)
    return _Names(lone(first, second), NO, lone=True)


def _by_name(one: Reading, other: Reading, names: _Names) -> Likeness:
    together = same_team(one.told.team, other.told.team)
    if names.given == SURE and names.family == SURE:
        certain = together and not contradict(one, other) and not is_one_generation_told(one, other)
        return "same" if certain else "possible"
    unknown = not (one.team and other.team)
    near = together or (not unknown and _are_near(one.team, other.team))
    if names.lone:
        looks = near or (names.given == SURE and _is_only_full_name_without_team(one, other))
        return "possible" if names.given > ALIKE and looks else "different"
    return "possible" if _may_be(names, near=near, unknown=unknown) else "different"


def _may_be(names: _Names, *, near: bool, unknown: bool) -> bool:
    """Tell whether two full names that are not the same may be one person's.

    The less the names agree, the more the team has to: a new family name counts on one team only.
    """
    least, most = sorted((names.given, names.family))
    if near and (names.given == SURE or (names.family == SURE and names.given >= ALIKE)):
        return True
    if least >= MAYBE:
        return most == SURE or near or unknown
    return least >= INITIAL and (near or (unknown and names.family == SURE))


def _is_only_full_name_without_team(one: Reading, other: Reading) -> bool:
    """Tell whether a single name has a team, and the full one beside it has none."""
    single, full = (one, other) if other.name.family else (other, one)
    return bool(full.name.family and single.team and not full.team)


def _by_address(one: Reading, other: Reading, names: _Names, *, shared: bool) -> Likeness:
    spoken = one.is_spoken_of(one.local) or other.is_spoken_of(one.local)
    if one.is_mailbox and other.is_mailbox:
        return "different"
    fits = names.given == SURE and (spoken or names.family == SURE)
    fits = fits or (names.given > ALIKE and names.family == SURE and spoken)
    if fits and not shared and not contradict(one, other):
        return "same"
    like = names.given > ALIKE or names.family == SURE
    return "possible" if like and (spoken or not shared) else "different"


def _are_near(one: str, other: str) -> bool:
    """Tell whether two teams may be one: all words of one are among the other's."""
    first, second = set(one.split()), set(other.split())
    return first <= second or second <= first
