"""What the holder of a card is shown of the words about them, and when they learn the outcome."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from recognition import clock
from recognition.database import db
from recognition.errors import Missing
from recognition.thanks import queries as thanks
from recognition.winners.guarding import Noticed, noticed
from recognition.winners.models import CitationAnswer, CitationEdition
from recognition.winners.queries.deciding import Decided, announced_at, decision_or_none
from recognition.winners.queries.public import public_winner

Asking = Literal["none", "asked", "said_yes", "agreed", "rewriting"]


@dataclass(frozen=True)
class CardWords:
    """Words that may be published, on the page of somebody they are about.

    `outcome` is empty until the world has been told. `edition` is the wording shown, 0 where none
    is. `is_public` says whether they stand on the public page now.
    """

    candidacy_id: int
    round_id: int
    edition: int
    text: str
    quote: str
    asking: Asking
    outcome: str
    is_public: bool
    noticed: tuple[Noticed, ...] = ()


def words_for_card(card_id: int) -> CardWords | None:
    """Return what a card says of the words about its holder; None where there is nothing yet."""
    if not thanks.has_holder(card_id):
        return None
    decided = decision_or_none(thanks.candidacy_of_card(card_id))
    if decided is None:
        return None
    round_id = decided.candidacy.round_id
    at = announced_at(round_id)
    is_told = at is not None and at <= clock.now()
    row, asking = _shown(decided, card_id) if decided.is_published else (None, "none")
    if row is None and asking == "none" and not is_told:
        return None
    return CardWords(
        candidacy_id=decided.candidacy.id,
        round_id=round_id,
        edition=row.edition if row else 0,
        text=row.text if row else "",
        quote=row.quote if row else "",
        asking=asking,
        outcome=decided.outcome if is_told else "",
        is_public=is_told and _is_public(round_id, decided.candidacy.id),
        noticed=noticed(row.text, row.quote) if row else (),
    )


def _shown(decided: Decided, card_id: int) -> tuple[CitationEdition | None, Asking]:
    rows = db.session.scalars(
        select(CitationEdition)
        .where(CitationEdition.decision_id == decided.id)
        .order_by(CitationEdition.edition.desc())
    ).all()
    agreed = next((row for row in rows if row.approved_at and row.agreed_at), None)
    newest = rows[0] if rows else None
    if newest is None or newest is agreed:
        return agreed, "agreed" if agreed else "none"
    if newest.approved_at is not None and newest.sent_back_at is None:
        said = db.session.get(CitationAnswer, (decided.id, newest.edition, card_id))
        return newest, "said_yes" if said is not None and said.agrees else "asked"
    if agreed is not None:  # it stays published until the new words are agreed
        return agreed, "agreed"
    return None, "rewriting" if any(row.approved_at is not None for row in rows) else "none"


def _is_public(round_id: int, candidacy_id: int) -> bool:
    try:
        public_winner(round_id, candidacy_id)
    except Missing:
        return False
    return True
