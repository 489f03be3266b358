"""At the instant of an announcement everybody is told once, kindly, from present data."""

import threading
from collections import Counter
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from recognition import clock
from recognition.app import CHORES
from recognition.audit.models import Entry
from recognition.database import db, transaction
from recognition.mail.actions import deliver_due
from recognition.mail.models import Letter
from recognition.nominations import actions as nominating
from recognition.nominations import queries as nominations
from recognition.nominations.models import Nomination
from recognition.nominations.queries import Nominee
from recognition.people.models import Person
from recognition.people.queries import PersonCard
from recognition.schemes.models import Scheme
from recognition.thanks import actions as thanking
from recognition.thanks import queries as thanks
from recognition.thanks.models import Thank
from recognition.winners import actions
from recognition.winners.actions import telling
from recognition.winners.models import Announcement, OutcomeLetter, Praise
from tests.page_client import PageClient
from tests.thanks.conftest import team_of
from tests.winners.conftest import Ceremony, hold
from tests.winners.rehearsals import confirm
from tests.world import World


def tell(app: Flask, at: datetime | None = None) -> int:
    """Do the worker's chore."""
    with app.app_context():
        return actions.tell_outcomes(at)


def letters(app: Flask, to: PersonCard | None = None) -> list[tuple[str, str]]:
    """Return address and text of the letters about outcomes, in the outbox."""
    with app.app_context():
        rows = db.session.scalars(
            select(Letter).where(Letter.kind == telling.LETTER_KIND).order_by(Letter.id)
        )
        found = [(row.to_address, f"{row.subject}\n{row.body}") for row in rows]
    return [one for one in found if to is None or one[0] == to.email]


def letter_to(app: Flask, person: PersonCard) -> str:
    (found,) = letters(app, person)
    return found[1]


def earlier(world: World, ceremony: Ceremony, nominee: PersonCard | Nominee, **how: object) -> str:
    """Have somebody nominated while the round was open."""
    with time_machine.travel(clock.now() - timedelta(hours=2)):
        return world.nomination(ceremony.round, nominee=nominee, **how)  # type: ignore[arg-type]


def test_the_worker_tells_outcomes() -> None:
    assert actions.tell_outcomes in CHORES


def test_nothing_is_written_before_the_instant_and_everything_at_it(
    app: Flask, world: World, ceremony: Ceremony
) -> None:
    world.announced(ceremony.round, after=timedelta(hours=3))
    with app.app_context():
        at = db.session.get_one(Announcement, ceremony.round.id).at
    assert tell(app, at - timedelta(seconds=1)) == 0
    assert letters(app) == []
    assert tell(app, at) == 4
    with app.app_context():
        assert db.session.get_one(Announcement, ceremony.round.id).letters_written_at == at
        entry = db.session.query(Entry).filter_by(action="winners.letters_written").one()
        assert '"letters":4' in (entry.payload or "").replace(" ", "")


def test_everybody_hears_the_outcome_in_words_for_them(
    app: Flask, world: World, ceremony: Ceremony
) -> None:
    manager, nia = world.person("Line Manager"), world.person("Nia Novak")
    asha = world.person("Asha Patel", manager=manager)
    earlier(world, ceremony, asha, nominator=nia)
    with app.app_context(), transaction() as session:
        session.get_one(Scheme, ceremony.round.scheme.id).tells_managers = True
    world.decided(world.candidacy(ceremony.round, asha), ceremony.chair, outcome="shortlisted")
    world.decided(ceremony.tendai_candidacy, ceremony.chair)
    world.announced(ceremony.round)
    tell(app)
    assert "has chosen you as winner" in letter_to(app, ceremony.tendai)
    assert "put you on the shortlist" in letter_to(app, asha)
    assert "recognises you" in letter_to(app, ceremony.siobhan)
    assert "put Asha Patel on the shortlist" in letter_to(app, nia)
    assert "Asha Patel was shortlisted" in letter_to(app, manager)


def test_managers_hear_only_where_the_scheme_tells_them(
    app: Flask, world: World, ceremony: Ceremony
) -> None:
    manager = world.person("Line Manager")
    earlier(world, ceremony, world.person(manager=manager))
    world.announced(ceremony.round)
    tell(app)
    assert letters(app, manager) == []


