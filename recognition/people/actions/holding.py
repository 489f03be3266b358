"""What this room itself keeps of people and teams."""

from recognition.people.actions.holdings import Held, Holdings
from recognition.people.models import Account, Grant, Person, PersonMerge, StaffUpload, Team
from recognition.words import later

ACCOUNTS, DID = later("Ways to sign in"), later("Things they did for others")

PEOPLE = Holdings(
    (
        Held(Account.person_id, ACCOUNTS),
        Held(Person.manager_id, later("People they manage")),
        Held(
            Grant.person_id,
            later("Roles"),
            alone=(Grant.organisation_id, Grant.role),
            among=lambda grant: grant.ended_at.is_(None),
        ),
        Held(Grant.person_id, later("Roles that ended"), among=lambda g: g.ended_at.is_not(None)),
        Held(Grant.confirmed_by_id, DID),
        Held(StaffUpload.person_id, DID, alone=()),
        Held(Person.merged_into_id, later("Other records of theirs")),
        Held(PersonMerge.kept_id, DID),
        Held(PersonMerge.merged_by_id, DID),
        Held(PersonMerge.undone_by_id, DID),
    )
)
TEAMS = Holdings(
    (
        Held(Person.team_id, later("People")),
        Held(Team.merged_into_id, later("Teams that became it")),
    )
)
