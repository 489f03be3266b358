"""An assignment keeps to its terms, is even and linked, or says truly what is missing."""

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recognition.panel.assignment import Infeasible, assign

Pairs = Collection[tuple[str, str]]


@dataclass
class Case:
    """A small round: what `assign` is asked for."""

    judges: list[str]
    items: list[str]
    k: dict[str, int]
    conflicts: set[tuple[str, str]]
    capacity: dict[str, int]
    affinity: dict[tuple[str, str], float] = field(default_factory=dict)
    locked: list[tuple[str, str]] = field(default_factory=list)

    def assigned(self, seed: int = 0) -> list[tuple[str, str]]:
        return assign(
            self.judges,
            self.items,
            self.k,
            self.conflicts,
            self.capacity,
            self.affinity,
            self.locked,
            seed,
        )

    def most_reviews(self, limit: int | None = None) -> int:
        """Return how many of the readers still wanted can be had, by a maximum flow."""
        graph: nx.DiGraph = nx.DiGraph()
        graph.add_nodes_from(["from", "to"])
        busy = Counter(judge for judge, _item in self.locked)
        for item, need in self.needs().items():
            graph.add_edge("from", ("item", item), capacity=need)
        for judge in self.judges:
            most = self.capacity.get(judge, len(self.items))
            room = (most if limit is None else min(most, limit)) - busy[judge]
            graph.add_edge(("judge", judge), "to", capacity=max(room, 0))
        barred = self.conflicts | set(self.locked)
        for judge in self.judges:
            for item in self.items:
                if (judge, item) not in barred:
                    graph.add_edge(("item", item), ("judge", judge), capacity=1)
        return int(nx.maximum_flow_value(graph, "from", "to"))

    def needs(self) -> dict[str, int]:
        there = Counter(item for _judge, item in set(self.locked) - self.conflicts)
        return {item: max(0, self.k[item] - there[item]) for item in self.items}


@st.composite
def cases(draw: st.DrawFn) -> Case:
    judges = [f"judge {n}" for n in range(draw(st.integers(0, 5)))]
    items = [f"item {n}" for n in range(draw(st.integers(0, 6)))]
    every = [(judge, item) for judge in judges for item in items]
    some = st.lists(st.sampled_from(every), unique=True, max_size=12) if every else st.just([])
    return Case(
        judges=judges,
        items=items,
        k={item: draw(st.integers(0, 3)) for item in items},
        conflicts=set(draw(some)),
        capacity={judge: draw(st.integers(0, 6)) for judge in judges if draw(st.booleans())},
        affinity={pair: draw(st.sampled_from([0.3, 1.0])) for pair in draw(some)},
        locked=draw(some)[:4],
    )


def feasible(case: Case) -> list[tuple[str, str]]:
    """Return the assignment; where there is none, of the case without the readers missing."""
    try:
        return case.assigned()
    except Infeasible as short:
        for item, missing in short.shortages.items():
            case.k[item] -= missing
        return case.assigned()


def loads(pairs: Pairs, judges: Sequence[str]) -> list[int]:
    counted = Counter(judge for judge, _item in pairs)
    return [counted[judge] for judge in judges]


def parts(pairs: Pairs) -> int:
    """Return into how many parts judges and items fall."""
    graph: nx.Graph = nx.Graph()
    graph.add_edges_from((("judge", judge), ("item", item)) for judge, item in pairs)
    return int(nx.number_connected_components(graph))


def efficiency(pairs: Pairs, judges: Sequence[str]) -> float:
    """Return how well pairs of judges are balanced: 1 when every two meet equally often.

    It is the harmonic mean of the eigenvalues of the Laplacian of co-reviews, without the 0 that is
    always there, relative to that of a perfectly balanced design of as many co-reviews, whose
    eigenvalues are all the same (Bailey and Cameron 2011).
    """
    position = {judge: number for number, judge in enumerate(judges)}
    read = defaultdict(list)
    for judge, item in pairs:
        read[item].append(position[judge])
    laplacian = np.zeros((len(judges), len(judges)))
    for readers in read.values():
        for one in readers:
            for other in readers:
                laplacian[one, one] += one != other
                laplacian[one, other] -= one != other
    values = np.linalg.eigvalsh(laplacian)[1:]
    return float(1 / np.mean(1 / values) / np.mean(values))


