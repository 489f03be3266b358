"""The panel's report, made from the snapshot of a closing and from nothing else."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from recognition.panel import chair_words
from recognition.winners import report_words
from recognition.winners.rules import OUTCOMES, WINNER, outcome_name
from recognition.winners.standings import without
from recognition.words import _, ngettext

LEAST_LISTED = 20
"""Places that are listed without an outcome too; twice the winners wanted where that is more."""


@dataclass(frozen=True)
class ReportRow:
    """One nominee as printed; every number is text, and empty where there is none."""

    name: str
    rank: str
    raw: str
    adjusted: str
    chance: str
    readers: str
    outcome: str
    reserve: str
    reason: str
    scores: str


@dataclass(frozen=True)
class ReportCategory:
    """One category: what its results are worth, in sentences, and its nominees by rank.

    `sure` says that adjusted scores and chances are there; `more` how many are not listed.
    """

    name: str
    summary: str
    lines: tuple[str, ...]
    rows: tuple[ReportRow, ...]
    sure: bool
    more: int

    @property
    def reasons(self) -> tuple[ReportRow, ...]:
        """The nominees with an outcome that was given a reason."""
        return tuple(row for row in self.rows if row.reason)


@dataclass(frozen=True)
class Report:
    """What the page and the paper say."""

    scheme: str
    round: str
    panel: str
    method: tuple[str, ...]
    rubric: tuple[tuple[str, str], ...]
    categories: tuple[ReportCategory, ...]
    sat_out: tuple[str, ...]
    names_readers: bool


def report(snapshot: Mapping[str, Any], hidden: Collection[int] = ()) -> Report:
    """Return the report of a closed round, as if the hidden candidacies had never been.

    Args:
        snapshot: as `queries.snapshot` makes it.
        hidden: candidacies by number that the reader of this report must not learn about.
    """
    seen = without(snapshot, hidden)
    rows = seen["candidacies"]
    categories = [one for one in seen["categories"] if _of(rows, one)]
    adjusted = any(one["said"].get("leads") == "adjusted" for one in categories)
    return Report(
        scheme=seen["round"]["scheme"],
        round=seen["round"]["name"],
        panel=_panel(rows),
        method=tuple(report_words.method(adjusted=adjusted)),
        rubric=tuple((one["name"], _share(one, seen["rubric"])) for one in seen["rubric"]),
        categories=tuple(_category(one, _of(rows, one), seen) for one in categories),
        sat_out=tuple(_sat_out(rows, seen["people"])),
        names_readers=seen["names_readers"],
    )


def _of(rows: Collection[Mapping[str, Any]], category: Mapping[str, Any]) -> list[Any]:
    return [row for row in rows if row["category"] == category["id"]]


def _share(criterion: Mapping[str, Any], rubric: Collection[Mapping[str, Any]]) -> str:
    """Say how much a criterion weighs among all of them."""
    whole = sum(one["weight"] for one in rubric)
    return _("%(share)s%% of the score", share=round(100 * criterion["weight"] / whole))


def _panel(rows: Collection[Mapping[str, Any]]) -> str:
    readers = {score["reader"] for row in rows for score in row["scores"]}
    reviews = sum(len(row["scores"]) for row in rows)
    return ngettext(
        "%(num)s reader sent %(reviews)s scored readings of %(nominees)s nominees.",
        "%(num)s readers sent %(reviews)s scored readings of %(nominees)s nominees.",
        len(readers),
        reviews=reviews,
        nominees=len(rows),
    )


def _category(
    category: Mapping[str, Any], rows: list[Any], seen: Mapping[str, Any]
) -> ReportCategory:
    said = category["said"]
    wanted = said.get("wanted", 1)
    rows = sorted(rows, key=_in_order)
    most = max(LEAST_LISTED, 2 * wanted)
    listed = [row for place, row in enumerate(rows) if place < most or row["decision"]]
    reserves = sorted(
        (row["decision"]["reserve"], row["id"])
        for row in rows
        if row["decision"] and row["decision"]["reserve"]
    )
    turns = {number: str(place) for place, (_old, number) in enumerate(reserves, start=1)}
    return ReportCategory(
        name=category["name"],
        summary=_summary(rows, wanted),
        lines=tuple(chair_words.of_category(said)) if said else (),
        rows=tuple(_row(row, turns.get(row["id"], ""), seen) for row in listed),
        sure=bool(said) and not said["too_little"],
        more=len(rows) - len(listed),
    )


def _in_order(row: Mapping[str, Any]) -> tuple[bool, int, int]:
    placing = row["placing"]
    return placing is None, placing["position"] if placing else 0, row["id"]


def _summary(rows: list[Any], wanted: int) -> str:
    decided = Counter(row["decision"]["outcome"] for row in rows if row["decision"])
    parts = [
        _("%(name)s: %(num)s", name=outcome_name(outcome), num=decided[outcome])
        for outcome in OUTCOMES
        if decided[outcome] and outcome != WINNER
    ]
    open_ = len(rows) - sum(decided.values())
    if open_:
        parts.append(_("without an outcome: %(num)s", num=open_))
    first = ngettext(
        "%(num)s nominee. Winners: %(winners)s of %(wanted)s wanted.",
        "%(num)s nominees. Winners: %(winners)s of %(wanted)s wanted.",
        len(rows),
        winners=decided[WINNER],
        wanted=wanted,
    )
    return " ".join([first, *([", ".join(parts) + "."] if parts else [])])


def _row(row: Mapping[str, Any], reserve: str, seen: Mapping[str, Any]) -> ReportRow:
    placing, decision = row["placing"] or {}, row["decision"] or {}
    rank = placing.get("rank")
    chance = placing.get("p_top")
    outcome = decision.get("outcome", "")
    return ReportRow(
        name=row["nominee"],
        rank="" if rank is None else f"{rank}=" if placing["tied"] else str(rank),
        raw=_points(placing.get("raw")),
        adjusted=_points(placing.get("adjusted")),
        chance="" if chance is None else f"{100 * chance:.0f}\N{NO-BREAK SPACE}%",
        readers=str(sum(score["mean"] is not None for score in row["scores"])),
        outcome=outcome_name(outcome) if outcome else "",
        reserve=reserve,
        reason=decision.get("reason", ""),
        scores=_scores(row, seen) if seen["names_readers"] else "",
    )


def _points(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _scores(row: Mapping[str, Any], seen: Mapping[str, Any]) -> str:
    names = {label: seen["people"].get(str(who), "") for label, who in seen["readers"].items()}
    return ", ".join(
        f"{names.get(score['reader'], '')} {_points(score['mean'])}".strip()
        for score in row["scores"]
    )


def _sat_out(rows: Collection[Mapping[str, Any]], people: Mapping[str, str]) -> list[str]:
    """Say who sat out of how many, by name; never of whom, and never why."""
    times = Counter(one["person"] for row in rows for one in row["interests"])
    named = sorted((people.get(str(who), ""), number) for who, number in times.items())
    return [
        _(
            "%(name)s sat out of %(number)s of %(of)s.",
            name=name,
            number=number,
            of=len(rows),
        )
        for name, number in named
    ]
