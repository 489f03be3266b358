"""What a communications officer can choose from, and why some cannot be chosen."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from recognition import clock
from recognition.audit import queries as audit
from recognition.audit.queries import EntryLine
from recognition.database import db
from recognition.newsletter.queries.rights import PACK_MADE
from recognition.schemes.queries import RoundCard
from recognition.thanks.models import Card, Consent
from recognition.thanks.rules import NEWSLETTER
from recognition.winners import queries as winners
from recognition.winners.queries import Decided, PublicWinner
from recognition.winners.rules import PUBLISHED
from recognition.words import _


@dataclass(frozen=True)
class LeftOut:
    """A winner who cannot be chosen, and why.

    `past_uses` are the instants, UTC, at which a pack with them was downloaded.
    """

    candidacy_id: int
    name: str
    category: str
    outcome: str
    reason: str
    past_uses: tuple[datetime, ...]


@dataclass(frozen=True)
class Desk:
    """One round on the newsletter desk, for one channel."""

    round: RoundCard
    channel: str
    chosen_from: tuple[PublicWinner, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def by_number(self) -> dict[str, PublicWinner]:
        """Return who can be chosen, by candidacy as a form sends it."""
        return {str(winner.candidacy_id): winner for winner in self.chosen_from}

    @property
    def categories(self) -> list[str]:
        """Return the categories of those who can be chosen."""
        return sorted({winner.category for winner in self.chosen_from})


def desk(round_id: int, channel: str = NEWSLETTER) -> Desk:
    """Return who can be chosen from an announced round for a channel, and who cannot.

    Raises:
        Missing: there is no such round, or the world does not know yet.
    """
    card = winners.announced_round(round_id)
    free = winners.publishable(round_id, channel)
    numbers = {winner.candidacy_id for winner in free}
    rows = [
        row
        for row in winners.decisions(round_id, channel=channel)
        if row.outcome in PUBLISHED and row.candidacy.id not in numbers
    ]
    packs = audit.entries_about(PACK_MADE, ("round", round_id))
    over = _ended([row.candidacy.id for row in rows], channel)
    return Desk(
        round=card,
        channel=channel,
        chosen_from=tuple(free),
        left_out=tuple(
            LeftOut(
                row.candidacy.id,
                row.candidacy.nominee.name,
                row.candidacy.category,
                row.outcome,
                _why(row, ended=row.candidacy.id in over),
                tuple(entry.at for entry in packs if row.candidacy.id in _told(entry)),
            )
            for row in rows
        ),
    )


def _told(entry: EntryLine) -> list[int]:
    """Return the candidacies that a pack held."""
    told = entry.details.get("candidacies", [])
    return told if isinstance(told, list) else []


def _ended(candidacy_ids: Collection[int], channel: str) -> set[int]:
    """Return the candidacies where a yes for this channel has ended and nothing was said since."""
    newest = (
        select(func.max(Consent.id))
        .where(Consent.channel == channel)
        .group_by(Consent.card_id)
        .scalar_subquery()
    )
    return set(
        db.session.scalars(
            select(Card.candidacy_id)
            .join(Consent, Consent.card_id == Card.id)
            .where(Card.candidacy_id.in_(set(candidacy_ids)))
            .where(Consent.id.in_(newest), Consent.given, Consent.until <= clock.now())
        )
    )


def _why(row: Decided, *, ended: bool) -> str:
    if row.consent == "refused":
        return _("would rather not be named there")
    if row.consent == "not_asked":
        return _("has not been asked yet")
    if row.consent == "waiting":
        return _("agreed, but that has ended") if ended else _("has not answered yet")
    return {
        "sent": _("waits for the chair to approve the words"),
        "sent_back": _("waits for new words: the last ones were sent back"),
        "approved": _("has not agreed to the words yet"),
    }.get(row.citation_state, _("has no citation yet"))
