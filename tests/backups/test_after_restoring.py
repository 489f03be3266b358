"""What a backup could not know: later erasures, and how far the trail had come."""

import dataclasses
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from recognition import clock
from recognition.audit.actions import note_head, record
from recognition.audit.models import Entry
from recognition.config import Settings
from recognition.database import transaction
from recognition.hall import checks
from recognition.privacy.actions import erasing
from recognition.privacy.queries.erasing_subjects import person_subject
from tests.backups.installation import Installation, settle
from tests.world import World


def erase(world: World, name: str) -> int:
    """Erase a colleague whom nobody nominated; return their number."""
    person, actor = world.person(name), world.viewer(world.administrator())
    with world.app.app_context():
        erasing.erase(
            lambda: person_subject(person.id),
            typed=name,
            basis="asked",
            nothing_holds=True,
            actor=actor,
        )
    return person.id


def test_who_was_erased_after_the_backup_is_named_by_the_page_to_erase_them_again(
    world: World, here: Installation
) -> None:
    earlier = erase(world, "Ada Earlier")
    assert here.say("backup", here.backup).code == 0
    later = erase(world, "Lena Later")
    done = here.say("restore", here.backup, "--force")
    assert done.code == 0, done
    assert f"  /manage/privacy/erasures/person/{later}" in done.out
    assert f"  /manage/privacy/erasures/person/{earlier}" not in done.out
    assert "Lena" not in " ".join(done.out)


@pytest.fixture
def noting(app: Flask, here: Installation) -> Settings:
    """The application notes its heads where the commands look for them."""
    settings: Settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = dataclasses.replace(settings, audit_heads=here.heads)
    return settings


def test_after_an_older_backup_the_check_is_clean_and_says_from_where_the_trail_goes_on(
    app: Flask, world: World, here: Installation, noting: Settings
) -> None:
    world.administrator()
    assert here.say("backup", here.backup).code == 0
    world.person()
    with app.app_context(), time_machine.travel(clock.now() + timedelta(days=1)):
        record("test.done", subject=("thing", 1), actor_id=None)
        assert note_head()
    assert here.say("restore", here.backup, "--force").code == 0
    with app.app_context():
        assert checks.problems() == []
        [line] = checks.restorations()
        assert clock.now().date().isoformat() in line
    world.person()  # the trail goes on, and takes numbers again that were noted before
    with app.app_context():
        for number in range(5):
            record("test.done", subject=("thing", number), actor_id=None)
        assert checks.problems() == []
    settle(app)


def test_what_was_noted_before_the_backup_still_holds_after_it(
    app: Flask, world: World, here: Installation, noting: Settings
) -> None:
    world.administrator()
    with app.app_context():
        assert note_head()
    assert here.say("backup", here.backup).code == 0
    first = here.heads.read_text(encoding="utf-8")
    assert here.say("restore", here.backup, "--force").code == 0
    assert here.heads.read_text(encoding="utf-8") == first  # nothing was lost: nothing to note
    with app.app_context():
        record("test.done", subject=("thing", 1), actor_id=None)
        with time_machine.travel(clock.now() + timedelta(days=1)):
            assert note_head()
    assert here.say("restore", here.backup, "--force").code == 0
    assert "restored" in here.heads.read_text(encoding="utf-8")
    with app.app_context():
        assert checks.problems() == []
        with transaction() as session:
            session.execute(sa.delete(Entry).where(Entry.number == 1))
        assert checks.problems() != []


def test_the_heads_may_lie_where_they_cannot_be_written(
    app: Flask, world: World, here: Installation, noting: Settings
) -> None:
    world.administrator()
    assert here.say("backup", here.backup).code == 0
    here.heads.parent.mkdir()
    here.heads.mkdir()
    done = here.say("restore", here.backup, "--force")
    assert done.code == 0
    assert "could not be written" in done.err[0]
