"""Taking decisions back, until the round is closed; nothing is hidden by it."""

from datetime import timedelta

import pytest
import time_machine

from recognition import clock
from recognition.audit.models import Entry
from recognition.database import db, transaction
from recognition.thanks import actions as thanks
from recognition.winners import queries
from recognition.winners.models import Decision
from tests.page_client import PageClient
from tests.winners.meetings import MeetingRoom, meeting_room
from tests.world import World


@pytest.fixture
def room(world: World) -> MeetingRoom:
    """One nominee, about whom a chair may change their mind."""
    return meeting_room(world, (4, 4, 4))


def history(room: MeetingRoom) -> list[tuple[int, str, str]]:
    """Return every version of what was decided about the first nominee."""
    with room.world.app.app_context():
        found = queries.versions(room.numbers)[room.numbers[0]]
    return [(version.edition, version.outcome, version.reason) for version in found]


def test_undoing_restores_what_was_decided_before_as_a_new_version(
    client: PageClient, room: MeetingRoom
) -> None:
    number = room.numbers[0]
    room.decide(number, "shortlisted", "First thoughts.")
    room.decide(number, "winner", "Second thoughts.")
    client.sign_in(room.chair)
    assert "Undo: back to “Shortlisted”" in client.get(room.page_of(number)).text
    room.press(client, number, "undo")
    assert room.outcome(number) == "shortlisted"
    assert history(room) == [
        (1, "shortlisted", "First thoughts."),
        (2, "winner", "Second thoughts."),
        (3, "shortlisted", "First thoughts."),
    ]


def test_undoing_the_first_decision_leaves_none_and_can_be_undone(
    client: PageClient, room: MeetingRoom
) -> None:
    number = room.numbers[0]
    room.decide(number)
    client.sign_in(room.chair)
    assert "Undo: back to no outcome" in client.get(room.page_of(number)).text
    room.press(client, number, "undo")
    assert room.outcome(number) == ""
    assert "Nothing is decided yet" in client.get(room.page_of(number)).text
    room.press(client, number, "undo")
    assert room.outcome(number) == "winner"
    assert [outcome for _edition, outcome, _reason in history(room)] == ["winner", "", "winner"]


def test_every_undoing_is_in_the_trail_without_the_outcome(
    client: PageClient, room: MeetingRoom
) -> None:
    number = room.numbers[0]
    room.decide(number, "shortlisted")
    client.sign_in(room.chair)
    room.press(client, number, "undo")
    with room.world.app.app_context():
        entry = db.session.query(Entry).filter_by(action="winners.undone").one()
        assert (entry.subject_id, entry.actor_id) == (number, room.chair.id)
        assert "shortlisted" not in (entry.payload or "")


def test_a_stale_page_neither_decides_nor_undoes_after_an_undoing(
    client: PageClient, room: MeetingRoom
) -> None:
    number = room.numbers[0]
    client.sign_in(room.chair)
    room.decide(number)
    room.press(client, number, "undo")
    for deed in ("decide", "undo"):
        room.press(client, number, deed, outcome="winner", reason="Why", edition="0")
        assert room.outcome(number) == ""
    assert len(history(room)) == 2


def test_a_double_click_undoes_once(client: PageClient, room: MeetingRoom) -> None:
    number = room.numbers[0]
    room.decide(number, "shortlisted")
    room.decide(number, "winner")
    client.sign_in(room.chair)
    for _click in range(2):
        room.press(client, number, "undo", edition="2")
    assert room.outcome(number) == "shortlisted"
    assert "Somebody recorded another outcome meanwhile" in client.get(room.page_of(number)).text


def test_nothing_is_undone_where_nothing_was_decided(client: PageClient, room: MeetingRoom) -> None:
    client.sign_in(room.chair)
    room.press(client, room.numbers[0], "undo")
    assert "nothing to undo" in client.get(room.page_of(room.numbers[0])).text
    assert history(room) == []


def test_undoing_never_loses_a_citation(client: PageClient, room: MeetingRoom) -> None:
    number = room.numbers[0]
    room.world.decided(number, room.chair)
    client.sign_in(room.chair)
    room.press(client, number, "undo")
    assert "A citation was written" in client.get(room.page_of(number)).text
    assert room.outcome(number) == "winner"


def test_a_decision_from_before_versions_were_kept_is_kept_when_it_changes(
    room: MeetingRoom,
) -> None:
    number = room.numbers[0]
    with room.world.app.app_context(), transaction():
        db.session.add(
            Decision(
                candidacy_id=number,
                outcome="recognised",
                reason="Long ago.",
                decided_by_id=room.chair.id,
                decided_at=clock.now(),
            )
        )
    room.decide(number, "winner", "Now.")
    assert history(room) == [(1, "recognised", "Long ago."), (2, "winner", "Now.")]


def test_undoing_puts_a_reserve_back_at_the_end_of_the_list(
    client: PageClient, world: World
) -> None:
    room = meeting_room(world, (4, 4, 4), (3, 3, 3))
    one, two = room.numbers
    client.sign_in(room.chair)
    for number in room.numbers:
        room.decide(number, "shortlisted")
        room.press(client, number, "reserve/on")
    room.decide(one, "winner")
    room.press(client, one, "undo")
    with room.world.app.app_context():
        places = dict(db.session.query(Decision.candidacy_id, Decision.reserve).all())
    assert places == {two: 1, one: 2}


def test_reversing_flags_the_letter_that_contradicts_it(
    client: PageClient, room: MeetingRoom
) -> None:
    number, room_page = room.numbers[0], room.page_of(room.numbers[0])
    room.decide(number)
    client.sign_in(room.chair)
    with room.world.app.app_context():
        thanks.ask_consent(number, actor=room.world.viewer(room.chair))
    assert "was written to on" not in client.get(room_page).text
    with time_machine.travel(clock.now() + timedelta(minutes=5)):
        client.sign_in(room.chair)
        room.decide(number, "shortlisted", "We changed our mind.")
        for path in (room_page, f"/winners/decide/{number}"):
            assert "The nominee was written to on" in client.get(path).text
        room.press(client, number, "undo")
        back = client.get(room_page).text
    assert "Winner" in back
    assert "was written to on" not in back


def test_reversing_flags_an_announcement_that_was_set_before(
    client: PageClient, room: MeetingRoom
) -> None:
    number = room.numbers[0]
    room.decide(number)
    room.world.announced(room.round, after=timedelta(days=2))
    client.sign_in(room.chair)
    assert "The announcement was set for" not in client.get(room.page_of(number)).text
    with time_machine.travel(clock.now() + timedelta(minutes=5)):
        client.sign_in(room.chair)
        room.press(client, number, "undo")
        assert "The announcement was set for" in client.get(room.page_of(number)).text
