"""Writing organisations, teams and people, and giving the personas their roles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import update

from recognition.database import db
from recognition.demo.actions.bulk import Row, add_numbered, batches
from recognition.demo.places import HOSPICE, TRUST
from recognition.demo.staff import PERSONAS, StaffMember
from recognition.people import actions as people
from recognition.people.models import Person, Team
from recognition.people.queries import Viewer
from recognition.people.rules import ADMINISTRATOR, COMMUNICATIONS, folded


@dataclass(frozen=True)
class Company:
    """Everybody and every team, by e-mail address and by name; the values are row numbers."""

    members: Mapping[str, StaffMember]
    people: Mapping[str, int]
    teams: Mapping[str, int]
    organisations: Mapping[str, int]

    def acting(self, email: str) -> Viewer:
        """Return somebody as an action sees them who signed in, without a session."""
        member = self.members[email]
        return Viewer(
            account_id=0,
            person_id=self.people[email],
            name=member.name,
            email=email,
            organisation_id=self.organisations[member.organisation],
            team_id=self.teams[member.team],
            administers=frozenset(),
            is_proved=True,
            communicates=frozenset(),
            session_token="",  # nosec B106 # nobody is signed in
        )


def write_directory(members: Sequence[StaffMember]) -> Company:
    """Write the directory, in an open transaction; the trust comes first and so is the host."""
    organisations = {name: people.add_organisation(name) for name in (TRUST, HOSPICE)}
    places = {member.team: member for member in members}
    teams = dict(
        zip(
            places,
            add_numbered(
                Team,
                [
                    {
                        "organisation_id": organisations[member.organisation],
                        "name": name,
                        "search_name": folded(name),
                        "site": member.site,
                    }
                    for name, member in places.items()
                ],
            ),
            strict=True,
        )
    )
    rows = [_person(member, organisations, teams) for member in members]
    emails = (member.email for member in members)
    numbers = dict(zip(emails, add_numbered(Person, rows), strict=True))
    reports: list[Row] = [
        {"id": numbers[member.email], "manager_id": numbers[member.manager_email]}
        for member in members
        if member.manager_email
    ]
    for batch in batches(reports):
        db.session.execute(update(Person), batch)
    by_email = {member.email: member for member in members}
    return Company(by_email, numbers, teams, organisations)


def give_roles(company: Company) -> None:
    """Let the two personas with an office work for the trust, in an open transaction."""
    for persona, role in (("administrator", ADMINISTRATOR), ("communications", COMMUNICATIONS)):
        people.grant(
            person_id=company.people[PERSONAS[persona]],
            organisation_id=company.organisations[TRUST],
            role=role,
        )


def _person(member: StaffMember, organisations: Mapping[str, int], teams: Mapping[str, int]) -> Row:
    return {
        "organisation_id": organisations[member.organisation],
        "email": member.email,
        "name": member.name,
        "search_name": folded(member.name),
        "job_title": member.job_title,
        "staff_group": member.staff_group,
        "band": member.band,
        "site": member.site,
        "shift": member.shift,
        "team_id": teams[member.team],
    }
