"""What this room itself keeps of people and teams.

A second step stays with its record, with its recovery codes and the codes that were missed: its
key is sealed for that record's number, so it opens for no other. Whoever is one person from now on
shows the second step of the record that is kept, and that of the other one is back once the records
are parted.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from recognition.mail.models import LetterWording
from recognition.people.actions.holdings import Held, Holdings, Moved
from recognition.people.models import Account, Cover, Grant, Person, PersonMerge, StaffUpload, Team
from recognition.words import _, later

ACCOUNTS, DID = later("Ways to sign in"), later("Things they did for others")

DAYS = "last days exchanged"


def move(session: Session, kept: int, other: int) -> Moved:
    """Let the longer of two roles of a kind count: the last days change places."""
    twin = aliased(Grant)
    rows = session.execute(
        select(Grant, twin)
        .join(twin, and_(twin.organisation_id == Grant.organisation_id, twin.role == Grant.role))
        .where(Grant.person_id == kept, Grant.ended_at.is_(None), Grant.expires_on.is_not(None))
        .where(twin.person_id == other, twin.ended_at.is_(None))
        .where(or_(twin.expires_on.is_(None), twin.expires_on > Grant.expires_on))
    ).all()
    for one, two in rows:
        one.expires_on, two.expires_on = two.expires_on, one.expires_on
    return {DAYS: [[one.id, two.id] for one, two in rows]} if rows else {}


def move_back(session: Session, _kept: int, _other: int, moved: Mapping[str, list[Any]]) -> None:
    """Let the last days change places again."""
    for one_id, two_id in moved.get(DAYS, []):
        one, two = session.get(Grant, one_id), session.get(Grant, two_id)
        if one is not None and two is not None:
            one.expires_on, two.expires_on = two.expires_on, one.expires_on


def clash(session: Session, kept: int, other: int) -> str:
    """Say that nobody stands in for themselves, where one record does for the other."""
    two = {kept, other}
    found = session.scalar(
        select(Cover.id).where(Cover.absent_id.in_(two), Cover.stand_in_id.in_(two)).limit(1)
    )
    if found is None:
        return ""
    return _("One of these records stood in for the other, so they stay two.")


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
        Held(Cover.absent_id, later("Times when somebody stood in for them")),
        Held(Cover.stand_in_id, later("Times when they stood in for somebody")),
        Held(Cover.named_by_id, DID),
        Held(Cover.ended_by_id, DID),
        Held(LetterWording.written_by_id, DID),  # mail comes before people and knows none
    ),
    clash=clash,
    move=move,
    move_back=move_back,
)
TEAMS = Holdings(
    (
        Held(Person.team_id, later("People")),
        Held(Team.merged_into_id, later("Teams that became it")),
    )
)
