"""What is on hold is kept, also where somebody else is erased."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from recognition import clock
from recognition.database import db
from recognition.errors import Refused
from recognition.nominations.models import Answer
from recognition.people.queries import PersonCard
from recognition.privacy.actions import erasing
from recognition.privacy.actions.retention_setting import place_hold
from recognition.privacy.queries.erasing_subjects import person_subject
from tests.world import World


def erase(world: World, who: PersonCard, admin: PersonCard) -> None:
    actor = world.viewer(admin)
    with world.app.app_context():
        erasing.erase(
            lambda: person_subject(who.id),
            typed=who.name,
            basis="asked",
            nothing_holds=True,
            actor=actor,
        )


def hold(world: World, admin: PersonCard, *, email: str = "", round_id: int | None = None) -> None:
    actor = world.viewer(admin)
    with world.app.app_context():
        place_hold(
            email=email,
            round_id=round_id,
            reason="A claim",
            until=clock.now() + timedelta(days=30),
            actor=actor,
        )


@pytest.mark.parametrize("held", ["nominee", "nominator", "round", "mate"])
def test_words_on_hold_are_not_erased_by_erasing_somebody_else(world: World, held: str) -> None:
    admin, round_ = world.administrator(), world.round()
    asha, bo, mate = (world.person(name) for name in ("Asha Patel", "Bo Novak", "Mate Moyo"))
    world.nomination(round_, nominee=bo, nominator=asha, answers=("Bo stayed.", "All night."))
    world.nomination(round_, nominee=bo, nominator=mate)
    who = bo if held == "nominator" else asha
    address = {"nominee": bo.email, "nominator": asha.email, "mate": mate.email}.get(held) or ""
    hold(world, admin, email=address, round_id=round_.id if held == "round" else None)
    with pytest.raises(Refused, match="hold on somebody else, or on a round"):
        erase(world, who, admin)
    with world.app.app_context():
        assert "Bo stayed." in set(db.session.scalars(select(Answer.text)))
    apart = world.person("Cy Reed")
    if held != "round":
        world.nomination(round_, nominee=world.person("Di Okoro"), nominator=apart)
    erase(world, apart, admin)


def test_holding_and_erasing_wait_for_each_other(world: World) -> None:
    admin, who, other = world.administrator(), world.person("Asha Patel"), world.person("Bo Novak")
    seen: list[str] = []

    def told(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    with world.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", told)
    try:
        for act in (
            lambda: hold(world, admin, email=other.email or ""),
            lambda: erase(world, who, admin),
        ):
            seen.clear()
            act()
            turn = next(place for place, one in enumerate(seen) if "FROM disposal_setting" in one)
            held = next(place for place, one in enumerate(seen) if "hold" in one.split("WHERE")[0])
            assert turn < held
    finally:
        event.remove(engine, "before_cursor_execute", told)
