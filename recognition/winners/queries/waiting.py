"""Words that wait for somebody: for whoever leads the panel to approve, or for communications."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from recognition.database import db
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.nominations.queries import CandidacyCard
from recognition.panel.queries.calculating import leading
from recognition.panel.queries.interests import holds
from recognition.panel.queries.rights import opens, sits_anywhere
from recognition.people import queries as people
from recognition.people.queries import PersonCard, Viewer
from recognition.schemes import queries as schemes
from recognition.winners.models import CitationEdition, Decision
from recognition.winners.queries.rights import (
    hidden_while_judging,
    may_prepare_any,
    prepared_rounds,
)


@dataclass(frozen=True)
class WaitingLine:
    """Words that wait; `since` is when they began to, UTC."""

    candidacy: CandidacyCard
    round_name: str
    since: datetime
    note: str = ""


@dataclass(frozen=True)
class Waiting:
    """What waits for one person, oldest first.

    `to_approve` waits for them as the chair, or as the deputy who leads on that nominee. The rest
    is for communications: what was sent back, and what waits for a winner’s yes.
    """

    to_approve: tuple[WaitingLine, ...]
    sent_back: tuple[WaitingLine, ...]
    to_agree: tuple[WaitingLine, ...]


def may_have_words_waiting(viewer: Viewer | None, **_arguments: object) -> bool:
    """May they see which words wait: communications, administrators, and people on a panel?"""
    return viewer is not None and (may_prepare_any(viewer) or sits_anywhere(viewer.person_id))


def waiting(viewer: Viewer) -> Waiting:
    """Return the words that wait for somebody who signed in."""
    prepared = [] if not may_prepare_any(viewer) else prepared_rounds(viewer)
    hidden = {number for card in prepared for number in hidden_while_judging(viewer, card.id)}
    mine = _newest().where(
        Candidacy.round_id.in_([card.id for card in prepared]), Candidacy.id.not_in(hidden)
    )
    back = CitationEdition.sent_back_at.is_not(None)
    return Waiting(
        to_approve=_lines(_to_approve(viewer.person_id)),
        sent_back=_lines(mine.where(back)),
        to_agree=_lines(mine.where(CitationEdition.approved_at.is_not(None), ~back)),
    )


def approvers(candidacy_id: int) -> list[PersonCard]:
    """Return who may approve the words about a nominee: who leads on them without an interest."""
    round_id = db.session.scalar(select(Candidacy.round_id).where(Candidacy.id == candidacy_id))
    able = [number for number in leading(round_id or 0) if holds(candidacy_id, *opens(number))]
    return list(people.people_by_id(able).values())


def count_to_approve(person_id: int) -> int:
    """Return how many wordings wait for somebody to approve them."""
    chosen = _to_approve(person_id).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(chosen)) or 0


def _newest() -> Select[*tuple[Any, ...]]:
    last = (
        select(func.max(CitationEdition.edition))
        .where(CitationEdition.decision_id == Decision.id)
        .correlate(Decision)
        .scalar_subquery()
    )
    chosen: Select[*tuple[Any, ...]] = (
        select(
            Candidacy.id,
            CitationEdition.sent_at,
            CitationEdition.approved_at,
            CitationEdition.sent_back_at,
            CitationEdition.note,
        )
        .join(Decision, Decision.candidacy_id == Candidacy.id)
        .join(CitationEdition, CitationEdition.decision_id == Decision.id)
        .where(CitationEdition.edition == last)
        .where(CitationEdition.sent_at.is_not(None), CitationEdition.agreed_at.is_(None))
        .order_by(CitationEdition.sent_at, Candidacy.id)
    )
    return chosen


def _to_approve(person_id: int) -> Select[*tuple[Any, ...]]:
    return _newest().where(
        CitationEdition.approved_at.is_(None),
        CitationEdition.sent_back_at.is_(None),
        *opens(person_id),
    )


def _lines(chosen: Select[*tuple[Any, ...]]) -> tuple[WaitingLine, ...]:
    rows = db.session.execute(chosen).all()
    cards = nominations.candidacies_by_id([row.id for row in rows])
    names = _round_names({card.round_id for card in cards.values()})
    return tuple(
        WaitingLine(
            cards[row.id],
            names[cards[row.id].round_id],
            row.sent_back_at or row.approved_at or row.sent_at,
            row.note,
        )
        for row in rows
        if row.id in cards
    )


def _round_names(numbers: Collection[int]) -> dict[int, str]:
    return {
        number: f"{card.scheme.name}, {card.name}"
        for number, card in schemes.rounds_by_id(numbers).items()
    }
