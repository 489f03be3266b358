"""What tells two people of one name apart."""

from recognition.nominations.matching.described import Reading
from recognition.nominations.matching.naming import is_one_middle
from recognition.people.spelling import slips


def contradict(one: Reading, other: Reading) -> bool:
    """Tell whether two descriptions cannot be in one group, whoever stands between them.

    Different people of the directory, different initials in the middle, father and son, and two
    personal addresses of one organisation.
    """
    first, second = one.told.person_id, other.told.person_id
    if first is not None and second is not None:
        return first != second
    return (
        not is_one_middle(one.name, other.name)
        or _are_generations(one, other)
        or _are_rivals(one, other)
    )


def is_one_generation_told(one: Reading, other: Reading) -> bool:
    """Tell whether only one of two says “junior” or “senior”: then there are two of that name."""
    return bool(one.name.generation) != bool(other.name.generation)


def _are_generations(one: Reading, other: Reading) -> bool:
    first, second = one.name.generation, other.name.generation
    return bool(first and second) and first != second


def _are_rivals(one: Reading, other: Reading) -> bool:
    """Tell whether both have an address of their own, different ones, in one organisation.

    A number makes the difference between namesakes (`asha.patel2@`); other slips do not.
    """
    if one.address == other.address or one.domain != other.domain:
        return False
    if not (one.has_own_address and other.has_own_address):
        return False
    numbers = [[sign for sign in local if sign.isdigit()] for local in (one.local, other.local)]
    return numbers[0] != numbers[1] or slips(one.local, other.local) > 2
