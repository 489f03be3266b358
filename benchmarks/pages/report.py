"""What was measured, as a table for people and as CSV for later."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.pages.errands import GROWTH
from benchmarks.pages.measuring import Timing

BEGIN, END = "<!-- made by dev.py bench: begin -->", "<!-- made by dev.py bench: end -->"
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class Row:
    """One errand at one size, and how many statements it asked."""

    timing: Timing
    statements: int


@dataclass(frozen=True)
class Run:
    """Everything on one kind of database.

    Attributes:
        kind: `sqlite` or `postgresql`.
        commit: milliseconds of one durable commit, median.
        rows: errands by errand, each at every size.
        memory: size, MiB of the serving process at the end, and seconds from start to first answer.
    """

    kind: str
    commit: float
    rows: Sequence[Row]
    memory: Sequence[tuple[int, float, float]]

    def by_task(self) -> Iterator[list[Row]]:
        """Yield the rows of each errand, from the smallest size on."""
        names = dict.fromkeys(row.timing.task.name for row in self.rows)
        for name in names:
            yield [row for row in self.rows if row.timing.task.name == name]


def table(runs: Sequence[Run]) -> str:
    """Return the tables as Markdown."""
    return "\n".join(line for run in runs for line in _run(run))


def _run(run: Run) -> Iterator[str]:
    first = run.rows[0].timing
    sizes = [row.timing.size for row in next(run.by_task())]
    yield f"### {NAMES[run.kind]}\n"
    yield (
        f"The bare page took {first.bare:.2f} ms beside the first row; one durable commit "
        f"{run.commit:.2f} ms. In each cell: median ms, in brackets the 95th percentile, and how "
        "many times the bare page that is. Commits are taken off before an action is compared.\n"
    )
    heads = [f"{size:,}" for size in sizes]
    yield f"| page or action | {' | '.join(heads)} | target | growth | statements | KB |"
    yield f"|---|{'--:|' * len(sizes)}--:|--:|--:|--:|"
    for rows in run.by_task():
        yield _line(rows, run.commit)
    yield ""
    for size, memory, started in run.memory:
        yield f"- {size:,}: {memory:.0f} MiB at the end, first answer after {started:.2f} s"
    yield ""


def _line(rows: Sequence[Row], commit: float) -> str:
    task, last = rows[0].timing.task, rows[-1]
    cells = [
        f"{row.timing.median:.1f} ({row.timing.slow:.1f}) {ratio(row.timing, commit):.1f} ×"
        for row in rows
    ]
    worst = max(ratio(row.timing, commit) for row in rows)
    target = f"{task.most:g} ×{'' if worst <= task.most else ' ✗'}" if task.most else "–"
    grown = growth(rows, commit)
    too = "" if grown <= GROWTH else " ✗"
    asked = (
        rows[0].statements
        if rows[0].statements == last.statements
        else (f"{rows[0].statements}–{last.statements}")
    )
    return (
        f"| {task.name} | {' | '.join(cells)} | {target} | {grown:.2f}{too} "
        f"| {asked} | {last.timing.bytes / 1_000:.0f} |"
    )


def ratio(timing: Timing, commit: float) -> float:
    """Return how many times as long as the bare page something took, without its commits."""
    return max(0.0, timing.median - timing.task.commits * commit) / timing.bare


def growth(rows: Sequence[Row], commit: float) -> float:
    """Return how many times as long as at the smallest size it takes at the largest."""
    return ratio(rows[-1].timing, commit) / (ratio(rows[0].timing, commit) or 1.0)


def write_csv(runs: Sequence[Run], file: Path) -> None:
    """Write every figure down, one line for each errand, size and kind of database."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(
            ("database", "size", "what", "median_ms", "p95_ms", "bare_ms", "commit_ms", "ratio",
             "most", "statements", "bytes")
        )  # fmt: skip
        for run in runs:
            for row in run.rows:
                timing = row.timing
                writer.writerow(
                    (
                        run.kind,
                        timing.size,
                        timing.task.name,
                        round(timing.median, 3),
                        round(timing.slow, 3),
                        round(timing.bare, 3),
                        round(run.commit, 3),
                        round(ratio(timing, run.commit), 2),
                        timing.task.most,
                        row.statements,
                        timing.bytes,
                    )
                )


def write_page(runs: Sequence[Run], page: Path, day: date) -> None:
    """Put the tables between the two marks of a page."""
    text = page.read_text(encoding="utf-8")
    before, _mark, rest = text.partition(BEGIN)
    _old, _mark, after = rest.partition(END)
    made = f"{BEGIN}\n\nMeasured on {day:%Y-%m-%d}.\n\n{table(runs)}\n{END}"
    page.write_text(before + made + after, encoding="utf-8")
