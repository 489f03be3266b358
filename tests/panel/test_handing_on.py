"""A panellist asks a colleague to read a nominee in their place: the same checks hold."""

from datetime import timedelta

from sqlalchemy import func, select, update

from recognition import clock
from recognition.audit.models import Entry
from recognition.database import db, transaction
from recognition.mail.models import Letter
from recognition.panel.models import Assignment
from recognition.panel.rules import DEPUTY
from recognition.schemes.models import Round
from tests.page_client import PageClient
from tests.panel.conftest import Judging
from tests.panel.test_interests import declare


def reading(judging: Judging) -> set[tuple[int, int]]:
    with judging.app.app_context():
        rows = db.session.execute(
            select(Assignment.candidacy_id, Assignment.person_id).where(
                Assignment.ended_at.is_(None)
            )
        )
        return {(number, person) for number, person in rows}


def letters(judging: Judging, kind: str) -> list[tuple[str, str]]:
    with judging.app.app_context():
        rows = db.session.execute(
            select(Letter.to_address, Letter.body).where(Letter.kind == kind).order_by(Letter.id)
        )
        return [(address, body) for address, body in rows]


def traces(judging: Judging) -> int:
    with judging.app.app_context():
        kept = select(func.count(Entry.number)).where(Entry.action == "panel.handed_on")
        return db.session.scalar(kept) or 0


