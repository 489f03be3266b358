"""Loading the staff directory from an export of an HR system: all of it, or nothing."""

from sqlalchemy import select

from recognition.database import db
from recognition.people.actions.import_writing import (
    ImportReport,
    Progress,
    team_numbers,
    write_plan,
)
from recognition.people.actions.leaving import check_administrators_stay
from recognition.people.directory_csv import read
from recognition.people.directory_plan import Known, plan, team_key
from recognition.people.models import Organisation, Person, Team
from recognition.people.queries import Viewer


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
        Refused: the file as a whole cannot be read, or nobody would administer the organisation.
    """
    reading = read(data)
    organisation = " ".join(organisation_name.split())
    known = _known()
    place = db.session.scalar(select(Organisation.id).where(Organisation.name == organisation))
    steps = plan(
        reading.rows, known=known, teams=team_numbers(place).keys(), organisation=organisation
    )
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
    if gone:
        check_administrators_stay(gone)
    if report.written:
        write_plan(report, steps, known=known, gone=gone, progress=progress, actor=actor)
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
