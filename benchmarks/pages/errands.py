"""What is measured, for whom, and how much longer than the bare page it may take."""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.pages.stage import Stage
from tests.nominating import press, read, write
from tests.visitor import Visitor, hidden

Errand = Callable[[Visitor], None]
NOMINATE, SCORE = "send a nomination, all steps", "save a review"
NONE = 0
"""No figure is asked of these; they are measured all the same."""
GROWTH = 1.25
"""Times as long as with a hundred nominations that a page may take with a hundred thousand."""


@dataclass(frozen=True)
class Task:
    """One row of the table.

    Attributes:
        name: what the row says.
        who: whose browser it is; empty for somebody who has not signed in.
        most: times as long as the bare page that it may take; `NONE` where nobody set a figure.
        errand: does it once.
        commits: commits to the disk that come on top of it.
    """

    name: str
    who: str
    most: float
    errand: Errand
    commits: int = 0


def tasks(stage: Stage) -> list[Task]:
    """Return everything that is measured on one database."""
    judged, announced = stage.judged, stage.announced
    pages = [
        ("start page", "", 4, "/"),
        ("winners", "", 4, "/winners"),
        ("winners of a round", "", 4, f"/winners/{announced}"),
        ("one winner", "", 4, f"/winners/{announced}/{stage.winner}"),
        ("roll of honour", "", NONE, "/winners/roll"),
        ("good practice", "", NONE, "/resources"),
        ("start page, signed in", "staff", 4, "/"),
        ("nominate: who", "staff", 6, f"/nominate/{stage.scheme}"),
        ("nominate: a name typed", "staff", 6, f"/nominate/{stage.scheme}/suggest?q=kaya"),
        ("your nominations", "staff", NONE, "/nominations"),
        ("panel", "panellist", NONE, "/panel"),
        ("stories to read", "panellist", 6, f"/panel/{judged}"),
        ("reading page", "panellist", 6, f"/panel/read/{stage.to_read[0]}"),
        ("chair's table", "chair", 8, f"/panel/{judged}/ranking"),
        ("chair's table by disagreement", "chair", 8, f"/panel/{judged}/ranking?order=differ"),
        ("chair: one nominee", "chair", NONE, f"/panel/nominee/{stage.nominee}"),
        ("chair: who reads what", "chair", NONE, f"/panel/{judged}/assign"),
        ("chair: how judging goes", "chair", NONE, f"/panel/{judged}/health"),
        ("decision meeting", "chair", NONE, f"/winners/meeting/{judged}"),
        (
            "decision meeting: one nominee",
            "chair",
            NONE,
            f"/winners/meeting/nominee/{stage.nominee}",
        ),
        ("desk", "administrator", NONE, "/manage"),
        ("checking queue", "administrator", 8, "/manage/checking"),
        ("checking one", "administrator", NONE, f"/manage/checking/{stage.waiting}"),
        ("ledger", "administrator", 8, "/manage/thanks"),
        ("ledger: thanked", "administrator", 8, "/manage/thanks?state=thanked"),
        ("search the ledger", "administrator", 8, "/manage/thanks?q=kaya"),
        ("search the ledger by reference", "administrator", 8, f"/manage/thanks?q={stage.owed}"),
        ("cards to print", "administrator", NONE, "/manage/thanks/print"),
        ("people", "administrator", NONE, "/manage/people"),
        ("search people", "administrator", 8, "/manage/people?q=kaya"),
        ("trail", "administrator", NONE, "/manage/audit"),
        ("search the trail", "administrator", NONE, "/manage/audit?q=nomination.sent&who=kaya"),
        ("outbox", "administrator", NONE, "/manage/outbox"),
        ("news of a round", "communications", NONE, f"/newsletter/{announced}"),
    ]
    return [
        *(Task(name, who, most, _looking(path)) for name, who, most, path in pages),
        Task(SCORE, "panellist", 6, _scoring(stage), commits=1),
        Task(NOMINATE, "staff", 10, _nominating(stage), commits=1),
    ]


def _looking(path: str) -> Errand:
    def look(visitor: Visitor) -> None:
        visitor.get(path).must_be(200)

    return look


def _scoring(stage: Stage) -> Errand:
    """Save a sheet for later; each time another one, in turns."""
    sheets = itertools.cycle(stage.to_read)

    def score(visitor: Visitor) -> None:
        path = f"/panel/read/{next(sheets)}"
        page = visitor.get(path).must_be(200).text
        visitor.answers.clear()  # reading has a row of its own
        points = dict.fromkeys(re.findall(r'name="(points_\d+)"', page), "4")
        form = {**hidden(page), **points, "comment": "", "note": "", "save": "1"}
        visitor.post(path, form).must_be(302, 303)

    return score


def _nominating(stage: Stage) -> Errand:
    """Go through all four pages to the receipt; each time about another colleague."""
    colleagues: Iterator[str] = itertools.cycle(stage.colleagues)

    def nominate(visitor: Visitor) -> None:
        draft = write(visitor, stage.scheme, {"choice": next(colleagues)})
        sent = press(visitor, draft, read(visitor, draft)).must_be(303)
        visitor.get(sent.location).must_be(200)

    return nominate
