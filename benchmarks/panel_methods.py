"""How well four ways to make one order out of a panel's scores find the truth.

    python benchmarks/panel_methods.py           simulated panels, and the time for a large round
    python benchmarks/panel_methods.py FOLDER    real panels: every CSV file in the folder

A file has the columns group (one panel), judge, item, score (higher is better) and optionally
criterion. Of each real panel, k scores for each nomination are kept; what they say is compared with
the mean of scores that were held back: those of the other half of the judges where nominations have
at least six scores, otherwise the nomination's own other scores. Agreement is Kendall's tau-a.
“Chances” is the mean |said − happened|: simulated, to be truly among the first m; real, to be among
the first quarter by the mean of an equally large half of the judges.
"""

import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from benchmarks.panel_orders import METHODS
from benchmarks.real_panels import agreements, read, rerun_gap
from recognition.panel.calibration import calibrate
from tests.panel.agreement import first, gap, kendall, precision
from tests.panel.simulated_panels import SCENARIOS, Scenario

PANELS = 200


def row(*cells: object) -> None:
    print(
        "|", " | ".join(f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in cells)
    )


def head(*more: str) -> None:
    row("panels", *METHODS, *more)
    row(*["---"] * (1 + len(METHODS) + len(more)))


def simulated(scenario: Scenario) -> None:
    tau, hits = defaultdict(list), defaultdict(list)
    said: list[float] = []
    happened: list[bool] = []
    for seed in range(PANELS):
        panel = scenario.panel(seed)
        for name, method in METHODS.items():
            order = method(panel.ratings)
            tau[name].append(kendall(order, panel.truth))
            hits[name].append(precision(order, panel.truth, panel.m))
        chosen = first(panel.truth, panel.m)
        for item, result in calibrate(panel.ratings, panel.m).items.items():
            said.append(result.p_top)
            happened.append(item in chosen)
    means = [statistics.fmean(tau[name]) for name in METHODS]
    ratio = statistics.fmean(hits["ours"]) / statistics.fmean(hits["raw mean"])
    row(scenario.name, *means, means[-1] / means[0], ratio, gap(said, happened))


def large() -> None:
    """Time 5,000 nominations × 40 judges × 5 scores with 2,000 draws."""
    ratings = Scenario("large", 0.43, judges=40, items=5000, reads=5).panel(1).ratings
    values = np.random.default_rng(1).random(1_000_000)
    ours, fixed = [], []
    for _ in range(5):
        start = time.process_time()
        calibrate(ratings, 200)
        ours.append(time.process_time() - start)
        start = time.process_time()
        for _ in range(10):
            np.sqrt(values * values + 1).sum()
        fixed.append(time.process_time() - start)
    seconds = statistics.median(ours)
    print(f"5,000 × 40 × 5, 2,000 draws: {seconds:.2f} s of processor time,", end=" ")
    print(f"{seconds / statistics.median(fixed):.1f} times ten passes over a million numbers")


def real(folder: Path) -> None:
    files = {path.stem: read(path) for path in sorted(folder.glob("*.csv"))}
    head("ours − raw")
    for name, groups in files.items():
        for k in (2, 3):
            if means := agreements(groups, k):
                row(f"{name}, {k} scores", *means, means[-1] - means[0])
    for name, groups in files.items():
        if (apart := rerun_gap(groups)) is not None:
            print(f"{name}: chances and what a second half chose differ by {apart:.3f}")


def main() -> None:
    if len(sys.argv) > 1:
        real(Path(sys.argv[1]))
        return
    head("ours / raw", "first m: ours / raw", "chances")
    for scenario in SCENARIOS:
        simulated(scenario)
    large()


if __name__ == "__main__":
    main()
