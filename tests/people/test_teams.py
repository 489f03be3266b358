"""Teams on pages: added, renamed, made one, ended; and people who move between them."""

import pytest
from flask import Flask
from sqlalchemy import select

from recognition.audit.queries import entries
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.nominations.models import Candidacy
from recognition.panel.queries.interests import has_interest, holds
from recognition.people import actions, queries
from recognition.people.models import Team
from recognition.people.queries import PersonCard
from recognition.schemes import queries as schemes
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.world import TRUST, World


def team_of(app: Flask, person: PersonCard) -> int:
    with app.app_context():
        number = queries.workplace([person.id])[person.id].team_id
        assert number is not None
        return number


def teams(app: Flask, organisation_id: int) -> list[str]:
    with app.app_context():
        return [name for _number, name in queries.live_teams([organisation_id])]


@pytest.fixture
def ward(client: PageClient, world: World) -> PersonCard:
    client.sign_in(world.administrator())
    return world.person("Asha Patel", team="Ward 7", site="North")


def test_teams_are_listed_with_how_many_work_there(
    app: Flask, client: PageClient, world: World, ward: PersonCard
) -> None:
    world.person(team="Ward 7", site="North")
    world.person(team="Kitchen", site="South")
    world.person(team="Far Ward", organisation="Another Hospice")
    gone = world.person(team="Kitchen", site="South")
    client.send(f"/manage/people/{gone.id}/leave")
    page = client.get("/manage/teams").text
    assert page.index("Kitchen") < page.index("Ward 7")
    assert "Far Ward" not in page
    with app.app_context():
        lines, total = queries.team_lines([ward.organisation_id])
        assert [(line.full_name, line.size) for line in lines] == [
            ("Kitchen · South", 1),
            ("Ward 7 · North", 2),
        ]
        assert total == 2
    assert "Kitchen" not in client.get("/manage/teams?q=ward").text
    assert "No team found" in client.get("/manage/teams?q=zzz").text
    assert client.get("/manage/teams?page=9").location == "/manage/teams?page=1"


def test_a_team_is_added_and_renamed_and_no_two_have_one_name(
    app: Flask, client: PageClient, ward: PersonCard
) -> None:
    place = {"organisation_id": str(ward.organisation_id)}
    same = client.send("/manage/teams/new", {"name": "ward 7", "site": "NORTH", **place})
    assert same.status_code == 422
    assert "There is a team of this name on this site." in same.text
    added = client.send("/manage/teams/new", {"name": "Ward 8", "site": "North", **place})
    clash = client.send(f"{added.location}/rename", {"name": "Ward 7", "site": "North"})
    assert clash.status_code == 422
    assert "Make the two one instead" in clash.text
    empty = client.send(f"{added.location}/rename", {"name": " ", "site": "North"})
    assert "Enter a name of up to 120" in empty.text
    client.send(f"{added.location}/rename", {"name": "Ward Eight", "site": "North"})
    assert teams(app, ward.organisation_id) == ["Ward 7 · North", "Ward Eight · North"]
    with app.app_context():
        (entry,), _total = entries(action="people.team_renamed")
        assert entry.details["before"] == "Ward 8 · North"
        assert entry.details["after"] == "Ward Eight · North"


def test_people_who_are_ticked_move_and_the_trail_says_so(
    app: Flask, client: PageClient, world: World, ward: PersonCard
) -> None:
    stays = world.person("Stef Ay", team="Ward 7", site="North")
    kitchen = team_of(app, world.person(team="Kitchen"))
    path = f"/manage/teams/{team_of(app, ward)}"
    nobody = client.send(path, {"to_team_id": str(kitchen)})
    assert nobody.status_code == 422
    assert "Tick who is to move." in nobody.text
    nowhere = client.send(path, {"people": str(ward.id)})
    assert "Choose a team." in nowhere.text
    client.send(path, {"people": str(ward.id), "to_team_id": str(kitchen)})
    assert team_of(app, ward) == kitchen
    assert team_of(app, stays) != kitchen
    assert "1 person moved." in client.get(path).text
    with app.app_context():
        (entry,), _total = entries(action="people.person_edited")
        assert entry.details["team"] == {
            "before": "Ward 7 · North",
            "after": "Kitchen · Main site",
        }


def test_nobody_moves_to_or_from_a_team_of_another_organisation(
    app: Flask, client: PageClient, world: World, ward: PersonCard
) -> None:
    far = world.person("Far Away", team="Far Ward", organisation="Another Hospice")
    theirs, ours = team_of(app, far), team_of(app, ward)
    path = f"/manage/teams/{ours}"
    sent = client.send(path, {"people": str(ward.id), "to_team_id": str(theirs)})
    assert sent.status_code == 422
    client.send(path, {"people": str(far.id), "to_team_id": str(ours)})
    assert (team_of(app, far), team_of(app, ward)) == (theirs, ours)
    token = client.token("/manage/teams/new")
    for page in ("", "/rename", "/end", "/same-team", f"/same-team/{ours}"):
        address = f"/manage/teams/{theirs}{page}"
        assert client.post(address, data={"csrf_token": token, "name": "X"}).status_code == 404
    assert client.get(f"{path}/same-team/{theirs}").status_code == 404
    viewer = world.viewer(world.administrator())
    with app.app_context():
        for act in (actions.end_team, actions.bring_team_back):
            with pytest.raises(Missing):
                act(theirs, actor=viewer)
        with pytest.raises(Missing):
            actions.make_one_team(ours, theirs, actor=viewer)


