"""A database as full as asked for, and everybody who looks at it, signed in."""

import random
from dataclasses import dataclass

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from benchmarks.pages import more_rows
from recognition import clock
from recognition.config import ROOT
from recognition.database import db, transaction
from recognition.demo.actions import load_data
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.rules import WAITING
from recognition.people import actions as people
from recognition.people.models import Person
from recognition.people.rules import COMMUNICATIONS
from recognition.schemes import queries as schemes
from recognition.winners.models import Decision
from tests.page_client import PageClient

SEED = 7
READS = 3
READ_EACH, MOST_PANELLISTS = 60, 200
"""Nominees that a panellist has read, and how many panellists there are at most."""
UNREAD = 40
"""Nominees that one more panellist, who came late, has still to read."""
LINES = 60
"""At least as many wait everywhere, so that a first page is full at every size."""
WINNERS, ROUNDS = 10, 12
"""Of each announced round, and how many of those there are at least: more than a page."""


@dataclass(frozen=True)
class Stage:
    """What is asked for: numbers, names and references, and a cookie for each kind of person."""

    size: int
    scheme: str
    judged: int
    judged_slug: str
    announced: int
    to_read: list[int]
    nominee: int
    winner: int
    waiting: str
    owed: str
    colleagues: list[str]
    cookies: dict[str, str]


def fill(app: Flask, size: int) -> Stage:
    """Fill an empty database with `size` judged nominations, each read by three panellists.

    Beside them stand an open round in which a tenth as many wait to be checked, as many owed
    thanks, and one announced winner for a hundred nominations (never fewer than fill a page).
    """
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        panellists = min(MOST_PANELLISTS, max(READS, READS * size // READ_EACH))
        loaded = load_data(nominations=size, panellists=panellists, reviews=READS)
        now, rng = clock.now(), random.Random(SEED)
        with transaction():
            crowd = more_rows.colleagues()
            press = crowd[-1][0]
            more_rows.owe_thanks(max(LINES, size // 10))
            more_rows.add_waiting(crowd, max(LINES, size // 10), now, rng)
            rounds = max(ROUNDS, size // (100 * WINNERS))
            announced = more_rows.add_announced(crowd, rounds, WINNERS, now, rng)
            reader = crowd[-2][0]
            to_read = more_rows.add_reading(loaded.round_id, reader, UNREAD)
            organisation = db.session.scalars(
                select(Person.organisation_id).where(Person.id == press)
            ).one()
            people.grant(person_id=press, organisation_id=organisation, role=COMMUNICATIONS)
        _tidy_up()
        who = {
            "staff": crowd[0][0],
            "panellist": reader,
            "chair": _numbered(loaded.chair),
            "administrator": _numbered(loaded.administrator),
            "communications": press,
        }
        return _stage(size, app, loaded.round_id, announced, to_read, who, crowd)


def _stage(
    size: int,
    app: Flask,
    judged: int,
    announced: int,
    to_read: list[int],
    who: dict[str, int],
    crowd: list[tuple[int, str]],
) -> Stage:
    card = schemes.round_card(judged)
    here = select(Candidacy.id).where(Candidacy.round_id == judged)
    references = select(Nomination.reference).order_by(Nomination.id)
    return Stage(
        size=size,
        scheme=card.scheme.slug,
        judged=judged,
        judged_slug=card.slug,
        announced=announced,
        to_read=to_read,
        nominee=db.session.scalar(here.order_by(Candidacy.id).limit(1)) or 0,
        winner=db.session.scalar(
            select(Decision.candidacy_id)
            .join(Candidacy, Candidacy.id == Decision.candidacy_id)
            .where(Candidacy.round_id == announced)
            .order_by(Decision.id)
            .limit(1)
        )
        or 0,
        waiting=db.session.scalar(references.where(Nomination.standing == WAITING).limit(1)) or "",
        owed=db.session.scalar(references.limit(1)) or "",
        colleagues=[f"person:{number}" for number, _name in crowd[1:95]],
        cookies={name: cookie(app, number) for name, number in who.items()},
    )


def _tidy_up() -> None:
    """Do what PostgreSQL does by itself within minutes: it learns what is in its tables."""
    if db.engine.dialect.name == "postgresql":
        db.session.rollback()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def cookie(app: Flask, person_id: int) -> str:
    """Return what the browser of somebody sends who signed in and has looked at a page."""
    db.session.rollback()  # whoever still reads would keep the sign-in from being written
    browser = PageClient(app).sign_in(person_id)
    browser.get("/")  # the first page alone hands out a token for all forms
    found = browser.get_cookie("recognition")
    return found.value if found else ""


def _numbered(email: str) -> int:
    return db.session.scalars(select(Person.id).where(Person.email == email)).one()
