"""What was erased so far, and which packs had left before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import false, func, select

from recognition.audit import queries as audit
from recognition.database import db
from recognition.errors import Missing
from recognition.newsletter.queries import PACK_MADE
from recognition.nominations.models import Candidacy, Nomination
from recognition.people import queries as people
from recognition.people.queries import Viewer
from recognition.privacy.erasing_rules import NOMINEE, PERSON
from recognition.privacy.models import Erasure
from recognition.schemes.models import Round, Scheme

PER_PAGE = 50


@dataclass(frozen=True)
class Pack:
    """A pack that left the house with their story in it: when, of which round, and who took it."""

    at: datetime
    round: str
    by: str


@dataclass(frozen=True)
class ErasureLine:
    """One erasure, without whom it was about."""

    id: int
    kind: str
    basis: str
    done_by: str
    done_at: datetime
    counts: dict[str, int]
    cleaned_at: datetime | None
    packs: tuple[Pack, ...] = ()


def packs(candidacies: Collection[int]) -> tuple[Pack, ...]:
    """Return the packs that were taken with one of these in them, oldest first."""
    rounds = db.session.execute(
        select(Round.id, Round.name, Scheme.name)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .where(Round.id.in_(select(Candidacy.round_id).where(Candidacy.id.in_(set(candidacies)))))
    ).all()
    entries = [
        (entry, f"{scheme}, {name}")
        for number, name, scheme in rounds
        for entry in audit.entries_about(PACK_MADE, ("round", number))
        if not set(candidacies).isdisjoint(_held(entry.details.get("candidacies")))
    ]
    makers = people.people_by_id(entry.actor_id for entry, _name in entries if entry.actor_id)
    return tuple(
        Pack(entry.at, name, makers[entry.actor_id].name if entry.actor_id in makers else "")
        for entry, name in sorted(entries, key=lambda pair: pair[0].number)
    )


def _held(candidacies: object) -> list[int]:
    return candidacies if isinstance(candidacies, list) else []


def erasures(viewer: Viewer, *, page: int = 1) -> tuple[list[ErasureLine], int]:
    """Return the erasures of the organisations they administer, newest first, and how many.

    Args:
        viewer: the administrator.
        page: from 1; a page holds `PER_PAGE`.
    """
    chosen = Erasure.organisation_id.in_(viewer.administers)
    rows = db.session.scalars(
        select(Erasure)
        .where(chosen)
        .order_by(Erasure.done_at.desc(), Erasure.id.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    return _lines(rows), db.session.scalar(select(func.count(Erasure.id)).where(chosen)) or 0


def may_read_erasure(viewer: Viewer | None, number: int, **_arguments: object) -> bool:
    """May they read what was erased: do they administer the organisation it was done for?"""
    place = db.session.scalar(select(Erasure.organisation_id).where(Erasure.id == number))
    return people.administers(viewer, place)


def erasure(number: int) -> ErasureLine:
    """Return one erasure, with the packs that had left before it.

    Raises:
        Missing: there is none.
    """
    row = db.session.get(Erasure, number)
    if row is None:
        raise Missing
    here = select(Nomination.candidacy_id).where(Nomination.id == row.nomination_id)
    which = {PERSON: Candidacy.person_id == row.person_id, NOMINEE: Candidacy.id.in_(here)}
    theirs = db.session.scalars(select(Candidacy.id).where(which.get(row.kind, false()))).all()
    (line,) = _lines([row])
    return replace(line, packs=packs(theirs))


def _lines(rows: Sequence[Erasure]) -> list[ErasureLine]:
    names = people.people_by_id(row.done_by_id for row in rows)
    return [
        ErasureLine(
            row.id,
            row.kind,
            row.basis,
            names[row.done_by_id].name,
            row.done_at,
            row.counts,
            row.cleaned_at,
        )
        for row in rows
    ]
