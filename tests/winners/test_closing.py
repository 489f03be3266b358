"""Closing keeps everything as it was, and makes it read-only until an audited reopening."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from recognition import clock
from recognition.audit.models import Entry
from recognition.database import db, transaction
from recognition.errors import Conflict, Refused
from recognition.mail.models import Letter
from recognition.panel import actions as panel
from recognition.panel.models import Assignment, Review
from recognition.panel.models import Phase as PhaseRow
from recognition.panel.phases import Phase
from recognition.panel.rules import CHAIR, Written
from recognition.schemes import queries as schemes
from recognition.winners import actions
from recognition.winners.models import Closing
from recognition.winners.queries.snapshot import snapshot
from tests.page_client import PageClient
from tests.winners.meetings import MeetingRoom, meeting_room
from tests.world import World

STALE = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
LATER = Phase("Later", datetime(2050, 1, 1, tzinfo=UTC), None)


@pytest.fixture
def room(world: World) -> MeetingRoom:
    """Two nominees: one scored by everybody, one by two of three."""
    return meeting_room(world, (5, 4, 5), (2, 3))


def closing(room: MeetingRoom) -> str:
    return f"/winners/closing/{room.round.id}"


def test_closing_snapshots_scores_cut_and_rubric(client: PageClient, room: MeetingRoom) -> None:
    first, second = room.numbers
    room.know(room.readers[1], second)
    room.decide(first, "winner", "She stayed all night.")
    room.decide(second, "shortlisted", "")
    client.sign_in(room.chair)
    room.press(client, first, "note", text="All agree.")
    assert client.send(closing(room)).status_code == 302
    kept = room.snapshot()
    json.dumps(kept)
    assert sum(one["weight"] for one in kept["rubric"]) > 0
    assert all(one["descriptors"] for one in kept["rubric"])
    category = kept["categories"][0]
    assert (category["said"]["wanted"], category["cut"]) == (1, pytest.approx(14 / 3))
    row, other = kept["candidacies"]
    assert [score["mean"] for score in row["scores"]] == [5, 4, 5]
    assert [score["reader"] for score in row["scores"]] == ["R1", "R2", "R3"]
    assert len(row["scores"][0]["points"]) == len(kept["rubric"])
    assert row["placing"]["raw"] == pytest.approx(14 / 3)
    assert row["decision"]["reason"] == "She stayed all night."
    assert [one["text"] for one in row["notes"]] == ["All agree."]
    assert [one["outcome"] for one in row["versions"]] == ["winner"]
    assert other["interests"] == [{"person": room.readers[1].id, "kind": "declared"}]
    assert "A cousin." not in json.dumps(kept)


def test_a_snapshot_never_names_who_gave_a_score(room: MeetingRoom) -> None:
    room.close()
    kept = room.snapshot()
    assert kept["readers"] == {}
    assert not set(kept["people"].values()) & {reader.name for reader in room.readers}


def test_a_chair_who_knows_a_nominee_closes_the_whole_round_and_sees_their_own_part(
    client: PageClient, room: MeetingRoom
) -> None:
    room.know(room.chair, room.numbers[0])
    client.sign_in(room.chair)
    text = client.get(closing(room)).text
    assert "1 nominee has no outcome." in text
    assert "Ann Moss" not in text
    client.send(closing(room))
    assert [row["nominee"] for row in room.snapshot()["candidacies"]] == ["Ann Moss", "Bo Moss"]


def test_the_checklist_names_what_is_still_open(client: PageClient, room: MeetingRoom) -> None:
    third = room.readers[2]
    with room.world.app.app_context(), transaction():
        db.session.add(
            Assignment(candidacy_id=room.numbers[1], person_id=third.id, assigned_at=clock.now())
        )
    client.sign_in(room.chair)
    text = client.get(closing(room)).text
    assert "2 nominees have no outcome." in text
    assert "1 reading has not been sent" in text
    assert "0 of 1 winners wanted" in text
    assert "nobody is on the reserve list" in text
    room.decide(room.numbers[0])
    room.decide(room.numbers[1], "shortlisted")
    room.press(client, room.numbers[1], "reserve/on")
    text = client.get(closing(room)).text
    assert "Every nominee has an outcome." in text
    assert "winners wanted" not in text
    assert "nobody is on the reserve list" not in text


def test_the_checklist_names_a_tie_that_is_not_decided(client: PageClient, world: World) -> None:
    room = meeting_room(world, (4, 4, 4), (4, 4, 4), (1, 1, 1))
    client.sign_in(room.chair)
    assert "2 nominees in a tie at the cut are not decided." in client.get(closing(room)).text
    room.decide(room.numbers[0])
    assert "1 nominee in a tie at the cut is not decided." in client.get(closing(room)).text


def _deeds(room: MeetingRoom) -> dict[str, Callable[[], object]]:
    """Return everything that changes a round, each as its own action."""
    first, second = room.numbers
    chair, third = room.world.viewer(room.chair), room.world.viewer(room.readers[2])
    reader, now, here = room.readers[0], clock.now(), room.round.id
    with room.world.app.app_context():
        category = schemes.categories(room.round.scheme.id)[0].id
        given = {
            row.person_id: row.id
            for row in db.session.query(Assignment).filter_by(candidacy_id=first)
        }
    who = {"round_id": here, "actor": chair}
    sheet = {"candidacy_id": second, "written": Written({}), "edition": 0, "received": now}
    return {
        "save": lambda: panel.save_review(**sheet, actor=third),
        "send": lambda: panel.send_review(
            **{**sheet, "written": Written(_points(room))}, actor=third
        ),
        "reopen": lambda: panel.reopen(
            candidacy_id=first, assignment_id=given[reader.id], reason="A slip.", actor=chair
        ),
        "assign": lambda: panel.assign(candidacy_id=first, person_id=third.person_id, **who),
        "unassign": lambda: panel.unassign(candidacy_id=second, person_id=third.person_id, **who),
        "share": lambda: panel.share_fairly(reads=3, **who),
        "hand on": lambda: panel.hand_on(
            candidacy_ids=[second],
            to_person_id=room.readers[1].id,
            received=now,
            actor=third,
        ),
        "pin": lambda: panel.pin_interest(
            candidacy_id=first, person_id=reader.id, reason="A cousin.", **who
        ),
        "let stand": lambda: panel.let_stand(
            candidacy_id=first, seen=STALE.isoformat(), actor=room.world.viewer(reader)
        ),
        "practise": lambda: panel.add_practice(candidacy_id=first, **who),
        "end practice": lambda: panel.end_practice(candidacy_id=first, **who),
        "add a phase": lambda: panel.add_phase(phase=LATER, **who),
        "usual phases": lambda: panel.set_usual_phases(**who),
        "change a phase": lambda: panel.change_phase(phase_id=1, phase=LATER, seen="", **who),
        "end a phase": lambda: panel.end_phase(phase_id=1, received=now, **who),
        "remove a phase": lambda: panel.remove_phase(phase_id=1, **who),
        "want": lambda: panel.want(category_id=category, winners=2, **who),
        "note": lambda: panel.add_note(first, text="Later.", actor=chair),
        "decide": lambda: actions.decide(
            second, outcome="winner", reason="Late.", edition=1, actor=chair, now=now
        ),
        "undo": lambda: actions.undo(second, edition=1, actor=chair, now=now),
        "reserve": lambda: actions.put_on_reserve(second, actor=chair, now=now),
        "off": lambda: actions.take_off_reserve(second, actor=chair, now=now),
        "move": lambda: actions.move(second, up=True, place=1, actor=chair, now=now),
    }


def _points(room: MeetingRoom) -> dict[int, int | None]:
    return {one.id: 3 for one in schemes.form_sheet(room.round.version_id).criteria}


def test_a_closed_round_is_read_only_for_everyone(room: MeetingRoom) -> None:
    with room.world.app.app_context(), transaction():
        db.session.add(
            Assignment(
                candidacy_id=room.numbers[1],
                person_id=room.readers[2].id,
                assigned_at=clock.now(),
            )
        )
        for review in db.session.query(Review):
            review.stale_since = STALE
    room.decide(room.numbers[1], "shortlisted")
    deeds = _deeds(room)
    room.close()
    before = _everything(room)
    for name, deed in deeds.items():
        with room.world.app.app_context(), pytest.raises(Refused) as refused:
            deed()
        assert "is closed" in refused.value.reason, name
    assert _everything(room) == before


def _everything(room: MeetingRoom) -> dict[str, object]:
    """Return what a snapshot would hold now."""
    with room.world.app.app_context():
        return snapshot(room.round.id)


def test_the_pages_of_a_closed_round_offer_nothing_that_changes_it(
    client: PageClient, room: MeetingRoom
) -> None:
    number = room.numbers[0]
    room.decide(number, "shortlisted")
    room.close()
    client.sign_in(room.chair)
    main = client.get(room.page_of(number)).text.split("<main")[1]
    assert "<form" not in main
    assert "<form" not in client.get(f"/winners/meeting/{room.round.id}").text.split("<main")[1]
    assert "<form" not in client.get(f"/panel/{room.round.id}/phases").text.split("<main")[1]
    answer = client.send(f"/winners/decide/{number}", {"outcome": "winner", "reason": "Late."})
    assert answer.status_code == 422
    assert "is closed" in answer.text


def test_an_interest_said_after_closing_changes_nothing_that_was_kept(room: MeetingRoom) -> None:
    room.close()
    before = room.snapshot()
    room.know(room.readers[0], room.numbers[0])
    assert room.snapshot() == before


def test_reopening_needs_a_reason_is_audited_and_tells_everybody_who_leads(
    client: PageClient, room: MeetingRoom
) -> None:
    second = room.world.person("Huw Rees")
    room.world.appoint(room.round, second, role="deputy")
    room.close()
    client.sign_in(room.chair)
    path = closing(room) + "/open"
    refused = client.send(path, {"reason": " "}, form=closing(room))
    assert refused.status_code == 422
    assert "Write why the round is opened again." in refused.text
    client.send(path, {"reason": "A score was typed wrong."}, form=closing(room))
    with room.world.app.app_context():
        entry = db.session.query(Entry).filter_by(action="winners.reopened").one()
        assert "A score was typed wrong." in (entry.payload or "")
        letters = db.session.query(Letter).filter_by(kind="winners.reopened").all()
    assert {letter.to_address for letter in letters} == {room.chair.email, second.email}
    room.decide(room.numbers[0])
    assert room.outcome(room.numbers[0]) == "winner"


def test_the_reason_of_a_reopening_is_read_only_by_those_from_whom_nobody_is_hidden(
    client: PageClient, room: MeetingRoom
) -> None:
    reason = "Bo Moss was scored by mistake."
    free, knows = room.world.person("Huw Rees"), room.world.person("Mair Pugh")
    for person in (free, knows):
        room.world.appoint(room.round, person, role=CHAIR)
    room.know(knows, room.numbers[1])
    room.close()
    client.sign_in(room.chair)
    client.send(closing(room) + "/open", {"reason": reason}, form=closing(room))
    with room.world.app.app_context():
        letters = db.session.query(Letter).filter_by(kind="winners.reopened").all()
        assert len(letters) == 3
        assert not [letter for letter in letters if "Bo Moss" in letter.body]
    for person, reads in ((room.chair, True), (free, True), (knows, False)):
        text = client.sign_in(person).get(closing(room)).text
        assert "Opened again by Grace Okafor" in text
        assert (reason in text) is reads, person.name


def test_closing_again_makes_a_new_snapshot_and_keeps_the_old_one(
    client: PageClient, room: MeetingRoom
) -> None:
    room.close()
    client.sign_in(room.chair)
    client.send(closing(room) + "/open", {"reason": "A slip."}, form=closing(room))
    room.decide(room.numbers[0])
    room.close()
    with room.world.app.app_context():
        rows = db.session.query(Closing).order_by(Closing.id).all()
        outcomes = [row.snapshot["candidacies"][0]["decision"] for row in rows]
    assert outcomes[0] is None
    assert outcomes[1]["outcome"] == "winner"


def test_labels_of_readers_stay_the_same_after_a_reopening(
    client: PageClient, room: MeetingRoom
) -> None:
    room.close()
    before = room.snapshot()["candidacies"][0]["scores"]
    client.sign_in(room.chair)
    client.send(closing(room) + "/open", {"reason": "A slip."}, form=closing(room))
    room.nominate(room.world.person("Jo Moss"))
    room.score(room.numbers[-1], (3, 3, 3))
    room.close()
    assert room.snapshot()["candidacies"][0]["scores"] == before


def test_two_people_closing_at_once_close_it_once(room: MeetingRoom) -> None:
    room.close()
    with pytest.raises(Conflict):
        room.close()
    with room.world.app.app_context():
        assert db.session.query(Closing).count() == 1


def test_nothing_is_closed_while_nominations_are_open(client: PageClient, world: World) -> None:
    round_, chair = world.round(), world.person()
    world.appoint(round_, chair, role="chair")
    client.sign_in(chair)
    answer = client.send(f"/winners/closing/{round_.id}")
    assert answer.status_code == 422
    assert "Nominations are still open" in answer.text


def test_nothing_is_closed_while_the_panel_is_at_work(
    client: PageClient, room: MeetingRoom
) -> None:
    minute = timedelta(minutes=1)
    now = clock.now().replace(microsecond=0)
    talking = PhaseRow(
        round_id=room.round.id, position=1, name="Talking", starts_at=now - minute, may_discuss=True
    )
    with room.world.app.app_context(), transaction() as session:
        session.add(talking)
    client.sign_in(room.chair)
    refused = client.send(closing(room))
    assert refused.status_code == 422
    assert "It is the time of “Talking”" in refused.text
    with room.world.app.app_context(), transaction() as session:
        session.execute(update(PhaseRow).values(starts_at=now + minute))
    refused = client.send(closing(room))
    assert refused.status_code == 422
    assert "“Talking” is still to come" in refused.text
    with room.world.app.app_context(), transaction() as session:
        session.execute(update(PhaseRow).values(starts_at=now - 2 * minute, ends_at=now - minute))
    assert client.send(closing(room)).status_code == 302


def test_an_announced_round_stays_closed(client: PageClient, room: MeetingRoom) -> None:
    room.close()
    room.world.announced(room.round)
    client.sign_in(room.chair)
    answer = client.send(closing(room) + "/open", {"reason": "A slip."}, form=closing(room))
    assert answer.status_code == 422
    assert "stays as it was closed" in answer.text


def test_only_those_who_lead_close_and_reopen(client: PageClient, room: MeetingRoom) -> None:
    for person in (room.readers[0], room.world.administrator(), room.nominees[0]):
        client.sign_in(person)
        assert client.get(closing(room)).status_code == 404
        token = client.token("/account")
        for path in (closing(room), closing(room) + "/open"):
            typed = {"csrf_token": token, "reason": "Why not"}
            assert client.post(path, data=typed).status_code == 404


def test_a_closed_round_is_refused_as_closed_whatever_else_stands_in_the_way(
    world: World,
) -> None:
    room = meeting_room(world, (5, 4, 3))
    room.close()
    actor = world.viewer(room.chair)
    with world.app.app_context(), pytest.raises(Refused, match="is closed"):
        actions.decide(
            room.numbers[0],
            outcome="winner",
            reason="We agreed.",
            edition=0,
            actor=actor,
            now=clock.now() - timedelta(days=1),
        )
