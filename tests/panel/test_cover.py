"""Standing in for an absent chair: with the chair's rights, the chair's limits, and one's own."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from recognition import clock
from recognition.audit.queries import entries
from recognition.database import db
from recognition.errors import Missing, Refused
from recognition.panel import actions
from recognition.panel.actions import covering
from recognition.panel.models import Appointment
from recognition.panel.queries.leaders import leaders_on
from recognition.panel.rules import CHAIR, DEPUTY
from recognition.people.queries import PersonCard
from recognition.people.rules import ADMINISTRATOR
from tests.page_client import PageClient
from tests.panel.conftest import Judging
from tests.panel.test_interests import declare
from tests.people.letters import delivered


def cover(judging: Judging, stand_in: PersonCard, *, first: int = 0, days: int = 3) -> int:
    """Let somebody stand in for the chair."""
    start = clock.today() + timedelta(days=first)
    with judging.app.app_context():
        return covering.name_cover(
            absent_id=judging.chair.id,
            stand_in_id=stand_in.id,
            what=[f"chair-{judging.round.id}"],
            days=(start, start + timedelta(days=days - 1)),
            actor=judging.world.viewer(judging.chair),
        )


def acts(client: PageClient, stand_in: PersonCard, cover_id: int) -> None:
    client.sign_in(stand_in)
    assert client.send(f"/account/act/{cover_id}", form="/account").status_code == 302


def opens(client: PageClient, path: str) -> bool:
    return client.get(path).status_code == 200


def test_whoever_stands_in_chairs_only_while_they_act(client: PageClient, judging: Judging) -> None:
    nominee, room = judging.nominate(), f"/panel/{judging.round.id}"
    stand_in = judging.world.person("Sam Standin")
    number = cover(judging, stand_in)
    client.sign_in(stand_in)
    pages = (f"{room}/people", f"{room}/ranking", f"/panel/nominee/{nominee}", f"{room}/assign")
    assert not any(opens(client, path) for path in pages)
    acts(client, stand_in, number)
    assert all(opens(client, path) for path in pages)
    assert "You chair this panel." in client.get("/panel").text
    until = clock.spoken_date(clock.today() + timedelta(days=2))
    assert f"for {judging.chair.name} until {until}" in client.get(f"{room}/people").text
    data = {"person_id": judging.asha.id}
    assert client.send(f"{room}/assign/{nominee}", data).status_code == 302
    with judging.app.app_context():
        line = entries(action="panel.assigned")[0][0]
        assert (line.actor_id, line.acting_for_id) == (stand_in.id, judging.chair.id)
        covering.end_cover(number, actor=None)
    assert not any(opens(client, path) for path in pages)
    client.sign_in(judging.chair)
    assert all(opens(client, path) for path in pages)


def test_a_seat_that_is_held_for_the_chair_ends_with_its_last_day(
    client: PageClient, judging: Judging
) -> None:
    room, stand_in = f"/panel/{judging.round.id}/people", judging.world.person()
    number = cover(judging, stand_in, first=1, days=2)
    start = clock.start_of_day(clock.today() + timedelta(days=1))
    ends = clock.start_of_day(clock.today() + timedelta(days=3))
    second = timedelta(seconds=20)
    nominee = judging.nominate()
    with judging.app.app_context():
        leading = leaders_on(judging.round.id, nominee)
    assert [card.id for card in leading] == [judging.chair.id]
    for moment, in_force in ((start + second, True), (ends - second, True), (ends, False)):
        with time_machine.travel(moment, tick=True):
            client.sign_in(stand_in)
            sent = client.send(f"/account/act/{number}", form="/account")
            assert sent.status_code == (302 if in_force else 404)
            assert opens(client, room) == in_force
            with judging.app.app_context():
                leading = leaders_on(judging.round.id, nominee)
            assert (stand_in.id in {card.id for card in leading}) == in_force


def test_whoever_stands_in_leads_on_nobody_they_know(client: PageClient, judging: Judging) -> None:
    stand_in = judging.world.person("Sam Standin")
    mate = judging.world.person("Tia Mate", manager=stand_in)
    known, other = judging.nominate(mate), judging.nominate()
    acts(client, stand_in, cover(judging, stand_in))
    judging.worked_out()
    assert opens(client, f"/panel/nominee/{other}")
    assert not opens(client, f"/panel/nominee/{known}")
    assert not opens(client, f"/winners/decide/{known}")
    for page in ("ranking", "assign"):
        text = client.get(f"/panel/{judging.round.id}/{page}").text
        assert "Tia Mate" not in text
        assert judging.nominees[1].name in text


def test_whoever_stands_in_sees_no_more_than_the_chair_would(
    client: PageClient, judging: Judging
) -> None:
    known, other = judging.nominate(), judging.nominate()
    deputy, stand_in = judging.world.person("Dee Deputy"), judging.world.person()
    judging.world.appoint(judging.round, deputy, role=DEPUTY)
    declare(judging, judging.chair, known)
    acts(client, stand_in, cover(judging, stand_in))
    judging.worked_out()
    assert opens(client, f"/panel/nominee/{other}")
    assert not opens(client, f"/panel/nominee/{known}")
    text = client.get(f"/panel/{judging.round.id}/ranking").text
    assert judging.nominees[1].name in text
    assert judging.nominees[0].name not in text
    with judging.app.app_context():
        assert [card.id for card in leaders_on(judging.round.id, known)] == [deputy.id]
    client.sign_in(deputy)
    assert opens(client, f"/panel/nominee/{known}")
    assert not opens(client, f"/panel/nominee/{other}")


def test_a_panellist_who_stands_in_decides_only_while_they_act(
    client: PageClient, judging: Judging
) -> None:
    nominee = judging.nominate()
    number = cover(judging, judging.asha)
    client.sign_in(judging.asha)
    assert not opens(client, f"/winners/decide/{nominee}")
    acts(client, judging.asha, number)
    assert opens(client, f"/winners/decide/{nominee}")
    client.send("/account/act/stop", form="/account")
    assert not opens(client, f"/winners/decide/{nominee}")
    assert opens(client, f"/panel/{judging.round.id}")


@pytest.mark.parametrize("whose", ["the chair’s", "their own"])
def test_when_a_seat_is_ended_nobody_stands_in_any_more(
    client: PageClient, judging: Judging, whose: str
) -> None:
    room, stand_in = f"/panel/{judging.round.id}/people", judging.world.person()
    acts(client, stand_in, cover(judging, stand_in))
    assert opens(client, room)
    ended = judging.chair if whose == "the chair’s" else stand_in
    with judging.app.app_context():
        actions.end_appointment(
            round_id=judging.round.id, person_id=ended.id, role=CHAIR, actor=None
        )
    assert not opens(client, room)
    seat = sa.select(Appointment).where(Appointment.person_id == judging.chair.id)
    with judging.app.app_context():
        chair = db.session.scalars(seat).one()
        assert (chair.ended_at is None) == (ended == stand_in)


def test_who_is_appointed_in_earnest_stays_when_the_cover_ends(
    client: PageClient, judging: Judging
) -> None:
    stand_in = judging.world.person()
    number = cover(judging, stand_in)
    judging.world.appoint(judging.round, stand_in, role=CHAIR)
    with judging.app.app_context():
        covering.end_cover(number, actor=None)
    client.sign_in(stand_in)
    assert opens(client, f"/panel/{judging.round.id}/people")


def test_one_seat_is_not_held_twice_nor_handed_on(judging: Judging) -> None:
    stand_in, second = judging.world.person("Sam Standin"), judging.world.person("Second Chair")
    cover(judging, stand_in)
    judging.world.appoint(judging.round, second, role=CHAIR)
    today = clock.today()
    about: dict[str, Any] = {"what": [f"chair-{judging.round.id}"], "days": (today, today)}
    with judging.app.app_context():
        with pytest.raises(Refused, match="already, or stands in there"):
            covering.name_cover(absent_id=second.id, stand_in_id=stand_in.id, actor=None, **about)
        with pytest.raises(Missing):
            covering.name_cover(
                absent_id=stand_in.id, stand_in_id=judging.ben.id, actor=None, **about
            )
        assert entries(action="people.cover_named")[1] == 1


def test_whoever_is_away_names_somebody_on_their_account(
    client: PageClient, judging: Judging
) -> None:
    judging.world.person("Sam Standin")
    client.sign_in(judging.chair)
    page = client.get("/account/cover").text
    assert f"Chair of {judging.round.scheme.name}, {judging.round.name}" in page
    first = clock.today() + timedelta(days=1)
    last = clock.today() + timedelta(days=80)
    typed = {
        "person": "Sam Standin",
        "what": f"chair-{judging.round.id}",
        **parts("first_day", first),
        **parts("last_day", last),
    }
    delivered(judging.app)
    refused = client.send("/account/cover", typed)
    assert refused.status_code == 422
    assert "Choose 60 days or fewer" in refused.text
    assert 'value="Sam Standin"' in refused.text
    for wrong, reason in (
        ({"person": ""}, "Type the name of a colleague."),
        ({"person": "Nobody Atall"}, "We could not find them."),
        ({"what": ""}, "Choose what they stand in for."),
        ({"first_day-month": "13"}, "There is no such day."),
    ):
        fixed = typed | parts("last_day", first) | wrong
        fixed = {name: value for name, value in fixed.items() if value}
        again = client.send("/account/cover", fixed)
        assert again.status_code == 422
        assert reason in again.text
    assert delivered(judging.app) == []
    assert client.send("/account/cover", typed | parts("last_day", first)).status_code == 303
    shown = client.get("/account/cover").text
    assert "Sam Standin stands in for" in shown
    assert "Not yet" in shown
    assert len(delivered(judging.app)) == 2
    number = shown.split('action="/account/cover/')[1].split("/")[0]
    ended = client.send(f"/account/cover/{number}/end", form="/account/cover")
    assert ended.status_code == 303
    assert "Over" in client.get("/account/cover").text
    assert client.send(f"/account/cover/{number}/end", form="/account/cover").status_code == 404


def parts(name: str, day: Any) -> dict[str, str]:
    return {
        f"{name}-day": str(day.day),
        f"{name}-month": str(day.month),
        f"{name}-year": str(day.year),
    }


def test_an_administrator_names_somebody_for_who_is_away_already(
    client: PageClient, judging: Judging
) -> None:
    administrator = judging.world.administrator()
    judging.world.granted(ADMINISTRATOR, judging.asha)
    for _number in range(2):
        judging.world.person("Sam Standin", team=f"Ward {_number}")
    client.sign_in(administrator)
    page = client.get("/manage/cover").text
    assert "Nobody stands in for anybody yet." in page
    assert f'href="/manage/cover/{judging.asha.id}"' in page
    assert f'href="/manage/cover/{judging.chair.id}"' in page
    assert judging.ben.name not in page
    here, today = f"/manage/cover/{judging.asha.id}", clock.today()
    typed = {
        "person": "Sam Standin",
        "what": f"{ADMINISTRATOR}-{judging.asha.organisation_id}",
        **parts("first_day", today),
        **parts("last_day", today),
    }
    asked = client.send(here, typed)
    assert "Choose who you mean." in asked.text
    choice = asked.text.split('name="choice"')[1].split('value="')[1].split('"')[0]
    assert client.send(here, typed | {"choice": choice}).location == "/manage/cover"
    shown = client.get("/manage/cover").text
    assert "In force" in shown
    number = shown.split('action="/manage/cover/')[1].split("/")[0]
    letters = {letter["To"]: letter.get_content() for letter in delivered(judging.app)}
    assert f"{administrator.name} has set this up." in letters[judging.asha.email]
    ended = client.send(f"/manage/cover/{number}/end", form="/manage/cover")
    assert ended.status_code == 303
    assert "In force" not in client.get("/manage/cover").text


def test_somebody_without_a_role_is_told_that_nobody_needs_to_stand_in(
    client: PageClient, judging: Judging
) -> None:
    client.sign_in(judging.ben)
    assert "nobody needs to stand in for you" in client.get("/account/cover").text
    assert client.get(f"/manage/cover/{judging.chair.id}").status_code == 404


def test_whoever_acts_for_somebody_on_a_panel_is_not_shown_what_panels_do(
    client: PageClient, judging: Judging
) -> None:
    stand_in, today = judging.world.person(), clock.today()
    judging.world.granted(ADMINISTRATOR, judging.asha)
    with judging.app.app_context():
        number = covering.name_cover(
            absent_id=judging.asha.id,
            stand_in_id=stand_in.id,
            what=[f"{ADMINISTRATOR}-{judging.asha.organisation_id}"],
            days=(today, today),
            actor=None,
        )
    client.sign_in(judging.world.administrator())
    assert "panel.appointed" in client.get("/manage/audit").text
    acts(client, stand_in, number)
    shown = client.get("/manage/audit").text
    assert "panel.appointed" not in shown
    assert "What panels do is left out here" in shown
