"""A closed round as if some of its nominees had never been: for those who know them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from recognition.panel.counting import count, leaves_out, number_of, plain

if TYPE_CHECKING:
    from recognition.panel.category_results import Given, Standing

Snapshot = Mapping[str, Any]


def without(snapshot: Snapshot, hidden: Collection[int]) -> dict[str, Any]:
    """Return a snapshot without some candidacies, as if nobody had ever written about them.

    The number of each score, and places, adjusted scores and chances of everybody else, are worked
    out again from the points in the snapshot, in every category: how strict a reader is, and what
    the panel gave on a criterion, was learnt from the hidden ones too.

    Args:
        snapshot: as `queries.snapshot` makes it.
        hidden: candidacies by number; one that is not in the snapshot changes nothing.
    """
    kept = [row for row in snapshot["candidacies"] if row["id"] not in hidden]
    if len(kept) == len(snapshot["candidacies"]):
        return dict(snapshot)
    kept = _numbered(kept, snapshot["rubric"])
    said, placings = _again(kept, snapshot["categories"])
    return {
        **snapshot,
        "categories": [
            {**one, "said": said.get(one["id"], {}), "cut": None} for one in snapshot["categories"]
        ],
        "candidacies": [{**row, "placing": placings.get(row["id"])} for row in kept],
    }


def _numbered(rows: Collection[Snapshot], rubric: Collection[Snapshot]) -> list[dict[str, Any]]:
    """Return rows with the one number of each score as it follows from these rows alone."""
    weights = {one["id"]: one["weight"] for one in rubric}
    sheets = [
        (_reader(score), row["id"], _points(score))
        for row in rows
        if row["placing"] is not None  # the others are not on the shortlist
        for score in row["scores"]
    ]
    rubrics = (*count(sheets, [weights]).rubrics, plain(weights))
    return [
        {
            **row,
            "scores": [
                {**score, "mean": number_of(_points(score), rubrics)} for score in row["scores"]
            ],
        }
        for row in rows
    ]


def _reader(score: Snapshot) -> int:
    return int(score["reader"].removeprefix("R"))


def _points(score: Snapshot) -> dict[int, int | None]:
    return {int(key): value for key, value in score["points"].items()}


def _again(
    rows: Collection[Snapshot], categories: Collection[Snapshot]
) -> tuple[dict[int, dict[str, Any]], dict[int, dict[str, Any]]]:
    """Work out the places of every category from the scores in a snapshot."""
    from recognition.panel.category_results import stand
    from recognition.panel.summary import category_words, of_sheets

    members = defaultdict[int, list[int]](list)
    rows = [
        row for row in rows if row["placing"] is not None
    ]  # the others are not on the shortlist
    for row in rows:
        members[row["category"]].append(row["id"])
    given: list[Given] = [
        (_reader(score), row["id"], score["mean"])
        for row in rows
        for score in row["scores"]
        if score["mean"] is not None
    ]
    sheets = of_sheets(
        (row["id"], score["mean"] is not None, leaves_out(score["points"]))
        for row in rows
        for score in row["scores"]
    )
    wanted = {one["id"]: one["said"].get("wanted", 1) for one in categories}
    panel, results = stand(given, members, wanted)
    return (
        {key: category_words(result, panel, sheets) for key, result in results.items()},
        {
            standing.candidacy_id: _placing(standing)
            for result in results.values()
            for standing in result.standings
        },
    )


def _placing(standing: "Standing") -> dict[str, Any]:
    placing = dict(vars(standing))
    del placing["candidacy_id"]
    return placing
