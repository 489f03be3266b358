"""A few short keys of a description: those who may be one person share one of them."""

from collections.abc import Iterator
from hashlib import blake2b
from itertools import product

from recognition.nominations.matching.described import Described, Reading
from recognition.people.names import PersonName
from recognition.people.short_names import head

LONGEST_KEY = 40
_WORD = 16
_TEAM = 3
_PART = 2


def keys(nominee: Described) -> frozenset[str]:
    """Return a few keys of at most 40 characters; two people who share none are different.

    A name gives one of its words with a letter or two of the other, both ways round, so that a
    slip in one of them does not matter; a team gives its number or first letters with those of a
    name. An address is told as a digest.
    """
    told = Reading(nominee)
    found = {*_name_keys(told.name), *_team_keys(told)}
    if told.name.given and not (told.name.family and told.team):
        found.add(f"{head(told.name.given)[:_WORD]} ?")
    if nominee.person_id is not None:
        found.add(f"person {nominee.person_id}")
    if told.address:
        found.add(f"at {blake2b(told.address.encode(), digest_size=12).hexdigest()}")
    return frozenset(key[:LONGEST_KEY] for key in found)


def _name_keys(name: PersonName) -> Iterator[str]:
    """Yield one word with the beginning or the end of the other, which no one slip can both hit."""
    if not name.family:
        return
    known_by = {name.given, *name.also, *(word for word in name.middle if len(word) > 1)}
    for given, family in product(known_by, {name.joined_family, *name.family, *name.former}):
        if len(family) > 1:
            for part in {given[0], head(given)[0], given[-_PART:]}:
                yield f"{family[:_WORD]} {part}"
        if len(given) > 1:
            for part in {family[:_PART], family[-_PART:]}:
                yield f"{head(given)[:_WORD]} {part}"


def _team_keys(told: Reading) -> Iterator[str]:
    name, words = told.name, told.team.split()
    if not name.given or not words:
        return
    numbers = "".join([word for word in words if word[0].isdigit()][:2])
    told_apart = sorted((word for word in words if word != "ward" and word.isalpha()), key=len)
    places = {word[:_TEAM] for word in told_apart[-3:]} | ({numbers} if numbers else set())
    parts = {name.given, head(name.given), *name.also, *name.middle, *name.family}
    begun = {part[:_PART] for part in parts}
    if not name.family:
        begun |= {name.given[0], head(name.given)[0]}  # “K Hughes” may be Karen
    yield from (f"{part} @{place[:_WORD]}" for part in begun for place in places or words)
