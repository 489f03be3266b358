"""What an installation holds before something goes wrong with it."""

from dataclasses import dataclass
from datetime import timedelta

import time_machine
from flask import Flask
from flask_migrate import upgrade

from recognition import clock
from recognition.app import create_app
from recognition.config import ROOT
from recognition.database import db
from recognition.nominations import queries as nominations
from recognition.panel.rules import CHAIR
from recognition.people import actions as people
from recognition.people.queries import PersonCard
from recognition.people.rules import COMMUNICATIONS
from recognition.schemes import queries as schemes
from tests.databases import hurry
from tests.settings import settings_for
from tests.world import World

NOMINATORS = 64
NOMINEES = 24
TO_READ = 24
TO_TELL = 52  # more than the letters of an announcement are written in at once


@dataclass(frozen=True)
class Seed:
    """Who may do what; a cookie is a session of somebody who signed in.

    `nominees` are as the form sends them, with their names. `to_read` are candidacies that the
    panellist reads; `criteria` are on their sheets. `to_tell` is a closed and decided round that
    the officer announces.
    """

    scheme: str
    nominators: tuple[str, ...]
    nominees: tuple[tuple[str, str], ...]
    panellist: str
    to_read: tuple[int, ...]
    criteria: tuple[int, ...]
    officer: str
    to_tell: int


def sow(database_url: str) -> Seed:
    """Migrate an empty database, and fill it through the application's own actions."""
    app = create_app(settings_for(database_url), TESTING=True)
    hurry(app)
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
    try:
        return _sown(app)
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _sown(app: Flask) -> Seed:
    world = World(app)
    world.administrator()
    open_round = world.round(world.scheme(name="Thank you awards"))
    nominees = [world.person() for _number in range(NOMINEES)]
    with time_machine.travel(clock.now() - timedelta(hours=2)):
        closed = world.scheme(name="Kindness awards")
        rounds = [
            world.round(
                closed, name=name, closes_in=timedelta(hours=1), opens_in=-timedelta(days=1)
            )
            for name in ("Spring", "Summer")
        ]
        chair, reader = world.person(), world.person()
        office = world.person(team="Awards office")
        for round_, number in zip(rounds, (TO_READ, TO_TELL), strict=True):
            world.appoint(round_, chair, role=CHAIR)
            for place in range(number):
                nominee = nominees[place] if place < NOMINEES else world.person()
                world.nomination(round_, nominee=nominee, nominator=office)
    spring, summer = rounds
    with app.app_context():
        found = [tuple(card.id for card in nominations.candidacies(round_.id)) for round_ in rounds]
        version = schemes.round_card(spring.id).version_id
        criteria = tuple(one.id for one in schemes.form_sheet(version).criteria)
    world.appoint(spring, reader)
    for candidacy_id in found[0]:
        world.assigned(candidacy_id, reader)
    world.decided(found[1][0], chair)
    return Seed(
        scheme=open_round.scheme.slug,
        nominators=tuple(_cookie(app, world.person()) for _number in range(NOMINATORS)),
        nominees=tuple((f"person:{one.id}", one.name) for one in nominees),
        panellist=_cookie(app, reader),
        to_read=found[0],
        criteria=criteria,
        officer=_cookie(app, world.granted(COMMUNICATIONS)),
        to_tell=summer.id,
    )


def _cookie(app: Flask, person: PersonCard) -> str:
    """Return the cookie of a browser in which somebody has signed in."""
    with app.app_context():
        token = people.sign_in_as(person.id).session_token
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    found = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert found is not None
    return found.value
