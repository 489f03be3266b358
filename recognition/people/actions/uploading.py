"""A staff file on a page: looked at first, then taken in as it was shown."""

import hashlib
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit.actions import record
from recognition.database import db, transaction
from recognition.errors import Conflict, Missing, Refused
from recognition.people import directory_sheet
from recognition.people.actions.import_writing import ImportReport
from recognition.people.actions.importing import import_people, preview_import
from recognition.people.directory_changes import Preview
from recognition.people.models import Organisation, StaffUpload
from recognition.people.queries import Viewer, administers, directory_rows
from recognition.words import _

KEPT_FOR = timedelta(hours=1)


def keep_upload(
    data: bytes, *, organisation_id: int, skips: bool, leavers: bool, actor: Viewer
) -> None:
    """Keep a staff file for an hour, for its owner to look at what it would change.

    Args:
        data: the file, as `directory_csv.read` takes it.
        organisation_id: whose staff they are.
        skips: take the good rows although others are refused.
        leavers: people who are not in the file have left.
        actor: who sent it; an earlier file of theirs is forgotten.

    Raises:
        Missing: the actor does not administer that organisation.
        Refused: the file as a whole cannot be read.
    """
    if not administers(actor, organisation_id):
        raise Missing
    name = db.session.scalar(select(Organisation.name).where(Organisation.id == organisation_id))
    preview_import(data, name or "", leavers=leavers)  # a file that cannot be read is not kept
    with transaction() as session:
        _forget(session, actor)
        session.add(
            StaffUpload(
                person_id=actor.person_id,
                organisation_id=organisation_id,
                data=data,
                digest=hashlib.sha256(data).hexdigest(),
                skips=skips,
                leavers=leavers,
                uploaded_at=clock.now(),
            )
        )


def upload_preview(actor: Viewer) -> tuple[str, bool, Preview]:
    """Return the organisation, whether refused rows are skipped, and what the file would change.

    Raises:
        Missing: there is no file of theirs, or it was kept for an hour already.
        Refused: nobody would administer the organisation any more.
    """
    row, name = _upload(db.session(), actor)
    return name, row.skips, preview_import(row.data, name, leavers=row.leavers)


def skip_refused_rows(*, actor: Viewer) -> None:
    """Take the other rows of the file although some cannot be read.

    Raises:
        Missing: there is no file of theirs.
    """
    with transaction() as session:
        row, _name = _upload(session, actor)
        row.skips = True


def take_in(*, basis: str, actor: Viewer) -> ImportReport:
    """Take in the file as it was shown, in one transaction, and forget it.

    Args:
        basis: of the preview that was looked at.
        actor: who sent the file.

    Raises:
        Missing: there is no file of theirs, or it was kept for an hour already.
        Conflict: other things would change than were shown.
        Refused: rows cannot be taken and are not skipped, or nobody would administer any more.
    """
    with transaction() as session:
        row, name = _upload(session, actor)
        found = preview_import(row.data, name, leavers=row.leavers)
        if found.basis != basis:
            raise Conflict(
                _("The directory changed while you were looking. Look again at what would change.")
            )
        if found.refused and not row.skips:
            raise Refused(_("Some rows cannot be taken, so nothing was changed."))
        report = import_people(
            row.data, name, skip_bad_rows=row.skips, leavers=row.leavers, actor=actor
        )
        _forget(session, actor)
    return report


def forget_upload(*, actor: Viewer) -> None:
    """Forget the file that somebody was looking at."""
    with transaction() as session:
        _forget(session, actor)


def forget_old_uploads() -> int:
    """Forget the files that nobody took in within an hour; return how many."""
    old = StaffUpload.uploaded_at <= clock.now() - KEPT_FOR
    found = db.session.scalars(select(StaffUpload.person_id).where(old)).all()
    if found:
        with transaction() as session:
            session.execute(delete(StaffUpload).where(old))
    return len(found)


def export_directory(organisation_id: int, *, actor: Viewer) -> bytes:
    """Return everybody who works in an organisation as CSV, and note who took it.

    Raises:
        Missing: the actor does not administer that organisation.
    """
    if not administers(actor, organisation_id):
        raise Missing
    with transaction():
        rows = directory_rows(organisation_id)
        record(
            "people.exported",
            subject=("organisation", organisation_id),
            actor_id=actor.person_id,
            payload={"people": len(rows)},
        )
    return directory_sheet.write(rows)


def _upload(session: Session, actor: Viewer) -> tuple[StaffUpload, str]:
    found = session.execute(
        select(StaffUpload, Organisation.name)
        .join(Organisation, Organisation.id == StaffUpload.organisation_id)
        .where(StaffUpload.person_id == actor.person_id)
        .where(StaffUpload.uploaded_at > clock.now() - KEPT_FOR)
        .where(StaffUpload.organisation_id.in_(actor.administers))
    ).one_or_none()
    if found is None:
        raise Missing
    return found[0], found[1]


def _forget(session: Session, actor: Viewer) -> None:
    session.execute(delete(StaffUpload).where(StaffUpload.person_id == actor.person_id))
    session.flush()
