"""A demonstration in which something waits for every chore."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from flask import Flask
from sqlalchemy import delete, select, update

from recognition import clock
from recognition.database import transaction
from recognition.demo.actions import fill
from recognition.nominations import actions as nominating
from recognition.nominations.models import Nomination
from recognition.nominations.queries import Author, Nominee
from recognition.panel.models import Calculation, Reminder
from recognition.people.models import Grant, StaffUpload
from recognition.people.rules import COMMUNICATIONS
from recognition.privacy.models import Erasure
from recognition.resources import actions as library
from recognition.resources.models import Resource
from recognition.schemes import queries as schemes
from recognition.thanks.models import Thank
from recognition.thanks.rules import WAITING
from recognition.winners.models import Announcement, OutcomeLetter
from tests.world import World

HOURS = timedelta(hours=1)


def fill_with_work(app: Flask) -> None:
    """Fill an empty database; every chore has something to do at this moment."""
    with app.app_context():
        fill()
    world, now = World(app), clock.now()
    nia, ash = world.person("Nia Ndiaye"), world.person("Ash Quill")
    world.administrator()
    spread = [world.granted(COMMUNICATIONS).id for _number in range(4)]
    with app.app_context(), transaction() as session:
        past = clock.today() - timedelta(days=1)
        held = select(Grant).where(Grant.person_id.in_(spread)).order_by(Grant.id)
        grants = session.scalars(held).all()
        grants[-1].expires_on = grants[-2].expires_on = past
        grants[0].granted_at = grants[1].granted_at = now - timedelta(days=500)
        session.add_all(
            StaffUpload(
                person_id=who.id,
                organisation_id=who.organisation_id,
                data=b"",
                digest="",
                skips=False,
                leavers=False,
                uploaded_at=now - 2 * HOURS,
            )
            for who in (nia, ash)
        )
        basis = {"kind": "person", "basis": "asked", "done_by_id": nia.id, "done_at": now}
        session.add(Erasure(organisation_id=nia.organisation_id, **basis))
        judged = session.scalars(select(Calculation.round_id).distinct()).all()
        session.add_all(
            Reminder(round_id=one, at=now - n * HOURS) for one in judged for n in (1, 2)
        )
        session.execute(delete(OutcomeLetter))
        session.execute(update(Announcement).values(letters_written_at=None))
        shelf = session.scalars(select(Resource).order_by(Resource.id).limit(3)).all()
        for row in shelf:
            row.owner_id, row.review_on = nia.id, past
    viewer = world.viewer(nia)
    with app.app_context():
        for number in (8001, 8002):  # nobody who is public: their stories go
            library.write_from_story(
                title=f"Story {number}", summary="S.", body="B.", credit="", review_on=None,
                source_reference=f"R1-{number}", owner_id=nia.id, actor=viewer,
            )  # fmt: skip
    _write_drafts(world, Author.of(viewer), [ash.id, nia.id])
    thanked = world.round(world.scheme(name="Thank you", lane="recognise"))
    for _number in range(4):
        world.nomination(thanked, nominator=nia)


def _write_drafts(world: World, author: Author, nominees: Sequence[int]) -> None:
    round_ = world.round(world.scheme(name="Closing soon"), closes_in=5 * HOURS)
    other = world.person("Bo Marsh")
    who = {"actor": author, "received": clock.now()}
    with world.app.app_context():
        category = schemes.categories(round_.scheme.id)[0].id
        for person_id in (nominees[0], other.id):
            key, nominee = secrets.token_hex(16), Nominee("person", "", "", person_id=person_id)
            nominating.start_draft(
                key=key, round_card=round_, nominee=nominee, category_id=category, **who
            )
            nominating.save_story(
                key=key, answers={"1": "She stayed.", "2": "He was not alone."}, **who
            )
            nominating.save_you(key=key, may_name=True, relationship="colleague", **who)


def move_what_waits(app: Flask) -> int:
    """Give nominations whose cards wait to one another's nominees; return how many."""
    waits = select(Thank.nomination_id).where(Thank.state == WAITING, Thank.letter_id.is_not(None))
    with app.app_context(), transaction() as session:
        rows = session.scalars(
            select(Nomination).where(Nomination.id.in_(waits)).order_by(Nomination.id)
        ).all()
        rows = [row for row in rows if row.scheme_id == rows[0].scheme_id]
        places = [row.candidacy_id for row in rows]
        for row, place in zip(rows, places[1:] + places[:1], strict=True):
            row.candidacy_id = place
    return len(rows)
