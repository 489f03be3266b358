"""How fast the checking queue answers at 100 and at 10,000 waiting nominations.

    python benchmarks/queue.py [DATABASE_URL]

It fills a fresh database (SQLite in a temporary folder unless told otherwise) with people who are
described in words, opens the first page 20 times at each size, and prints
the median processor time in milliseconds (with SQLite that is nearly all of it, whatever else the
machine does) and the number of statements.
"""

import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event, func, insert, select

from recognition import clock
from recognition.app import create_app
from recognition.config import ROOT
from recognition.database import db, transaction
from recognition.nominations import matching
from recognition.nominations.matching import Described
from recognition.nominations.models import Answer, Candidacy, Nomination, NomineeKey
from recognition.schemes.models import Category, Question
from tests.page_client import PageClient
from tests.settings import settings_for
from tests.world import World

SIZES = (100, 10_000)
TIMES = 20
GIVEN = (
    "A",
    "Be",
    "Ca",
    "De",
    "E",
    "Fe",
    "Gra",
    "Hu",
    "Ima",
    "Jo",
    "Ka",
    "Lo",
    "Ma",
    "Ni",
    "O",
    "Pri",
)
CALLED = (
    "sha",
    "nny",
    "rys",
    "vika",
    "lin",
    "mi",
    "cie",
    "go",
    "ni",
    "nas",
    "ria",
    "rcus",
    "bel",
    "tash",
)
BEGINS = ("Ade", "Bar", "Cor", "Dun", "Ell", "Far", "Gal", "Hol", "Ibr", "Jar", "Kin", "Lan", "Mor")
MIDDLES = ("ring", "mond", "sha", "ver", "wick", "bur", "den", "lo", "man", "ner")
ENDS = ("ton", "ley", "son", "well", "field", "ford", "by", "ski", "da", "ker")
PLACES = tuple(f"Ward {number}" for number in range(1, 200))
STORY = (
    "She noticed that he was frightened, sat down beside him and stayed until his daughter came."
)


def fill(app: Flask, round_id: int, upto: int) -> None:
    """Add nominations until there are so many."""
    with app.app_context(), transaction() as session:
        there = session.scalar(select(func.count()).select_from(Nomination)) or 0
        first = session.scalars(select(Nomination).limit(1)).one()
        question = session.scalars(select(Question.id)).first()
        category = session.scalars(select(Category.id)).first()
        start = (session.scalar(select(func.max(Candidacy.id))) or 0) + 1
        numbers = range(start, start + upto - there)
        told = {n: (_name(n), PLACES[n % 199]) for n in numbers}
        session.execute(
            insert(Candidacy),
            [
                {
                    "id": n,
                    "round_id": round_id,
                    "category_id": category,
                    "described_name": name,
                    "described_place": place,
                }
                for n, (name, place) in told.items()
            ],
        )
        session.execute(
            insert(NomineeKey),
            [
                {"candidacy_id": n, "key": key}
                for n, (name, place) in told.items()
                for key in matching.keys(Described(name, place, "", None))
            ],
        )
        session.execute(
            insert(Nomination),
            [
                {
                    "id": n + 1_000_000,
                    "reference": f"Z{n:06}",
                    "draft_key": f"{n:032x}",
                    "body_digest": "",
                    "candidacy_id": n,
                    "scheme_id": first.scheme_id,
                    "version_id": first.version_id,
                    "nominator_id": first.nominator_id,
                    "cleared": [],
                    "sent_at": clock.now() - timedelta(seconds=60 * n),
                    "confirmed_at": clock.now(),
                    "counts_from": clock.now() - timedelta(seconds=60 * n),
                }
                for n in numbers
            ],
        )
        session.execute(
            insert(Answer),
            [
                {
                    "nomination_id": n + 1_000_000,
                    "revision": 1,
                    "question_id": question,
                    "text": STORY,
                }
                for n in numbers
            ],
        )


def _name(number: int) -> str:
    """Return one of many names: 224 first names and 1,300 surnames, each met again and again."""
    last = f"{BEGINS[number % 13]}{MIDDLES[number // 13 % 10]}{ENDS[number // 130 % 10]}"
    return f"{GIVEN[number * 7 % 16]}{CALLED[number * 11 // 16 % 14]} {last}"


def measured(app: Flask, client: PageClient) -> tuple[float, int]:
    """Return the median processor time of the first page in ms, and its statements."""
    statements: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    with app.app_context():
        engine = db.engine
    client.get("/manage/checking")
    event.listen(engine, "before_cursor_execute", note)
    client.get("/manage/checking")
    event.remove(engine, "before_cursor_execute", note)
    taken = []
    for _each in range(TIMES):
        begun = time.process_time()
        PlainClient.open(client, "/manage/checking")
        taken.append((time.process_time() - begun) * 1000)
    return statistics.median(taken), len(statements)


class PlainClient(PageClient.__base__):  # type: ignore[misc,name-defined]
    """The client without the checks of every page, which take longer than the page."""


def main() -> None:
    """Measure, and print a line for each size."""
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder}/queue.sqlite"
        app = create_app(settings_for(url), TESTING=True)
        with app.app_context():
            upgrade(directory=str(ROOT / "migrations"))
        world = World(app)
        me, round_ = world.administrator(), world.round()
        world.nomination(round_, accepted=False)
        client = PageClient(app).sign_in(me)
        for size in SIZES:
            fill(app, round_.id, size)
            milliseconds, statements = measured(app, client)
            print(f"{size:6,} waiting: {milliseconds:6.1f} ms, {statements} statements")


if __name__ == "__main__":
    main()
