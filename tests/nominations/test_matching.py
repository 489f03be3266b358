"""When two descriptions are one person: certainly, possibly, or not."""

import random
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition.nominations.matching import Described, group, keys, likeness, possible
from recognition.nominations.matching.joining import joined
from tests.nominations.simulated_nominees import Simulation, simulated

SEEDS = (11, 23, 47, 1948, 2026)
ASHA = Described("Asha Patel", "Ward 7")


def said(one: Described, other: Described) -> str:
    """What a pair is, which must not depend on who is named first."""
    assert likeness(one, other) == likeness(other, one)
    if likeness(one, other) != "different":
        assert keys(one) & keys(other), (one, other)
    return likeness(one, other)


@pytest.mark.parametrize(
    "name",
    [
        "asha patel",
        "Patel, Asha",
        "Patel Asha",
        "PATEL Asha",
        "Sister Asha Patel",
        "Mrs Asha K. Patel",
        "Ásha Patel RN",
        "Asha Patle",
    ],
)
@pytest.mark.parametrize("team", ["Ward 7", "ward seven", "W7"])
def test_one_name_on_one_team_is_certain_in_every_spelling(name: str, team: str) -> None:
    assert said(ASHA, Described(name, team)) == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Liz Smith", "Elizabeth Smith"),
        ("Bob Hill", "Robert Hill"),
        ("Gosia Łoś", "Malgorzata Los"),
        ("Mo Khan", "Muhammad Khan"),
        ("Katherine Hill", "Catherine Hill"),
        ("Anna Smith-Jones", "Anna Smith Jones"),
        ("Anne-Marie Hill", "Anne Marie Hill"),
        ("Siobhan O Brien", "Siobhán O’Brien"),
        ("Elizabeth (Bunty) Hill", "Bunty Hill"),
        ("Sue Hill (née Rao)", "Sue Rao"),
        ("Claire Thomson", "Claire Thompson"),
        ("Ewa Nowacka", "Ewa Nowacki"),
    ],
)
def test_short_forms_and_double_names_are_certain_on_one_team(one: str, other: str) -> None:
    assert said(Described(one, "A&E"), Described(other, "Emergency Department")) == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Asha Patel", "Ward 7"), ("Asha Patel", "ICU")),
        (("Asha Patel", "Ward 7"), ("Asha Patel", "")),
        (("Asha Patel", ""), ("Asha Patel", "")),
        (("Anna Nowak", "Ward 7"), ("Anna Hill", "Ward 7")),
        (("Anna Smith-Jones", "Ward 7"), ("Anna Jones", "Ward 7")),
        (("Ann Hill", "Ward 7"), ("Anne Hill", "Ward 7")),
        (("Liz Hill", "Ward 7"), ("Beth Hill", "Ward 7")),
        (("Asha Patel", "Ward 7"), ("Asha Patil", "Ward 7")),
        (("Jonh Hill", "Ward 7"), ("John Hill", "Ward 7")),
        (("Sue", "Ward 7"), ("Susan Hill", "W7")),
        (("Sue", "Ward 7"), ("Susan Hill", "")),
        (("Sue", "Ward 7"), ("Sue", "Ward 7")),
        (("Sister Patel", "Ward 7"), ("Asha Patel", "Ward 7")),
        (("A Patel", "Ward 7"), ("Asha Patel", "Ward 7")),
        (("Asha P", "Ward 7"), ("Asha Patel", "Ward 7")),
        (("Imran Khan", "Ward 7"), ("Mohammed Imran Khan", "Ward 7")),
        (("John Murphy", "Porters"), ("John Murphy Jr", "Porters")),
        (("John Murphy Snr", "Porters"), ("John Murphy Jr", "Porters")),
        (("John A Murphy", "Porters"), ("John B Murphy", "Porters")),
        (("Helen Hill", "Ward 7"), ("Hels Hill", "Ward 7")),
    ],
)
def test_what_is_in_doubt_is_possible_and_not_certain(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert said(Described(*one), Described(*other)) == "possible"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Asha Patel", "Ward 7"), ("Anil Patel", "Ward 7")),
        (("Christine Hill", "Ward 7"), ("Robert Hill", "Ward 7")),
        (("Anna Nowak", "Ward 7"), ("Anna Hill", "ICU")),
        (("Sue", "Ward 7"), ("Susan Hill", "Ward 8")),
        (("Sue", ""), ("Susan Hill", "Ward 7")),
        (("A Patel", "Ward 7"), ("Asha Patel", "ICU")),
        (("", "Ward 7"), ("", "Ward 7")),
        (("Ward 7", "Ward 7"), ("Ward 7", "Ward 7")),
    ],
)
def test_other_names_and_first_names_elsewhere_are_different(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert said(Described(*one), Described(*other)) == "different"


def test_the_directory_knows_best() -> None:
    assert said(Described("Asha Rao", "ICU", "", 4), Described("Mrs Patel", "", "", 4)) == "same"
    assert said(Described("Asha Patel", "W7", "", 4), Described("Asha Patel", "W7", "", 5)) == (
        "different"
    )
    assert said(Described("Asha Patel", "Ward 7", "", 4), ASHA) == "same"


@pytest.mark.parametrize(
    ("one", "other", "address", "told"),
    [
        ("Anna Nowak", "Anna Hill", "anna.nowak@example.org", "same"),
        ("Anna Nowak", "Ania", "Anna.Nowak@example.org ", "same"),
        ("A Patel", "Asha Patel", "asha.patel@example.org", "same"),
        ("Asha Patel", "Asha Patel", "x40022@example.org", "same"),
        ("Asha Patel", "Asha Rao", "x40022@example.org", "possible"),
        ("Margaret Hill", "Bunty Hill", "margaret.hill@example.org", "possible"),
        ("Asha Patel", "John Hill", "asha.patel@example.org", "different"),
        ("Asha Patel", "John Hill", "ward7@example.org", "different"),
        ("Asha Patel", "Asha Hill", "ward7.nurses@example.org", "different"),
        ("Joanne Ward", "Jo Ward", "joanne.ward@example.org", "same"),
    ],
)
def test_a_personal_address_is_certain_when_the_names_fit(
    one: str, other: str, address: str, told: str
) -> None:
    assert said(Described(one, "", address), Described(other, "ICU", address.strip())) == told


def test_an_address_that_clearly_different_names_use_proves_nothing() -> None:
    alone = [
        Described("Anna Nowak", "Ward 7", "anna.nights@example.org"),
        Described("Anna Hill", "ICU", "anna.nowak@example.org"),
        Described("Anna Nowak", "Ward 9", "anna.nowak@example.org"),
    ]
    assert group(alone) == [[0], [1, 2]]
    john = Described("John Brown", "Ward 9", "anna.nowak@example.org")
    assert group([*alone, john]) == [[0], [1], [2], [3]]
    assert (1, 2) in possible([*alone, john])


def test_two_addresses_of_one_organisation_are_two_people_until_somebody_says_otherwise() -> None:
    one = Described("Asha Patel", "Ward 7", "asha.patel@example.org")
    other = Described("Asha Patel", "Ward 7", "asha.patel2@example.org")
    assert said(one, other) == "possible"
    mistyped = Described("Asha Patel", "Ward 7", "asha.patle@example.org")
    private = Described("Asha Patel", "Ward 7", "asha.patel2@post.example")
    assert said(one, mistyped) == said(one, private) == "same"
    assert group([one, other, ASHA]) == [[0], [1], [2]]


def test_whoever_fits_two_people_is_certainly_neither() -> None:
    first, second = (Described("Anna Hill", "Ward 7", "", number) for number in (1, 2))
    unlinked = Described("Anna Hill", "W7")
    assert group([first, unlinked]) == [[0, 1]]
    assert group([first, second, unlinked, unlinked]) == [[0], [1], [2], [3]]
    assert possible([first, second, unlinked]) == [(0, 2), (1, 2)]
    liz, beth, whole = (Described(f"{name} Hill", "W7") for name in ("Liz", "Beth", "Elizabeth"))
    assert group([liz, whole]) == [[0, 1]]
    assert group([liz, beth, whole]) == [[0], [1], [2]]
    sam = Described("Sam Hill", "W7")
    samuel, samantha = (Described(f"{name} Hill", "W7") for name in ("Samuel", "Samantha"))
    other = Described("Hill, Samuel", "Ward 7")
    assert group([samuel, sam, samantha, sam, other]) == [[0, 4], [1], [2], [3]]


def test_a_chain_never_joins_two_people_of_the_directory() -> None:
    chain = [
        Described("Anna Nowak", "Ward 7", "", 1),
        Described("Anna Nowak", "Ward 7", "anna.nowak@example.org"),
        Described("Anna Hill", "ICU", "anna.nowak@example.org"),
        Described("Anna Hill", "ICU", "", 2),
    ]
    assert group(chain[:3]) == [[0, 1, 2]]
    assert group(chain) == [[0], [1, 2], [3]]
    assert possible(chain) == [(0, 1), (2, 3)]


def test_whoever_is_certainly_one_person_is_not_asked_about_with_another() -> None:
    nowak = [Described("Anna Nowak", "W7", "anna.nowak@example.org", who) for who in (1, None)]
    hill = Described("Anna Hill", "W7", "", 2)
    assert group([*nowak, hill]) == [[0, 1], [2]]
    assert possible([*nowak, hill]) == []
    assert possible([nowak[1], hill]) == [(0, 1)]


@pytest.mark.parametrize(
    ("edges", "clashes", "clusters", "doubtful"),
    [
        ([(0, 1), (1, 2)], [], [(0, 1, 2), (3,)], []),
        ([(0, 1), (1, 2)], [(0, 2)], [(0,), (1,), (2,), (3,)], [1]),
        ([(0, 1), (1, 2)], [(0, 1)], [(0,), (1, 2), (3,)], []),
        ([(0, 1), (1, 2), (2, 3)], [(0, 3)], [(0,), (1,), (2,), (3,)], [0, 1, 2, 3]),
        ([(0, 1), (1, 2), (2, 3)], [(0, 2)], [(0,), (1,), (2, 3)], [1]),
        ([(0, 0)], [], [(0,), (1,), (2,), (3,)], []),
    ],
)
def test_what_hangs_together_is_joined_unless_it_clashes(
    edges: list[tuple[int, int]],
    clashes: list[tuple[int, int]],
    clusters: list[tuple[int, ...]],
    doubtful: list[int],
) -> None:
    def clash(some: tuple[int, ...], others: tuple[int, ...]) -> bool:
        return any((a, b) in clashes or (b, a) in clashes for a in some for b in others)

    for order in ([0, 1, 2, 3], [3, 1, 0, 2]):
        made = joined([(number,) for number in order], edges, clash)
        assert sorted(made.clusters) == clusters
        assert sorted(made.doubtful) == doubtful


def test_two_susans_on_one_ward_stay_two_and_a_first_name_is_asked_about() -> None:
    ward = [Described(name, "Ward 7") for name in ("Susan Hill", "Sue Rao", "Sue", "sue hill")]
    assert group(ward) == [[0, 3], [1], [2]]
    assert possible(ward) == [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)]


