"""A closed round as if some of its nominees had never been: for those who know them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from recognition.panel.category_results import Given, Standing, stand
from recognition.panel.summary import category_words

Snapshot = Mapping[str, Any]


def without(snapshot: Snapshot, hidden: Collection[int]) -> dict[str, Any]:
    """Return a snapshot without some candidacies, as if nobody had ever written about them.

    Places, adjusted scores and chances of everybody else are worked out again from the scores in
    the snapshot, in every category: how strict a reader is was learnt from the hidden ones too.

    Args:
        snapshot: as `queries.snapshot` makes it.
        hidden: candidacies by number; one that is not in the snapshot changes nothing.
    """
    kept = [row for row in snapshot["candidacies"] if row["id"] not in hidden]
    if len(kept) == len(snapshot["candidacies"]):
        return dict(snapshot)
    said, placings = _again(kept, snapshot["categories"])
    return {
        **snapshot,
        "categories": [
            {**one, "said": said.get(one["id"], {}), "cut": None} for one in snapshot["categories"]
        ],
        "candidacies": [{**row, "placing": placings.get(row["id"])} for row in kept],
    }


def _again(
    rows: Collection[Snapshot], categories: Collection[Snapshot]
) -> tuple[dict[int, dict[str, Any]], dict[int, dict[str, Any]]]:
    """Work out the places of every category from the scores in a snapshot."""
    members = defaultdict[int, list[int]](list)
    rows = [
        row for row in rows if row["placing"] is not None
    ]  # the others are not on the shortlist
    for row in rows:
        members[row["category"]].append(row["id"])
    given: list[Given] = [
        (int(score["reader"].removeprefix("R")), row["id"], score["mean"])
        for row in rows
        for score in row["scores"]
        if score["mean"] is not None
    ]
    wanted = {one["id"]: one["said"].get("wanted", 1) for one in categories}
    panel, results = stand(given, members, wanted)
    return (
        {key: category_words(result, panel) for key, result in results.items()},
        {
            standing.candidacy_id: _placing(standing)
            for result in results.values()
            for standing in result.standings
        },
    )


def _placing(standing: Standing) -> dict[str, Any]:
    placing = dict(vars(standing))
    del placing["candidacy_id"]
    return placing
