"""Loading the staff directory from an export of an HR system: all of it, or nothing."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from recognition.database import db
from recognition.people import directory_changes
from recognition.people.actions.administering import check_others_administer
from recognition.people.actions.import_writing import (
    ImportReport,
    Progress,
    team_numbers,
    write_plan,
)
from recognition.people.directory_changes import Leaver, Preview, resolved
from recognition.people.directory_csv import RowRefusal, read
from recognition.people.directory_plan import Known, Plan, plan
from recognition.people.models import Organisation
from recognition.people.queries import Viewer
from recognition.people.queries.importing import further_addresses, known_people, teams_now_called


@dataclass(frozen=True)
class _Decided:
    """What becomes of a file; `gone` are the leavers."""

    organisation: str
    steps: Plan
    known: Mapping[str, Known]
    refused: tuple[RowRefusal, ...]
    gone: tuple[Leaver, ...]


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
    decided = _decide(data, organisation_name, leavers=leavers)
    steps, gone = decided.steps, [person.id for person in decided.gone]
    report = ImportReport(
        organisation=decided.organisation,
        added=len(steps.added),
        updated=len(steps.updated),
        unchanged=steps.unchanged,
        left=len(gone),
        refused=decided.refused,
        notes=steps.notes,
        written=not dry_run and (skip_bad_rows or not decided.refused),
    )
    if report.written:
        write_plan(report, steps, known=decided.known, gone=gone, progress=progress, actor=actor)
    return report


def preview_import(data: bytes, organisation_name: str, *, leavers: bool) -> Preview:
    """Return exactly what `import_people` would change, for somebody to look at.

    Raises:
        Refused: as `import_people`.
    """
    decided = _decide(data, organisation_name, leavers=leavers)
    return directory_changes.preview(
        decided.steps,
        known=decided.known,
        leavers=decided.gone,
        refused=decided.refused,
        salt=f"{decided.organisation} {hashlib.sha256(data).hexdigest()}",
    )


def _decide(data: bytes, organisation_name: str, *, leavers: bool) -> _Decided:
    reading = read(data)
    organisation = " ".join(organisation_name.split())
    known = known_people()
    place = db.session.scalar(select(Organisation.id).where(Organisation.name == organisation))
    rows, left_out = resolved(reading.rows, further_addresses())
    steps = plan(
        rows,
        known=known,
        teams=team_numbers(place).keys(),
        organisation=organisation,
        now_called=teams_now_called(place),
        notes=left_out,
    )
    refused = tuple(sorted((*reading.refusals, *steps.refusals), key=lambda row: row.line))
    gone: tuple[Leaver, ...] = ()
    if leavers and rows and not refused:
        present = {row.email for row in rows}
        gone = tuple(
            Leaver(person.id, person.facts[0], email)
            for email, person in sorted(known.items())
            if person.organisation == organisation and email not in present and not person.has_left
        )
        check_others_administer(db.session(), [person.id for person in gone])
    return _Decided(organisation, steps, known, refused, gone)