def test_nobody_makes_no_groups() -> None:
    assert group([]) == possible([]) == []
    nobody = Described("", "")
    assert group([nobody, nobody]) == [[0], [1]]
    assert possible([nobody, nobody]) == []
    assert keys(nobody) == frozenset()


def test_keys_are_few_and_short_and_tell_no_address() -> None:
    long = Described("Wolfeschlegelsteinhausenbergerdorff-Smythe, Anne Marie " * 3, "W" * 300)
    one = Described("Katherine Smith-Jones", "Ward 7", "katherine@example.org", 123_456_789_012)
    for told in (long, one):
        assert all(0 < len(key) <= 40 for key in keys(told))
        assert len(keys(told)) <= 40
    assert not any("@example" in key for key in keys(one))
    assert len(keys(ASHA)) <= 8


def pairs_of(groups: list[list[int]]) -> set[tuple[int, int]]:
    return {pair for rows in groups for pair in combinations(rows, 2)}


def story(simulation: Simulation, pairs: set[tuple[int, int]]) -> str:
    told = simulation.nominees
    return "\n".join(f"{told[one]}  –  {told[other]}" for one, other in sorted(pairs)[:20])


@pytest.mark.parametrize("seed", SEEDS)
def test_six_hundred_nominations_are_grouped_rightly_and_the_rest_is_in_the_queue(
    seed: int,
) -> None:
    simulation = simulated(seed)
    assert len(simulation.nominees) == 600
    true = simulation.true_pairs()
    merged = pairs_of(group(simulation.nominees))
    offered = set(possible(simulation.nominees))
    assert not merged & offered
    precision = len(merged & true) / len(merged)
    recall = len((merged | offered) & true) / len(true)
    figures = (
        f"precision {precision:.4f}, recall {recall:.4f} ({len(merged & true) / len(true):.2f} "
        f"without asking), {len(offered)} pairs to look at\n"
    )
    assert precision >= 0.99, figures + story(simulation, merged - true)
    assert recall >= 0.95, figures + story(simulation, true - merged - offered)
    assert len(merged & true) >= 0.6 * len(true), figures
    assert len(offered) <= 1.5 * len(simulation.nominees), figures
    for one, other in (merged | offered) & true:
        direct = likeness(simulation.nominees[one], simulation.nominees[other]) != "different"
        shared = keys(simulation.nominees[one]) & keys(simulation.nominees[other])
        assert shared or not direct, story(simulation, {(one, other)})


