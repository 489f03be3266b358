"""The addresses of a person who had two records, when one takes the place of the other."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from recognition import clock
from recognition.database import db, transaction
from recognition.people import actions, queries
from recognition.people.models import Account, Person, ProviderIdentity
from recognition.people.queries import PersonCard, Viewer
from tests.people.test_editing import facts_of
from tests.world import World

OLD, FURTHER = "asha@example.org", "asha.bank@example.org"


@pytest.fixture
def admin(world: World) -> Viewer:
    return world.viewer(world.administrator())


@pytest.fixture
def both(world: World) -> tuple[PersonCard, PersonCard]:
    kept = world.person("Asha Patel", email=OLD)
    other = world.person("Asha Patel", email=FURTHER)
    world.viewer(kept)  # makes their accounts
    world.viewer(other)
    return kept, other


def linked(app: Flask, email: str) -> None:
    with app.app_context(), transaction() as session:
        account = session.scalars(sa.select(Account.id).where(Account.email == email)).one()
        session.add(
            ProviderIdentity(issuer="i", subject=email, account_id=account, linked_at=clock.now())
        )


def move(app: Flask, person: PersonCard, email: str, admin: Viewer) -> None:
    facts = replace(facts_of(app, person), email=email)
    with app.app_context():
        actions.edit_person(person.id, facts, actor=admin)


def signs_in(app: Flask, email: str) -> int | None:
    """Return who signs in by a letter to this address."""
    with app.app_context():
        link = actions.make_sign_in_link(email)
        if link is None:
            return None
        account = sa.select(Account.person_id).where(Account.email == email)
        return db.session.scalar(account)


def test_an_old_address_signs_in_no_more_when_a_further_one_takes_its_place(
    app: Flask, both: tuple[PersonCard, PersonCard], admin: Viewer
) -> None:
    kept, other = both
    linked(app, OLD)
    with app.app_context():
        actions.make_one(kept.id, other.id, reason="Same", actor=admin)
    move(app, kept, FURTHER, admin)
    assert signs_in(app, OLD) is None
    assert signs_in(app, FURTHER) == kept.id
    with app.app_context():
        follows = sa.select(Account.email).join(
            ProviderIdentity, ProviderIdentity.account_id == Account.id
        )
        assert db.session.scalars(follows).all() == [FURTHER]
        assert queries.staff_sheet(kept.id).disabled_at is None


@pytest.mark.parametrize("by_way_of", [[FURTHER], [FURTHER, OLD], [FURTHER, "new@example.org"]])
def test_records_part_after_that_and_each_signs_in_at_its_own_address(
    app: Flask, both: tuple[PersonCard, PersonCard], admin: Viewer, by_way_of: list[str]
) -> None:
    kept, other = both
    linked(app, OLD)
    with app.app_context():
        merge = actions.make_one(kept.id, other.id, reason="Same", actor=admin)
    for email in by_way_of:
        move(app, kept, email, admin)
    with app.app_context():
        actions.part(merge, actor=admin)
        mine = db.session.scalars(sa.select(Person.email).where(Person.id == kept.id)).one()
        assert mine == (OLD if by_way_of == [FURTHER] else by_way_of[-1])
        whose = sa.select(Account.person_id).join(
            ProviderIdentity, ProviderIdentity.account_id == Account.id
        )
        assert other.id not in db.session.scalars(whose).all()
    assert signs_in(app, mine) == kept.id
    assert signs_in(app, FURTHER) == other.id
