"""A small judged round: a chair, two panellists, three nominees and their stories."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from flask import Flask

from recognition import clock
from recognition.nominations import queries as nominations
from recognition.nominations.queries import Nominee
from recognition.panel import actions as panel
from recognition.panel.rules import CHAIR
from recognition.people import queries as people
from recognition.people.queries import PersonCard
from recognition.schemes import actions as scheming
from recognition.schemes import queries as schemes
from recognition.schemes.queries import FormSheet, RoundCard
from recognition.schemes.rules import CategoryText, Dates, Ways
from tests.kept import Once
from tests.loads import loads_stay_right  # noqa: F401 -- a fixture for all that is here
from tests.world import World


@dataclass
class Judging:
    """The round and everybody in it; `candidacy` finds a nominee's number."""

    app: Flask
    world: World
    round: RoundCard
    chair: PersonCard
    asha: PersonCard
    ben: PersonCard
    nominator: PersonCard
    nominees: list[PersonCard] = field(default_factory=list)

    def nominate(self, nominee: PersonCard | None = None) -> int:
        """Have somebody nominated; return the number of the candidacy."""
        nominee = nominee or self.world.person(f"Nominee Number{len(self.nominees)}")
        self.nominees.append(nominee)
        return self.send(Nominee("person", nominee.name, nominee.detail, person_id=nominee.id))

    def nominate_team_of(self, member: PersonCard) -> int:
        """Have somebody's team nominated; return the number of the candidacy."""
        with self.app.app_context():
            team_id = people.workplace([member.id])[member.id].team_id
        return self.send(Nominee("team", member.team, "", team_id=team_id))

    def send(self, nominee: Nominee) -> int:
        """Send a nomination through every step; return the number of the candidacy."""
        with self.app.app_context():
            categories = schemes.categories(self.round.scheme.id)
        category = next(c for c in categories if c.for_teams == (nominee.kind == "team"))
        self.world.nomination(
            self.round, nominee=nominee, nominator=self.nominator, category_id=category.id
        )
        with self.app.app_context():
            return max(card.id for card in nominations.candidacies(self.round.id))

    def candidacy(self, nominee: PersonCard) -> int:
        """Return the number of a nominee's candidacy."""
        with self.app.app_context():
            found = nominations.candidacies(self.round.id)
            return next(card.id for card in found if card.nominee.person_id == nominee.id)

    def _sheet(self) -> FormSheet:
        return schemes.form_sheet(self.round.version_id)

    def assigned(self, candidacy_id: int, *readers: PersonCard) -> None:
        """Give a nominee to these people to read."""
        for reader in readers:
            self.world.assigned(candidacy_id, reader)

    def worked_out(self) -> None:
        """Work the results out, as the worker does every minute."""
        with self.app.app_context():
            panel.calculate(self.round.id)

    def criteria(self) -> list[int]:
        """Return the numbers of the criteria, in order."""
        with self.app.app_context():
            return [found.id for found in self._sheet().criteria]

    def answers(self, points: object = 4, **more: object) -> dict[str, object]:
        """Return what a panellist posts who gives the same points everywhere."""
        return {
            **{f"points_{number}": points for number in self.criteria()},
            "edition": "0",
            "comment": "",
            "note": "",
            **more,
        }


def judged_round(world: World, *, hides_names: bool = False) -> RoundCard:
    """Start a scheme with a category for people and one for teams, and a round that is open."""
    place, now = world.organisation(), clock.now()
    with world.app.app_context():
        slug = scheming.start_scheme(
            organisation_id=place,
            actor=None,
            name="Compassion awards",
            purpose="",
            lane="award",
            ways=Ways(hides_names=hides_names),
        )
        categories = [CategoryText("Everyday kindness"), CategoryText("Team", for_teams=True)]
        scheming.edit_categories(slug, categories, actor=None)
        day = timedelta(days=1)
        dates = Dates(now - day, now + day, now + 9 * day, now + 20 * day)
        name = scheming.add_round(slug, name="Winter", dates=dates, actor=None)
        return schemes.round_by_slug(slug, name)


def seat(app: Flask, world: World, round_: RoundCard) -> Judging:
    """Appoint a chair and two panellists to a round."""
    found = Judging(
        app,
        world,
        round_,
        chair=world.person("Grace Okafor"),
        asha=world.person("Asha Patel"),
        ben=world.person("Ben Carter"),
        nominator=world.person("Nia Novak"),
    )
    world.appoint(round_, found.chair, role=CHAIR)
    world.appoint(round_, found.asha)
    world.appoint(round_, found.ben)
    return found


def judged(world: World) -> Judging:
    """Seat the panel of a round in which names are shown."""
    return seat(world.app, world, judged_round(world))


def judged_blind(world: World) -> Judging:
    """Seat the panel of a round in which names are hidden."""
    return seat(world.app, world, judged_round(world, hides_names=True))


@pytest.fixture
def judging(world: World, once: Once) -> Judging:
    return once(judged, world)


@pytest.fixture
def blind_judging(world: World, once: Once) -> Judging:
    """The same, where the panel does not see names."""
    return once(judged_blind, world)
