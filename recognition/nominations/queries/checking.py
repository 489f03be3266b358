"""What must always hold of nominations and candidacies, and what waits to be checked."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased

from recognition.database import db, read
from recognition.nominations import matching
from recognition.nominations.cards import Nominee
from recognition.nominations.models import Answer, Candidacy, Enquiry, Nomination, NomineeKey, Step
from recognition.nominations.queries.alike import described_as
from recognition.nominations.queries.candidacies import in_turn
from recognition.nominations.queries.checkable import HOSTS, hosted, of_hosts
from recognition.nominations.queries.nominees import read_nominee, with_nominee
from recognition.nominations.rules import WAITING
from recognition.schemes.models import Round

# Which facts of a step name a candidacy: one number, or a list of them.
CANDIDACIES = ("from", "into", "one", "other", "left")


@dataclass(frozen=True)
class Waiting:
    """How many nominations wait to be checked, and when the oldest was sent, UTC."""

    nominations: int
    oldest: datetime | None


def waiting(organisation_ids: Collection[int]) -> Waiting:
    """Return what waits to be checked in the schemes these organisations host; one statement."""
    row = read(_waiting(), hosts=sorted(organisation_ids)).one()
    return Waiting(row.number, row.first)


@cache
def _waiting() -> Select[int, datetime]:
    waits = (Nomination.standing == WAITING, Nomination.withdrawn_at.is_(None))
    number = select(func.count()).where(Nomination.scheme_id.in_(hosted(HOSTS)), *waits)
    # SQLite would not walk from the oldest one that waits
    oldest = select(Nomination.sent_at).where(of_hosts(HOSTS), *waits)
    first = oldest.order_by(*in_turn(Nomination.sent_at)).limit(1)
    return select(number.scalar_subquery().label("number"), first.scalar_subquery().label("first"))


def empty_candidacies() -> list[int]:
    """Return the candidacies in which nobody was ever nominated, by number.

    Those that were merged into another, or that a checker moved somebody out of, are fine.
    """
    told = exists().where(Nomination.candidacy_id == Candidacy.id)
    found = db.session.scalars(
        select(Candidacy.id).where(~told, Candidacy.merged_into_id.is_(None)).order_by(Candidacy.id)
    ).all()
    if not found:
        return []
    befores = db.session.scalars(select(Step.before))
    left = {number for before in befores for number in _candidacies(before)}
    return [number for number in found if number not in left]


def homeless_nominations() -> list[str]:
    """Return the references of nominations that stand and whose candidacy is not there."""
    there = exists().where(Candidacy.id == Nomination.candidacy_id)
    return list(
        db.session.scalars(
            select(Nomination.reference)
            .where(~there, Nomination.withdrawn_at.is_(None))
            .order_by(Nomination.reference)
        )
    )


def left_behind() -> list[str]:
    """Return the references of nominations whose candidacy was merged into another."""
    return list(
        db.session.scalars(
            select(Nomination.reference)
            .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
            .where(Candidacy.merged_into_id.is_not(None))
            .order_by(Nomination.reference)
        )
    )


def in_another_scheme() -> list[str]:
    """Return the references of nominations that name another scheme than their candidacy's."""
    return list(
        db.session.scalars(
            select(Nomination.reference)
            .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
            .join(Round, Round.id == Candidacy.round_id)
            .where(Round.scheme_id != Nomination.scheme_id)
            .order_by(Nomination.reference)
        )
    )


def lost_mergers() -> list[int]:
    """Return the candidacies that were merged into one that was itself merged, by number."""
    into = aliased(Candidacy)
    return list(
        db.session.scalars(
            select(Candidacy.id)
            .join(into, into.id == Candidacy.merged_into_id)
            .where(into.merged_into_id.is_not(None))
            .order_by(Candidacy.id)
        )
    )


def keyless_candidacies() -> list[int]:
    """Return the candidacies of a person or a description that have no keys, by number."""
    has_key = exists().where(NomineeKey.candidacy_id == Candidacy.id)
    chosen = with_nominee(
        select(Candidacy.id).where(~has_key, Candidacy.team_id.is_(None)).order_by(Candidacy.id),
        Candidacy,
    )
    # a name of signs alone has no keys, and that is no fault
    return [row.id for row in db.session.execute(chosen).all() if _keys(read_nominee(row))]


def mistaken_keys() -> list[int]:
    """Return the candidacies, by number, of which a key says wrongly who is in the directory."""
    return list(
        db.session.scalars(
            select(Candidacy.id)
            .join(NomineeKey, NomineeKey.candidacy_id == Candidacy.id)
            .where(NomineeKey.described != Candidacy.person_id.is_(None))
            .distinct()
            .order_by(Candidacy.id)
        )
    )


def lost_steps() -> list[int]:
    """Return the steps of checkers, by number, that name something which is not there."""
    candidacies = set(db.session.scalars(select(Candidacy.id)))
    nominations = set(db.session.scalars(select(Nomination.id)))
    enquiries = set(db.session.scalars(select(Enquiry.id)))
    revisions = {
        (number, revision)
        for number, revision in db.session.execute(
            select(Answer.nomination_id, Answer.revision).distinct()
        )
    }
    return [
        step.id
        for step in db.session.scalars(select(Step).order_by(Step.id))
        if step.nomination_id not in nominations
        or not candidacies.issuperset(_candidacies(step.before))
        or not nominations.issuperset(_numbers(step.before.get("nominations")))
        or not enquiries.issuperset(_numbers(step.before.get("enquiry")))
        or not revisions.issuperset(
            (step.nomination_id, revision) for revision in _numbers(step.before.get("revision"))
        )
    ]


def _candidacies(before: Mapping[str, Any]) -> Iterator[int]:
    for name in CANDIDACIES:
        yield from _numbers(before.get(name))


def _numbers(fact: object) -> Iterable[int]:
    listed = fact if isinstance(fact, list) else [fact]
    return [number for number in listed if isinstance(number, int)]


def _keys(nominee: Nominee) -> frozenset[str]:
    return frozenset(matching.keys(described_as(nominee)))