def test_two_teams_become_one_with_their_people_nominations_and_interests(
    app: Flask, client: PageClient, world: World, ward: PersonCard
) -> None:
    kept = team_of(app, world.person("Kit Seven", team="Ward Seven", site="North"))
    other = team_of(app, ward)
    round_ = world.round()
    with app.app_context():
        category = schemes.categories(round_.scheme.id)[0].id
        with transaction() as session:
            row = Candidacy(round_id=round_.id, category_id=category, team_id=other)
            session.add(row)
            session.flush()
            candidacy = row.id
    chosen = client.send(f"/manage/teams/{kept}/same-team", {"to_team_id": str(other)})
    assert "Make these two teams one?" in client.get(chosen.location).text
    assert client.send(chosen.location).location == f"/manage/teams/{kept}"
    assert team_of(app, ward) == kept
    assert teams(app, ward.organisation_id) == ["Ward Seven · North"]
    with app.app_context():
        assert db.session.get_one(Candidacy, candidacy).team_id == kept
        assert holds(candidacy, has_interest(ward.id))
        assert queries.team_suggestions("Ward 7", [ward.organisation_id])[0].id == kept
        (entry,), _total = entries(action="people.teams_made_one")
        assert entry.details["people"] == 1
        file = f"email,name,job_title,team,site\n{ward.email},Asha Patel,Nurse,Ward 7,North\n"
        assert actions.import_people(file.encode(), TRUST).unchanged == 1
    assert team_of(app, ward) == kept
    assert "now Ward Seven" in client.get("/manage/teams?show=ended").text
    assert "made one with another" in client.get(f"/manage/teams/{other}").text


def test_teams_that_both_stand_in_one_list_stay_two(
    app: Flask, client: PageClient, world: World, ward: PersonCard
) -> None:
    kept, other = team_of(app, world.person(team="Ward Seven")), team_of(app, ward)
    round_ = world.round()
    with app.app_context():
        category = schemes.categories(round_.scheme.id)[0].id
        with transaction() as session:
            for number in (kept, other):
                place = {"round_id": round_.id, "category_id": category}
                session.add(Candidacy(team_id=number, **place))
    answer = client.send(f"/manage/teams/{kept}/same-team/{other}")
    assert answer.status_code == 422
    assert "Merge the two nominees first" in answer.text
    assert team_of(app, ward) == other


def test_a_team_ends_once_nobody_works_in_it_and_comes_back(
    app: Flask, client: PageClient, ward: PersonCard
) -> None:
    number, place = team_of(app, ward), ward.organisation_id
    busy = client.send(f"/manage/teams/{number}/end")
    assert busy.status_code == 422
    assert "Move them to another one first" in busy.text
    client.send(f"/manage/people/{ward.id}/leave")
    assert client.send(f"/manage/teams/{number}/end").location == f"/manage/teams/{number}"
    assert teams(app, place) == []
    with app.app_context():
        assert queries.team_suggestions("ward", [place]) == []
    client.send(f"/manage/teams/{number}/back")
    assert teams(app, place) == ["Ward 7 · North"]


def test_a_staff_file_brings_back_a_team_somebody_works_in(
    app: Flask, client: PageClient, world: World, ward: PersonCard
) -> None:
    number = team_of(app, ward)
    client.send(f"/manage/people/{ward.id}/leave")
    client.send(f"/manage/teams/{number}/end")
    file = "email,name,team,site\nnew@example.org,Nia New,Ward 7,North\n"
    with app.app_context():
        actions.import_people(file.encode(), TRUST)
        assert db.session.scalars(select(Team.id).where(Team.ended_at.is_(None))).all() == [number]
        assert queries.team_line(number).size == 1


def test_a_team_that_was_made_one_with_another_stays_ended(
    app: Flask, world: World, ward: PersonCard
) -> None:
    kept, other = team_of(app, world.person(team="Ward Seven")), team_of(app, ward)
    viewer = world.viewer(world.administrator())
    with app.app_context():
        actions.make_one_team(kept, other, actor=viewer)
        with pytest.raises(Refused, match="stays ended"):
            actions.bring_team_back(other, actor=viewer)
        with pytest.raises(Refused, match="ended meanwhile"):
            actions.make_one_team(kept, other, actor=viewer)


def test_the_list_of_teams_asks_the_same_number_of_statements_for_one_and_three(
    client: PageClient, world: World, count_queries: QueryCounter
) -> None:
    client.sign_in(world.administrator())
    counts = []
    for number in (1, 3):
        for each in range(number - len(counts)):
            world.person(team=f"Ward {number}{each}")
        with count_queries() as statements:
            client.get("/manage/teams")
        counts.append(len(statements))
    assert counts[0] == counts[1]