def by_chance(judges: Sequence[str], items: Sequence[str], k: int) -> list[tuple[str, str]]:
    chooser = random.Random(3)
    return [(judge, item) for item in items for judge in chooser.sample(judges, k)]


JUDGES = [f"judge {n:02}" for n in range(12)]
ITEMS = [f"item {n:03}" for n in range(100)]


@settings(max_examples=150)
@given(cases())
def test_terms_are_kept_or_the_least_possible_shortage_is_named(case: Case) -> None:
    wanted, possible = sum(case.needs().values()), case.most_reviews()
    if possible < wanted:
        with pytest.raises(Infeasible) as short:
            case.assigned()
        shortages = short.value.shortages
        assert sum(shortages.values()) == wanted - possible
        assert all(0 < missing <= case.needs()[item] for item, missing in shortages.items())
        return
    pairs = case.assigned()
    assert pairs == sorted(set(pairs))
    new = set(pairs) - set(case.locked)
    assert set(case.locked) <= set(pairs)
    assert not new & case.conflicts
    assert Counter(item for _judge, item in new) == Counter(
        {item: need for item, need in case.needs().items() if need}
    )
    for judge in {judge for judge, _item in new} & case.capacity.keys():
        assert sum(reader == judge for reader, _item in pairs) <= case.capacity[judge]


@pytest.mark.parametrize("seed", range(40))
def test_tight_capacities_leave_no_more_missing_than_they_must(seed: int) -> None:
    chooser = random.Random(seed)
    judges, items = JUDGES[:6], ITEMS[:12]
    every = [(judge, item) for judge in judges for item in items]
    case = Case(
        judges=judges,
        items=items,
        k=dict.fromkeys(items, 2),
        conflicts=set(chooser.sample(every, 34)),
        capacity={judge: chooser.choice([2, 3, 4, 5, 6]) for judge in judges},
    )
    most = case.most_reviews()
    try:
        reviews = len(case.assigned())
    except Infeasible as short:
        reviews = 24 - sum(short.shortages.values())
    assert reviews == most


@settings(max_examples=100)
@given(cases())
def test_no_other_assignment_has_a_lighter_heaviest_load(case: Case) -> None:
    pairs = feasible(case)
    heaviest = max(loads(pairs, case.judges), default=0)
    if heaviest > max(loads(case.locked, case.judges), default=0):
        assert case.most_reviews(limit=heaviest - 1) < sum(case.needs().values())


@settings(max_examples=50)
@given(cases(), st.randoms())
def test_the_order_of_what_is_given_does_not_matter(case: Case, shuffler: random.Random) -> None:
    expected = feasible(case)
    for listed in (case.judges, case.items, case.locked):
        shuffler.shuffle(listed)
    case.k = dict(shuffler.sample(list(case.k.items()), len(case.k)))
    case.affinity = dict(shuffler.sample(list(case.affinity.items()), len(case.affinity)))
    assert case.assigned() == expected


@settings(max_examples=80)
@given(st.integers(2, 8), st.integers(1, 12), st.integers(2, 3), st.integers(0, 9))
def test_all_hangs_together_when_there_are_enough_reviews(
    judges: int, items: int, k: int, seed: int
) -> None:
    assume(k <= judges and items * k >= items + judges - 1)
    pairs = assign(JUDGES[:judges], ITEMS[:items], k, set(), seed=seed)
    assert parts(pairs) == 1


def two_panels() -> dict[tuple[str, str], float]:
    """Return affinities that draw half of the judges to half of the items."""
    return {
        (judge, item): 1.0
        for here in (0, 1)
        for judge in JUDGES[here::2]
        for item in ITEMS[here::2]
    }


def test_two_panels_are_linked_even_though_affinity_keeps_them_apart() -> None:
    # with so few reviews, nobody gains by reading with somebody of the other panel
    judges, items = JUDGES[:4], ITEMS[:4]
    fit = {pair: a for pair, a in two_panels().items() if pair[0] in judges and pair[1] in items}
    pairs = assign(judges, items, 2, set(), affinity=fit)
    assert parts(pairs) == 1
    assert loads(pairs, judges) == [2, 2, 2, 2]


