"""The panel's report: a page and a PDF, from the snapshot alone."""

from datetime import timedelta

import pytest
import time_machine

from recognition import clock
from recognition.audit.queries import entries_about
from recognition.database import db, transaction
from recognition.people.rules import ADMINISTRATOR
from recognition.schemes.models import Scheme
from recognition.winners.printing import report_pdf
from recognition.winners.report import report
from recognition.winners.shortening import in_short
from recognition.winners.standings import without
from tests.page_client import PageClient
from tests.pdfs import HOSTILE, Pdf, check_for_everyone
from tests.people.test_cover import act, named
from tests.winners.meetings import SCORES, MeetingRoom, meeting_room
from tests.world import World

REASON = "She stayed all night."


@pytest.fixture
def room(world: World) -> MeetingRoom:
    """A closed round with two outcomes; one reader sat out once."""
    room = meeting_room(world, (5, 4, 5), (2, 3), (3, 3, 3))
    room.know(room.readers[1], room.numbers[1])
    room.decide(room.numbers[0], "winner", REASON)
    room.decide(room.numbers[2], "shortlisted", "")
    room.close()
    return room


@pytest.fixture
def full_room(world: World) -> MeetingRoom:
    """Enough scores for chances and adjusted scores; closed."""
    room = meeting_room(world, *SCORES)
    room.want(3)
    room.decide(room.numbers[0], "winner", REASON)
    room.close()
    return room


def page(room: MeetingRoom) -> str:
    return f"/winners/report/{room.round.id}"


def read(client: PageClient, room: MeetingRoom) -> Pdf:
    answer = client.get(page(room) + "/report.pdf")
    assert answer.mimetype == "application/pdf"
    return Pdf(answer.data)


def test_it_tells_method_numbers_decisions_reasons_and_interests(
    client: PageClient, room: MeetingRoom
) -> None:
    client.sign_in(room.chair)
    pdf, text = read(client, room).text, client.get(page(room)).text
    for said in (
        "How the panel worked",
        "3 nominees. Winners: 1 of 1 wanted.",
        "without an outcome: 1",
        "4.67",
        REASON,
        "Ben Carter sat out of 1 of 3.",
        "50% of the score",
    ):
        assert said in text
        assert said in pdf
    for unsaid in ("A cousin.", "declared"):
        assert unsaid not in text
        assert unsaid not in pdf


def test_everyone_can_read_the_paper(client: PageClient, full_room: MeetingRoom) -> None:
    client.sign_in(full_room.chair)
    pdf = read(client, full_room)
    check_for_everyone(pdf, "The panel’s report: Kindness awards, This month")
    assert pdf.tags.count("H1") == 1
    assert pdf.tags.count("TH") == 7
    assert pdf.tags.count("TR") == 10


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_in_a_field_is_text(text: str) -> None:
    row = {
        "id": 1,
        "category": 1,
        "nominee": text,
        "placing": None,
        "scores": [],
        "decision": {"outcome": "winner", "reason": text, "reserve": None},
        "interests": [{"person": 7, "kind": "team"}],
    }
    kept = {
        "round": {"scheme": text, "name": text},
        "rubric": [{"name": text, "weight": 1}],
        "categories": [{"id": 1, "name": text, "said": {}}],
        "candidacies": [row],
        "readers": {},
        "names_readers": False,
        "people": {"7": text},
    }
    shown = Pdf(report_pdf(report(kept), closed="today")).text.replace(" ", "")
    assert shown.count(text.replace(" ", "")) == 8


def test_panellists_names_stand_beside_scores_only_where_the_scheme_says_so(
    client: PageClient, world: World
) -> None:
    room = meeting_room(world, (5, 4, 5))
    room.close()
    client.sign_in(room.chair)
    for text in (client.get(page(room)).text, read(client, room).text):
        assert "Asha Patel" not in text
    client.send(f"/winners/closing/{room.round.id}/open", {"reason": "x"}, form=_closing(room))
    with world.app.app_context(), transaction():
        scheme = db.session.get(Scheme, room.round.scheme.id)
        assert scheme is not None
        scheme.names_readers = True
    room.close()
    for text in (client.get(page(room)).text, read(client, room).text):
        assert "Asha Patel 5.00, Ben Carter 4.00, Dilys Evans 5.00" in text


def _closing(room: MeetingRoom) -> str:
    return f"/winners/closing/{room.round.id}"


def test_it_comes_from_the_snapshot_and_not_from_what_changed_since(
    client: PageClient, room: MeetingRoom
) -> None:
    client.sign_in(room.chair)
    before = client.get(page(room)).text
    client.send(_closing(room) + "/open", {"reason": "A slip."}, form=_closing(room))
    room.decide(room.numbers[1], "highly_commended", "Later words.")
    after = client.get(page(room)).text
    assert "Later words." not in after
    assert "was opened again since" in after
    assert REASON in before
    assert REASON in after


