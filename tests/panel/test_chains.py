"""Nominees hang together by the readers they share."""

from hypothesis import given
from hypothesis import strategies as st

from recognition.panel.chains import groups
from recognition.panel.scores import arrange, linked

SMALL = st.integers(1, 6)


def test_nobody_read_yet_is_no_group() -> None:
    assert groups([]) == 0


def test_a_chain_of_shared_readers_makes_one_group() -> None:
    assert groups([(1, 1), (1, 2), (2, 2), (2, 3)]) == 1
    assert groups([(1, 1), (1, 2), (2, 3)]) == 2


@given(st.sets(st.tuples(SMALL, SMALL), min_size=1))
def test_it_finds_what_the_mathematics_of_scores_finds(pairs: set[tuple[int, int]]) -> None:
    ratings = [(str(reader), str(nominee), 0.0) for reader, nominee in pairs]
    assert groups(pairs) == len(linked(arrange(ratings)))