@pytest.mark.parametrize("seed", range(5))
def test_more_than_two_panels_are_linked_one_after_another(seed: int) -> None:
    judges, items = JUDGES[:8], ITEMS[:8]
    fit = {
        (judge, item): 1.0
        for here in range(4)
        for judge in judges[here::4]
        for item in items[here::4]
    }
    pairs = assign(judges, items, 2, set(), affinity=fit, seed=seed)
    assert parts(pairs) == 1
    assert loads(pairs, judges) == [2] * 8


@pytest.mark.parametrize("seed", range(10))
def test_parts_are_linked_without_a_conflict(seed: int) -> None:
    fit, judges, items = two_panels(), JUDGES[:6], ITEMS[:8]
    fit = {(judge, item): 1.0 for judge, item in fit if judge in judges and item in items}
    away = sorted({(judge, item) for judge in judges for item in items} - fit.keys())
    walls = set(random.Random(seed).sample(away, 16))
    pairs = assign(judges, items, 2, walls, affinity=fit, seed=seed)
    assert not walls & set(pairs)


@pytest.mark.parametrize("seed", range(4))
def test_loads_and_pairs_are_more_even_than_by_chance(seed: int) -> None:
    conflicts = {(JUDGES[n % 12], ITEMS[n]) for n in range(0, 100, 2)}
    pairs, drawn = assign(JUDGES, ITEMS, 3, conflicts, seed=seed), by_chance(JUDGES, ITEMS, 3)
    assert loads(pairs, JUDGES) == [25] * 12
    assert max(loads(drawn, JUDGES)) - min(loads(drawn, JUDGES)) > 5
    assert efficiency(pairs, JUDGES) >= 0.9989 > 0.96 > efficiency(drawn, JUDGES)


def test_the_same_seed_gives_the_same_and_another_another() -> None:
    first = assign(JUDGES, ITEMS, 3, set(), seed=1)
    assert assign(JUDGES, ITEMS, 3, set(), seed=1) == first
    assert assign(JUDGES, ITEMS, 3, set(), seed=2) != first


def test_who_fits_is_preferred_while_loads_stay_even() -> None:
    fit = two_panels()
    pairs, plain = assign(JUDGES, ITEMS, 3, set(), affinity=fit), assign(JUDGES, ITEMS, 3, set())
    assert sum(pair in fit for pair in pairs) >= 1.4 * sum(pair in fit for pair in plain)
    assert loads(pairs, JUDGES) == [25] * 12


def across(pairs: Pairs, groups: Mapping[str, str]) -> float:
    """Return the share of reviews outside the half that a judge is drawn to."""
    outside = [groups[item] != str(JUDGES.index(judge) % 2) for judge, item in pairs]
    return sum(outside) / len(outside)


@pytest.mark.parametrize(("items", "k"), [(100, 3), (30, 2)])
def test_a_quarter_of_the_reviews_crosses_groups_and_not_much_more(items: int, k: int) -> None:
    groups = {item: str(n % 2) for n, item in enumerate(ITEMS[:items])}
    fit = {pair: value for pair, value in two_panels().items() if pair[1] in groups}
    apart = assign(JUDGES, list(groups), k, set(), affinity=fit)
    mixed = assign(JUDGES, list(groups), k, set(), affinity=fit, groups=groups)
    assert across(apart, groups) < 0.1
    assert 0.25 <= across(mixed, groups) < 0.28
    assert loads(mixed, JUDGES) == loads(apart, JUDGES)


def test_a_small_group_keeps_some_of_its_own_judges() -> None:
    groups = {item: "small" if n < 10 else "large" for n, item in enumerate(ITEMS)}
    few = JUDGES[:3]  # they have time for just the 30 reviews of the small group
    fit = {
        (judge, item): 1.0
        for judge in JUDGES
        for item, group in groups.items()
        if (group == "small") == (judge in few)
    }
    pairs = assign(JUDGES, ITEMS, 3, set(), dict.fromkeys(few, 10), affinity=fit, groups=groups)
    # by chance 9 in 10 reviews of the small group's judges would be outside, 1 in 10 of the others'
    assert sum(pair not in fit for pair in pairs) / len(pairs) == pytest.approx(0.18, abs=0.01)


