"""Loading the staff directory from an export of an HR system: all of it, or nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit.actions import record
from recognition.database import db, transaction
from recognition.people.actions.organisations import add_organisation
from recognition.people.actions.signing_in import end_sessions
from recognition.people.directory_csv import RowRefusal, StaffRow, read
from recognition.people.directory_plan import Known, Plan, TeamKey, facts_of, plan, team_key
from recognition.people.models import Organisation, Person, Team
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


def import_people(
    data: bytes,
    organisation_name: str,
    *,
    dry_run: bool = False,
    skip_bad_rows: bool = False,
    leavers: bool = False,
    progress: Progress | None = None,
    actor: Viewer | None = None,
) -> ImportReport:
    """Add and update people by their e-mail address, in one transaction.

    A person whose row names a manager nobody knows is kept, without a manager, and noted. A person
    who had left and stands in the file again is back.

    Args:
        data: the file, as `directory_csv.read` takes it.
        organisation_name: made if there is none of that name.
        dry_run: tell what would happen, write nothing.
        skip_bad_rows: write the good rows although others were refused.
        leavers: people of the organisation with an address that is not in the file have left; never
            when a row was refused, because that row may be theirs.
        progress: told rows written and rows in all, now and then.
        actor: the administrator; None for a command.

    Raises:
        Refused: the file as a whole cannot be read.
    """
    reading = read(data)
    organisation = " ".join(organisation_name.split())
    known = _known()
    steps = plan(reading.rows, known=known, teams=_teams(organisation), organisation=organisation)
    refused = tuple(sorted((*reading.refusals, *steps.refusals), key=lambda row: row.line))
    gone: list[int] = []
    if leavers and reading.rows and not refused:
        present = {row.email for row in reading.rows}
        gone = [
            person.id
            for email, person in known.items()
            if person.organisation == organisation and email not in present and not person.has_left
        ]
    report = ImportReport(
        organisation=organisation,
        added=len(steps.added),
        updated=len(steps.updated),
        unchanged=steps.unchanged,
        left=len(gone),
        refused=refused,
        notes=steps.notes,
        written=not dry_run and (skip_bad_rows or not refused),
    )
    if report.written:
        _write(report, steps, known=known, gone=gone, progress=progress, actor=actor)
    return report


def _known() -> dict[str, Known]:
    """Return everybody who has an address, of any organisation."""
    rows = db.session.execute(
        select(
            Person.id, Person.email, Person.manager_id, Person.left_at, Organisation.name,
            Team.name, Team.site,
            Person.name, Person.job_title, Person.staff_group, Person.band, Person.site,
            Person.shift,
        )
        .join(Organisation, Person.organisation_id == Organisation.id)
        .outerjoin(Team, Person.team_id == Team.id)
        .where(Person.email.is_not(None))
    ).all()  # fmt: skip
    emails = {row[0]: row[1] or "" for row in rows}
    return {
        email or "": Known(
            id=number,
            organisation=organisation,
            facts=tuple(facts),
            team=team_key(team or "", site or ""),
            manager_email=emails.get(manager_id or 0, ""),
            has_left=left_at is not None,
        )
        for number, email, manager_id, left_at, organisation, team, site, *facts in rows
    }


def _teams(organisation: str) -> dict[TeamKey, int]:
    rows = db.session.execute(
        select(Team.id, Team.name, Team.site)
        .join(Organisation, Team.organisation_id == Organisation.id)
        .where(Organisation.name == organisation)
        .order_by(Team.id.desc())
    )
    return {(folded(name), folded(site)): number for number, name, site in rows}


def _write(
    report: ImportReport,
    steps: Plan,
    *,
    known: Mapping[str, Known],
    gone: Sequence[int],
    progress: Progress | None,
    actor: Viewer | None,
) -> None:
    total = report.added + report.updated
    done = 0
    with transaction() as session:
        place = add_organisation(report.organisation, actor=actor)
        _add_teams(session, place, steps)
        teams = _teams(report.organisation)
        for batch in _batches(steps.added):
            session.execute(insert(Person), [_values(row, place, teams) for row in batch])
            done += len(batch)
            if progress is not None:
                progress(done, total)
        numbers = _numbers(session) if steps.added else {e: p.id for e, p in known.items()}
        for batch in _batches(steps.updated):
            session.execute(
                update(Person),
                [
                    _values(row, place, teams)
                    | _with_manager(row, steps, numbers)
                    | {"left_at": None}
                    for row in batch
                ],
            )
            done += len(batch)
            if progress is not None:
                progress(done, total)
        for batch in _batches([row for row in steps.added if steps.managers[row.email]]):
            session.execute(update(Person), [_with_manager(row, steps, numbers) for row in batch])
        _let_go(session, gone)
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


def _let_go(session: Session, gone: Sequence[int]) -> None:
    """Mark leavers and end their sessions."""
    moment = clock.now()
    for batch in _batches(gone):
        session.execute(update(Person), [{"id": number, "left_at": moment} for number in batch])
        end_sessions(batch)
