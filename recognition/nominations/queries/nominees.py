"""Reading the nominee beside a draft or a candidacy, in the same statement."""

from typing import Any

from sqlalchemy import Select, func
from sqlalchemy.orm import aliased

from recognition.nominations.cards import Nominee
from recognition.nominations.models import Candidacy, Draft
from recognition.people.models import Person, Team
from recognition.people.queries import PersonCard, TeamCard
from recognition.words import _

NomineePerson = aliased(Person, name="nominee_person")
PersonTeam = aliased(Team, name="nominee_persons_team")
NomineeTeam = aliased(Team, name="nominee_team")

COLUMNS = (
    NomineePerson.id.label("nominee_person_id"),
    NomineePerson.name.label("nominee_person_name"),
    NomineePerson.job_title.label("nominee_job_title"),
    NomineePerson.site.label("nominee_site"),
    PersonTeam.name.label("nominee_persons_team"),
    NomineeTeam.id.label("nominee_team_id"),
    NomineeTeam.name.label("nominee_team_name"),
    NomineeTeam.site.label("nominee_team_site"),
)


def with_nominee(
    statement: Select[*tuple[Any, ...]], holder: type[Candidacy] | type[Draft]
) -> Select[*tuple[Any, ...]]:
    """Add the nominee of a candidacy or a draft to a statement about it."""
    return (
        statement.add_columns(
            *COLUMNS,
            holder.described_name.label("described_name"),
            holder.described_place.label("described_place"),
        )
        .outerjoin(NomineePerson, NomineePerson.id == holder.person_id)
        .outerjoin(PersonTeam, PersonTeam.id == NomineePerson.team_id)
        .outerjoin(NomineeTeam, NomineeTeam.id == holder.team_id)
    )


def nominee_name(holder: type[Candidacy] | type[Draft]) -> Any:
    """Return the column to sort by: what the nominee is called, in lower case."""
    return func.lower(func.coalesce(NomineePerson.name, NomineeTeam.name, holder.described_name))


def read_nominee(row: Any) -> Nominee:
    """Return the nominee of a row that `with_nominee` made."""
    if row.nominee_person_id is not None:
        detail = person_detail(row.nominee_job_title, row.nominee_persons_team, row.nominee_site)
        return Nominee("person", row.nominee_person_name, detail, person_id=row.nominee_person_id)
    if row.nominee_team_id is not None:
        return Nominee(
            "team",
            row.nominee_team_name,
            team_detail(_("Team"), row.nominee_team_site),
            team_id=row.nominee_team_id,
        )
    return Nominee("described", row.described_name, row.described_place)


def from_person(card: PersonCard) -> Nominee:
    """Return somebody of the directory as a nominee."""
    return Nominee("person", card.name, card.detail, person_id=card.id)


def from_team(card: TeamCard) -> Nominee:
    """Return a team as a nominee."""
    return Nominee("team", card.name, team_detail(_("Team"), card.site), team_id=card.id)


def person_detail(job_title: str, team: str | None, site: str) -> str:
    """Return what tells somebody of the directory from others of their name."""
    return " · ".join(part for part in (job_title, team, site) if part)


def team_detail(team: str, site: str) -> str:
    """Return the same for a team; `team` is the word for one."""
    return " · ".join(part for part in (team, site) if part)
