"""Who sits on a panel and who reads what."""

from sqlalchemy import func, select, update

from recognition import clock
from recognition.audit.models import Entry
from recognition.database import db, transaction
from recognition.mail.models import Letter
from recognition.panel.models import Appointment, Assignment
from recognition.people import queries as people
from recognition.people.models import Person
from recognition.people.queries import PersonCard
from tests.page_client import PageClient
from tests.panel.conftest import Judging


def assignments(judging: Judging) -> list[tuple[int, int]]:
    with judging.app.app_context():
        rows = db.session.execute(
            select(Assignment.candidacy_id, Assignment.person_id)
            .where(Assignment.ended_at.is_(None))
            .order_by(Assignment.candidacy_id, Assignment.person_id)
        )
        return [(row[0], row[1]) for row in rows]


def letters(judging: Judging, kind: str) -> list[str]:
    with judging.app.app_context():
        found = select(Letter.to_address).where(Letter.kind == kind).order_by(Letter.to_address)
        return list(db.session.scalars(found))


def seats(judging: Judging, person: PersonCard) -> set[str]:
    with judging.app.app_context():
        return set(
            db.session.scalars(
                select(Appointment.role).where(
                    Appointment.person_id == person.id, Appointment.ended_at.is_(None)
                )
            )
        )


def test_the_chair_appoints_a_panellist_who_gets_a_letter(
    client: PageClient, judging: Judging
) -> None:
    mary = judging.world.person("Mary Ellis")
    client.sign_in(judging.chair)
    page = f"/panel/{judging.round.id}/people"
    assert "Mary Ellis" in client.get(f"{page}?q=mary").text
    answer = client.send(page, {"person_id": mary.id}, form=f"{page}?q=mary")
    assert answer.status_code == 302
    assert seats(judging, mary) == {"panellist"}
    assert mary.email in letters(judging, "panel.appointed")
    assert "Mary Ellis" in client.get(page).text
    with judging.app.app_context():
        last = db.session.scalars(
            select(Entry).where(Entry.action == "panel.appointed").order_by(Entry.number.desc())
        ).first()
        assert last is not None
        assert last.actor_id == judging.chair.id
    again = client.send(page, {"person_id": mary.id}, form=f"{page}?q=mary")
    assert again.status_code == 422
    assert "has this seat already" in again.text


def test_a_chair_cannot_make_another_chair(client: PageClient, judging: Judging) -> None:
    mary = judging.world.person("Mary Ellis")
    client.sign_in(judging.chair)
    page = f"/panel/{judging.round.id}/people"
    client.send(page, {"person_id": mary.id, "role": "chair"}, form=f"{page}?q=mary")
    assert seats(judging, mary) == {"panellist"}
    ending = f"{page}/{judging.chair.id}/chair/end"
    assert client.get(ending).status_code == 404


def test_an_administrator_of_the_host_appoints_the_chair(
    client: PageClient, judging: Judging
) -> None:
    mary = judging.world.person("Mary Ellis")
    client.sign_in(judging.world.administrator())
    page = f"/manage/panel/{judging.round.id}"
    answer = client.send(page, {"person_id": mary.id, "role": "chair"}, form=f"{page}?q=mary")
    assert answer.status_code == 302
    assert seats(judging, mary) == {"chair"}
    assert client.get(f"/panel/{judging.round.id}/ranking").status_code == 404
    client.sign_in(judging.world.administrator(organisation="Another Trust"))
    assert client.get(page).status_code == 404


def test_there_are_no_other_seats(client: PageClient, judging: Judging) -> None:
    mary = judging.world.person("Mary Ellis")
    client.sign_in(judging.world.administrator())
    page = f"/manage/panel/{judging.round.id}"
    for role in ("owner", "", "CHAIR", ["chair", "chair"]):
        data = {"person_id": mary.id, "role": role}
        assert client.send(page, data, form=f"{page}?q=mary").status_code == 422
    assert seats(judging, mary) == set()


def test_appointing_nobody_gets_a_clear_answer(client: PageClient, judging: Judging) -> None:
    client.sign_in(judging.chair)
    page = f"/panel/{judging.round.id}/people"
    for number, code in (("", 422), ("٣", 422), ("-1", 422), ("1e3", 422), ("999999999", 404)):
        answer = client.send(page, {"person_id": number}, form=f"{page}?q=ben")
        assert answer.status_code == code, number


