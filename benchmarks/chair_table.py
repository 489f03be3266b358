"""How much processor time the chair's table takes at 100 and at 10,000 nominees, and its results.

    python -m benchmarks.chair_table

The two sizes are asked in turns, so that whatever else the machine does befalls both.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import delete, event, select

from recognition.app import create_app
from recognition.config import ROOT
from recognition.database import db, transaction
from recognition.demo.actions import load_data
from recognition.panel import actions
from recognition.panel.models import Calculation, Placing
from recognition.people.models import Person
from tests.page_client import PageClient
from tests.settings import settings_for

SIZES = (100, 10_000)
TIMES = 30


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        rooms = [filled(Path(folder) / f"{size}.sqlite", size) for size in SIZES]
        for query in ("", "?order=differ", "?show=differ"):
            best = [float("inf")] * len(SIZES)
            for _each in range(TIMES):
                for place, (_app, client, path) in enumerate(rooms):
                    best[place] = min(best[place], timed(lambda: client.get(path + query)))  # noqa: B023
            asked = [statements(app, client, path + query) for app, client, path in rooms]
            shown = ", ".join(
                f"{size:,}: {spent * 1000:.1f} ms {number} statements"
                for size, spent, number in zip(SIZES, best, asked, strict=True)
            )
            print(f"table{query:<14} {shown}, {best[1] / best[0]:.2f} times")
        for size, (app, _client, path) in zip(SIZES, rooms, strict=True):
            round_id = int(path.split("/")[2])
            print(f"results of {size:,}: {timed(lambda: again(app, round_id)):.2f} s")  # noqa: B023


def filled(path: Path, size: int) -> tuple[Flask, FlaskClient, str]:
    """Fill a database; return it with a chair's browser and the address of the table."""
    app = create_app(settings_for(f"sqlite:///{path}"))
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        loaded = load_data(nominations=size, panellists=40, reviews=5, categories=1)
        chair = db.session.scalar(select(Person.id).where(Person.email == loaded.chair)) or 0
    cookie = PageClient(app).sign_in(chair).get_cookie("recognition")
    client = app.test_client()  # without the checks of a page, which take longer than the page
    client.set_cookie("recognition", cookie.value if cookie else "")
    return app, client, f"/panel/{loaded.round_id}/ranking"


def again(app: Flask, round_id: int) -> None:
    """Work the results out as if scores had changed."""
    with app.app_context():
        with transaction() as session:
            session.execute(delete(Placing))
            session.execute(delete(Calculation))
        actions.calculate(round_id)


def statements(app: Flask, client: FlaskClient, path: str) -> int:
    """Count the statements behind a page."""
    heard: list[str] = []

    def note(_c: object, _cur: object, text: str, *_rest: object) -> None:
        if not text.startswith(("BEGIN", "PRAGMA")):
            heard.append(text)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    client.get(path)
    event.remove(engine, "before_cursor_execute", note)
    return len(heard)


def timed(work: Callable[[], object]) -> float:
    """Return the processor time of some work, in seconds."""
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
