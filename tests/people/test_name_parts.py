"""The parts by which people are found are always those of the names they have now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import pytest
import sqlalchemy as sa
from flask import Flask

from recognition import clock
from recognition.database import db, transaction
from recognition.demo.actions import fill
from recognition.erased import Erased
from recognition.errors import Conflict
from recognition.hall.checks import problems
from recognition.marks import Mark
from recognition.people import actions, queries
from recognition.people.actions.erasing import erase
from recognition.people.actions.retention import _forget
from recognition.people.models import Person, PersonMerge, PersonPart
from recognition.people.name_parts import Spelt, beginning, parts
from recognition.people.person_facts import PersonFacts
from recognition.people.queries import PersonCard, Viewer
from tests.conftest import QueryCounter
from tests.world import TRUST, World
from tools.running import finished


def spelt(numbers: Iterable[int]) -> list[str]:
    """Return the parts that are stored, after making sure that they are the right ones."""
    assert queries.misspelt() == []
    chosen = sa.select(PersonPart.part).where(PersonPart.person_id.in_(numbers))
    return sorted(db.session.scalars(chosen))


def test_every_part_of_a_name_is_told_apart() -> None:
    found = parts("anne-marie o'brien", "am@example.org")
    assert found == {
        "anne-marie": Spelt(written=True, given=True),
        "marie": Spelt(written=True, plain=True),
        "o'brien": Spelt(written=True),
        "anne": Spelt(plain=True),
        "obrien": Spelt(plain=True),
        "annemarieobrien": Spelt(whole=True),
        "am@example.org": Spelt(address=True),
    }
    assert parts("cher", None) == {"cher": Spelt(written=True, plain=True, whole=True)}
    assert parts("smith-", "") == {
        "smith-": Spelt(written=True),
        "smith": Spelt(plain=True, whole=True),
    }
    assert parts("", None) == {}


def test_what_begins_with_a_word_lies_between_two_words() -> None:
    low, high = beginning("kay")
    inside = ["kay", "kaya", "kayz", "kay\U0001f600"]
    assert [word for word in ["kax", *inside, "kaz"] if low <= word < high] == inside


@dataclass
class Directory:
    """Somebody whose record changes, and the administrator who changes it."""

    world: World
    actor: Viewer
    asha: PersonCard

    def edit(self, **changes: str) -> None:
        facts = queries.person_facts(self.asha.id)
        actions.edit_person(self.asha.id, replace(facts, **changes), actor=self.actor)

    def move(self) -> None:
        with transaction() as session:
            session.get_one(Person, self.asha.id).site = "South"

    def load(self, *rows: str) -> None:
        head = "email,name,job_title,staff_group,band,team,site,manager_email"
        file = "\n".join([head, f"{self.actor.email},Vera Office,,,,,,", *rows])
        actions.import_people(file.encode(), TRUST, leavers=True)

    def make_one(self) -> None:
        other = self.world.person("Asha Patel-Hall", email="hall@example.org")
        actions.make_one(self.asha.id, other.id, reason="One person", actor=self.actor)

    def part(self) -> None:
        self.make_one()
        found = db.session.scalars(sa.select(PersonMerge.id)).one()
        actions.part(found, actor=self.actor)

    def join_teams(self) -> None:
        other = self.world.person(team="Ward 8")
        asha, eight = (db.session.get_one(Person, card.id) for card in (self.asha, other))
        assert asha.team_id is not None
        assert eight.team_id is not None
        actions.make_one_team(eight.team_id, asha.team_id, actor=self.actor)

    def name_in_a_title(self) -> None:
        self.world.person("Ned", site="Asha Patel House")
        erase(Erased(clock.now(), without=lambda text: text.replace("Asha Patel", "Some")))

    def forget(self) -> None:
        with transaction() as session:
            _forget(session, [self.asha.id])


@pytest.fixture
def directory(app: Flask, world: World) -> Directory:
    administrator = world.granted("administrator")
    asha = world.person("Asha Patel", email="asha@example.org", team="Ward 7", site="North")
    return Directory(world, world.viewer(administrator), asha)


ASHA, NED = "asha@example.org,Asha Patel,,,,,,", "ned@example.org,Ned O’Hara,,,,Ward 7,North,"
CHANGES: dict[str, tuple[Callable[[Directory], object], str]] = {
    "added on a page": (
        lambda d: actions.add_to_directory(
            d.asha.organisation_id, PersonFacts("Ned Hall"), actor=d.actor
        ),
        "asha asha@example.org ashapatel patel",
    ),
    "another name": (
        lambda d: d.edit(name="Asha Łoś-Hall"),
        "asha asha@example.org ashaloshall hall los łos-hall",
    ),
    "another address": (
        lambda d: d.edit(email="new@example.org"),
        "asha ashapatel new@example.org patel",
    ),
    "no address": (lambda d: d.edit(email=""), "asha ashapatel patel"),
    "another site": (
        lambda d: d.edit(site="South", team=""),
        "asha asha@example.org ashapatel patel",
    ),
    "a site and nothing else": (Directory.move, "asha asha@example.org ashapatel patel"),
    "another team": (
        lambda d: d.edit(team="Ward 9"),
        "asha asha@example.org ashapatel patel",
    ),
    "a file with another name": (
        lambda d: d.load(ASHA.replace("Patel", "Hall"), NED),
        "asha asha@example.org ashahall hall",
    ),
    "a file that leaves them out": (
        lambda d: d.load(NED),
        "asha asha@example.org ashapatel patel",
    ),
    "left": (
        lambda d: actions.mark_left(d.asha.id, actor=d.actor),
        "asha asha@example.org ashapatel patel",
    ),
    "back": (
        lambda d: (
            actions.mark_left(d.asha.id, actor=d.actor),
            actions.bring_back(d.asha.id, actor=d.actor),
        ),
        "asha asha@example.org ashapatel patel",
    ),
    "made one": (Directory.make_one, "asha asha@example.org ashapatel patel"),
    "parted": (Directory.part, "asha asha@example.org ashapatel patel"),
    "teams made one": (Directory.join_teams, "asha asha@example.org ashapatel patel"),
    "named in a site": (Directory.name_in_a_title, "asha asha@example.org ashapatel patel"),
    "erased": (lambda d: erase(Erased(clock.now(), person_id=d.asha.id)), ""),
    "let go of": (Directory.forget, ""),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_every_change_the_parts_are_those_of_the_names(
    app: Flask, directory: Directory, change: str
) -> None:
    make, left = CHANGES[change]
    with app.app_context():
        make(directory)
    with app.app_context():
        assert spelt([directory.asha.id]) == left.split()


def test_what_was_taken_back_left_no_parts(app: Flask, directory: Directory) -> None:
    taken = {"organisation_id": directory.asha.organisation_id, "name": "N", "email": "n@x.org"}
    with app.app_context(), pytest.raises(Conflict), transaction() as session:
        session.execute(
            sa.insert(Person), [{**taken, "search_name": name} for name in ("ned", "nora")]
        )
    with app.app_context():
        assert "patel" in spelt([directory.asha.id])
        assert not db.session.scalar(sa.select(PersonPart).where(PersonPart.part == "ned"))


def test_what_was_taken_back_is_not_looked_at_by_the_next_transaction(
    app: Flask, directory: Directory, count_queries: QueryCounter
) -> None:
    with app.app_context():
        with pytest.raises(ZeroDivisionError):
            rename_and_fail(directory.asha.id)
        with count_queries() as asked, transaction() as session:
            session.get_one(Person, directory.asha.id).job_title = "Matron"
    assert not [text for text in asked if "person_part" in text]


def rename_and_fail(number: int) -> None:
    with transaction() as session:
        session.get_one(Person, number).search_name = "ned"
        session.flush()
        assert 1 / 0


def test_a_change_without_a_name_reads_and_writes_no_parts(
    app: Flask, directory: Directory, count_queries: QueryCounter
) -> None:
    with app.app_context(), count_queries() as asked, transaction() as session:
        session.get_one(Person, directory.asha.id).job_title = "Matron"
    assert not [text for text in asked if "person_part" in text]


def test_check_tells_of_parts_that_are_not_those_of_the_names(
    app: Flask, directory: Directory
) -> None:
    with app.app_context():
        assert problems() == []
        with transaction() as session:
            session.execute(sa.delete(PersonPart).where(PersonPart.part == "patel"))
        told = f"People whom a search does not find as it should: {directory.asha.id}"
        assert problems() == [told]
        with transaction() as session:
            actions.look_everybody_over(session, part_by_part=True)
        assert problems() == []


def test_the_demonstration_is_found_by_its_parts(app: Flask) -> None:
    with app.app_context():
        fill()
        assert queries.misspelt() == []
        assert db.session.scalar(sa.select(sa.func.count()).select_from(PersonPart))


def test_upgrading_once_more_finds_whom_an_earlier_version_added(
    app: Flask, directory: Directory
) -> None:
    with app.app_context():
        with transaction() as session:
            session.execute(sa.delete(PersonPart))
        before = mark_of_everything()
        assert queries.misspelt()
    settings = app.config["SETTINGS"]
    done = finished(
        "upgrade",
        RECOGNITION_DATABASE_URL=settings.database_url,
        RECOGNITION_SECRET_KEY=settings.secret_key,
        RECOGNITION_BASE_URL="http://127.0.0.1",
    )
    assert done.returncode == 0, done.stderr
    with app.app_context():
        assert queries.misspelt() == []
        assert mark_of_everything() != before


def mark_of_everything() -> str | None:
    return db.session.scalar(sa.select(Mark.token).where(Mark.name == "everything"))