def test_somebody_from_an_organisation_outside_the_scheme_is_not_appointed(
    client: PageClient, judging: Judging
) -> None:
    outside = judging.world.person("Olga Outside", organisation="Another Trust")
    client.sign_in(judging.chair)
    page = f"/panel/{judging.round.id}/people"
    assert "Olga Outside" not in client.get(f"{page}?q=olga").text.replace('value="olga"', "")
    answer = client.send(page, {"person_id": outside.id}, form=f"{page}?q=ben")
    assert answer.status_code == 422
    assert "not part of this scheme" in answer.text


def test_somebody_who_has_left_is_not_appointed(client: PageClient, judging: Judging) -> None:
    gone = judging.world.person("Lena Leaver")
    with judging.app.app_context(), transaction():
        db.session.execute(update(Person).where(Person.id == gone.id).values(left_at=clock.now()))
        assert people.has_left([gone.id, judging.asha.id]) == {gone.id}
    client.sign_in(judging.chair)
    page = f"/panel/{judging.round.id}/people"
    answer = client.send(page, {"person_id": gone.id}, form=f"{page}?q=ben")
    assert answer.status_code == 422
    assert "Lena Leaver has left" in answer.text
    assert seats(judging, gone) == set()


def test_losing_a_seat_ends_every_session_at_once(client: PageClient, judging: Judging) -> None:
    unsent, sent = judging.nominate(), judging.nominate()
    judging.assigned(unsent, judging.asha)
    judging.assigned(sent, judging.asha)
    judging.world.reviewed(sent, judging.asha, points=4)
    theirs = PageClient(judging.app).sign_in(judging.asha)
    assert theirs.get(f"/panel/{judging.round.id}").status_code == 200
    client.sign_in(judging.chair)
    ending = f"/panel/{judging.round.id}/people/{judging.asha.id}/panellist/end"
    assert client.send(ending).status_code == 302
    assert theirs.get(f"/panel/{judging.round.id}").status_code == 302
    assert "/sign-in" in theirs.get("/panel").location
    theirs.sign_in(judging.asha)
    assert theirs.get(f"/panel/{judging.round.id}").status_code == 404
    assert assignments(judging) == [(sent, judging.asha.id)]  # what was sent still counts
    assert client.get(ending).status_code == 404


def test_assigning_by_hand_refuses_everybody_with_an_interest(
    client: PageClient, judging: Judging
) -> None:
    world, round_ = judging.world, judging.round
    boss, friend, mate = (
        world.person("Bo Boss"),
        world.person("Fay Friend"),
        world.person("Mo Mate"),
    )
    nominee = world.person("Nadia Nominee", manager=boss)
    for person in (boss, friend, nominee, judging.nominator):
        world.appoint(round_, person)
    world.appoint(round_, mate)
    number = judging.nominate(nominee)
    world.assigned(number, friend)
    client.sign_in(friend)
    client.send(f"/panel/read/{number}/interest")
    client.sign_in(judging.chair)
    page = f"/panel/{round_.id}/assign/{number}"
    for person, word in (
        (boss, "line manager"),
        (friend, "know this person"),
        (nominee, "are the nominee"),
        (judging.nominator, "wrote a nomination"),
    ):
        assert word in client.get(page).text
        answer = client.send(page, {"person_id": person.id})
        assert answer.status_code == 422, person.name
        assert word in answer.text
    assert assignments(judging) == []
    assert client.send(page, {"person_id": mate.id}).status_code == 302
    assert assignments(judging) == [(number, mate.id)]
    assert letters(judging, "panel.assigned").count(str(mate.email)) == 1
    assert client.send(page, {"person_id": mate.id, "remove": "1"}).status_code == 302
    assert assignments(judging) == []


