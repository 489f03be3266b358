"""Flags find what was planted in simulated panels, leave most honest judges alone, and only ask."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from recognition.panel.flags import Flag, flags
from recognition.panel.layout import Rating, lay_out
from recognition.panel.two_way import fit_two_way

PANELS = 60
JUDGES, ITEMS, READS = 12, 100, 3
MIDDLE = 3.2
PLANTED = "J03"

Scores = dict[tuple[str, str], float]


def a_panel(
    chance: np.random.Generator,
    *,
    judges: int = JUDGES,
    items: int = ITEMS,
    reads: int = READS,
    noise: float = 0.4,
) -> Scores:
    """Scores in the order in which they were given: quality ± 0.7, severity ± 0.43 of the noise."""
    quality = chance.normal(MIDDLE, 0.7, items)
    severity = chance.normal(0, 0.43 * noise, judges)
    load = np.zeros(judges)
    scores = {}
    for item in range(items):
        for judge in np.argsort(load + chance.random(judges))[:reads]:
            load[judge] += 1
            given = quality[item] + severity[judge] + chance.normal(0, noise)
            scores[f"J{judge:02}", f"N{item:04}"] = float(given)
    return scores


def sent(scores: Scores) -> list[Rating]:
    """What the rubric lets through: quarters of a point from 1 to 5."""
    return [(*key, min(max(round(score * 4) / 4, 1.0), 5.0)) for key, score in scores.items()]


def list_of(scores: Scores) -> list[Rating]:
    return [(*key, score) for key, score in scores.items()]


def sequence(scores: Scores) -> dict[tuple[str, str], float]:
    return {key: float(place) for place, key in enumerate(scores)}


def of_kind(found: list[Flag], kind: str) -> list[Flag]:
    return [flag for flag in found if flag.kind == kind]


def search(kind: str, change: Callable[[int, int, float], float], noise: float) -> list[float]:
    """Change one judge in each of many panels; return the share found and false ones per judge.

    Args:
        kind: the flag that should find it.
        change: from the place of a score, the number of scores and the score to the new score.
        noise: of the panel, in points.
    """
    chance = np.random.default_rng(20)
    found = false = 0
    for _ in range(PANELS):
        scores = a_panel(chance, noise=noise)
        own = [key for key in scores if key[0] == PLANTED]
        for place, key in enumerate(own):
            scores[key] = change(place, len(own), scores[key])
        named = [flag.judge for flag in of_kind(flags(sent(scores), sequence(scores)), kind)]
        found += named.count(PLANTED)
        false += len(named) - named.count(PLANTED)
    return [found / PANELS, false / PANELS / (JUDGES - 1)]


def test_odd_scores_are_found_and_few_others_are_named() -> None:
    """One score in a hundred is put 1 to 2.5 points off, the noise of a score being 0.4 points."""
    chance = np.random.default_rng(10)
    found = planted = false = 0
    for _ in range(PANELS):
        scores = a_panel(chance)
        keys = list(scores)
        # a list: a set of words has another order in each process, and chance deals in that order
        off = [keys[place] for place in chance.choice(len(keys), 3, replace=False)]
        for key in off:
            shift = chance.uniform(1, 2.5)
            scores[key] += shift if scores[key] < MIDDLE else -shift
        named = {(flag.judge, flag.item) for flag in of_kind(flags(sent(scores)), "odd score")}
        found += len(named.intersection(off))
        planted += len(off)
        false += len(named.difference(off))
    assert 0.57 <= found / planted <= 0.69
    assert false / (PANELS * ITEMS * READS - planted) <= 0.009


def test_every_score_two_and_a_half_points_from_the_other_readers_is_found() -> None:
    chance = np.random.default_rng(11)
    for _ in range(PANELS):
        scores = a_panel(chance)
        item = f"N{chance.integers(ITEMS):04}"
        key, *others = [key for key in scores if key[1] == item]
        level = sum(scores[other] for other in others) / len(others)
        up = level < MIDDLE
        scores[key] = level + (2.5 if up else -2.5)
        (flag,) = [flag for flag in flags(list_of(scores)) if flag.item == item]
        assert (flag.kind, flag.judge) == ("odd score", key[0])
        assert (flag.size > 0) is up is ("higher" in flag.text)
        assert 1.5 < abs(flag.size) < 3.5


def test_a_judge_who_scores_all_the_same_is_found() -> None:
    chance = np.random.default_rng(12)
    found, false = search("all the same", lambda *_: 3.5 + chance.normal(0, 0.15), noise=0.5)
    assert found == 1
    assert false <= 0.005


def test_a_judge_who_reads_the_scale_the_other_way_round_is_found() -> None:
    found, false = search("reversed", lambda _place, _of, score: 2 * MIDDLE - score, noise=0.4)
    assert found >= 0.97
    assert false <= 0.005


def test_a_quarter_of_drifts_by_one_point_are_found() -> None:
    found, false = search("drift", lambda place, of, score: score + place / (of - 1), noise=0.5)
    assert 0.14 <= found <= 0.34
    assert false <= 0.013


def test_an_honest_panel_leaves_the_chair_in_peace() -> None:
    chance = np.random.default_rng(13)
    kinds = []
    for _ in range(PANELS):
        scores = a_panel(chance)
        kinds += [flag.kind for flag in flags(sent(scores), sequence(scores))]
    assert kinds.count("odd score") / (PANELS * ITEMS * READS) <= 0.0125
    assert kinds.count("all the same") / (PANELS * JUDGES) <= 0.001
    assert kinds.count("reversed") / (PANELS * JUDGES) <= 0.001
    assert kinds.count("drift") / (PANELS * JUDGES) <= 0.013


def test_a_strict_judge_is_neither_odd_nor_the_same_nor_reversed() -> None:
    scores = a_panel(np.random.default_rng(14))
    for key in scores:
        scores[key] -= 1.0 if key[0] == PLANTED else 0.0
    own = [flag for flag in flags(list_of(scores), sequence(scores)) if flag.judge == PLANTED]
    assert len(own) <= 1


def test_two_readers_disagree_and_neither_is_named() -> None:
    scores = a_panel(np.random.default_rng(15), reads=2)
    for number, key in enumerate(key for key in scores if key[1] == "N0040"):
        scores[key] = (1.5, 4.5)[number]
    found = flags(sent(scores))
    (flag,) = [flag for flag in found if flag.item == "N0040"]
    assert flag.kind == "disagreement"
    assert flag.judge is None
    assert 2 < flag.size < 4
    assert not any(judge in flag.text for judge, _ in scores)
    assert "two readers of nomination N0040" in flag.text
    assert not of_kind(found, "odd score")


def test_a_single_reader_is_never_flagged() -> None:
    scores = a_panel(np.random.default_rng(16), reads=1)
    assert not flags(sent(scores))


def test_one_nomination_brings_one_question() -> None:
    scores = a_panel(np.random.default_rng(17), reads=5)
    items = [flag.item for flag in of_kind(flags(sent(scores)), "odd score")]
    assert len(items) == len(set(items)) > 0


def test_somebody_whose_nominations_are_alike_is_not_blamed_for_like_scores() -> None:
    chance = np.random.default_rng(18)
    same = []
    for _ in range(20):
        quality = np.concatenate([np.full(20, 3.0), chance.normal(3, 1.2, 80)])
        scores: Scores = {}
        for item, level in enumerate(quality):
            readers = ["A", "B", "C"] if item < 20 else ["B", "C", "D"]
            for judge in readers:
                scores[judge, f"N{item:02}"] = level + chance.normal(0, 0.3)
        same += [flag.judge for flag in of_kind(flags(list_of(scores)), "all the same")]
    assert same == []


def test_few_scores_say_nothing_about_a_judge() -> None:
    fair = np.tile([1.0, 3.0, 5.0, 2.0, 4.0], 4)
    for number, kinds in [(7, set()), (8, {"all the same"})]:
        ratings = [(judge, f"N{i}", float(fair[i])) for judge in "ABC" for i in range(20)]
        ratings += [("Z", f"N{i}", 3.0) for i in range(number)]
        assert {
            flag.kind for flag in flags(ratings) if flag.judge == "Z" and not flag.item
        } == kinds
    for number, kinds in [(14, set()), (15, {"reversed"})]:
        ratings = [(judge, f"N{i}", float(fair[i])) for judge in "ABC" for i in range(20)]
        ratings += [("Z", f"N{i}", 6.0 - float(fair[i])) for i in range(number)]
        assert {
            flag.kind for flag in flags(ratings) if flag.judge == "Z" and not flag.item
        } == kinds


def drifting(items: int) -> tuple[list[Rating], dict[tuple[str, str], float]]:
    chance = np.random.default_rng(19)
    scores: Scores = {}
    for item in range(items):
        level = chance.normal(3, 0.5)
        for judge in "ABC":
            shift = 2 * item / items if judge == "A" else 0.0
            scores[judge, f"N{item:02}"] = level + shift + chance.normal(0, 0.2)
    return list_of(scores), sequence(scores)


def test_drift_says_when_it_is_weak() -> None:
    for items, weak in [(39, True), (40, False)]:
        ratings, order = drifting(items)
        (flag,) = [flag for flag in of_kind(flags(ratings, order), "drift") if flag.judge == "A"]
        assert ("weak" in flag.text) is weak
        assert "more generous" in flag.text
        assert 1.5 < flag.size < 2.5


def test_only_the_sequence_counts_for_drift() -> None:
    ratings, order = drifting(40)
    later = {key: at * 60 + 1e6 * (at > 50) for key, at in order.items()}
    assert flags(ratings, later) == flags(ratings, order)
    assert not of_kind(flags(ratings), "drift")
    backwards = of_kind(flags(ratings, {key: -at for key, at in order.items()}), "drift")
    assert "stricter" in next(flag.text for flag in backwards if flag.judge == "A")


def test_row_order_does_not_matter() -> None:
    scores = a_panel(np.random.default_rng(21))
    rows = sent(scores)
    shuffled = [rows[place] for place in np.random.default_rng(0).permutation(len(rows))]
    assert flags(shuffled, sequence(scores)) == flags(rows, sequence(scores))


def test_a_shift_of_the_whole_scale_does_not_matter() -> None:
    scores = a_panel(np.random.default_rng(22))
    before = flags(list_of(scores))
    after = flags([(judge, item, score + 10) for judge, item, score in list_of(scores)])
    assert [(f.kind, f.judge, f.item) for f in after] == [(f.kind, f.judge, f.item) for f in before]


def test_gaps_are_what_leaving_a_score_out_shows() -> None:
    layout = lay_out(list_of(a_panel(np.random.default_rng(23), judges=5, items=15)))
    fit = fit_two_way(layout)
    for place in range(layout.score.size):
        rest = layout.only(np.arange(layout.score.size) != place)
        severity = fit_two_way(rest).severity
        others = rest.item == layout.item[place]
        level = (rest.score - severity[rest.judge])[others].mean()
        predicted = level + severity[layout.judge[place]]
        assert fit.gap[place] == pytest.approx(layout.score[place] - predicted, abs=1e-9)


def test_a_flag_asks_and_does_not_accuse() -> None:
    scores = a_panel(np.random.default_rng(24))
    for key in scores:
        scores[key] = {"J01": 3.0, PLANTED: 6.4 - scores[key]}.get(key[0], scores[key])
    ratings, order = drifting(20)
    found = flags(sent(scores)) + flags(ratings, order)
    assert {flag.kind for flag in found} == {"odd score", "all the same", "reversed", "drift"}
    for flag in found:
        assert flag.text.endswith("?")
        assert (flag.judge or "") in flag.text
        assert (flag.item or "") in flag.text
        assert not {"wrong", "unfair", "biased", "error"} & set(flag.text.lower().split())


@pytest.mark.parametrize(
    "ratings",
    [
        [],
        [("A", "N1", 3.0)],
        [("A", "N1", 3.0), ("B", "N1", 5.0)],
        [(judge, f"N{i}", 4.0) for judge in "ABC" for i in range(20)],
        [(judge, f"N{i}", float(i % 5)) for judge in "ABC" for i in range(20)],
        [(judge, f"{judge}{i}", float(i % 5)) for judge in "AB" for i in range(20)],
    ],
    ids=["nothing", "one score", "one pair", "constant", "of one mind", "unlinked"],
)
def test_where_nothing_can_be_told_nothing_is_asked(ratings: list[Rating]) -> None:
    assert flags(ratings) == []


@pytest.mark.parametrize(
    ("ratings", "order", "why"),
    [
        ([("A", "N1", 3.0), ("A", "N1", 4.0)], {}, "twice"),
        ([("A", "N1", math.nan)], {}, "finite"),
        ([("A", "N1", math.inf)], {}, "finite"),
        ([("A", "N1", 3.0)], {("A", "N2"): 1.0}, "not there"),
        ([("A", "N1", 3.0)], {("A", "N1"): math.nan}, "finite"),
    ],
)
def test_what_makes_no_sense_is_refused(
    ratings: list[Rating], order: dict[tuple[str, str], float], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        flags(ratings, order)
