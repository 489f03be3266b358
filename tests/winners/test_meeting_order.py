"""The order of the meeting is asked part by part; put together, the parts are the whole."""

import re
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from recognition import clock
from recognition.database import db, transaction
from recognition.nominations.models import Candidacy
from recognition.panel.models import Assignment, Placing
from recognition.panel.queries.interests import standing
from recognition.panel.queries.led import led, nominees_by_category
from recognition.panel.queries.rights import leads, opens
from recognition.panel.rules import DEPUTY
from recognition.people.queries import Viewer
from recognition.schemes.models import Category
from recognition.winners.queries import agenda as orders
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.winners.meetings import SCORES, MeetingRoom, meeting_room
from tests.world import World


@pytest.fixture
def room(world: World) -> MeetingRoom:
    """Nine people who were scored, two whom nobody placed yet, two in another category.

    The chair knows the second, whom the deputy leads on.
    """
    room = meeting_room(world, *SCORES)
    room.know(room.chair, room.numbers[1])
    world.appoint(room.round, room.readers[2], role=DEPUTY)
    room.nominate(world.person(), world.person())
    with world.app.app_context(), transaction() as session:
        other = Category(scheme_id=room.round.scheme.id, name="Other deeds", position=9)
        session.add(other)
        session.flush()
        category_id = other.id
    with time_machine.travel(clock.now() - timedelta(hours=2)):
        world.nomination(room.round, category_id=category_id)
        world.nomination(room.round, category_id=category_id)
    return room


def expected(room: MeetingRoom, viewer: Viewer) -> list[int]:
    """Return whom the meeting is about, as the plain conditions say it, in order."""
    found = agenda_of(room, viewer)
    calculation = found.results.id if found.results else None
    positions = dict(
        db.session.execute(
            select(Placing.candidacy_id, Placing.position).where(
                Placing.calculation_id == calculation
            )
        ).all()
    )
    rows = db.session.execute(
        select(Candidacy.id, Candidacy.category_id).where(
            Candidacy.round_id == room.round.id, *opens(viewer.person_id)
        )
    ).all()
    turn = [one.id for one in found.categories]
    return [
        number
        for number, _category in sorted(
            rows, key=lambda row: (turn.index(row[1]), positions.get(row[0], 999), row[0])
        )
    ]


def agenda_of(room: MeetingRoom, viewer: Viewer) -> orders.Agenda:
    return orders.agenda(viewer, room.round.id)


def category_of(number: int) -> int:
    return db.session.scalars(select(Candidacy.category_id).where(Candidacy.id == number)).one()


def walked(found: orders.Agenda, number: int | None, *, back: bool) -> Iterator[int]:
    while number is not None:
        yield number
        step = orders.step_of(found, number, category_of(number))
        number = orders.neighbour(found, step, back=back)


@pytest.mark.parametrize("who", ["chair", "deputy"])
def test_step_by_step_and_page_by_page_everybody_comes_once_and_in_order(
    room: MeetingRoom, who: str
) -> None:
    for number in (room.numbers[4], room.numbers[6]):
        room.know(room.chair, number)
    viewer = room.world.viewer(room.chair if who == "chair" else room.readers[2])
    with room.world.app.app_context():
        order, found = expected(room, viewer), agenda_of(room, viewer)
        assert len(order) == (10 if who == "chair" else 3)
        assert room.numbers[1] in order or who == "chair"
        assert list(walked(found, order[0], back=False)) == order
        assert list(walked(found, order[-1], back=True)) == order[::-1]
        steps = [orders.step_of(found, number, category_of(number)) for number in order]
        places = [orders.place_of(found, step) for step in steps]
        assert places == list(range(1, len(order) + 1))
        assert found.total == len(order)
        pages = [
            number
            for turn in found.turns
            for skipped in range(0, found.nominees[turn], 3)
            for number in orders.page_of(found, turn, skipped=skipped, most=3)
        ]
        assert pages == order


def test_the_next_without_an_outcome_comes_round_from_the_end(room: MeetingRoom) -> None:
    for number in (room.numbers[0], room.numbers[4]):
        room.decide(number)
    chair = room.world.viewer(room.chair)
    with room.world.app.app_context():
        found, order = agenda_of(room, chair), expected(room, chair)
        still_open = [one for one in order if one not in (room.numbers[0], room.numbers[4])]
        assert orders.next_open(found) == still_open[0]
        for at, number in enumerate(order):
            around = [*order[at + 1 :], *order[: at + 1]]
            step = orders.step_of(found, number, category_of(number))
            assert orders.next_open(found, step) == next(one for one in around if one in still_open)
        assert found.outcomes == {category_of(room.numbers[0]): {"winner": 2}}


def test_whom_somebody_leads_on_is_told_as_one_by_one(room: MeetingRoom) -> None:
    """What starts from the few who are hidden is what the condition says of each."""
    given = {"person_id": room.chair.id, "assigned_at": clock.now()}
    with room.world.app.app_context(), transaction() as session:
        session.add(Assignment(candidacy_id=room.numbers[3], **given))
    chair, *others = map(room.world.viewer, [room.chair, *room.readers, room.nominees[0]])
    with room.world.app.app_context():
        for viewer in (chair, *others):
            me = viewer.person_id
            for opened, right in ((True, opens(me)), (False, (leads(me),))):
                mine = led(viewer, room.round.id, opened=opened)
                here = Candidacy.round_id == room.round.id
                found = db.session.execute(
                    select(Candidacy.id, Candidacy.category_id).where(here, *mine.conditions)
                ).all()
                asked = db.session.execute(
                    select(Candidacy.id, Candidacy.category_id).where(here, standing(), *right)
                ).all()
                assert sorted(found) == sorted(asked)
                counted = nominees_by_category(mine)
                assert sum(counted.values()) == len(asked)
                assert set(counted) == {category for _number, category in asked}
        chairs = led(chair, room.round.id, opened=True)
        assert chairs.without == {room.numbers[1], room.numbers[3]}


def test_pages_of_the_meeting_follow_each_other(
    client: PageClient, room: MeetingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["recognition.winners.queries.meeting"], "PER_PAGE", 4)
    client.sign_in(room.chair)
    seen: list[str] = []
    for page in (1, 2, 3):
        text = client.get(f"/winners/meeting/{room.round.id}?page={page}").text
        seen += re.findall(r'data-row href="/winners/meeting/nominee/(\d+)"', text)
    assert len(seen) == len(set(seen)) == 10
    assert str(room.numbers[1]) not in seen
    assert "page=2" in text
    last = client.get(f"/winners/meeting/{room.round.id}?page=99").text
    assert f"/winners/meeting/nominee/{seen[-1]}" in last


def test_the_meeting_asks_as_much_for_twenty_nominees_as_for_two(
    client: PageClient, world: World, count_queries: QueryCounter
) -> None:
    room = meeting_room(world, (5, 5, 5), (4, 4, 4))
    client.sign_in(room.chair)
    asked = []
    for more in (0, 18):
        room.nominate(*(world.person() for _one in range(more)))
        room.work_out()
        for path in (f"/winners/meeting/{room.round.id}", room.page_of(room.numbers[0])):
            client.get(path)
            with count_queries() as statements:
                client.get(path)
            asked.append(len(statements))
    assert asked[:2] == asked[2:]
    assert asked[0] <= 17
    assert asked[1] <= 45