def test_a_member_of_a_nominated_team_does_not_read_it(judging: Judging) -> None:
    world = judging.world
    member = world.person("Tara Team", team="Ward 7")
    world.appoint(judging.round, member)
    number = judging.nominate_team_of(member)
    client = PageClient(judging.app).sign_in(judging.chair)
    page = f"/panel/{judging.round.id}/assign/{number}"
    answer = client.send(page, {"person_id": member.id})
    assert answer.status_code == 422
    assert "member of the nominated team" in answer.text
    client.send(f"/panel/{judging.round.id}/assign", {"reads": "2"})
    assert {person for _number, person in assignments(judging)} == {
        judging.asha.id,
        judging.ben.id,
    }


def test_somebody_who_is_not_on_the_panel_is_not_assigned(
    client: PageClient, judging: Judging
) -> None:
    number = judging.nominate()
    client.sign_in(judging.chair)
    page = f"/panel/{judging.round.id}/assign/{number}"
    answer = client.send(page, {"person_id": judging.world.person().id})
    assert answer.status_code == 422
    assert "not on this panel" in answer.text
    assert client.send(page, {"person_id": judging.chair.id}).status_code == 422


def test_scores_that_were_sent_are_not_taken_away(client: PageClient, judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    judging.world.reviewed(number, judging.asha, points=4)
    client.sign_in(judging.chair)
    page = f"/panel/{judging.round.id}/assign/{number}"
    data = {
        "person_id": judging.asha.id,
        "remove": "1",
        "csrf_token": client.token(page),
    }
    assert client.post(page, data=data).status_code == 422
    assert assignments(judging) == [(number, judging.asha.id)]


def test_everyone_gets_a_fair_share_with_one_letter_each(
    client: PageClient, judging: Judging
) -> None:
    numbers = [judging.nominate() for _ in range(4)]
    client.sign_in(judging.chair)
    page = f"/panel/{judging.round.id}/assign"
    assert client.send(page, {"reads": "1"}).status_code == 302
    found = assignments(judging)
    assert [number for number, _person in found] == numbers
    assert sorted(person for _number, person in found) == sorted(
        [judging.asha.id] * 2 + [judging.ben.id] * 2
    )
    assert letters(judging, "panel.assigned") == sorted(
        [str(judging.asha.email), str(judging.ben.email)]
    )
    client.send(page, {"reads": "1"})
    assert assignments(judging) == found
    assert len(letters(judging, "panel.assigned")) == 2
    with judging.app.app_context():
        shared = select(func.count(Entry.number)).where(Entry.action == "panel.shared")
        assert db.session.scalar(shared) == 1


def test_a_fair_share_refuses_everybody_with_an_interest_or_writes_nothing(
    client: PageClient, judging: Judging
) -> None:
    judging.nominate()
    judging.nominate(judging.asha)
    client.sign_in(judging.chair)
    answer = client.send(f"/panel/{judging.round.id}/assign", {"reads": "2"})
    assert answer.status_code == 422
    assert "1 nominee would not get 2 readers" in answer.text
    assert "at least 1 more" in answer.text
    assert assignments(judging) == []
    client.send(f"/panel/{judging.round.id}/assign", {"reads": "1"})
    assert (judging.candidacy(judging.asha), judging.ben.id) in assignments(judging)


def test_an_odd_number_of_readers_gets_a_clear_error(client: PageClient, judging: Judging) -> None:
    judging.nominate()
    client.sign_in(judging.chair)
    for reads in ("0", "11", "٣", "1e309", "-0", "NaN", "", "2.0", ["2", "2"]):
        answer = client.send(f"/panel/{judging.round.id}/assign", {"reads": reads})
        assert answer.status_code == 422, reads
        assert "whole number from 1 to 10" in answer.text
    assert assignments(judging) == []


def test_an_empty_panel_says_what_will_be_here(client: PageClient, judging: Judging) -> None:
    client.sign_in(judging.nominator)
    assert "not on a panel yet" in client.get("/panel").text
    client.sign_in(judging.asha)
    assert "nothing for you to read yet" in client.get("/panel").text
    assert "nothing for you to read yet" in client.get(f"/panel/{judging.round.id}").text
    client.sign_in(judging.chair)
    assert "being worked out" in client.get(f"/panel/{judging.round.id}/ranking").text
    judging.worked_out()
    for path in ("ranking", "assign"):
        assert "yet" in client.get(f"/panel/{judging.round.id}/{path}").text
