"""Builds what a test needs through the application's own actions."""

import itertools
from dataclasses import dataclass, field

from flask import Flask

from recognition.people import actions as people
from recognition.people.queries import PersonCard
from recognition.people.queries import person as person_card
from recognition.people.rules import ADMINISTRATOR

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