def test_practically_every_true_pair_that_is_alike_shares_a_key() -> None:
    alike = unseen = 0
    for seed in SEEDS:
        simulation = simulated(seed)
        for one, other in simulation.true_pairs():
            first, second = simulation.nominees[one], simulation.nominees[other]
            if likeness(first, second) != "different":
                alike += 1
                unseen += not keys(first) & keys(second)
    assert unseen <= 0.005 * alike, f"{unseen} of {alike}"


def test_a_long_queue_is_not_compared_everybody_with_everybody() -> None:
    told = simulated(5, nominations=5_000, people=3_150, teams=300).nominees
    sharing = Counter(key for nominee in told for key in keys(nominee))
    assert sum(many * (many - 1) // 2 for many in sharing.values()) <= 40 * len(told)
    assert max(sharing.values()) <= 0.02 * len(told)


NAMES = (
    "Anna Hill|Ann Hill|Anne Hill|Ania Nowak|Anna Nowak|Anna Hill-Nowak|Anna|Hill, Anna|A Hill"
    "|Liz Hill|Beth Hill|Elizabeth Hill|Elizabteh Hill|Sister Hill|Anna B Hill|Anna C Hill"
    "|Sam Hill|Samuel Hill|Samantha Hill|Hill Anna|Anna Hill Jr|Anna Hill Snr|Anna Hlil|"
)
ADDRESSES = "|anna.hill@e.org|anna.hill2@e.org|ward7@e.org|a.nowak@e.org|hill@post.example|x1@e.org"
people = st.lists(
    st.builds(
        Described,
        name=st.sampled_from(NAMES.split("|")),
        team=st.sampled_from(["", "Ward 7", "W7", "ICU"]),
        email=st.sampled_from(ADDRESSES.split("|")),
        person_id=st.none() | st.integers(1, 3),
    ),
    max_size=12,
)
small = settings(max_examples=200)


@small
@given(people)
def test_every_nominee_stands_in_exactly_one_group(nominees: list[Described]) -> None:
    groups = group(nominees)
    assert sorted(row for rows in groups for row in rows) == list(range(len(nominees)))
    assert groups == sorted(sorted(rows) for rows in groups)
    pairs = possible(nominees)
    assert pairs == sorted(set(pairs))
    assert all(one < other for one, other in pairs)
    assert not pairs_of(groups) & set(pairs)


@small
@given(people, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(
    nominees: list[Described], luck: random.Random
) -> None:
    order = list(range(len(nominees)))
    luck.shuffle(order)
    mixed = [nominees[place] for place in order]
    groups = {frozenset(order[row] for row in rows) for rows in group(mixed)}
    assert groups == {frozenset(rows) for rows in group(nominees)}
    pairs = {frozenset((order[one], order[other])) for one, other in possible(mixed)}
    assert pairs == {frozenset(pair) for pair in possible(nominees)}


@small
@given(people)
def test_two_people_of_the_directory_never_share_a_group(nominees: list[Described]) -> None:
    group_of = {row: number for number, rows in enumerate(group(nominees)) for row in rows}
    for one, other in combinations(range(len(nominees)), 2):
        first, second = nominees[one].person_id, nominees[other].person_id
        if first is not None and second is not None:
            assert (group_of[one] == group_of[other]) == (first == second)
            assert (one, other) not in possible(nominees)


@small
@given(people)
def test_what_is_said_of_a_pair_does_not_depend_on_who_comes_first(
    nominees: list[Described],
) -> None:
    for one, other in combinations(nominees, 2):
        assert likeness(one, other) == likeness(other, one)


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_is_read_without_harm(name: str, team: str, email: str) -> None:
    told = Described(name, team, email)
    assert all(0 < len(key) <= 40 for key in keys(told))
    assert likeness(told, ASHA) in {"same", "possible", "different"}
    assert len(group([told, told, ASHA])) >= 2