def test_groups_that_no_one_may_cross_are_assigned_all_the_same() -> None:
    fit, groups = two_panels(), {item: str(n % 2) for n, item in enumerate(ITEMS)}
    walls = {(judge, item) for judge in JUDGES for item in ITEMS} - fit.keys()
    pairs = assign(JUDGES, ITEMS, 3, walls, affinity=fit, groups=groups)
    assert across(pairs, groups) == 0


def test_newcomers_take_what_is_new_and_nothing_that_is_started_moves() -> None:
    started = assign(JUDGES[:6], ITEMS[:40], 2, set())
    pairs = assign(JUDGES, ITEMS, 2, set(), locked=started)
    assert set(started) <= set(pairs)
    assert set(loads(pairs, JUDGES)) == {16, 17}


def test_a_started_review_in_conflict_stays_but_is_not_one_of_the_readers_wanted() -> None:
    history = ("judge 00", "item 000")
    pairs = assign(JUDGES[:3], ITEMS[:1], 2, {history}, locked=[history])
    assert pairs == [("judge 00", "item 000"), ("judge 01", "item 000"), ("judge 02", "item 000")]


def test_more_started_reviews_than_wanted_or_possible_all_stay() -> None:
    started = [(judge, "item 000") for judge in JUDGES[:3]]
    assert assign(JUDGES, ITEMS[:1], 1, set(), 0, locked=started) == started


def test_a_full_judge_makes_room_along_a_chain() -> None:
    # only 0 may read the last item, and has room for one: the others must take everything else
    conflicts = {(judge, "item 003") for judge in JUDGES[1:3]}
    pairs = assign(JUDGES[:3], ITEMS[:4], 1, conflicts, {JUDGES[0]: 1, JUDGES[1]: 1})
    assert ("judge 00", "item 003") in pairs
    assert loads(pairs, JUDGES[:3]) == [1, 1, 2]


def test_nothing_to_assign_is_nothing() -> None:
    assert assign([], [], 2, set()) == []
    assert assign(JUDGES, [], 2, set()) == []
    assert assign([], ITEMS, 0, set()) == []


def test_without_judges_every_reader_is_missing() -> None:
    with pytest.raises(Infeasible, match="4 readers are missing, for 2 items") as short:
        assign([], ITEMS[:2], 2, set())
    assert short.value.shortages == {"item 000": 2, "item 001": 2}


A, X = "judge 00", "item 000"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"judges": [A, A]}, "“judge 00” is given twice"),
        ({"items": [X, X]}, "“item 000” is given twice"),
        ({"locked": [(A, X), (A, X)]}, "locked pair is given twice"),
        ({"conflicts": {("Nobody", X)}}, "no judge “Nobody”"),
        ({"conflicts": {(A, "nothing")}}, "no item “nothing”"),
        ({"locked": [("Nobody", X)]}, "no judge “Nobody”"),
        ({"affinity": {(A, "nothing"): 1.0}}, "no item “nothing”"),
        ({"affinity": {("Nobody", X): 1.0}}, "no judge “Nobody”"),
        ({"affinity": {(A, X): 1.01}}, "between 0 and 1"),
        ({"affinity": {(A, X): float("nan")}}, "between 0 and 1"),
        ({"capacity": {"Nobody": 1}}, "no judge “Nobody”"),
        ({"capacity": {A: -1}}, "must not be negative"),
        ({"capacity": -1}, "must not be negative"),
        ({"k": -1}, "must not be negative"),
        ({"k": {X: -1}}, "must not be negative"),
        ({"k": {}}, "how many readers the item “item 000” needs"),
        ({"k": {X: 1, "nothing": 1}}, "no item “nothing”"),
        ({"groups": {}}, "which group the item “item 000” belongs to"),
        ({"groups": {X: "a", "nothing": "b"}}, "no item “nothing”"),
        ({"seed": -1}, "seed must not be negative"),
    ],
)
def test_what_makes_no_sense_is_refused(asked: dict[str, object], said: str) -> None:
    plain: dict[str, object] = {"judges": [A], "items": [X], "k": 1, "conflicts": set()}
    with pytest.raises(ValueError, match=said):
        assign(**{**plain, **asked})
