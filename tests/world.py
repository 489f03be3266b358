"""Builds what a test needs through the application's own actions."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Flask

from recognition import clock
from recognition.nominations import queries as nominations
from recognition.panel import actions as panel
from recognition.panel import queries as panel_queries
from recognition.panel.rules import PANELLIST
from recognition.people import actions as people
from recognition.people.queries import PersonCard, Viewer, viewer_of_session
from recognition.people.queries import person as person_card
from recognition.people.rules import ADMINISTRATOR, token_digest
from recognition.schemes.queries import RoundCard

TRUST = "Larkfield Care Trust"


@dataclass
class World:
    """A small organisation in the making. Each method opens its own application context."""

    app: Flask
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def organisation(self, name: str = TRUST) -> int:
        """Return the number of an organisation, made if need be."""
        with self.app.app_context():
            return people.add_organisation(name)

    def person(
        self,
        name: str = "",
        *,
        team: str = "",
        site: str = "Main site",
        job_title: str = "Nurse",
        organisation: str = TRUST,
        email: str | None = "",
        manager: PersonCard | None = None,
    ) -> PersonCard:
        """Add somebody to the directory; a name and an address are made up where none is given."""
        number = next(self.numbers)
        name = name or f"Colleague Number{number}"
        if email == "":
            email = f"person{number}@example.org"
        place = self.organisation(organisation)
        with self.app.app_context():
            person_id = people.add_person(
                organisation_id=place,
                name=name,
                email=email,
                job_title=job_title,
                team=team,
                site=site,
                manager_id=manager.id if manager else None,
            )
            return person_card(person_id)

    def granted(self, role: str, person: PersonCard | None = None) -> PersonCard:
        """Give somebody a role in their own organisation."""
        person = person or self.person()
        with self.app.app_context():
            people.grant(person_id=person.id, organisation_id=person.organisation_id, role=role)
        return person

    def administrator(self, *, organisation: str = TRUST) -> PersonCard:
        """Add an administrator."""
        return self.granted(ADMINISTRATOR, self.person(organisation=organisation))

    def viewer(self, person: PersonCard) -> Viewer:
        """Return somebody as an action sees them who signed in."""
        with self.app.app_context():
            token = people.sign_in_as(person.id).session_token
            found = viewer_of_session(token_digest(token), token, at=clock.now())
            assert found is not None
            return found

    def appoint(self, round_: RoundCard, person: PersonCard, *, role: str = PANELLIST) -> None:
        """Give somebody a seat on the panel of a round."""
        with self.app.app_context():
            panel.appoint(round_id=round_.id, person_id=person.id, role=role, actor=None)

    def assigned(self, candidacy_id: int, *readers: PersonCard) -> None:
        """Give a candidacy to panellists to read."""
        with self.app.app_context():
            round_id = nominations.candidacy(candidacy_id).round_id
            for reader in readers:
                panel.assign(
                    round_id=round_id, candidacy_id=candidacy_id, person_id=reader.id, actor=None
                )

    def reviewed(
        self,
        candidacy_id: int,
        reader: PersonCard,
        *,
        points: int | None = 4,
        more: Mapping[int, int | None] | None = None,
        comment: str = "",
        note: str = "",
        send: bool = True,
    ) -> None:
        """Have a panellist give the same points everywhere (`more` by criterion), and send them."""
        viewer = self.viewer(reader)
        with self.app.app_context():
            sheet = panel_queries.score_sheet(viewer, candidacy_id)
            act = panel.send_review if send else panel.save_review
            act(
                candidacy_id=candidacy_id,
                written=panel.Written(
                    {**dict.fromkeys((c.id for c in sheet.criteria), points), **(more or {})},
                    comment,
                    note,
                ),
                edition=sheet.review.edition,
                received=clock.now(),
                actor=viewer,
            )
