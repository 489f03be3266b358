"""The deputy leads the panel where the chair knows the nominee, and nowhere else."""

from recognition.panel.rules import DEPUTY
from recognition.people.queries import PersonCard
from tests.page_client import PageClient
from tests.panel.conftest import Judging
from tests.panel.test_interests import declare, letters, reads


def deputy_of(judging: Judging) -> PersonCard:
    person = judging.world.person("Dee Deputy")
    judging.world.appoint(judging.round, person, role=DEPUTY)
    return person


def test_the_deputy_leads_only_where_the_chair_has_an_interest(
    client: PageClient, judging: Judging
) -> None:
    known, other = judging.nominate(), judging.nominate()
    deputy, room = deputy_of(judging), f"/panel/{judging.round.id}"
    client.sign_in(deputy)
    assert client.get(f"/panel/nominee/{known}").status_code == 404
    declare(judging, judging.chair, known)
    assert "Give them another reader" in letters(judging, deputy)[0]
    judging.worked_out()
    for path in ("ranking", "assign"):
        text = client.get(f"{room}/{path}").text
        assert judging.nominees[0].name in text
        assert judging.nominees[1].name not in text
        assert f"{room}/people" not in text
    assert client.get(f"/panel/nominee/{known}").status_code == 200
    assert client.get(f"/panel/nominee/{other}").status_code == 404
    assert client.get(f"{room}/assign/{other}").status_code == 404
    data = {"person_id": judging.asha.id}
    assert client.send(f"{room}/assign/{known}", data).status_code == 302
    assert reads(judging, known, judging.asha)
    assert client.get(f"{room}/people").status_code == 404
    assert "You are the deputy" in client.get("/panel").text
    token = client.token(f"{room}/assign/{known}")
    shared = client.post(f"{room}/assign", data={"reads": "1", "csrf_token": token})
    assert shared.status_code == 404
    client.sign_in(judging.chair)
    assert client.get(f"/panel/nominee/{known}").status_code == 404
    assert client.get(f"/panel/nominee/{other}").status_code == 200


def test_the_deputy_opens_scores_again_where_they_lead(
    client: PageClient, judging: Judging
) -> None:
    known = judging.nominate()
    deputy = deputy_of(judging)
    judging.assigned(known, judging.asha)
    judging.world.reviewed(known, judging.asha)
    declare(judging, judging.chair, known)
    client.sign_in(deputy)
    text = client.get(f"/panel/nominee/{known}").text
    opening = text.split(f'href="/panel/nominee/{known}/reopen/')[1].split('"')[0]
    page = f"/panel/nominee/{known}/reopen/{opening}"
    assert client.send(page, {"reason": "Wrong story"}).status_code == 302


def test_a_deputy_who_knows_the_nominee_too_does_not_lead_there(
    client: PageClient, judging: Judging
) -> None:
    known = judging.nominate()
    deputy = deputy_of(judging)
    declare(judging, judging.chair, known)
    declare(judging, deputy, known)
    client.sign_in(deputy)
    assert client.get(f"/panel/nominee/{known}").status_code == 404
    assert judging.nominees[0].name not in client.get(f"/panel/{judging.round.id}/ranking").text


def test_where_one_of_two_chairs_is_free_the_deputy_does_not_lead(
    client: PageClient, judging: Judging
) -> None:
    known = judging.nominate()
    judging.world.appoint(judging.round, judging.world.person(), role="chair")
    client.sign_in(deputy_of(judging))
    declare(judging, judging.chair, known)
    assert client.get(f"/panel/nominee/{known}").status_code == 404


def test_an_administrator_who_is_the_nominee_is_not_told_that_a_deputy_is_wanted(
    client: PageClient, judging: Judging
) -> None:
    administrator = judging.world.administrator()
    own, other = judging.nominate(administrator), judging.nominate()
    declare(judging, judging.chair, own)
    client.sign_in(administrator)
    page = f"/manage/panel/{judging.round.id}"
    for path in (page, "/manage"):
        assert "the chair knows" not in client.get(path).text
    declare(judging, judging.chair, other)
    for path in (page, "/manage"):
        assert "the chair knows 1 nominee" in client.get(path).text


def test_an_administrator_is_asked_to_appoint_a_deputy_and_does(
    client: PageClient, judging: Judging
) -> None:
    known = judging.nominate()
    judging.nominate(judging.chair)  # of which the chair must not learn
    client.sign_in(judging.chair)
    people = f"/panel/{judging.round.id}/people"
    assert "deputy, who leads" not in client.get(people).text
    declare(judging, judging.chair, known)
    assert "You know 1 nominee." in client.get(people).text
    client.sign_in(judging.world.administrator())
    page = f"/manage/panel/{judging.round.id}"
    text = client.get(page).text
    assert "Appoint a deputy: the chair knows 2 nominees" in text
    assert judging.nominees[0].name not in text
    assert "the chair knows 2 nominees" in client.get("/manage").text
    dee = judging.world.person("Dee Deputy")
    data = {"person_id": dee.id, "role": "deputy"}
    assert client.send(page, data, form=f"{page}?q=dee").status_code == 302
    text = client.get(page).text
    assert "Appoint a deputy:" not in text
    assert "the chair knows" not in client.get("/manage").text
