"""How soon and how quickly every nomination of a round leaves as CSV, and what it needs.

    python -m benchmarks.export ADDRESS STAGE [TIMES]

ADDRESS is that of a database that `benchmarks.pages.stage` filled, STAGE the file in which its
facts were kept as JSON. The file is taken from a served process over one connection; beside it, in
turns, runs the least that a program could do for the same words: one statement and `csv.writer`,
without times of London, safe cells, a trail or a network.
"""

import csv
import http.client
import io
import json
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

import psycopg
from sqlalchemy.engine import make_url

from benchmarks.pages.servers import peak, serving
from benchmarks.pages.stage import Stage
from tests.visitor import Visitor, hidden
from tools.running import HERE
from tools.servers import Server

TIMES = 5
AT_ONCE = 65_536
MOST_TIMES, MOST_SECONDS_TO_FIRST, MOST_MIB = 1.5, 0.2, 20
BARE = """
SELECT n.reference, c.name, n.standing, coalesce(p.name, t.name, k.described_name), p.job_title,
  w.name, p.site, m.name, n.nominator_kind, n.channel, n.sent_at, n.counts_from, n.withdrawn_at,
  {texts}
FROM nomination n
JOIN candidacy k ON k.id = n.candidacy_id
JOIN category c ON c.id = k.category_id
LEFT JOIN person m ON m.id = n.nominator_id
LEFT JOIN person p ON p.id = k.person_id
LEFT JOIN team w ON w.id = p.team_id
LEFT JOIN team t ON t.id = k.team_id
{answers}
WHERE k.round_id = {round_id}
ORDER BY n.sent_at, n.id
"""
ANSWER = """LEFT JOIN answer a{0}
  ON a{0}.nomination_id = n.id AND a{0}.revision = n.revision AND a{0}.question_id = {0}"""
QUESTIONS = """SELECT id FROM question WHERE version_id IN
  (SELECT version_id FROM round WHERE id = {0}) ORDER BY position"""


@dataclass(frozen=True)
class Export:
    """What was measured: seconds (medians), rows, bytes, and MiB more than before the first."""

    rows: int
    bytes: int
    first: float
    whole: float
    bare: float
    memory: float

    @property
    def ratio(self) -> float:
        """Times as long as the bare loop."""
        return self.whole / self.bare

    @property
    def is_good(self) -> bool:
        """Whether it is as quick, as soon and as small as it should be."""
        return (
            self.ratio <= MOST_TIMES
            and self.first < MOST_SECONDS_TO_FIRST
            and self.memory < MOST_MIB
        )


def measure(server: Server, database_url: str, stage: Stage, *, times: int = TIMES) -> Export:
    """Take the file and run the bare loop `times` times, in turns.

    Args:
        server: where the database is served.
        database_url: the database, for the bare loop.
        stage: what is in it.
        times: how often.
    """
    visitor = Visitor(server.url, stage.cookies["administrator"])
    page = f"/manage/schemes/{stage.scheme}/rounds/{stage.judged_slug}"
    form = urlencode(hidden(visitor.get(page).text))
    cookie = visitor.cookies["recognition"].value  # it holds what the form's token is compared with
    before = peak(server)
    took, bare = [], []
    for _turn in range(times):
        began = time.perf_counter()
        run_bare(database_url, stage.judged)
        bare.append(time.perf_counter() - began)
        took.append(_take(server.port, f"{page}/nominations.csv", form, cookie))
    first, whole, data = zip(*took, strict=True)
    rows = sum(1 for _row in csv.reader(io.StringIO(data[0].decode("utf-8-sig"), newline=""))) - 1
    return Export(
        rows=rows,
        bytes=len(data[0]),
        first=median(first),
        whole=median(whole),
        bare=median(bare),
        memory=peak(server) - before,
    )


def _take(port: int, path: str, form: str, cookie: str) -> tuple[float, float, bytes]:
    """Return after how many seconds the first byte and the last one came, and all of them."""
    connection = http.client.HTTPConnection(HERE, port, timeout=120)
    kind = "application/x-www-form-urlencoded"
    headers = {"Cookie": f"recognition={cookie}", "Content-Type": kind}
    began = time.perf_counter()
    connection.request("POST", path, body=form, headers=headers)
    answer = connection.getresponse()
    parts = [answer.read(1)]
    first = time.perf_counter() - began
    while part := answer.read(AT_ONCE):
        parts.append(part)
    whole = time.perf_counter() - began
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"POST {path}: {answer.status}")
    return first, whole, b"".join(parts)


def run_bare(database_url: str, round_id: int) -> int:
    """Write the same words with one statement and `csv.writer`; return how many bytes."""
    with _connected(database_url) as cursor:
        cursor.execute(QUESTIONS.format(round_id))
        questions = [number for (number,) in cursor.fetchall()]
        file = io.BytesIO()
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        # nosemgrep: no-sql-from-text -- numbers that the database gave
        cursor.execute(
            BARE.format(
                texts=", ".join(f"a{number}.text" for number in questions),
                answers="\n".join(ANSWER.format(number) for number in questions),
                round_id=round_id,
            )
        )
        csv.writer(text).writerows(cursor)
        text.flush()
        return file.tell()


@contextmanager
def _connected(database_url: str) -> Iterator[Any]:
    """Connect as plainly as can be; yield a cursor."""
    url = make_url(database_url)
    connection: Any
    if url.get_backend_name() == "sqlite":
        connection = sqlite3.connect(url.database or "")
    else:
        plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
        connection = psycopg.connect(plain)
    try:
        yield connection.cursor()
    finally:
        connection.close()


def main() -> None:
    """Measure and print."""
    database_url, facts, *times = sys.argv[1:]
    stage = Stage(**json.loads(Path(facts).read_text(encoding="utf-8")))
    with serving(database_url) as server:
        found = measure(server, database_url, stage, times=int(times[0]) if times else TIMES)
    print(
        f"{found.rows:,} rows, {found.bytes / 1_048_576:.1f} MiB: first byte after "
        f"{found.first:.3f} s, whole in {found.whole:.2f} s, bare loop {found.bare:.2f} s "
        f"({found.ratio:.2f} times), {found.memory:.1f} MiB more memory"
    )
    if not found.is_good:
        sys.exit(1)


if __name__ == "__main__":
    main()
