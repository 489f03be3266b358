"""How much processor time the ledger takes at 100 and at 10,000 nominations, and 500 cards take.

    python benchmarks/ledger.py [ADDRESS OF AN EMPTY DATABASE]

Without an address it uses a new SQLite file for each size.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event, insert

from recognition import clock
from recognition.app import create_app
from recognition.config import ROOT
from recognition.database import db, transaction
from recognition.nominations.models import Answer, Candidacy, Nomination
from recognition.people.models import Person
from recognition.schemes import queries as schemes
from recognition.thanks import actions
from recognition.thanks.models import Card, Thank
from tests.page_client import PageClient
from tests.settings import settings_for
from tests.world import World

SIZES = (100, 10_000)
TIMES = 20
DAYS = 80
WORDS = "She sat with my father through the night and sang to him. " * 12


def main() -> None:
    """Measure and print."""
    given = sys.argv[1] if len(sys.argv) > 1 else ""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            app = create_app(settings_for(given or f"sqlite:///{Path(folder) / 'x.sqlite'}"))
            with app.app_context():
                upgrade(directory=str(ROOT / "migrations"))
            measure(app, size)
            with app.app_context():
                db.session.remove()
                db.engine.dispose()
        if given:
            break


def measure(app: Flask, size: int) -> None:
    """Fill a database and time the pages."""
    world = World(app)
    administrator = world.administrator()
    round_ = world.round(closes_in=timedelta(days=90))
    fill(app, size, round_.id, round_.version_id, round_.scheme.id, administrator.organisation_id)
    signed_in = PageClient(app).sign_in(administrator).get_cookie("recognition")
    client = app.test_client()  # without the checks of a page, which take longer than the page
    client.set_cookie("recognition", signed_in.value if signed_in else "")
    for name, path in (
        ("ledger", "/manage/thanks"),
        ("thanked", "/manage/thanks?state=thanked"),
        ("search", "/manage/thanks?q=nominee+7"),
        ("print queue", "/manage/thanks/print"),
    ):
        statements: list[str] = []
        with app.app_context():
            engine = db.engine

        def note(_c: object, _cur: object, text: str, *_rest: object) -> None:
            statements.append(text)  # noqa: B023 - used before the next round

        event.listen(engine, "before_cursor_execute", note)
        client.get(path)
        event.remove(engine, "before_cursor_execute", note)
        took = [timed(lambda: client.get(path)) for _each in range(TIMES)]  # noqa: B023 - as above
        asked = len([s for s in statements if not s.startswith(("BEGIN", "PRAGMA"))])
        print(f"{size:>6,} {name:<12} {min(took) * 1000:7.1f} ms {asked:>3} queries")
    if size >= 1_000:
        actor = world.viewer(administrator)
        with app.app_context():
            batch = actions.make_batch(round_.scheme.id, None, actor=actor)
            for kind in ("cards", "badges"):
                spent = timed(lambda: actions.download(batch, kind, actor=actor))  # noqa: B023
                print(f"       500 {kind:<8} {spent:7.2f} s")
            actions.mark_cards(batch, "printed", card_ids=None, actor=actor, now=clock.now())
            spent = timed(
                lambda: actions.mark_cards(
                    batch, "handed_over", card_ids=None, actor=actor, now=clock.now()
                )
            )
            print(f"       500 handed over {spent:5.2f} s")


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of processor time that something takes."""
    before = time.process_time()
    work()
    return time.process_time() - before


def fill(
    app: Flask, size: int, round_id: int, version_id: int, scheme_id: int, organisation_id: int
) -> None:
    """Write nominations: half thanked, the others waiting, so that every page has 50 lines."""
    now = clock.now()
    with app.app_context():
        category = schemes.categories(scheme_id)[0].id
        questions = [question.id for question in schemes.form_sheet(version_id).questions]
        first = 10_000
        numbers = range(first, first + size)
        # spread alike at every size, so that the first pages have as many late lines
        ages = {n: now - timedelta(hours=(n - first) * DAYS * 24 / size) for n in numbers}
        waits = {number: number % 2 == 0 for number in numbers}
        checked = {number: number % 50 != 0 for number in numbers}
        with transaction() as session:
            session.execute(
                insert(Person),
                [
                    {
                        "id": n,
                        "organisation_id": organisation_id,
                        "name": f"Nominee {n}",
                        "search_name": f"nominee {n}",
                        "site": f"Site {n % 7}",
                    }
                    for n in numbers
                ],
            )
            session.execute(
                insert(Candidacy),
                [
                    {"id": n, "round_id": round_id, "category_id": category, "person_id": n}
                    for n in numbers
                ],
            )
            session.execute(
                insert(Nomination),
                [
                    {
                        "id": n,
                        "reference": f"B{n}",
                        "draft_key": f"{n:032x}",
                        "body_digest": "",
                        "candidacy_id": n,
                        "scheme_id": scheme_id,
                        "version_id": version_id,
                        "nominator_name": "Somebody",
                        "nominator_email": f"n{n}@example.org",
                        "standing": "accepted" if checked[n] else "waiting",
                        "sent_at": ages[n],
                        "confirmed_at": ages[n],
                        "counts_from": ages[n],
                        "checked_at": ages[n] if checked[n] else None,
                    }
                    for n in numbers
                ],
            )
            session.execute(
                insert(Answer),
                [
                    {"nomination_id": n, "revision": 1, "question_id": question, "text": WORDS}
                    for n in numbers
                    for question in questions
                ],
            )
            known = [n for n in numbers if checked[n]]
            session.execute(
                insert(Card),
                [{"id": n, "candidacy_id": n, "person_id": n, "made_at": ages[n]} for n in known],
            )
            session.execute(
                insert(Thank),
                [
                    {
                        "id": n,
                        "nomination_id": n,
                        "card_id": n,
                        "scheme_id": scheme_id,
                        "way": "print",
                        "state": "waiting" if waits[n] else "thanked",
                        "reason": "",
                        "passed_to": "",
                        "counted_from": ages[n],
                        "made_at": ages[n],
                        "thanked_at": None if waits[n] else now,
                        "took_hours": None if waits[n] else n % 2_000,
                    }
                    for n in known
                ],
            )


if __name__ == "__main__":
    main()
