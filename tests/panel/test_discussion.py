"""The discussion: panellists say something about nominees whom they have scored."""

import pytest
from sqlalchemy import select

from recognition import clock
from recognition.database import db, transaction
from recognition.panel.models import Assignment, DiscussionNote, Review
from recognition.people.models import Person
from recognition.people.queries import PersonCard
from recognition.winners import actions as winning
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.panel.conftest import Judging
from tests.panel.test_interests import declare
from tests.panel.test_phases import HOUR, around_now, set_phase


def discussing(judging: Judging, **rights: bool) -> None:
    """Let a phase of discussion hold."""
    set_phase(judging, around_now(HOUR, HOUR, name="Discussion", may_discuss=True, **rights))


def scored(judging: Judging, number: int, *readers: PersonCard, comment: str = "") -> None:
    """Have people read a nominee and send scores, in a phase of reading."""
    judging.assigned(number, *readers)
    set_phase(judging, around_now(HOUR, HOUR, may_score=True))
    for reader in readers:
        judging.world.reviewed(number, reader, comment=comment)


def said(judging: Judging) -> list[tuple[int, str]]:
    """Who said what."""
    with judging.app.app_context():
        rows = db.session.scalars(select(DiscussionNote).order_by(DiscussionNote.id))
        return [(row.person_id, row.text) for row in rows]


def page_of(number: int) -> str:
    """The discussion of a nominee."""
    return f"/panel/read/{number}/discuss"


@pytest.fixture
def number(judging: Judging) -> int:
    """A nominee whom both panellists have scored, in a phase of discussion."""
    found = judging.nominate()
    scored(judging, found, judging.asha, judging.ben, comment="She stayed.")
    discussing(judging, may_see_others=True)
    return found


def test_whoever_has_scored_a_nominee_joins_the_discussion(
    client: PageClient, judging: Judging, number: int
) -> None:
    client.sign_in(judging.asha)
    queue = client.get(f"/panel/{judging.round.id}").text
    assert f'href="{page_of(number)}"' in queue
    assert f'href="{page_of(number)}"' in client.get(f"/panel/read/{number}").text
    text = client.get(page_of(number)).text
    assert judging.nominees[0].name in text
    assert "She stayed with him." in text
    assert "Nobody has said anything yet." in text
    assert "Another reader" in text
    for nothing, words in (
        ("", "Write what you would like to say."),
        (" ", "Write what was said."),
    ):
        refused = client.send(page_of(number), {"text": nothing})
        assert refused.status_code == 422
        assert words in refused.text
    assert said(judging) == []
    assert client.send(page_of(number), {"text": "Above the usual."}).status_code == 302
    assert said(judging) == [(judging.asha.id, "Above the usual.")]
    client.sign_in(judging.ben)
    text = client.get(page_of(number)).text
    assert "Above the usual." in text
    assert "Asha Patel" in text
    client.sign_in(judging.chair)
    closes = judging.round.closes_at
    assert closes is not None
    assert "Above the usual." in client.get(f"/winners/meeting/nominee/{number}?left=1").text


def test_what_the_chair_minutes_is_read_by_those_who_lead_alone(
    client: PageClient, judging: Judging, number: int
) -> None:
    minute = f"/winners/meeting/nominee/{number}"
    client.sign_in(judging.chair)
    page = client.get(f"{minute}?left=1").text
    assert "Only those who lead the panel read this." in page
    noted = client.send(f"{minute}/note", {"text": "CANARY"}, form=f"{minute}?left=1")
    assert noted.status_code == 302
    client.sign_in(judging.asha)
    client.send(page_of(number), {"text": "Above the usual."})
    for reader in (judging.asha, judging.ben):
        client.sign_in(reader)
        text = client.get(page_of(number)).text
        assert "Above the usual." in text
        assert "CANARY" not in text
    assert len(said(judging)) == 2
    client.sign_in(judging.chair)
    text = client.get(f"{minute}?left=1").text
    assert "CANARY" in text
    assert "Above the usual." in text


def test_what_a_reader_sent_who_knows_the_nominee_by_now_is_not_shown_to_others(
    client: PageClient, judging: Judging, number: int
) -> None:
    client.sign_in(judging.asha)
    assert "Another reader" in client.get(page_of(number)).text
    with judging.app.app_context(), transaction() as session:
        session.get_one(Person, judging.nominees[0].id).manager_id = judging.ben.id
    text = client.get(page_of(number)).text
    assert "Another reader" not in text


def test_a_script_in_a_note_is_text(client: PageClient, judging: Judging, number: int) -> None:
    client.sign_in(judging.asha)
    client.send(page_of(number), {"text": "<script>1</script>"})
    assert "&lt;script&gt;1&lt;/script&gt;" in client.get(page_of(number)).text


def test_what_the_others_sent_is_there_only_where_the_phase_shows_it(
    client: PageClient, judging: Judging, number: int
) -> None:
    discussing(judging)
    client.sign_in(judging.asha)
    text = client.get(page_of(number)).text
    assert "What the other readers sent" not in text
    assert "Another reader" not in text


