"""A mistake is set right after the announcement, and no letter that says otherwise is forgotten."""

from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from recognition import clock
from recognition.audit.models import Entry
from recognition.database import db, transaction
from recognition.errors import Refused
from recognition.mail.actions import TAKEN_BACK, deliver_due
from recognition.mail.models import Letter
from recognition.winners import actions, queries
from recognition.winners.actions.telling import LETTER_KIND
from recognition.winners.models import OutcomeLetter
from tests.page_client import PageClient
from tests.winners.conftest import Ceremony
from tests.winners.meetings import MeetingRoom, meeting_room
from tests.world import World

WRONG = {"outcome": "highly_commended", "reason": "The wrong line was read out."}


@pytest.fixture
def told(ceremony: Ceremony, world: World, app: Flask) -> Ceremony:
    """Tendai won, and everybody's letters are in the outbox."""
    world.decided(ceremony.tendai_candidacy, ceremony.chair)
    world.consented(ceremony.tendai_candidacy)
    world.announced(ceremony.round)
    with app.app_context():
        assert actions.tell_outcomes() == 4
    return ceremony


def set_right(client: PageClient, ceremony: Ceremony, **typed: str) -> str:
    """Have the chair set Tendai's outcome right; the edition is the one on the page."""
    client.sign_in(ceremony.chair)
    path = f"/winners/set-right/{ceremony.tendai_candidacy}"
    with ceremony.world.app.app_context():
        edition = queries.edition_of(ceremony.tendai_candidacy)
    fields = {**WRONG, "edition": str(edition), **typed}
    return client.send(path, fields, follow_redirects=True).text


def outbox(app: Flask) -> list[Letter]:
    with app.app_context():
        rows = list(db.session.scalars(select(Letter).where(Letter.kind == LETTER_KIND)))
        db.session.expunge_all()
        return rows


def rows_about(app: Flask, candidacy_id: int) -> list[OutcomeLetter]:
    with app.app_context():
        chosen = select(OutcomeLetter).where(OutcomeLetter.candidacy_id == candidacy_id)
        rows = list(db.session.scalars(chosen))
        db.session.expunge_all()
        return rows


def test_letters_that_have_not_left_are_taken_back_and_written_anew(
    app: Flask, client: PageClient, told: Ceremony
) -> None:
    assert "is set right" in set_right(client, told)
    stopped = [one for one in outbox(app) if one.problem == TAKEN_BACK]
    standing = [one for one in outbox(app) if one.given_up_at is None]
    assert (len(stopped), len(standing)) == (2, 4)
    texts = {one.to_address: one.body for one in standing}
    assert "highly commended you" in texts[told.tendai.email]
    rows = rows_about(app, told.tendai_candidacy)
    assert Counter(row.outcome for row in rows) == {"highly_commended": 2}
    assert all(row.contradicted_at is None for row in rows)
    with app.app_context():
        sent = deliver_due(lambda _message: None)
    assert sent >= 4


def test_letters_that_have_left_are_marked_and_shown_with_what_to_do(
    app: Flask, client: PageClient, told: Ceremony
) -> None:
    with app.app_context():
        deliver_due(lambda _message: None)
    set_right(client, told)
    assert len(outbox(app)) == 4
    rows = rows_about(app, told.tendai_candidacy)
    assert len(rows) == 2
    assert all(row.contradicted_at is not None for row in rows)
    client.sign_in(told.officer)
    page = client.get(f"/winners/prepare/{told.round.id}").text
    assert "Letters that are no longer right" in page
    assert "the letter about Tendai Moyo says “Winner”. Now it is “Highly commended”." in page
    assert "Write to these people yourself" in page


def test_setting_it_back_takes_the_mark_away(
    app: Flask, client: PageClient, told: Ceremony
) -> None:
    with app.app_context():
        deliver_due(lambda _message: None)
    set_right(client, told)
    set_right(client, told, outcome="winner")
    assert all(row.contradicted_at is None for row in rows_about(app, told.tendai_candidacy))
    client.sign_in(told.officer)
    page = client.get(f"/winners/prepare/{told.round.id}").text
    assert "no longer right" not in page


def test_the_public_page_follows_at_once_and_the_change_is_on_record(
    app: Flask, client: PageClient, told: Ceremony
) -> None:
    assert "Tendai Moyo" in client.get(f"/winners/{told.round.id}").text
    set_right(client, told, outcome="recognised")
    assert "Tendai Moyo" not in client.get(f"/winners/{told.round.id}").text
    with app.app_context():
        found = queries.versions([told.tendai_candidacy])[told.tendai_candidacy]
        entry = db.session.query(Entry).filter_by(action="winners.set_right").one()
    assert (found[-1].outcome, found[-1].reason) == ("recognised", WRONG["reason"])
    assert found[0].outcome == "winner"
    assert (entry.subject_id, entry.actor_id) == (told.tendai_candidacy, told.chair.id)
    assert "recognised" not in (entry.payload or "")


