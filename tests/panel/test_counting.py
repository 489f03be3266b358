"""Which sheets count and for how much: the way from points to the order of nominees."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from recognition.panel.category_results import stand
from recognition.panel.counting import Sheet, count, leaves_out, number_of, plain

CARE, COURAGE, REACH = 1, 2, 3
WEIGHTS = {CARE: 2.0, COURAGE: 1.0, REACH: 1.0}
READERS, ITEMS = 4, 5


def whole(low: int, high: int) -> st.SearchStrategy[dict[int, int]]:
    return st.fixed_dictionaries(dict.fromkeys(WEIGHTS, st.integers(low, high)))


def panels(low: int, high: int) -> st.SearchStrategy[list[dict[int, int | None]]]:
    """Sheets of which some leave a criterion out, one for each reader and nominee."""
    gaps = st.sampled_from([(), (CARE,), (COURAGE,), (REACH,), (COURAGE, REACH), (CARE, REACH)])
    sheet = st.tuples(whole(low, high), gaps).map(
        lambda drawn: {key: None if key in drawn[1] else value for key, value in drawn[0].items()}
    )
    return st.lists(sheet, min_size=READERS * ITEMS, max_size=READERS * ITEMS)


def laid_out(points: list[dict[int, int | None]]) -> list[Sheet]:
    """Have reader r score nominee i, unless they sit out."""
    return [
        (at % READERS, at // READERS, row)
        for at, row in enumerate(points)
        if (at % READERS + at // READERS) % 3
    ]


def numbers(sheets: list[Sheet]) -> dict[tuple[int, int], float | None]:
    found = count(sheets, [WEIGHTS]).numbers
    return {(who, item): value for (who, item, _), value in zip(sheets, found, strict=True)}


def raw(sheets: list[Sheet]) -> dict[int, float | None]:
    """Return the raw means by nominee, as they are kept for the chair's table."""
    rows = [(who, item, value) for (who, item), value in numbers(sheets).items() if value]
    _panel, results = stand(rows, {1: range(ITEMS)}, {})
    return {row.candidacy_id: row.raw for row in results[1].standings}


def moved(sheets: list[Sheet], factor: int, by: int) -> list[Sheet]:
    return [
        (
            who,
            item,
            {key: None if value is None else factor * value + by for key, value in points.items()},
        )
        for who, item, points in sheets
    ]


@given(panels(2, 3), st.sampled_from([(1, 1), (2, -3), (2, -1)]))
def test_shift_and_scale_carry_through_with_criteria_that_do_not_apply(
    points: list[dict[int, int | None]], how: tuple[int, int]
) -> None:
    sheets, (factor, by) = laid_out(points), how
    before, after = numbers(sheets), numbers(moved(sheets, factor, by))
    for pair, value in before.items():
        if value is None:
            assert after[pair] is None
        else:
            assert after[pair] == pytest.approx(min(max(factor * value + by, 1), 5))


@given(st.lists(whole(1, 5), min_size=READERS * ITEMS, max_size=READERS * ITEMS))
def test_complete_sheets_give_the_plain_mean(points: list[dict[int, int]]) -> None:
    sheets = laid_out([dict(row) for row in points])
    plainly: dict[int, list[float]] = {}
    for _who, item, row in sheets:
        plainly.setdefault(item, []).append((2 * row[CARE] + row[COURAGE] + row[REACH]) / 4)
    assert raw(sheets) == {
        item: pytest.approx(sum(given) / len(given)) for item, given in plainly.items()
    }


@given(panels(1, 5), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    points: list[dict[int, int | None]], chance: random.Random
) -> None:
    sheets = laid_out(points)
    shuffled = [(who, item, dict(reversed(row.items()))) for who, item, row in sheets]
    chance.shuffle(shuffled)
    assert numbers(shuffled) == pytest.approx(numbers(sheets))
    assert raw(shuffled) == pytest.approx(raw(sheets))


@given(st.lists(st.booleans(), min_size=READERS * ITEMS, max_size=READERS * ITEMS))
def test_a_reader_who_leaves_out_the_harsh_criterion_does_not_favour_a_nominee(
    leave: list[bool],
) -> None:
    """Everybody deserves the same here, and everybody is scored harshly on one criterion."""
    assume(not all(leave))
    sheets = laid_out([{CARE: 4, COURAGE: 4, REACH: None if out else 1} for out in leave])
    assume(any(not leaves_out(points) for *_who, points in sheets))
    assert raw(sheets) == pytest.approx(dict.fromkeys(range(ITEMS), 3.25))


def test_a_sheet_without_the_harsh_criterion_gets_less_than_its_plain_mean() -> None:
    given: list[Sheet] = [
        (1, 1, {CARE: 4, COURAGE: 4, REACH: 2}),
        (1, 2, {CARE: 3, COURAGE: 4, REACH: 1}),
        (2, 1, {CARE: 4, COURAGE: 4, REACH: None}),
    ]
    assert number_of(given[2][2], [plain(WEIGHTS)]) == 4.0
    value = numbers(given)[2, 1]
    assert value is not None
    assert 3.0 < value < 4.0


@given(panels(1, 5))
def test_nobody_counts_for_more_or_less_than_the_scale_allows(
    points: list[dict[int, int | None]],
) -> None:
    assert all(1 <= value <= 5 for value in numbers(laid_out(points)).values() if value is not None)


def test_full_marks_without_a_mild_criterion_are_full_marks() -> None:
    given: list[Sheet] = [
        (1, 1, {CARE: 1, COURAGE: 1, REACH: 5}),
        (1, 2, {CARE: 1, COURAGE: 1, REACH: 5}),
        (2, 1, {CARE: 5, COURAGE: 5, REACH: None}),
    ]
    assert numbers(given)[2, 1] == 5.0


def test_points_for_under_half_the_weight_count_for_nothing() -> None:
    given: list[Sheet] = [
        (1, 1, {CARE: None, COURAGE: 5, REACH: 5}),
        (2, 1, {CARE: None, COURAGE: None, REACH: 5}),
        (3, 1, dict.fromkeys(WEIGHTS)),
        (4, 1, {}),
    ]
    assert count(given, [WEIGHTS]).numbers == (5.0, None, None, None)


def test_scores_stay_with_the_version_of_the_form_by_which_they_were_given() -> None:
    newer = {11: 1.0, 12: 3.0}
    old: list[Sheet] = [(1, 1, {CARE: 4, COURAGE: 2, REACH: 2}), (2, 1, dict.fromkeys(WEIGHTS, 5))]
    new: list[Sheet] = [(1, 2, {11: 1, 12: 5}), (2, 2, {11: None, 12: 5})]
    together = count([*old, *new], [WEIGHTS, newer]).numbers
    assert together == count(old, [WEIGHTS]).numbers + count(new, [newer]).numbers
    assert together[:3] == (3.0, 5.0, 4.0)


@given(panels(1, 5))
def test_what_one_page_works_out_is_what_was_ranked_on(points: list[dict[int, int | None]]) -> None:
    sheets = laid_out(points)
    found = count(sheets, [WEIGHTS])
    assert [number_of(row, found.rubrics) for *_who, row in sheets] == list(found.numbers)