def test_nominators_of_those_who_did_not_win_hear_the_praise_and_that_they_were_thanked(
    app: Flask, world: World, ceremony: Ceremony
) -> None:
    nia = world.person("Nia Novak")
    earlier(world, ceremony, ceremony.siobhan, nominator=nia)
    with app.app_context():
        thanking.thank_accepted(clock.now() + timedelta(hours=1))
        with transaction() as session:
            for thank in session.scalars(select(Thank)):
                thank.state, thank.thanked_at, thank.took_hours = "thanked", clock.now(), 1
            session.add(
                Praise(
                    candidacy_id=ceremony.siobhan_candidacy,
                    text="Steady and warm.\nhttp://evil.example",
                    written_by_id=ceremony.chair.id,
                    written_at=clock.now(),
                )
            )
    world.announced(ceremony.round)
    tell(app)
    letter = letter_to(app, nia)
    assert "Siobhán O’Rourke has been thanked, and has your words." in letter
    assert "“Steady and warm.\n\nhttp: " in letter
    assert "evil.example" not in letter


def test_a_nominator_is_not_told_of_thanks_that_have_not_arrived(
    app: Flask, world: World, ceremony: Ceremony
) -> None:
    nia = world.person("Nia Novak")
    earlier(world, ceremony, ceremony.siobhan, nominator=nia)
    world.announced(ceremony.round)
    tell(app)
    assert "has been thanked" not in letter_to(app, nia)


def test_no_nominator_learns_of_another_and_nobody_unnamed_is_named(
    app: Flask, world: World, ceremony: Ceremony
) -> None:
    nia, noor = world.person("Nia Novak"), world.person("Noor Unnamed")
    earlier(world, ceremony, ceremony.tendai, nominator=nia)
    earlier(world, ceremony, ceremony.tendai, nominator=noor, may_name=False)
    world.announced(ceremony.round)
    tell(app)
    for address, text in letters(app):
        for other in (nia, noor):
            assert (other.name in text) is (address == other.email)


def test_somebody_who_nominated_the_same_person_twice_gets_one_letter(
    app: Flask, world: World, ceremony: Ceremony
) -> None:
    nia = world.person("Nia Novak")
    for _again in range(2):
        earlier(world, ceremony, ceremony.tendai, nominator=nia)
    world.announced(ceremony.round)
    tell(app)
    assert len(letters(app, nia)) == 1


def test_every_member_of_a_team_hears_about_their_team(
    app: Flask, world: World, ceremony: Ceremony
) -> None:
    asha, ben = (world.person(name, team="Hazel Ward") for name in ("Asha Patel", "Ben Carter"))
    earlier(world, ceremony, team_of(world, asha, ben))
    world.announced(ceremony.round)
    tell(app)
    for member in (asha, ben):
        assert "recognises your team (Hazel Ward) for it" in letter_to(app, member)


def test_the_nominees_letter_gets_its_private_link_only_when_it_leaves(
    app: Flask, client: PageClient, world: World, ceremony: Ceremony
) -> None:
    world.consented(ceremony.tendai_candidacy)
    world.announced(ceremony.round)
    tell(app)
    assert "/thanks/" not in letter_to(app, ceremony.tendai)
    posted: list[EmailMessage] = []
    with app.app_context():
        deliver_due(posted.append)
        code = thanks.codes_of(ceremony.tendai_candidacy)[0]
    bodies = [one.get_content() for one in posted if one["To"] == ceremony.tendai.email]
    assert any(f"/thanks/{code}" in body and "recognises you" in body for body in bodies)
    assert f"/thanks/{code}" not in "".join(text for _to, text in letters(app))
    others = [one.get_content() for one in posted if one["To"] != ceremony.tendai.email]
    assert code not in "".join(others)


@pytest.mark.parametrize("why", ["quiet", "left", "died", "withdrawn"])
def test_somebody_who_is_quiet_left_died_or_withdrawn_meanwhile_gets_no_letter(
    app: Flask, world: World, ceremony: Ceremony, why: str
) -> None:
    world.announced(ceremony.round, after=timedelta(hours=3))
    number, person = ceremony.tendai_candidacy, ceremony.tendai
    with app.app_context():
        if why == "quiet":
            thanking.be_quiet(person.id, actor_id=None)
        if why == "died":
            thanking.thank_accepted(clock.now() + timedelta(hours=1))
        with transaction() as session:
            if why == "left":
                session.get_one(Person, person.id).left_at = clock.now()
            if why == "died":
                for thank in session.scalars(select(Thank)):
                    if thank.nomination_id == 1:
                        thank.reason, thank.state = "died", "held"
            if why == "withdrawn":
                for row in session.query(Nomination).filter_by(candidacy_id=number):
                    row.withdrawn_at = clock.now()
    assert tell(app, clock.now() + timedelta(hours=4)) == (2 if why == "withdrawn" else 3)
    assert letters(app, person) == []