def test_a_colleague_reads_it_and_the_chair_is_told(client: PageClient, judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    sheet = f"/panel/read/{number}"
    assert "Ask a colleague to read this one" in client.get(sheet).text
    before = len(letters(judging, "panel.assigned"))
    answer = client.send(f"{sheet}/hand-on", {"person_id": str(judging.ben.id)})
    assert answer.status_code == 302
    assert reading(judging) == {(number, judging.ben.id)}
    assert client.get(sheet).status_code == 404
    told = letters(judging, "panel.assigned")
    assert [address for address, _body in told[before:]] == [judging.ben.email]
    [(address, body)] = letters(judging, "panel.handed_on")
    assert address == judging.chair.email
    for name in (judging.asha.name, judging.ben.name, judging.nominees[0].name):
        assert name in body
    assert traces(judging) == 1


def test_the_letter_goes_to_the_deputy_and_never_to_a_chair_who_knows_the_nominee(
    client: PageClient, judging: Judging
) -> None:
    deputy = judging.world.person("Dee Deputy")
    judging.world.appoint(judging.round, deputy, role=DEPUTY)
    known, other = judging.nominate(), judging.nominate()
    declare(judging, judging.chair, known)
    for number in (known, other):
        judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    data = {"person_id": str(judging.ben.id), "more": str(other)}
    assert client.send(f"/panel/read/{known}/hand-on", data).status_code == 302
    told = dict(letters(judging, "panel.handed_on"))
    first, second = (nominee.name for nominee in judging.nominees)
    assert set(told) == {judging.chair.email, deputy.email}
    assert first not in told[judging.chair.email]
    assert second in told[judging.chair.email]
    assert first in told[deputy.email]
    assert second not in told[deputy.email]


def test_where_the_chair_leads_no_deputy_is_told(client: PageClient, judging: Judging) -> None:
    deputy = judging.world.person("Dee Deputy")
    judging.world.appoint(judging.round, deputy, role=DEPUTY)
    handed, recused = judging.nominate(), judging.nominate()
    for number in (handed, recused):
        judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    client.send(f"/panel/read/{handed}/hand-on", {"person_id": str(judging.ben.id)})
    client.send(f"/panel/read/{recused}/interest")
    for kind in ("panel.handed_on", "panel.interest"):
        assert [address for address, _body in letters(judging, kind)] == [judging.chair.email]


def test_several_are_handed_on_together_or_none(client: PageClient, judging: Judging) -> None:
    one, other, third = (judging.nominate() for _one in range(3))
    for number in (one, other, third):
        judging.assigned(number, judging.asha)
    judging.assigned(third, judging.ben)
    client.sign_in(judging.asha)
    page = f"/panel/read/{one}/hand-on"
    before = reading(judging)
    data = {"person_id": str(judging.ben.id), "more": [str(other), str(third)]}
    answer = client.send(page, data)
    assert answer.status_code == 422
    assert "cannot take all of these" in answer.text
    assert reading(judging) == before
    data["more"] = [str(other)]
    assert client.send(page, data).status_code == 302
    assert reading(judging) == {
        (one, judging.ben.id),
        (other, judging.ben.id),
        (third, judging.asha.id),
        (third, judging.ben.id),
    }
    assert len(letters(judging, "panel.handed_on")) == 1
    assert traces(judging) == 2


def test_handing_on_refuses_everybody_with_an_interest_and_does_not_say_why(
    client: PageClient, judging: Judging
) -> None:
    world, round_ = judging.world, judging.round
    boss = world.person("Bo Boss")
    friend = world.person("Fay Friend")
    nominee = world.person("Nadia Nominee", manager=boss)
    for person in (boss, friend, nominee, judging.nominator):
        world.appoint(round_, person)
    number = judging.nominate(nominee)
    judging.assigned(number, judging.asha, friend)
    PageClient(judging.app).sign_in(friend).send(f"/panel/read/{number}/interest")
    client.sign_in(judging.asha)
    page = f"/panel/read/{number}/hand-on"
    said = set()
    for person in (boss, friend, nominee, judging.nominator):
        answer = client.send(page, {"person_id": str(person.id)})
        assert answer.status_code == 422
        assert f"{person.name} cannot take this one" in answer.text
        said |= {word for word in ("manager", "wrote", "know this person.") if word in answer.text}
    assert said == set()
    assert reading(judging) == {(number, judging.asha.id)}


def test_a_member_of_a_nominated_team_is_not_asked(client: PageClient, judging: Judging) -> None:
    member = judging.world.person("Tara Team", team="Ward 7")
    judging.world.appoint(judging.round, member)
    number = judging.nominate_team_of(member)
    judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    answer = client.send(f"/panel/read/{number}/hand-on", {"person_id": str(member.id)})
    assert answer.status_code == 422
    assert reading(judging) == {(number, judging.asha.id)}


def test_scores_that_were_sent_are_not_handed_on(client: PageClient, judging: Judging) -> None:
    sent, unsent = judging.nominate(), judging.nominate()
    judging.assigned(sent, judging.asha)
    judging.assigned(unsent, judging.asha)
    judging.world.reviewed(sent, judging.asha)
    client.sign_in(judging.asha)
    assert client.get(f"/panel/read/{sent}/hand-on").status_code == 404
    assert "Ask a colleague" not in client.get(f"/panel/read/{sent}").text
    data = {"person_id": str(judging.ben.id), "more": str(sent)}
    assert client.send(f"/panel/read/{unsent}/hand-on", data).status_code == 404
    assert reading(judging) == {(sent, judging.asha.id), (unsent, judging.asha.id)}


def test_only_a_colleague_on_the_panel_can_be_asked(client: PageClient, judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    page = f"/panel/read/{number}/hand-on"
    for person_id, code in (
        (judging.chair.id, 404),
        (judging.nominator.id, 404),
        (judging.asha.id, 404),
        ("٣", 404),
        ("", 422),
    ):
        assert client.send(page, {"person_id": str(person_id)}).status_code == code
    twice = client.send(page, {"person_id": [str(judging.ben.id)] * 2})
    assert twice.status_code == 422
    assert reading(judging) == {(number, judging.asha.id)}


def test_somebody_elses_nominee_is_not_handed_on(client: PageClient, judging: Judging) -> None:
    mine, theirs = judging.nominate(), judging.nominate()
    judging.assigned(mine, judging.asha)
    judging.assigned(theirs, judging.ben)
    client.sign_in(judging.asha)
    assert client.get(f"/panel/read/{theirs}/hand-on").status_code == 404
    data = {"person_id": str(judging.ben.id), "more": str(theirs)}
    assert client.send(f"/panel/read/{mine}/hand-on", data).status_code == 404
    assert reading(judging) == {(mine, judging.asha.id), (theirs, judging.ben.id)}


def test_after_judging_nothing_is_handed_on(client: PageClient, judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    with judging.app.app_context(), transaction():
        past = clock.now() - timedelta(hours=1)
        db.session.execute(update(Round).values(judging_ends_at=past))
    answer = client.send(f"/panel/read/{number}/hand-on", {"person_id": str(judging.ben.id)})
    assert answer.status_code == 422
    assert "Judging has ended" in answer.text
    assert reading(judging) == {(number, judging.asha.id)}


def test_a_chair_who_knows_the_nominee_is_not_told(client: PageClient, judging: Judging) -> None:
    number = judging.nominate(judging.world.person(manager=judging.chair))
    judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    client.send(f"/panel/read/{number}/hand-on", {"person_id": str(judging.ben.id)})
    assert reading(judging) == {(number, judging.ben.id)}
    assert letters(judging, "panel.handed_on") == []


def test_what_was_saved_comes_back_with_the_nominee(client: PageClient, judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    judging.world.reviewed(number, judging.asha, comment="Half a thought", send=False)
    client.sign_in(judging.asha)
    client.send(f"/panel/read/{number}/hand-on", {"person_id": str(judging.ben.id)})
    assert reading(judging) == {(number, judging.ben.id)}
    client.sign_in(judging.ben)
    assert "Half a thought" not in client.get(f"/panel/read/{number}").text
    client.send(f"/panel/read/{number}/hand-on", {"person_id": str(judging.asha.id)})
    client.sign_in(judging.asha)
    assert "Half a thought" in client.get(f"/panel/read/{number}").text