def test_nobody_reads_the_discussion_before_sending_their_own_scores(
    client: PageClient, judging: Judging, number: int
) -> None:
    late = judging.world.person("Lena Late")
    judging.world.appoint(judging.round, late)
    judging.assigned(number, late)
    client.sign_in(judging.asha)
    client.send(page_of(number), {"text": "CANARY"})
    token = client.sign_in(late).token("/panel")
    assert client.get(page_of(number)).status_code == 404
    answer = client.post(page_of(number), data={"text": "Me too", "csrf_token": token})
    assert answer.status_code == 404
    for path in (f"/panel/{judging.round.id}", f"/panel/read/{number}"):
        text = client.get(path).text
        assert "CANARY" not in text
        assert page_of(number) not in text
    assert len(said(judging)) == 1


def test_scores_that_are_open_again_close_the_discussion_to_their_reader(
    client: PageClient, judging: Judging, number: int
) -> None:
    with judging.app.app_context(), transaction() as session:
        mine = select(Assignment.id).where(Assignment.person_id == judging.asha.id)
        review = session.scalars(select(Review).where(Review.assignment_id.in_(mine))).one()
        review.sent_at = None
    client.sign_in(judging.asha)
    assert client.get(page_of(number)).status_code == 404


def test_whoever_knows_the_nominee_finds_no_discussion(
    client: PageClient, judging: Judging, number: int
) -> None:
    client.sign_in(judging.asha)
    client.send(page_of(number), {"text": "CANARY"})
    declare(judging, judging.ben, number)
    outsider = judging.world.person("Olga Outside")
    unassigned = judging.world.person("Una Unread")
    judging.world.appoint(judging.round, unassigned)
    for person in (judging.ben, judging.nominees[0], unassigned, outsider, judging.chair):
        client.sign_in(person)
        assert client.get(page_of(number)).status_code == 404, person.name
    client.sign_in(judging.ben)
    assert "CANARY" not in client.get(f"/panel/{judging.round.id}").text


def test_outside_a_phase_of_discussion_there_is_none(
    client: PageClient, judging: Judging, number: int
) -> None:
    client.sign_in(judging.asha)
    for phase in (
        around_now(HOUR, HOUR, may_see_others=True, may_score=True),
        around_now(-HOUR, 2 * HOUR, may_discuss=True),
    ):
        set_phase(judging, phase)
        assert client.get(page_of(number)).status_code == 404
        assert page_of(number) not in client.get(f"/panel/{judging.round.id}").text


def test_a_blind_reader_discusses_without_names(client: PageClient, blind_judging: Judging) -> None:
    nominee = blind_judging.world.person("Priya Raman", team="Juniper Ward")
    number = blind_judging.nominate(nominee)
    scored(blind_judging, number, blind_judging.asha)
    scored(blind_judging, number, blind_judging.ben, comment="Priya is kind.")
    discussing(blind_judging, may_see_others=True)
    with blind_judging.app.app_context(), transaction() as session:
        session.add(
            DiscussionNote(
                candidacy_id=number,
                person_id=blind_judging.ben.id,
                text="Miss Raman of Juniper Ward again.",
                written_at=clock.now(),
            )
        )
    client.sign_in(blind_judging.asha)
    text = client.get(page_of(number)).text
    assert "Discuss Nominee 1" in text
    assert "again." in text
    assert [word for word in ("Priya", "Raman", "Juniper", "Novak") if word in text] == []


def test_after_the_closing_the_discussion_is_there_to_read(
    client: PageClient, judging: Judging, number: int
) -> None:
    client.sign_in(judging.asha)
    client.send(page_of(number), {"text": "Above the usual."})
    token = client.token(page_of(number))
    discussing(judging, may_decide=True)
    closes = judging.round.closes_at
    assert closes is not None
    actor = judging.world.viewer(judging.chair)
    with judging.app.app_context():
        winning.close(judging.round.id, actor=actor, now=closes + HOUR)
    text = client.get(page_of(number)).text
    assert "Above the usual." in text
    assert "<textarea" not in text
    answer = client.post(page_of(number), data={"text": "Late.", "csrf_token": token})
    assert answer.status_code == 422
    assert "is closed" in answer.text
    assert len(said(judging)) == 1


def test_the_discussion_asks_as_much_for_three_notes_as_for_one(
    client: PageClient, judging: Judging, number: int, count_queries: QueryCounter
) -> None:
    client.sign_in(judging.asha)
    client.send(page_of(number), {"text": "One."})
    client.get(page_of(number))
    with count_queries() as one:
        client.get(page_of(number))
    client.sign_in(judging.ben)
    for text in ("Two.", "Three."):
        client.send(page_of(number), {"text": text})
    client.sign_in(judging.asha)
    client.get(page_of(number))
    with count_queries() as three:
        client.get(page_of(number))
    assert len(one) == len(three)