def test_chair_deputy_and_administrators_read_it_and_nobody_else(
    client: PageClient, room: MeetingRoom
) -> None:
    deputy = room.world.person()
    room.world.appoint(room.round, deputy, role="deputy")
    elsewhere = room.world.administrator(organisation="Another Trust")
    officer, administrator = room.world.granted("communications"), room.world.administrator()
    for person, status in (
        (room.chair, 200),
        (deputy, 200),
        (administrator, 200),
        (elsewhere, 404),
        (officer, 404),
        (room.readers[0], 404),
        (room.nominees[0], 404),
    ):
        client.sign_in(person)
        if person is administrator:
            client.send(why(room), {"reason": "A question."}, form=page(room))
        for path in (page(room), page(room) + "/report.pdf"):
            assert client.get(path).status_code == status, person.name


def test_there_is_no_report_before_the_closing(client: PageClient, world: World) -> None:
    room = meeting_room(world, (4, 4, 4))
    client.sign_in(room.chair)
    assert client.get(page(room)).status_code == 404


def test_who_knows_a_nominee_finds_nothing_of_them_in_the_report(
    client: PageClient, full_room: MeetingRoom
) -> None:
    full_room.know(full_room.chair, full_room.numbers[0])
    client.sign_in(full_room.chair)
    pdf, text = read(client, full_room).text, client.get(page(full_room)).text
    for told in (pdf, text):
        assert "Without those you know" in told
        assert "Ann Moss" not in told
        assert REASON not in told
        assert "8 nominees. Winners: 0 of 3 wanted." in told
    everybody = full_room.world.administrator()
    client.sign_in(everybody)
    client.send(why(full_room), {"reason": "A question."}, form=page(full_room))
    text = client.get(page(full_room)).text
    assert "Ann Moss" in text
    assert "Without those you know" in text


def test_whoever_acts_for_somebody_who_knows_a_nominee_finds_nothing_of_them_either(
    client: PageClient, full_room: MeetingRoom
) -> None:
    world = full_room.world
    absent, stand_in = world.granted(ADMINISTRATOR, full_room.chair), world.administrator()
    full_room.know(absent, full_room.numbers[0])
    client.sign_in(stand_in)
    assert act(client, named(world, absent, stand_in, ADMINISTRATOR)) == 302
    client.send(why(full_room), {"reason": "A question."}, form=page(full_room))
    text = client.get(page(full_room)).text
    assert "Without those you know" in text
    assert "Ann Moss" not in text


def test_nothing_in_a_report_follows_from_a_hidden_score(world: World) -> None:
    """Paired runs: only what the hidden nominee was given differs."""
    told = []
    for points in ((5, 5, 5), (1, 3, 2)):
        room = meeting_room(world, points, *SCORES[1:])
        room.want(3)
        room.decide(room.numbers[0], "shortlisted", REASON)
        room.close()
        kept = room.snapshot()
        told.append(report(kept, {room.numbers[0]}))
        whole = report(kept)
        assert whole != told[-1]
    assert told[0] == told[1]


def test_leaving_out_nobody_changes_nothing(full_room: MeetingRoom) -> None:
    kept = full_room.snapshot()
    assert without(kept, set()) == kept
    assert without(kept, {987_654}) == kept


def test_places_are_worked_out_again_without_the_hidden(full_room: MeetingRoom) -> None:
    kept = full_room.snapshot()
    seen = without(kept, {full_room.numbers[0]})
    ranks = [row["placing"]["rank"] for row in seen["candidacies"]]
    assert ranks == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [row["placing"]["rank"] for row in kept["candidacies"]] == list(range(1, 10))


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("She stayed.  He slept.", "She stayed. He slept."),
        ("One two three four. Five six seven.", "One two three four."),
        ("One, two, three, four, five, six, seven", "One, two, three, four, …"),
        ("A. Two three four five six seven eight.", "A. Two three four five …"),
        ("", ""),
    ],
)
def test_a_story_in_short_ends_where_a_sentence_or_a_word_does(text: str, short: str) -> None:
    assert in_short(text, 25) == short


def why(room: MeetingRoom) -> str:
    return page(room) + "/why"


def test_an_administrator_says_why_before_they_read_what_a_panel_scored(
    client: PageClient, world: World, room: MeetingRoom
) -> None:
    administrator = world.administrator()
    client.sign_in(administrator)
    assert page(room) in client.get(f"/manage/panel/{room.round.id}").text
    asked = client.get(page(room))
    assert "Why do you need the panel’s report?" in asked.text
    assert "4.67" not in asked.text
    assert client.get(page(room) + "/report.pdf").location == page(room)
    empty = client.send(why(room), {"reason": " "}, form=page(room))
    assert empty.status_code == 422
    assert "Write why you need to read the scores." in empty.text
    client.send(why(room), {"reason": "A nominator asked how."}, form=page(room))
    assert "4.67" in client.get(page(room)).text
    assert "4.67" in read(client, room).text
    with client.application.app_context():
        [entry] = entries_about("winners.report_opened", ("round", room.round.id))
    assert entry.actor_id == administrator.id
    assert entry.details["reason"] == "A nominator asked how."


def test_a_reason_opens_the_scores_for_an_hour_to_whoever_gave_it(
    client: PageClient, world: World, room: MeetingRoom
) -> None:
    client.sign_in(world.administrator())
    client.send(why(room), {"reason": "A question."}, form=page(room))
    with time_machine.travel(clock.now() + timedelta(minutes=59), tick=False):
        assert "4.67" in client.get(page(room)).text
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        assert "4.67" not in client.get(page(room)).text
    client.sign_in(world.administrator())
    assert "4.67" not in client.get(page(room)).text
