"""Writing what an import decided: in batches, inside one transaction."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from recognition.audit.actions import record
from recognition.database import db, transaction
from recognition.people.actions.leaving import let_go
from recognition.people.actions.organisations import add_organisation
from recognition.people.directory_csv import RowRefusal, StaffRow
from recognition.people.directory_plan import Known, Plan, TeamKey, facts_of, team_key
from recognition.people.models import Person, Team
from recognition.people.queries import Viewer
from recognition.people.rules import folded

Progress = Callable[[int, int], None]
Values = dict[str, object]
Row = TypeVar("Row")

BATCH = 1_000


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or in a dry run would have done.

    `refused` are rows that were left out; `notes` are rows that were taken although something in
    them was not, such as a manager nobody knows. `left` counts people marked as having left.
    """

    organisation: str
    added: int
    updated: int
    unchanged: int
    left: int
    refused: tuple[RowRefusal, ...]
    notes: tuple[RowRefusal, ...]
    written: bool


def team_numbers(organisation_id: int | None) -> dict[TeamKey, int]:
    """Return the teams of an organisation by what makes two spellings one team.

    One that was made one with another leads there.
    """
    rows = db.session.execute(
        select(func.coalesce(Team.merged_into_id, Team.id), Team.name, Team.site)
        .where(Team.organisation_id == organisation_id)
        .order_by(Team.id.desc())
    )
    return {(folded(name), folded(site)): number for number, name, site in rows}


def write_plan(
    report: ImportReport,
    steps: Plan,
    *,
    known: Mapping[str, Known],
    gone: Sequence[int],
    progress: Progress | None,
    actor: Viewer | None,
) -> None:
    """Write the plan; the caller has decided that it is to be written."""
    with transaction() as session:
        place = add_organisation(report.organisation, actor=actor)
        _add_teams(session, place, steps)
        _write_people(session, place, steps, known, progress or _silent)
        let_go(session, gone, actor=actor)
        record(
            "people.imported",
            subject=("organisation", place),
            actor_id=actor.person_id if actor else None,
            payload={
                "added": report.added,
                "updated": report.updated,
                "unchanged": report.unchanged,
                "left": report.left,
                "refused": len(report.refused),
            },
        )


def _silent(_done: int, _total: int) -> None:
    """Tell nobody."""


def _write_people(
    session: Session, place: int, steps: Plan, known: Mapping[str, Known], progress: Progress
) -> None:
    """Add first, then update, then set the managers, who may have been added just now."""
    teams = team_numbers(place)
    _revive_teams(session, steps, teams)
    done, total = 0, len(steps.added) + len(steps.updated)
    for batch in _batches(steps.added):
        session.execute(insert(Person), [_values(row, place, teams) for row in batch])
        done += len(batch)
        progress(done, total)
    numbers = _numbers(session) if steps.added else {e: p.id for e, p in known.items()}
    for batch in _batches(steps.updated):
        back = {"left_at": None}
        session.execute(
            update(Person),
            [
                _values(row, place, teams) | _with_manager(row, steps, numbers) | back
                for row in batch
            ],
        )
        done += len(batch)
        progress(done, total)
    for batch in _batches([row for row in steps.added if steps.managers[row.email]]):
        session.execute(update(Person), [_with_manager(row, steps, numbers) for row in batch])


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _add_teams(session: Session, organisation_id: int, steps: Plan) -> None:
    if steps.new_teams:
        session.execute(
            insert(Team),
            [
                {
                    "organisation_id": organisation_id,
                    "name": name,
                    "search_name": folded(name),
                    "site": site,
                }
                for name, site in steps.new_teams.values()
            ],
        )


def _revive_teams(session: Session, steps: Plan, teams: Mapping[TeamKey, int]) -> None:
    """A team that ended is back when somebody works in it."""
    keys = {team_key(row.team, row.site) for row in (*steps.added, *steps.updated)}
    ended = session.scalars(
        select(Team.id).where(Team.id.in_(set(teams.values())), Team.ended_at.is_not(None))
    ).all()
    back = {teams[key] for key in keys if key} & set(ended)
    if back:
        session.execute(update(Team).where(Team.id.in_(back)).values(ended_at=None))


def _numbers(session: Session) -> dict[str, int]:
    rows = session.execute(select(Person.email, Person.id).where(Person.email.is_not(None)))
    return {email: number for email, number in rows if email is not None}


def _values(row: StaffRow, organisation_id: int, teams: Mapping[TeamKey, int]) -> Values:
    key = team_key(row.team, row.site)
    name, job_title, staff_group, band, site, shift = facts_of(row)
    return {
        "organisation_id": organisation_id,
        "email": row.email,
        "name": name,
        "search_name": folded(name),
        "job_title": job_title,
        "staff_group": staff_group,
        "band": band,
        "site": site,
        "shift": shift,
        "team_id": teams[key] if key else None,
    }


def _with_manager(row: StaffRow, steps: Plan, numbers: Mapping[str, int]) -> Values:
    manager_email = steps.managers[row.email]
    return {
        "id": numbers[row.email],
        "manager_id": numbers[manager_email] if manager_email else None,
    }
