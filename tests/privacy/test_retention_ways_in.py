"""Ways in and further records go with the leaver they belong to, and no sooner."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from recognition import clock
from recognition.database import db, transaction
from recognition.disposal import GONE
from recognition.errors import Missing
from recognition.people import actions as people
from recognition.people import queries
from recognition.people.models import (
    MissedCode,
    Person,
    PersonMerge,
    ProviderIdentity,
    RecoveryCode,
    SecondStep,
)
from recognition.people.queries import PersonCard, Viewer
from recognition.people.vouched import Vouched
from recognition.privacy.actions import retention
from tests.world import World

ISSUER, SUBJECT, SECOND = "https://login.example", "number-7", "asha.bank@example.org"
WAYS = (ProviderIdentity, SecondStep, RecoveryCode, MissedCode)


def with_ways_in(world: World, actor: Viewer) -> tuple[PersonCard, PersonCard, int]:
    """Return somebody with every way in there is, their further record, and the merge."""
    asha, other = world.person("Asha Patel"), world.person("Asha Patel", email=SECOND)
    now = clock.now()
    with world.app.app_context():
        with transaction() as session:
            step = SecondStep(person_id=asha.id, key="x", last_counter=0, set_up_at=now)
            further = SecondStep(person_id=other.id, key="x", last_counter=0, set_up_at=now)
            session.add_all([step, further, MissedCode(person_id=asha.id, at=now)])
            session.flush()
            for digest, used_at in (("used", now), ("free", None)):
                session.add(RecoveryCode(second_step_id=step.id, digest=digest, used_at=used_at))
        number = people.make_one(asha.id, other.id, reason="Bank and ward", actor=actor)
        who = Vouched(ISSUER, SUBJECT, asha.email, roles=None, is_proved=False)
        people.sign_in_vouched(who)
    return asha, other, number


def there() -> list[int]:
    return [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in WAYS]


def run() -> None:
    retention.purge(way=retention.COMMAND)


def test_of_somebody_who_works_here_only_what_was_used_up_goes(app: Flask, world: World) -> None:
    actor = world.viewer(world.administrator())
    asha, other, number = with_ways_in(world, actor)
    with app.app_context(), time_machine.travel(clock.now() + timedelta(days=800)):
        run()
        assert there() == [1, 2, 1, 0]
        assert db.session.get_one(Person, other.id).name == "Asha Patel"
        assert [line.id for line in queries.merges_into(asha.id)] == [number]
        people.part(number, actor=actor)
        assert db.session.get_one(Person, other.id).email == SECOND


def test_a_leavers_ways_in_and_further_records_go_with_them(app: Flask, world: World) -> None:
    actor = world.viewer(world.administrator())
    asha, other, number = with_ways_in(world, actor)
    with app.app_context():
        people.mark_left(asha.id, actor=actor)
        with time_machine.travel(clock.now() + timedelta(days=800)):
            run()
        assert there() == [0, 0, 0, 0]
        for record in (asha, other):
            assert db.session.get_one(Person, record.id).name == GONE
        row = db.session.get_one(PersonMerge, number)
        assert (row.address, row.reason, row.before) == (None, GONE, {})
        assert queries.merges_into(asha.id) == []
        with pytest.raises(Missing):
            people.part(number, actor=actor)
