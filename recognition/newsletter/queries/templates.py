"""The organisation's own templates for Word."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import undefer

from recognition.database import db
from recognition.errors import Missing
from recognition.newsletter.kinds import OwnTemplate
from recognition.newsletter.models import WordTemplate
from recognition.people import queries as people
from recognition.people.queries import Viewer


@dataclass(frozen=True)
class TemplateCard:
    """One template in a list."""

    id: int
    name: str
    organisation_id: int
    organisation: str
    uploaded_at: datetime


def templates(viewer: Viewer) -> list[TemplateCard]:
    """Return the templates of the organisations this person communicates for, newest first."""
    employers = {card.id: card.name for card in people.organisations()}
    rows = db.session.scalars(
        select(WordTemplate)
        .where(WordTemplate.organisation_id.in_(viewer.communicates))
        .where(WordTemplate.retired_at.is_(None))
        .order_by(WordTemplate.id.desc())
    )
    return [
        TemplateCard(
            row.id,
            row.name,
            row.organisation_id,
            employers.get(row.organisation_id, ""),
            row.uploaded_at,
        )
        for row in rows
    ]


def template(template_id: int) -> TemplateCard:
    """Return one template that is in use.

    Raises:
        Missing: there is none.
    """
    row = db.session.get(WordTemplate, template_id)
    if row is None or row.retired_at is not None:
        raise Missing
    return TemplateCard(row.id, row.name, row.organisation_id, "", row.uploaded_at)


def templates_for(organisation_id: int) -> list[OwnTemplate]:
    """Return the names of the templates of an organisation, in one statement."""
    rows = db.session.execute(
        select(WordTemplate.id, WordTemplate.name)
        .where(WordTemplate.organisation_id == organisation_id, WordTemplate.retired_at.is_(None))
        .order_by(WordTemplate.name, WordTemplate.id)
    )
    return [OwnTemplate(number, name) for number, name in rows]


def templates_with_data(organisation_id: int) -> tuple[OwnTemplate, ...]:
    """Return the templates of an organisation themselves."""
    rows = db.session.scalars(
        select(WordTemplate)
        .options(undefer(WordTemplate.data))
        .where(WordTemplate.organisation_id == organisation_id, WordTemplate.retired_at.is_(None))
        .order_by(WordTemplate.name, WordTemplate.id)
    )
    return tuple(OwnTemplate(row.id, row.name, row.data) for row in rows)
