"""The decision meeting: who leaves, what needs a reason, what is minuted."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from recognition import clock
from recognition.database import db, transaction
from recognition.nominations.models import Nomination
from recognition.panel.models import Assignment, Interest, Phase
from recognition.panel.rules import DEPUTY, PINNED
from recognition.people.queries import PersonCard
from recognition.schemes.models import Scheme
from recognition.winners import queries
from recognition.winners.models import Decision
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.winners.meetings import SCORES, MeetingRoom, meeting_room
from tests.world import World


@pytest.fixture
def room(world: World) -> MeetingRoom:
    """Three nominees: one ahead, two who tie behind."""
    return meeting_room(world, (5, 5, 5), (3, 4, 2), (4, 2, 3))


@pytest.fixture
def full_room(world: World) -> MeetingRoom:
    """Enough scores for bands; three winners wanted."""
    room = meeting_room(world, *SCORES)
    room.want(3)
    return room


def test_who_knows_a_nominee_leaves_before_anything_is_shown(
    client: PageClient, room: MeetingRoom
) -> None:
    first = room.numbers[0]
    room.know(room.readers[0], first)
    room.know(room.readers[1], first)
    client.sign_in(room.chair)
    text = client.get(f"/winners/meeting/nominee/{first}").text
    assert "2 colleagues leave for this one: Asha Patel, Ben Carter." in text
    assert "5.00" not in text
    assert "A cousin." not in text
    text = client.get(room.page_of(first)).text
    assert "Out of the room: Asha Patel, Ben Carter." in text
    assert "5.00" in text
    assert "A cousin." not in text


def owe(room: MeetingRoom, reader: PersonCard, number: int) -> None:
    """Give somebody a nominee to read while the meeting is on."""
    with room.world.app.app_context(), transaction() as session:
        session.add(Assignment(candidacy_id=number, person_id=reader.id, assigned_at=clock.now()))


def test_who_has_not_sent_their_own_scores_leaves_or_sends_them_first(
    client: PageClient, world: World
) -> None:
    room = meeting_room(world, (5, 5), (3, 3))
    first, second = room.numbers
    late = room.readers[2]
    owe(room, late, first)
    room.know(room.readers[1], first)
    client.sign_in(room.chair)
    here = f"/winners/meeting/nominee/{first}"
    text = client.get(here).text
    assert "2 colleagues leave for this one: Ben Carter, Dilys Evans." in text
    assert "1 colleague has not sent scores" in text
    assert "send their own first" in text
    assert "5.00" not in text
    assert "Out of the room: Ben Carter, Dilys Evans." in client.get(room.page_of(first)).text
    assert "leave" not in client.get(f"/winners/meeting/nominee/{second}").text.split("<main")[1]
    world.reviewed(first, late, points=4)
    assert "1 colleague leaves for this one: Ben Carter." in client.get(here).text


def test_who_can_send_no_more_is_not_asked_to(client: PageClient, world: World) -> None:
    room = meeting_room(world, (5, 5))
    owe(room, room.readers[2], room.numbers[0])
    hold_phase(room, "Deciding", may_decide=True)
    client.sign_in(room.chair)
    text = client.get(f"/winners/meeting/nominee/{room.numbers[0]}").text
    assert "1 colleague has not sent scores" in text
    assert "send their own first" not in text


def test_nobody_leaves_where_nobody_knows_the_nominee(
    client: PageClient, room: MeetingRoom
) -> None:
    client.sign_in(room.chair)
    text = client.get(f"/winners/meeting/nominee/{room.numbers[0]}").text
    assert "leave for this one" not in text
    assert "5.00" in text


def test_nominees_come_in_order_of_rank_with_next_and_previous(
    client: PageClient, room: MeetingRoom
) -> None:
    client.sign_in(room.chair)
    first, second, third = (client.get(room.page_of(number)).text for number in room.numbers)
    assert f'data-key="j" href="/winners/meeting/nominee/{room.numbers[1]}"' in first
    assert 'data-key="k"' not in first
    assert f'data-key="k" href="/winners/meeting/nominee/{room.numbers[0]}"' in second
    assert 'data-key="j"' not in third


def test_readers_have_no_names_in_the_meeting_unless_the_scheme_says_so(
    client: PageClient, room: MeetingRoom
) -> None:
    client.sign_in(room.chair)
    page = room.page_of(room.numbers[0])
    assert "Asha Patel" not in client.get(page).text
    with room.world.app.app_context(), transaction():
        scheme = db.session.get(Scheme, room.round.scheme.id)
        assert scheme is not None
        scheme.names_readers = True
    assert "Asha Patel" in client.get(page).text


def test_ties_at_the_cut_are_shown_as_ties_and_need_a_recorded_reason(
    client: PageClient, world: World
) -> None:
    room = meeting_room(world, (4, 4, 5), (5, 4, 4), (1, 1, 1))
    client.sign_in(room.chair)
    assert "A tie at the cut" in client.get(f"/winners/meeting/{room.round.id}").text
    for outcome in ("winner", "shortlisted"):
        refused = room.press(client, room.numbers[0], "decide", outcome=outcome)
        assert refused.status_code == 422
        assert "shares the last winning place" in refused.text
    assert room.outcome(room.numbers[0]) == ""
    typed = {"outcome": "winner", "reason": "The story that helped more people."}
    assert room.press(client, room.numbers[0], "decide", **typed).status_code == 302
    assert room.outcome(room.numbers[0]) == "winner"
    assert room.press(client, room.numbers[2], "decide", outcome="recognised").status_code == 302


def test_a_reason_is_required_where_the_outcome_departs_from_the_bands(
    client: PageClient, full_room: MeetingRoom
) -> None:
    room = full_room
    client.sign_in(room.chair)
    best, worst = room.numbers[0], room.numbers[-1]
    for number, outcome in ((best, "highly_commended"), (worst, "winner")):
        refused = room.press(client, number, "decide", outcome=outcome)
        assert refused.status_code == 422
        assert "not what the scores suggest" in refused.text
        assert room.outcome(number) == ""
    for number, outcome in ((best, "winner"), (worst, "recognised")):
        assert room.press(client, number, "decide", outcome=outcome).status_code == 302
    typed = {"outcome": "shortlisted", "reason": "Won last year."}
    assert room.press(client, best, "decide", **typed).status_code == 302
    assert room.outcome(best) == "shortlisted"


def test_what_is_decided_so_far_stands_against_the_number_wanted(
    client: PageClient, full_room: MeetingRoom
) -> None:
    full_room.decide(full_room.numbers[0])
    full_room.decide(full_room.numbers[1], "highly_commended")
    client.sign_in(full_room.chair)
    text = client.get(full_room.page_of(full_room.numbers[2])).text
    assert "1 of 3 winners so far, 2 of 9 nominees have an outcome" in text


def test_what_was_said_is_kept_with_its_time(client: PageClient, room: MeetingRoom) -> None:
    client.sign_in(room.chair)
    number = room.numbers[0]
    assert room.press(client, number, "note", text="Both readers <b>agree</b>.").status_code == 302
    text = client.get(room.page_of(number)).text
    assert "Both readers &lt;b&gt;agree&lt;/b&gt;." in text
    empty = room.press(client, number, "note", text=" ")
    assert empty.status_code == 422
    assert "Write what was said" in empty.text


def test_panellists_and_communications_have_no_meeting(
    client: PageClient, room: MeetingRoom
) -> None:
    number = room.numbers[0]
    for person in (room.readers[0], room.nominees[0], room.world.granted("communications")):
        client.sign_in(person)
        assert client.get(f"/winners/meeting/{room.round.id}").status_code == 404
        assert client.get(room.page_of(number)).status_code == 404
        for deed in ("decide", "undo", "note", "reserve/on", "reserve/up"):
            path = f"/winners/meeting/nominee/{number}/{deed}"
            token = client.token("/account")
            assert client.post(path, data={"csrf_token": token}).status_code == 404
    assert room.outcome(number) == ""


def test_a_chair_who_knows_a_nominee_learns_nothing_of_them_in_the_meeting(
    client: PageClient, room: MeetingRoom
) -> None:
    known = room.numbers[0]
    room.decide(known)
    room.know(room.chair, known)
    client.sign_in(room.chair)
    text = client.get(f"/winners/meeting/{room.round.id}").text
    assert "You said that you know 1 nominee" in text
    assert "Ann Moss" not in text
    assert "0 of 1 winners so far, 0 of 2 nominees" in text
    assert client.get(room.page_of(known)).status_code == 404
    assert "Ann Moss" not in client.get(room.page_of(room.numbers[1])).text


def test_a_chair_is_not_told_of_a_nominee_by_a_number_they_did_not_cause(
    client: PageClient, room: MeetingRoom
) -> None:
    room.nominate(room.chair)
    room.work_out()
    client.sign_in(room.chair)
    text = client.get(f"/winners/meeting/{room.round.id}").text
    assert "said that you know" not in text
    assert "of 3 nominees" in text


def test_the_deputy_decides_where_the_chair_has_an_interest_and_nowhere_else(
    client: PageClient, room: MeetingRoom
) -> None:
    deputy = room.world.person("Huw Rees")
    room.world.appoint(room.round, deputy, role=DEPUTY)
    known, other, _third = room.numbers
    client.sign_in(deputy)
    assert client.get(room.page_of(known)).status_code == 404
    room.know(room.chair, known)
    text = client.get(f"/winners/meeting/{room.round.id}").text
    assert "Ann Moss" in text
    assert "Bo Moss" not in text
    assert (
        "1 colleague leaves for this one: Grace Okafor."
        in client.get(f"/winners/meeting/nominee/{known}").text
    )
    assert room.press(client, known, "decide", outcome="winner", reason="Yes.").status_code == 302
    assert room.outcome(known) == "winner"
    assert client.get(room.page_of(other)).status_code == 404


def test_a_reserve_whom_the_chair_knows_is_in_no_place_that_they_see(
    client: PageClient, room: MeetingRoom
) -> None:
    deputy = room.world.person("Huw Rees")
    room.world.appoint(room.round, deputy, role=DEPUTY)
    client.sign_in(room.chair)
    for number in room.numbers:
        room.decide(number, "shortlisted")
        room.press(client, number, "reserve/on")
    room.know(room.chair, room.numbers[1])
    overview = f"/winners/meeting/{room.round.id}"
    assert _reserves(client.get(overview).text) == ["Ann Moss", "Cy Moss"]
    room.press(client, room.numbers[2], "reserve/up", place="2")
    assert _reserves(client.get(overview).text) == ["Cy Moss", "Ann Moss"]
    with room.world.app.app_context():
        places = dict(db.session.query(Decision.candidacy_id, Decision.reserve).all())
    assert [places[number] for number in room.numbers] == [3, 2, 1]


def test_outcomes_are_recorded_only_in_a_phase_of_deciding(
    client: PageClient, room: MeetingRoom
) -> None:
    with room.world.app.app_context(), transaction():
        begins = clock.now().replace(microsecond=0) - timedelta(minutes=5)
        row = Phase(
            round_id=room.round.id, position=1, name="Talking", starts_at=begins, may_discuss=True
        )
        db.session.add(row)
    client.sign_in(room.chair)
    refused = room.press(client, room.numbers[0], "decide", outcome="winner")
    assert refused.status_code == 422
    assert "It is the time of “Talking”" in refused.text
    with room.world.app.app_context(), transaction():
        for phase in db.session.query(Phase):
            phase.may_decide = True
    assert room.press(client, room.numbers[0], "decide", outcome="winner").status_code == 302


def hold_phase(room: MeetingRoom, name: str, **rights: bool) -> None:
    """Let a phase hold since five minutes ago, in place of any other."""
    begins = clock.now().replace(microsecond=0) - timedelta(minutes=5)
    with room.world.app.app_context(), transaction() as session:
        session.execute(delete(Phase))
        session.add(
            Phase(round_id=room.round.id, position=1, name=name, starts_at=begins, **rights)
        )


def test_the_reserve_list_changes_only_in_a_phase_of_deciding(
    client: PageClient, room: MeetingRoom
) -> None:
    first, second, _third = room.numbers
    for number in (first, second):
        room.decide(number, "shortlisted")
    client.sign_in(room.chair)
    room.press(client, first, "reserve/on")
    hold_phase(room, "Talking", may_discuss=True)
    overview = f"/winners/meeting/{room.round.id}"
    before = client.get(overview).text.split('id="reserve"')[1]
    for number, deed in ((second, "reserve/on"), (first, "reserve/off")):
        assert room.press(client, number, deed).status_code == 302
        assert "It is the time of “Talking”" in client.get(room.page_of(number)).text
    hold_phase(room, "Deciding", may_decide=True)
    assert room.press(client, second, "reserve/on").status_code == 302
    assert client.get(overview).text.split('id="reserve"')[1] != before
    hold_phase(room, "Talking", may_discuss=True)
    room.press(client, second, "reserve/up", place="2")
    assert "It is the time of “Talking”" in client.get(overview).text


def test_a_chair_is_not_told_of_an_interest_that_somebody_pinned(
    client: PageClient, room: MeetingRoom
) -> None:
    room.know(room.chair, room.numbers[0])
    with room.world.app.app_context(), transaction():
        for row in db.session.query(Interest):
            row.state = PINNED
    client.sign_in(room.chair)
    text = client.get(f"/winners/meeting/{room.round.id}").text
    assert "said that you know" not in text
    assert "0 of 2 nominees" in text


def test_a_dismissed_suggestion_sends_nobody_out(client: PageClient, room: MeetingRoom) -> None:
    room.know(room.readers[0], room.numbers[0])
    with room.world.app.app_context(), transaction():
        for row in db.session.query(Interest):
            row.state = "dismissed"
        assert queries.who_leaves(room.round.id, room.numbers[0]) == ()


def test_the_reserve_list_moves_by_buttons(client: PageClient, room: MeetingRoom) -> None:
    one, two, three = room.numbers
    for number in (one, two, three):
        room.decide(number, "shortlisted")
        client.sign_in(room.chair)
        room.press(client, number, "reserve/on")
    overview = f"/winners/meeting/{room.round.id}"
    assert _reserves(client.get(overview).text) == ["Ann Moss", "Bo Moss", "Cy Moss"]
    room.press(client, three, "reserve/up", place="3")
    assert _reserves(client.get(overview).text) == ["Ann Moss", "Cy Moss", "Bo Moss"]
    room.press(client, three, "reserve/up", place="3")
    assert "The reserve list has changed meanwhile" in client.get(overview).text
    room.press(client, one, "reserve/off")
    assert _reserves(client.get(overview).text) == ["Cy Moss", "Bo Moss"]
    room.decide(three, "winner", "They declined.")
    assert _reserves(client.get(overview).text) == ["Bo Moss"]


def _reserves(text: str) -> list[str]:
    parts = text.split('<span class="meeting-reserve__name">')[1:]
    return [part.split("<")[0] for part in parts]


def test_only_somebody_commended_or_shortlisted_is_a_reserve(
    client: PageClient, room: MeetingRoom
) -> None:
    room.decide(room.numbers[0])
    client.sign_in(room.chair)
    room.press(client, room.numbers[0], "reserve/on")
    text = client.get(f"/winners/meeting/{room.round.id}").text
    assert "Only somebody highly commended or shortlisted" in text
    assert _reserves(text) == []


def test_a_withdrawn_candidacy_is_out_of_the_meeting_and_its_totals(
    client: PageClient, room: MeetingRoom
) -> None:
    first = room.numbers[0]
    room.decide(first)
    with room.world.app.app_context(), transaction():
        for row in db.session.query(Nomination).filter_by(candidacy_id=first):
            row.withdrawn_at = clock.now()
    room.work_out()
    client.sign_in(room.chair)
    text = client.get(f"/winners/meeting/{room.round.id}").text
    assert "Ann Moss" not in text
    assert "0 of 1 winners so far, 0 of 2 nominees" in text
    assert client.get(room.page_of(first)).status_code == 404
    room.close()
    assert [row["nominee"] for row in room.snapshot()["candidacies"]] == ["Bo Moss", "Cy Moss"]


def test_the_meeting_asks_as_much_for_three_nominees_as_for_one(
    client: PageClient, world: World, count_queries: QueryCounter
) -> None:
    room = meeting_room(world, (5, 5, 5))
    client.sign_in(room.chair)
    path = f"/winners/meeting/{room.round.id}"
    client.get(path)
    with count_queries() as one:
        client.get(path)
    room.nominate(world.person(), world.person())
    room.work_out()
    with count_queries() as three:
        client.get(path)
    assert len(one) == len(three), "\n".join(three)
