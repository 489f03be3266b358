"""An organisation's logo: kept, and taken away."""

from recognition import clock
from recognition.audit.actions import record
from recognition.database import transaction
from recognition.errors import Missing
from recognition.people.logos import made_anew
from recognition.people.models import Logo, Organisation
from recognition.people.queries import Viewer, administers


def keep_logo(organisation_id: int, sent: bytes, *, actor: Viewer) -> None:
    """Keep a logo in the place of any before.

    Args:
        organisation_id: whose.
        sent: a file in PNG, JPEG or WebP format.
        actor: one of its administrators.

    Raises:
        Missing: the actor does not administer it.
        Refused: the file is no picture that can be read, or too small or too large.
    """
    if not administers(actor, organisation_id):
        raise Missing
    picture = made_anew(sent)
    with transaction() as session:
        name = session.get_one(Organisation, organisation_id).name
        row = session.get(Logo, organisation_id)
        size = _size(row)
        if row is None:
            row = Logo(organisation_id=organisation_id)
            session.add(row)
        row.data, row.digest = picture.data, picture.digest
        row.width, row.height, row.changed_at = picture.width, picture.height, clock.now()
        _note("people.logo_kept", organisation_id, actor, name, size, _size(row))


def remove_logo(organisation_id: int, *, actor: Viewer) -> None:
    """Take an organisation's logo away; its pixels are gone.

    Raises:
        Missing: the actor does not administer it.
    """
    if not administers(actor, organisation_id):
        raise Missing
    with transaction() as session:
        row = session.get(Logo, organisation_id)
        if row is None:
            return
        name = session.get_one(Organisation, organisation_id).name
        session.delete(row)
        _note("people.logo_removed", organisation_id, actor, name, _size(row), "")


def _size(row: Logo | None) -> str:
    return f"{row.width} × {row.height}" if row is not None else ""


def _note(
    action: str, organisation_id: int, actor: Viewer, name: str, before: str, after: str
) -> None:
    record(
        action,
        subject=("organisation", organisation_id),
        actor_id=actor.person_id,
        payload={"name": name, "before": before, "after": after},
    )
