"""Standing in for a colleague who is away: what it gives, when, and what it never gives."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from recognition import acting, clock
from recognition.audit.queries import entries, first_problem
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.panel.actions import covering
from recognition.people import actions
from recognition.people.actions import acting as acts
from recognition.people.models import Person, SignInSession
from recognition.people.queries import PersonCard, Viewer, covers, viewer_of_session
from recognition.people.rules import ADMINISTRATOR, COMMUNICATIONS
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.people.letters import delivered
from tests.world import World


def named(
    world: World,
    absent: PersonCard,
    stand_in: PersonCard,
    *roles: str,
    first: int = 0,
    days: int = 3,
    actor: Viewer | None = None,
) -> int:
    """Let somebody stand in from so many days from now, for so many days."""
    start = clock.today() + timedelta(days=first)
    with world.app.app_context():
        return covering.name_cover(
            absent_id=absent.id,
            stand_in_id=stand_in.id,
            what=[f"{role}-{absent.organisation_id}" for role in roles],
            days=(start, start + timedelta(days=days - 1)),
            actor=actor or world.viewer(absent),
        )


def act(client: PageClient, cover_id: int) -> int:
    return client.send(f"/account/act/{cover_id}", form="/account").status_code


def manages(client: PageClient) -> bool:
    return client.get("/manage").status_code == 200


def test_whoever_stands_in_has_the_roles_only_while_they_act(
    app: Flask, client: PageClient, world: World
) -> None:
    absent, stand_in = world.administrator(), world.person("Sam Standin")
    cover = named(world, absent, stand_in, ADMINISTRATOR)
    other_browser = PageClient(app).sign_in(stand_in)
    client.sign_in(stand_in)
    assert not manages(client)
    assert f"Act for {absent.name}" in client.get("/account").text
    assert act(client, cover) == 302
    assert manages(client)
    assert not manages(other_browser)
    shown = client.get("/nominations").text
    until = clock.spoken_date(clock.today() + timedelta(days=2))
    assert f"You are acting for {absent.name} until {until}." in shown
    assert client.send("/account/act/stop", form="/account").status_code == 302
    assert not manages(client)
    assert "You are acting for" not in client.get("/nominations").text


def test_a_cover_gives_only_the_roles_that_it_names(client: PageClient, world: World) -> None:
    absent, stand_in = world.administrator(), world.person()
    world.granted(COMMUNICATIONS, absent)
    client.sign_in(stand_in)
    assert act(client, named(world, absent, stand_in, COMMUNICATIONS)) == 302
    assert client.get("/newsletter").status_code == 200
    assert not manages(client)


def test_a_cover_is_in_force_on_its_london_days_and_on_no_other(
    app: Flask, client: PageClient, world: World
) -> None:
    with time_machine.travel("2026-06-01 12:00:00+01:00", tick=False) as clock_of_the_world:
        absent, stand_in = world.administrator(), world.person()
        cover = named(world, absent, stand_in, ADMINISTRATOR, first=1, days=2)
        for moment, in_force in (
            ("2026-06-01 23:59:50+01:00", False),
            ("2026-06-02 00:00:10+01:00", True),
            ("2026-06-03 23:59:40+01:00", True),
            ("2026-06-04 00:00:10+01:00", False),
        ):
            clock_of_the_world.move_to(moment)
            client.sign_in(stand_in)
            assert act(client, cover) == (302 if in_force else 404)
            assert manages(client) == in_force


def test_a_cover_that_runs_out_gives_nothing_at_the_next_request(
    client: PageClient, world: World
) -> None:
    with time_machine.travel("2026-06-01 22:00:00+01:00", tick=True) as clock_of_the_world:
        absent, stand_in = world.administrator(), world.person()
        client.sign_in(stand_in)
        assert act(client, named(world, absent, stand_in, ADMINISTRATOR, days=1)) == 302
        assert manages(client)
        clock_of_the_world.move_to("2026-06-02 00:00:01+01:00")
        assert not manages(client)
        assert "You are acting for" not in client.get("/account").text


@pytest.mark.parametrize("what", ["cover", "role", "disabled", "left"])
def test_ending_the_cover_or_the_role_is_in_force_at_the_next_request(
    app: Flask, client: PageClient, world: World, what: str
) -> None:
    absent, stand_in = world.administrator(), world.person()
    world.administrator()  # so that the role can be taken away
    cover = named(world, absent, stand_in, ADMINISTRATOR)
    client.sign_in(stand_in)
    assert act(client, cover) == 302
    assert manages(client)
    place = absent.organisation_id
    with app.app_context():
        if what == "cover":
            covering.end_cover(cover, actor=None)
        elif what == "role":
            actions.end_grant(person_id=absent.id, organisation_id=place, role=ADMINISTRATOR)
        elif what == "disabled":
            actions.disable(person_id=absent.id)
        else:
            leave(absent)
    assert not manages(client)


def leave(person: PersonCard) -> None:
    with transaction() as session:
        session.get_one(Person, person.id).left_at = clock.now()


def test_a_session_without_a_second_proof_gets_nothing_by_acting(
    client: PageClient, world: World
) -> None:
    absent, stand_in = world.administrator(), world.person()
    cover = named(world, absent, stand_in, ADMINISTRATOR)
    client.sign_in(stand_in)
    assert act(client, cover) == 302
    assert manages(client)
    _unprove(world)
    assert not manages(client)
    shown = client.get("/account").text
    assert "first show a second proof" in shown
    assert f"/account/act/{cover}" not in shown
    sent = client.send(f"/account/act/{cover}", form="/account", follow_redirects=True)
    assert "show a second proof of who you are" in sent.text
    assert not manages(client)


def _unprove(world: World) -> None:
    with world.app.app_context(), transaction() as session:
        session.execute(sa.update(SignInSession).values(proved_at=None))


def test_what_is_done_while_acting_names_both_in_the_trail(
    app: Flask, client: PageClient, world: World
) -> None:
    absent, stand_in = world.administrator(), world.person("Sam Standin")
    other = world.person("Nia Okafor")
    cover = named(world, absent, stand_in, ADMINISTRATOR)
    client.sign_in(stand_in)
    act(client, cover)
    client.send(f"/manage/people/{other.id}/give/communications")
    client.send("/account/act/stop", form="/account")
    client.send("/account/sessions/end-others", form="/account")
    client.sign_in(absent)
    shown = client.get("/manage/audit?q=people.role_given").text
    assert f"Sam Standin, acting for {absent.name}" in shown
    with app.app_context():
        assert first_problem() is None
        found = {line.action: line.acting_for_id for line in entries(actors=[stand_in.id])[0]}
        assert found["people.role_given"] == absent.id
        assert found["people.acting_stopped"] == absent.id
        assert found["people.sessions_ended"] is None
        assert acting.behind(stand_in.id) is None


def test_going_from_one_colleague_to_another_is_noted_as_stopping_for_the_first(
    app: Flask, client: PageClient, world: World
) -> None:
    first, second, stand_in = world.administrator(), world.administrator(), world.person()
    covers_ = [named(world, absent, stand_in, ADMINISTRATOR) for absent in (first, second)]
    client.sign_in(stand_in)
    for cover in covers_:
        assert act(client, cover) == 302
    with app.app_context():
        stopped, began = (
            [line.subject_id for line in entries(action=f"people.acting_{what}")[0]]
            for what in ("stopped", "began")
        )
        assert (stopped, began) == ([first.id], [second.id, first.id])


def test_whoever_acts_for_another_keeps_nothing_for_themselves(
    client: PageClient, world: World
) -> None:
    absent, stand_in = world.administrator(), world.person()
    client.sign_in(stand_in)
    act(client, named(world, absent, stand_in, ADMINISTRATOR))
    sent = client.send(f"/manage/people/{stand_in.id}/give/administrator")
    assert sent.status_code == 422
    assert "cannot give this to yourself" in sent.text
    client.send("/account/act/stop", form="/account")
    assert not manages(client)


def test_nobody_acts_under_the_cover_of_others(client: PageClient, world: World) -> None:
    absent = world.administrator()
    cover = named(world, absent, world.person(), ADMINISTRATOR)
    client.sign_in(world.person())
    assert act(client, cover) == 404
    assert act(client, cover + 1) == 404
    assert not manages(client)


def test_nobody_hands_on_what_they_only_stand_in_for(world: World) -> None:
    absent, stand_in = world.administrator(), world.person()
    cover = named(world, absent, stand_in, ADMINISTRATOR)
    viewer = world.viewer(stand_in)
    with world.app.app_context():
        acts.act_for(cover, actor=viewer)
        again = viewer_of_session(viewer.session_digest, "", at=clock.now())
        assert again is not None
        assert again.administers == {absent.organisation_id}
    with pytest.raises(Missing):
        named(world, stand_in, world.person(), ADMINISTRATOR, actor=again)
    with pytest.raises(Refused, match="cannot give this to yourself"):
        named(world, world.administrator(), stand_in, ADMINISTRATOR, actor=again)


def test_only_the_absent_or_their_administrator_names_who_stands_in(world: World) -> None:
    absent, stand_in = world.granted(COMMUNICATIONS), world.person()
    stranger = world.administrator(organisation="Another Hospice")
    for person in (stand_in, stranger):
        with pytest.raises(Missing):
            named(world, absent, stand_in, COMMUNICATIONS, actor=world.viewer(person))
    ours = world.viewer(world.administrator())
    assert named(world, absent, stand_in, COMMUNICATIONS, actor=ours)


def test_a_colleague_who_cannot_sign_in_here_cannot_stand_in(world: World) -> None:
    absent = world.administrator()
    shut_out = world.person()
    with world.app.app_context():
        actions.disable(person_id=shut_out.id)
    elsewhere = world.person(organisation="Another Hospice")
    for person in (world.person(email=None), shut_out, elsewhere):
        with pytest.raises(Refused, match="cannot sign in here"):
            named(world, absent, person, ADMINISTRATOR)
    with pytest.raises(Refused, match="somebody else"):
        named(world, absent, absent, ADMINISTRATOR)
    stand_in = world.person()
    named(world, absent, stand_in, ADMINISTRATOR)
    with pytest.raises(Refused, match="stands in already"):
        named(world, absent, stand_in, ADMINISTRATOR, first=10)


def test_both_hear_of_it_when_it_is_named_and_when_it_ends(app: Flask, world: World) -> None:
    absent, stand_in = world.administrator(), world.person("Sam Standin")
    cover = named(world, absent, stand_in, ADMINISTRATOR)
    told = {letter["To"]: letter for letter in delivered(app)}
    assert set(told) == {absent.email, stand_in.email}
    body = told[stand_in.email].get_content()
    assert f"press “Act for {absent.name}”: http://localhost/account" in body
    assert "- Administrator of Larkfield Care Trust" in body
    assert clock.spoken_date(clock.today() + timedelta(days=2)) in body
    assert "Sam Standin stands in for you" in told[absent.email]["Subject"]
    with app.app_context():
        covering.end_cover(cover, actor=None)
    assert {letter["To"] for letter in delivered(app)} == {absent.email, stand_in.email}
    with app.app_context(), pytest.raises(Missing):
        covering.end_cover(cover, actor=None)


def test_acting_costs_one_statement_and_not_acting_none(
    app: Flask, client: PageClient, world: World, count_queries: QueryCounter
) -> None:
    absent, stand_in = world.administrator(), world.person()
    viewer = world.viewer(stand_in)

    def looked_up() -> int:
        with app.app_context(), count_queries() as statements:
            assert viewer_of_session(viewer.session_digest, "", at=clock.now())
        return len(statements)

    cover = named(world, absent, stand_in, ADMINISTRATOR)
    assert looked_up() == 1
    with app.app_context():
        acts.act_for(cover, actor=viewer)
    assert looked_up() == 2


def test_covers_are_listed_in_the_same_statements_however_many(
    app: Flask, world: World, count_queries: QueryCounter
) -> None:
    absent = world.administrator()
    found = []
    for wanted in (1, 3):
        while True:
            with app.app_context(), count_queries() as statements:
                lines = covers.covers_of(absent.id)
            if len(lines) == wanted:
                break
            named(world, absent, world.person(), ADMINISTRATOR)
        found.append(len(statements))
    assert found[0] == found[1]
