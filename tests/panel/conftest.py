"""A small judged round: a chair, two panellists, three nominees and their stories."""

from dataclasses import dataclass, field

import pytest
from flask import Flask

from recognition.nominations import queries as nominations
from recognition.panel.rules import CHAIR
from recognition.people.queries import PersonCard
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
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
        self.world.nomination(self.round, nominee=nominee, nominator=self.nominator)
        self.nominees.append(nominee)
        return self.candidacy(nominee)

    def candidacy(self, nominee: PersonCard) -> int:
        """Return the number of a nominee's candidacy."""
        with self.app.app_context():
            found = nominations.candidacies(self.round.id)
            return next(card.id for card in found if card.nominee.person_id == nominee.id)

    def assigned(self, candidacy_id: int, *readers: PersonCard) -> None:
        """Give a nominee to these people to read."""
        for reader in readers:
            self.world.assigned(candidacy_id, reader)

    def criteria(self) -> list[int]:
        """Return the numbers of the criteria, in order."""
        with self.app.app_context():
            return [found.id for found in schemes.form_sheet(self.round.version_id).criteria]

    def answers(self, points: object = 4, **more: object) -> dict[str, object]:
        """Return what a panellist posts who gives the same points everywhere."""
        return {
            **{f"points_{number}": points for number in self.criteria()},
            "edition": "0",
            "comment": "",
            "note": "",
            **more,
        }


@pytest.fixture
def judging(app: Flask, world: World) -> Judging:
    round_ = world.round()
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