def test_a_decision_that_came_in_before_the_instant_changes_nothing_that_letters_tell(
    app: Flask, told: Ceremony, world: World
) -> None:
    actor = world.viewer(told.chair)
    with app.app_context(), pytest.raises(Refused, match="announced already"):
        actions.decide(
            told.tendai_candidacy,
            outcome="shortlisted",
            reason="Late.",
            edition=1,
            actor=actor,
            now=clock.now() - timedelta(minutes=1),
        )
    with app.app_context():
        assert queries.decision(told.tendai_candidacy).outcome == "winner"


def test_an_announcement_whose_letters_are_written_is_neither_moved_nor_taken_back(
    app: Flask, told: Ceremony, world: World
) -> None:
    actor, before = world.viewer(told.officer), clock.now() - timedelta(minutes=1)
    at = clock.now() + timedelta(hours=1)
    with app.app_context():
        seal = queries.rehearsal(told.round.id, at=at).seal
        with pytest.raises(Refused, match="announced already"):
            actions.announce(told.round.id, at=at, seal=seal, actor=actor, now=before)
        with pytest.raises(Refused, match="announced already"):
            actions.take_back_announcement(told.round.id, actor=actor, now=before)


def test_a_mistake_is_set_right_where_the_judging_is_closed_too(
    app: Flask, client: PageClient, told: Ceremony, world: World
) -> None:
    actor = world.viewer(told.chair)
    with app.app_context():
        actions.close(told.round.id, actor=actor, now=clock.now())
    assert "is set right" in set_right(client, told)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"reason": ""}, "Write what was wrong"),
        ({"outcome": "winner"}, "That is the outcome already"),
        ({"outcome": ""}, "Choose an outcome"),
        ({"edition": "9"}, "Somebody recorded another outcome meanwhile"),
    ],
)
def test_setting_right_says_what_is_missing_and_changes_nothing(
    app: Flask, client: PageClient, told: Ceremony, typed: dict[str, str], reason: str
) -> None:
    assert reason in set_right(client, told, **typed)
    with app.app_context():
        assert queries.decision(told.tendai_candidacy).outcome == "winner"
    assert all(one.given_up_at is None for one in outbox(app))


def test_only_whoever_may_decide_sets_right_and_only_after_the_announcement(
    client: PageClient, world: World, ceremony: Ceremony
) -> None:
    path = f"/winners/set-right/{ceremony.tendai_candidacy}"
    world.decided(ceremony.tendai_candidacy, ceremony.chair)
    world.announced(ceremony.round, after=timedelta(hours=1))
    assert client.sign_in(ceremony.chair).get(path).status_code == 404
    world.announced(ceremony.round)
    for somebody in (world.person(), ceremony.officer, world.administrator(), ceremony.tendai):
        assert client.sign_in(somebody).get(path).status_code == 404
    assert client.sign_in(ceremony.chair).get(path).status_code == 200
    page = client.get(f"/winners/decide/{ceremony.tendai_candidacy}").text
    assert "Was something wrong? Set it right" in page


def test_somebody_without_an_outcome_gets_one_and_the_letters_follow(
    app: Flask, client: PageClient, world: World
) -> None:
    room: MeetingRoom = meeting_room(world, (4, 4, 4))
    world.announced(room.round)
    with app.app_context():
        assert actions.tell_outcomes() == 2
    client.sign_in(room.chair)
    path = f"/winners/set-right/{room.numbers[0]}"
    assert "Recognised" in client.get(path).text
    client.send(path, {"outcome": "winner", "reason": "It was forgotten.", "edition": "0"})
    assert room.outcome(room.numbers[0]) == "winner"
    assert {row.outcome for row in rows_about(app, room.numbers[0])} == {"winner"}


def test_a_letter_that_could_not_be_delivered_is_named_on_the_page(
    app: Flask, client: PageClient, told: Ceremony
) -> None:
    number = rows_about(app, told.tendai_candidacy)[0].letter_id
    with app.app_context(), transaction() as session:
        letter = session.get_one(Letter, number)
        letter.given_up_at, letter.problem = clock.now(), "SMTPRecipientsRefused 550"
    client.sign_in(told.officer)
    page = client.get(f"/winners/prepare/{told.round.id}").text
    assert "Letters that could not be delivered" in page
    assert "4 letters were written, and 0 of them have left." in page
