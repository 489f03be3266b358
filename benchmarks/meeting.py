"""How much processor time the meeting's pages take at 100 and at 10,000 nominees.

    python -m benchmarks.meeting

The overview and one nominee in the middle of the order, a tenth of the round decided. The two sizes
are asked in turns, so that whatever else the machine does befalls both.
"""

import tempfile
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from benchmarks.chair_table import SIZES, again, filled, statements, timed
from recognition import clock
from recognition.database import db, transaction
from recognition.nominations.models import Candidacy
from recognition.people.models import Person
from recognition.winners.models import Decision

TIMES = 20


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        rooms = []
        for size in SIZES:
            app, client, path = filled(Path(folder) / f"{size}.sqlite", size)
            round_id = int(path.split("/")[2])
            again(app, round_id)
            middle = decide_some(app, round_id)
            pages = (f"/winners/meeting/{round_id}", f"/winners/meeting/nominee/{middle}?left=1")
            rooms.append((app, client, pages))
        for page, name in enumerate(("overview", "nominee")):
            best = [float("inf")] * len(SIZES)
            for _each in range(TIMES):
                for place, (_app, client, pages) in enumerate(rooms):
                    best[place] = min(best[place], timed(lambda: client.get(pages[page])))  # noqa: B023
            asked = [statements(app, client, pages[page]) for app, client, pages in rooms]
            shown = ", ".join(
                f"{size:,}: {spent * 1000:.1f} ms {number} statements"
                for size, spent, number in zip(SIZES, best, asked, strict=True)
            )
            print(f"{name:<9} {shown}, {best[1] / best[0]:.2f} times")


def decide_some(app: Flask, round_id: int) -> int:
    """Record an outcome for every tenth nominee; return one in the middle without any."""
    with app.app_context():
        mine = select(Candidacy.id).where(Candidacy.round_id == round_id).order_by(Candidacy.id)
        numbers = list(db.session.scalars(mine))
        somebody = db.session.scalar(select(func.min(Person.id)))
        with transaction() as session:
            session.add_all(
                Decision(
                    candidacy_id=number,
                    outcome="recognised",
                    reason="",
                    decided_by_id=somebody,
                    decided_at=clock.now(),
                )
                for number in numbers[::10]
            )
        return numbers[len(numbers) // 2 + 1]


if __name__ == "__main__":
    main()
