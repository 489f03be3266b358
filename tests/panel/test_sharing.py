"""A fair share: everyone eligible, loads even, or nothing at all."""

import itertools
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.panel.sharing import Pair, Shortfall, share


def loads(pairs: list[Pair], readers: list[int]) -> list[int]:
    counted = Counter(reader for _item, reader in pairs)
    return [counted[reader] for reader in readers]


def test_everyone_gets_a_fair_share() -> None:
    readers, items = list(range(1, 8)), list(range(100, 160))
    pairs = share(readers, items, 3)
    assert Counter(item for item, _reader in pairs) == dict.fromkeys(items, 3)
    assert len(set(pairs)) == len(pairs)
    assert max(loads(pairs, readers)) - min(loads(pairs, readers)) <= 1


def test_nobody_is_given_what_they_are_barred_from() -> None:
    barred = {(item, 1) for item in range(10)} | {(3, 2)}
    pairs = share([1, 2, 3, 4], list(range(10)), 2, refused=barred)
    assert not barred & set(pairs)
    assert loads(pairs, [2, 3, 4]) in ([7, 7, 6], [7, 6, 7], [6, 7, 7])


def test_loads_are_evened_out_along_a_chain() -> None:
    # Only 1 may read the first three; 1 or 2 the next; 2 or 3 the rest: 3 takes 2's, 2 takes 1's.
    barred = {(i, r) for i in (0, 1) for r in (2, 3)} | {(i, 3) for i in (2, 3)}
    barred |= {(i, 1) for i in (4, 5)}
    assert loads(share([1, 2, 3], range(6), 1, refused=barred), [1, 2, 3]) == [2, 2, 2]


def test_what_is_assigned_stays_and_only_what_is_missing_is_filled_in() -> None:
    first = share([1, 2, 3], [10, 11, 12], 1)
    assert share([1, 2, 3], [10, 11, 12], 1, already=first) == []
    more = share([1, 2, 3], [10, 11, 12, 13], 2, already=first)
    assert not set(first) & set(more)
    assert Counter(item for item, _ in [*first, *more]) == dict.fromkeys([10, 11, 12, 13], 2)


def test_a_shortfall_is_named_and_nothing_is_shared() -> None:
    with pytest.raises(Shortfall) as short:
        share([1, 2, 3], [10, 11], 3, refused={(11, 1), (11, 2)})
    assert short.value.missing == {11: 2}


def test_the_answer_does_not_depend_on_the_order_of_what_is_given() -> None:
    readers, items = list(range(6)), list(range(30))
    barred = [(item, item % 6) for item in items]
    expected = share(readers, items, 2, refused=barred)
    shuffler = random.Random(4)
    for numbers in (readers, items, barred):
        shuffler.shuffle(numbers)
    assert share(readers, items, 2, refused=barred) == expected


def test_nothing_to_share_is_nothing() -> None:
    assert share([1], [], 2) == []
    assert share([], [], 2) == []


@settings(max_examples=80, deadline=None)
@given(
    st.integers(1, 4),
    st.integers(1, 5),
    st.integers(1, 2),
    st.sets(st.tuples(st.integers(0, 4), st.integers(0, 3))),
)
def test_no_other_share_has_a_lighter_heaviest_load(
    readers: int, items: int, reads: int, barred: set[Pair]
) -> None:
    free = [[r for r in range(readers) if (item, r) not in barred] for item in range(items)]
    try:
        pairs = share(range(readers), range(items), reads, refused=barred)
    except Shortfall:
        assert any(len(possible) < reads for possible in free)
        return
    every = itertools.product(*(itertools.combinations(possible, reads) for possible in free))
    lightest = min(max(Counter(r for chosen in way for r in chosen).values()) for way in every)
    assert max(Counter(reader for _item, reader in pairs).values()) == lightest
