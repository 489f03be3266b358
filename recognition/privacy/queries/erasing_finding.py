"""Finding whom somebody means who asks for an erasure."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from recognition.database import db
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries.checkable import of_checker
from recognition.people.models import Account, Person
from recognition.people.queries import Viewer
from recognition.people.rules import folded
from recognition.privacy.erasing_rules import NOMINATOR, NOMINEE, PERSON


@dataclass(frozen=True)
class Found:
    """Somebody who may be meant, and where their page is: a person's number, or a reference."""

    kind: str
    name: str
    detail: str
    person_id: int | None = None
    reference: str = ""


def found(viewer: Viewer, typed: str, *, limit: int = 20) -> list[Found]:
    """Return who may be meant by a name, an address or a reference, in two statements.

    Only people of organisations that the viewer administers, and those behind nominations which
    they check.
    """
    text = typed.strip()
    if not text:
        return []
    persons = db.session.scalars(
        select(Person)
        .where(Person.organisation_id.in_(viewer.administers), Person.erased_at.is_(None))
        .where(Person.merged_into_id.is_(None))
        .where(
            or_(
                Person.search_name.contains(folded(text), autoescape=True),
                Person.email == text.lower(),
                Person.id.in_(select(Account.person_id).where(Account.email == text.lower())),
            )
        )
        .order_by(Person.search_name, Person.id)
        .limit(limit)
    )
    lines = [
        Found(
            PERSON,
            row.name,
            " · ".join(filter(None, (row.job_title, row.site, row.email))),
            person_id=row.id,
        )
        for row in persons
    ]
    return lines + _behind_nominations(viewer, text, limit)


def _named(column: InstrumentedAttribute[Any], text: str) -> ColumnElement[bool]:
    """Hold where a name has the text, as it was typed, in small letters, or without accents.

    SQLite makes only plain letters small, so “Élodie” is found as typed.
    """
    small = func.lower(column)
    return or_(
        column.contains(text, autoescape=True),
        small.contains(text.lower(), autoescape=True),
        small.contains(folded(text), autoescape=True),
    )


def _behind_nominations(viewer: Viewer, text: str, limit: int) -> list[Found]:
    outside = Nomination.nominator_id.is_(None) & or_(
        func.lower(Nomination.nominator_email) == text.lower(),
        _named(Nomination.nominator_name, text),
        Nomination.reference == text.upper(),
    )
    described = Candidacy.described_name.is_not(None) & or_(
        _named(Candidacy.described_name, text),
        Nomination.reference == text.upper(),
    )
    columns = (Nomination, Candidacy, outside.label("outside"), described.label("described"))
    rows = db.session.execute(
        of_checker(select(*columns), viewer)
        .where(or_(outside, described))
        .order_by(Nomination.id.desc())
        .limit(limit)
    ).all()
    lines: dict[tuple[str, str], Found] = {}
    for sent, candidacy, is_outside, is_described in rows:
        if is_outside and (sent.nominator_name or sent.nominator_email):
            key = sent.nominator_email or sent.reference
            who = sent.nominator_name or sent.nominator_email
            detail = " · ".join(filter(None, (sent.nominator_email, sent.reference)))
            lines[NOMINATOR, key] = Found(NOMINATOR, who, detail, reference=sent.reference)
        if is_described:
            detail = " · ".join(filter(None, (candidacy.described_place, sent.reference)))
            lines[NOMINEE, str(candidacy.id)] = Found(
                NOMINEE, candidacy.described_name or "", detail, reference=sent.reference
            )
    return list(lines.values())