def test_two_nominees_put_together_after_the_announcement_was_set_are_told_as_one(
    app: Flask, world: World, ceremony: Ceremony
) -> None:
    described = Nominee("described", "Tendai from the night team", "Main site")
    nia = world.person("Nia Novak")
    reference = earlier(world, ceremony, described, nominator=nia)
    world.announced(ceremony.round, after=timedelta(hours=3))
    checker = world.viewer(world.administrator())
    with app.app_context():
        nominating.link(
            reference,
            seen=nominations.sheet(checker, reference).edition,
            value=f"person:{ceremony.tendai.id}",
            actor=checker,
        )
    tell(app, clock.now() + timedelta(hours=4))
    assert len(letters(app, ceremony.tendai)) == 1
    assert "Tendai from the night team" in letter_to(app, nia)
    assert "Tendai Moyo" not in letter_to(app, nia)


def nominate_many(world: World, ceremony: Ceremony, many: int) -> None:
    nominator = world.person("Nia Novak")
    with time_machine.travel(clock.now() - timedelta(hours=2)):
        for _number in range(many):
            world.nomination(ceremony.round, nominee=world.person(), nominator=nominator)


def test_a_crash_at_recipient_fifty_of_a_hundred_resumed_sends_each_exactly_one(
    app: Flask, world: World, ceremony: Ceremony, monkeypatch: pytest.MonkeyPatch
) -> None:
    nominate_many(world, ceremony, 48)
    world.announced(ceremony.round)
    monkeypatch.setattr(telling, "AT_ONCE", 8)
    written, post = Counter[str](), telling._post

    def dies(letter: object) -> int:
        written["letters"] += 1
        if written["letters"] == 50:
            raise MemoryError
        return post(letter)  # type: ignore[arg-type]

    monkeypatch.setattr(telling, "_post", dies)
    tell(app)
    assert 0 < len(letters(app)) < 50
    tell(app)
    assert len(letters(app)) == 100
    keys = Counter(f"{to} {text}" for to, text in letters(app))
    assert set(keys.values()) == {1}
    assert tell(app) == 0


def test_any_number_of_workers_write_each_letter_once(
    app: Flask, world: World, ceremony: Ceremony, monkeypatch: pytest.MonkeyPatch
) -> None:
    nominate_many(world, ceremony, 10)
    world.announced(ceremony.round)
    monkeypatch.setattr(telling, "AT_ONCE", 2)
    begin = threading.Barrier(3)

    def work() -> None:
        begin.wait()
        tell(app)

    workers = [threading.Thread(target=work) for _number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    tell(app)  # what one of them left to the others
    with app.app_context():
        rows = db.session.scalars(select(OutcomeLetter)).all()
        assert len({row.letter_id for row in rows}) == len(rows) == 24
        assert db.session.query(Entry).filter_by(action="winners.letters_written").count() == 1
    assert len(letters(app)) == 24


@pytest.mark.parametrize(
    ("day", "month", "year", "time", "utc"),
    [
        ("25", "10", "2026", "02:30", "2026-10-25T02:30+00:00"),
        ("25", "10", "2026", "00:30", "2026-10-24T23:30+00:00"),
        ("28", "3", "2027", "00:59", "2027-03-28T00:59+00:00"),
        ("28", "3", "2027", "02:00", "2027-03-28T01:00+00:00"),
    ],
)
def test_an_announcement_on_the_night_the_clocks_change_comes_at_its_instant(
    app: Flask,
    client: PageClient,
    world: World,
    day: str,
    month: str,
    year: str,
    time: str,
    utc: str,
) -> None:
    instant = datetime.fromisoformat(utc)
    with time_machine.travel(instant - timedelta(days=2)):
        ceremony = hold(world)
        world.decided(ceremony.tendai_candidacy, ceremony.chair)
        world.consented(ceremony.tendai_candidacy)
        client.sign_in(ceremony.officer)
        typed = {"at-day": day, "at-month": month, "at-year": year, "at-time": time}
        page = client.send(f"/winners/prepare/{ceremony.round.id}", typed)
        confirm(client, page.location)
    public = f"/winners/{ceremony.round.id}"
    with time_machine.travel(instant - timedelta(minutes=1)):
        assert client.get(public).status_code == 404
        assert "Tendai" not in client.get("/winners.atom").text
        assert tell(app) == 0
    with time_machine.travel(instant):
        assert "Tendai Moyo" in client.get(public).text
        assert "Tendai Moyo" in client.get("/winners.atom").text
        assert tell(app) == 4
