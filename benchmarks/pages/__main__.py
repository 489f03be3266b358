"""Measure every main page and action at three sizes, on SQLite and on PostgreSQL.

    python3 dev.py bench [--sizes 100,10000] [--on sqlite] [--times 30] [--only TEXT]

Nothing is asserted. The table goes into `docs/operations/performance.md` between its two marks, and
every figure into `build/bench/pages.csv`, to be compared with later. It takes about a quarter of an
hour on two cores that do nothing else; servers listen on this machine alone and stop by themselves.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from flask import Flask

from benchmarks.pages import commits, report
from benchmarks.pages.counting import statements
from benchmarks.pages.errands import Task, tasks
from benchmarks.pages.measuring import Place, Timing, measure
from benchmarks.pages.report import Row, Run
from benchmarks.pages.servers import bare, memory, serving
from benchmarks.pages.stage import Stage, fill
from recognition import clock
from recognition.app import create_app
from recognition.config import ROOT
from recognition.database import db
from tests.databases import PostgresServer
from tests.settings import settings_for
from tools.servers import Server

SIZES = (100, 10_000, 100_000)
KINDS = ("sqlite", "postgresql")


def main() -> None:
    """Measure, print, and write down."""
    options = _options()
    sizes = [int(size) for size in options.sizes.split(",")]
    runs = []
    with tempfile.TemporaryDirectory(prefix="recognition-bench-") as folder, bare() as floor:
        for kind in options.on.split(","):
            with databases(kind, sizes, Path(folder)) as urls:
                runs.append(run(kind, sizes, urls, floor, options.times, options.only))
                print(report.table(runs[-1:]), flush=True)
    report.write_csv(runs, ROOT / "build" / "bench" / "pages.csv")
    if not options.only:
        report.write_page(runs, ROOT / "docs" / "operations" / "performance.md", clock.today())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="dev.py bench", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--on", default=",".join(KINDS))
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--only", default="", help="only rows whose name holds this")
    return parser.parse_args()


@contextmanager
def databases(kind: str, sizes: Sequence[int], folder: Path) -> Iterator[list[str]]:
    """Lend an empty database for each size."""
    if kind == "sqlite":
        yield [f"sqlite:///{folder / f'{size}.sqlite'}" for size in sizes]
        return

    with (
        tempfile.TemporaryDirectory(prefix="recognition-bench-postgresql-") as place,
        ExitStack() as stack,
    ):
        server = PostgresServer(Path(place) / "data", durable=True)
        yield [
            stack.enter_context(server.fresh_database(empty=True, name=f"bench_{size}"))
            for size in sizes
        ]


def run(
    kind: str, sizes: Sequence[int], urls: Sequence[str], floor: Server, times: int, only: str
) -> Run:
    """Fill the databases of one kind, serve them all, and measure."""
    apps = [create_app(settings_for(url)) for url in urls]
    stages = [filled(app, size) for app, size in zip(apps, sizes, strict=True)]
    with ExitStack() as stack:
        servers = [stack.enter_context(serving(url)) for url in urls]
        places = [
            Place(stage.size, server, tasks(stage), stage.cookies)
            for stage, server in zip(stages, servers, strict=True)
        ]
        commit = commits.durable(urls[0])
        timings = measure(places, floor, times=times, only=only)
        held = [(one.size, memory(one.server), one.server.started_in) for one in places]
    counted = _counted(apps, stages, timings)
    for app in apps:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    rows = [Row(timing, counted[timing.size, timing.task.name]) for timing in timings]
    return Run(kind, commit, rows, held)


def filled(app: Flask, size: int) -> Stage:
    """Fill one database; say so, because it takes minutes."""
    print(f"Filling {size:,} nominations …", flush=True)
    return fill(app, size)


def _counted(
    apps: Sequence[Flask], stages: Sequence[Stage], timings: Sequence[Timing]
) -> dict[tuple[int, str], int]:
    wanted = {timing.task.name for timing in timings}
    found = {}
    for app, stage in zip(apps, stages, strict=True):
        for task in (task for task in tasks(stage) if task.name in wanted):
            found[stage.size, task.name] = _statements(app, task, stage)
    return found


def _statements(app: Flask, task: Task, stage: Stage) -> int:
    """Count what a second look asks: a first one in this process reads what is then remembered."""
    cookie = stage.cookies.get(task.who, "")
    statements(app, task, cookie)
    return statements(app, task, cookie)


if __name__ == "__main__":
    main()
