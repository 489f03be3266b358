"""Two clicks, or two people, at the same moment."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from recognition.audit.models import Entry
from recognition.database import db, transaction
from recognition.errors import Refused
from recognition.mail.models import Letter
from recognition.panel import actions
from recognition.panel.models import Assignment
from recognition.panel.rules import PANELLIST
from recognition.schemes.models import Round
from tests.panel.conftest import Judging

LONG_ENOUGH = 0.3
"""Seconds in which both writers get as far as they can while the round is held."""


def at_once(judging: Judging, *acts: Callable[[], object]) -> list[object]:
    """Start acts while the round is held, then let go; return what each gave, or its refusal."""

    def one(act: Callable[[], object]) -> object:
        with judging.app.app_context():
            try:
                return act()
            except Refused as refused:
                return refused

    with ThreadPoolExecutor(len(acts)) as pool:
        with judging.app.app_context(), transaction() as session:
            session.execute(select(Round).where(Round.id == judging.round.id).with_for_update())
            running = [pool.submit(one, act) for act in acts]
            time.sleep(LONG_ENOUGH)
        return [each.result() for each in running]


def traces(judging: Judging, kind: str) -> tuple[int | None, int | None]:
    """Count the letters and the audit entries of one kind."""
    with judging.app.app_context():
        return (
            db.session.scalar(select(func.count(Letter.id)).where(Letter.kind == kind)),
            db.session.scalar(select(func.count(Entry.number)).where(Entry.action == kind)),
        )


def test_appointing_twice_at_once_is_one_seat_one_letter_and_one_entry(judging: Judging) -> None:
    person, round_id = judging.world.person(), judging.round.id

    def appoint() -> None:
        actions.appoint(round_id=round_id, person_id=person.id, role=PANELLIST, actor=None)

    with judging.app.app_context():
        appoint()
        actions.end_appointment(round_id=round_id, person_id=person.id, role=PANELLIST, actor=None)
    before = traces(judging, "panel.appointed")
    found = at_once(judging, appoint, appoint)
    assert found.count(None) == 1
    assert "has this seat already" in str(found)
    assert [a - b for a, b in zip(traces(judging, "panel.appointed"), before, strict=True)] == [
        1,
        1,
    ]


def test_assigning_twice_at_once_is_one_letter_and_one_entry(judging: Judging) -> None:
    number, reader = judging.nominate(), judging.asha.id
    this = {
        "round_id": judging.round.id,
        "candidacy_id": number,
        "person_id": reader,
        "actor": None,
    }
    with judging.app.app_context():
        actions.assign(**this)
        actions.unassign(**this)
    assert traces(judging, "panel.assigned") == (1, 1)
    found = at_once(judging, *[lambda: actions.assign(**this)] * 2)
    assert found.count(None) == 1
    assert "to read already" in str(found)
    assert traces(judging, "panel.assigned") == (2, 2)


def test_sharing_twice_at_once_shares_once_with_one_letter_each(judging: Judging) -> None:
    for _one in range(2):
        judging.nominate()
    found = at_once(
        judging,
        *[lambda: actions.share_fairly(round_id=judging.round.id, reads=1, actor=None)] * 2,
    )
    assert {actions.Share(2, 2), actions.Share(0, 0)} == set(found)
    assert traces(judging, "panel.assigned")[0] == 2
    assert traces(judging, "panel.shared")[1] == 1
    with judging.app.app_context():
        assert db.session.scalar(select(func.count(Assignment.id))) == 2


def test_panellists_who_step_back_at_the_same_moment_do_not_wait_for_each_other(
    judging: Judging,
) -> None:
    number = judging.nominate()
    readers = [judging.world.person() for _one in range(4)]
    for reader in readers:
        judging.world.appoint(judging.round, reader)
        judging.assigned(number, reader)
    viewers = [judging.world.viewer(reader) for reader in readers]
    found = at_once(
        judging,
        *[
            lambda viewer=viewer: actions.declare_interest(
                candidacy_id=number, reason="", actor=viewer
            )
            for viewer in viewers
        ],
    )
    assert found == [None] * 4
    with judging.app.app_context():
        still = select(func.count(Assignment.id)).where(Assignment.ended_at.is_(None))
        assert db.session.scalar(still) == 0
