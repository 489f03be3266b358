"""The organisation's own templates: tried out before they are kept."""

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.newsletter.models import WordTemplate
from recognition.newsletter.word_template import check_template_file
from recognition.people.queries import Viewer
from recognition.words import _

ADDED = "newsletter.template_added"
RETIRED = "newsletter.template_retired"
LONGEST_NAME = 120


def add_template(organisation_id: int, name: str, data: bytes, *, actor: Viewer) -> int:
    """Keep a Word template, after a sample was made with it; return its number.

    Raises:
        Refused: it has no name, is no plain Word document, or there is a mistake in it.
    """
    name = name.strip()
    if organisation_id not in actor.communicates:
        raise Missing
    if not name or len(name) > LONGEST_NAME:
        raise Refused(_("Give the template a short name."), field="name")
    if not data:
        raise Refused(_("Choose a Word document."), field="file")
    check_template_file(data)
    with transaction() as session:
        row = WordTemplate(
            organisation_id=organisation_id,
            name=name,
            data=data,
            uploaded_by_id=actor.person_id,
            uploaded_at=clock.now(),
        )
        session.add(row)
        session.flush()
        audit.record(
            ADDED,
            subject=("organisation", organisation_id),
            actor_id=actor.person_id,
            payload={"name": name},
        )
        return row.id


def retire_template(template_id: int, *, actor: Viewer) -> None:
    """Take a template out of use, and forget what was in it.

    Raises:
        Missing: there is none in use.
    """
    with transaction() as session:
        row = session.get(WordTemplate, template_id)
        if row is None or row.retired_at is not None:
            raise Missing
        row.retired_at, row.data = clock.now(), b""
        audit.record(
            RETIRED,
            subject=("organisation", row.organisation_id),
            actor_id=actor.person_id,
            payload={"name": row.name},
        )
