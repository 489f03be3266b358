"""What `recognition check` proves, and what it finds when it is not so."""

import itertools
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select, text, update

from recognition import clock
from recognition.database import db, transaction
from recognition.hall import checks
from recognition.nominations.models import Candidacy, Nomination, NomineeKey, Step
from recognition.nominations.queries import Nominee
from recognition.schemes.models import Scheme
from recognition.schemes.queries import RoundCard
from tests.world import World

SUE = Nominee("described", "Sue", "Larch Ward")


@pytest.fixture
def round_(world: World) -> RoundCard:
    """A round in which all is well: a person, a team, and somebody described."""
    world.administrator()
    member = world.person(team="Hazel Ward")
    round_ = world.round()
    world.nomination(round_)
    world.nomination(round_, nominee=SUE)
    world.nomination(round_, nominee=member)
    return round_


def found(app: Flask) -> list[str]:
    with app.app_context():
        return checks.problems()


def _empty(round_: RoundCard) -> str:
    category = db.session.scalars(select(Candidacy.category_id)).first()
    facts = {"round_id": round_.id, "category_id": category, "described_name": "Nobody yet"}
    made = Candidacy(**facts, described_place="")
    with transaction() as session:
        session.add(made)
        session.flush()
        session.execute(insert(NomineeKey).values(candidacy_id=made.id, key="nobody"))
        return f"Candidacies without a nomination: {made.id}"


def _left_behind(_round: RoundCard) -> str:
    first, second = db.session.scalars(select(Candidacy.id).order_by(Candidacy.id).limit(2))
    reference = db.session.scalar(
        select(Nomination.reference).where(Nomination.candidacy_id == first)
    )
    with transaction() as session:
        session.execute(
            update(Candidacy).where(Candidacy.id == first).values(merged_into_id=second)
        )
    return f"Nominations left behind in a candidacy that was merged: {reference}"


def _chained(_round: RoundCard) -> str:
    numbers = db.session.scalars(select(Candidacy.id).order_by(Candidacy.id)).all()
    with transaction() as session:
        for old, into in itertools.pairwise(numbers):
            session.execute(
                update(Candidacy).where(Candidacy.id == old).values(merged_into_id=into)
            )
        session.execute(update(Nomination).values(candidacy_id=numbers[-1]))
    return f"Candidacies merged into one that was itself merged: {numbers[0]}"


def _keyless(_round: RoundCard) -> str:
    number = db.session.scalars(
        select(Candidacy.id).where(Candidacy.described_name == SUE.name)
    ).one()
    with transaction() as session:
        session.execute(delete(NomineeKey).where(NomineeKey.candidacy_id == number))
    return f"Candidacies without keys to find the same nominee by: {number}"


def _mistaken(_round: RoundCard) -> str:
    number = db.session.scalars(
        select(Candidacy.id).where(Candidacy.described_name == SUE.name)
    ).one()
    with transaction() as session:
        session.execute(
            update(NomineeKey).where(NomineeKey.candidacy_id == number).values(described=False)
        )
    return f"Candidacies whose keys say wrongly whether the nominee is in the directory: {number}"


def _step(before: dict[str, object]) -> Callable[[RoundCard], str]:
    def wrong(_round: RoundCard) -> str:
        nomination = db.session.scalars(select(Nomination.id)).first()
        with transaction() as session:
            step = Step(kind="moved", nomination_id=nomination, before=before, made_at=clock.now())
            session.add(step)
            session.flush()
            return f"Steps of checkers that name something which is not there: {step.id}"

    return wrong


def _unthanked(_round: RoundCard) -> str:
    reference = db.session.scalars(select(Nomination.reference)).first()
    with transaction() as session:
        session.execute(
            update(Nomination)
            .where(Nomination.reference == reference)
            .values(checked_at=clock.now() - timedelta(days=2))
        )
    return f"Accepted nominations whose nominees nobody thanks: {reference}"


def _elsewhere(_round: RoundCard) -> str:
    with transaction() as session:
        first = session.scalars(select(Scheme)).one()
        other = Scheme(**{c.key: getattr(first, c.key) for c in Scheme.__table__.columns})
        other.id, other.slug = None, "other-awards"
        session.add(other)
        session.flush()
        row = session.scalars(select(Nomination).order_by(Nomination.id)).first()
        assert row is not None
        row.scheme_id = other.id
        return f"Nominations that name another scheme than their round does: {row.reference}"


def test_where_all_is_well_nothing_is_said(app: Flask, round_: RoundCard) -> None:
    assert round_.id
    assert found(app) == []


@pytest.mark.parametrize(
    "wrong",
    [
        _empty,
        _left_behind,
        _chained,
        _elsewhere,
        _keyless,
        _mistaken,
        _step({"from": 9999, "into": 1}),
        _step({"from": 1, "into": 2, "left": [9999]}),
        _step({"nominations": [9999]}),
        _step({"revision": 7}),
        _step({"enquiry": 9999}),
        _unthanked,
    ],
)
def test_what_is_wrong_is_named(
    app: Flask, round_: RoundCard, wrong: Callable[[RoundCard], str]
) -> None:
    with app.app_context():
        sentence = wrong(round_)
    assert found(app) == [sentence]


def test_a_candidacy_that_was_merged_or_moved_out_of_is_not_empty(
    app: Flask, round_: RoundCard
) -> None:
    with app.app_context():
        first, second, third = db.session.scalars(select(Candidacy.id).order_by(Candidacy.id))
        nomination = db.session.scalars(
            select(Nomination.id).where(Nomination.candidacy_id == second)
        ).one()
        with transaction() as session:
            session.execute(
                update(Nomination)
                .where(Nomination.candidacy_id.in_((first, second)))
                .values(candidacy_id=third)
            )
            session.execute(
                update(Candidacy).where(Candidacy.id == first).values(merged_into_id=third)
            )
            session.add(
                Step(
                    kind="moved",
                    nomination_id=nomination,
                    before={"from": second, "into": third},
                    made_at=clock.now(),
                )
            )
    assert round_.id
    assert found(app) == []


def test_a_name_of_signs_alone_needs_no_keys(app: Flask, world: World, round_: RoundCard) -> None:
    world.nomination(round_, nominee=Nominee("described", "???", ""))
    with app.app_context(), transaction() as session:
        nobody = select(Candidacy.id).where(Candidacy.described_name == "???")
        session.execute(delete(NomineeKey).where(NomineeKey.candidacy_id.in_(nobody)))
    assert found(app) == []


def test_a_scheme_that_owes_thanks_has_somebody_who_looks_after_it(
    app: Flask, round_: RoundCard
) -> None:
    with app.app_context(), transaction() as session:
        session.execute(text("DELETE FROM role_grant"))
    assert found(app) == [
        f"Schemes that owe thanks and have no administrator: {round_.scheme.name}"
    ]
