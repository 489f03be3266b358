"""Packs that were kept, and what changed since."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from recognition.database import db
from recognition.errors import Missing
from recognition.newsletter.changes import Change, Kept, Now, changes
from recognition.newsletter.choices import Selection
from recognition.newsletter.models import SavedPack, SavedPiece
from recognition.newsletter.queries.desk import Desk


@dataclass(frozen=True)
class SavedCard:
    """One kept pack in a list; `pieces` counts its winners."""

    id: int
    name: str
    channel: str
    edition: int
    changed_at: datetime
    pieces: int


@dataclass(frozen=True)
class SavedSheet:
    """One kept pack as it was kept."""

    card: SavedCard
    selection: Selection
    pieces: tuple[Kept, ...]


def saved_packs(round_id: int) -> list[SavedCard]:
    """Return the packs kept of a round, the newest first, in one statement."""
    rows = db.session.execute(
        select(SavedPack, func.count(SavedPiece.candidacy_id))
        .outerjoin(SavedPiece, SavedPiece.pack_id == SavedPack.id)
        .where(SavedPack.round_id == round_id)
        .group_by(SavedPack.id)
        .order_by(SavedPack.changed_at.desc(), SavedPack.id.desc())
    )
    return [_card(row, number) for row, number in rows]


def saved_pack(round_id: int, pack_id: int) -> SavedSheet:
    """Return one kept pack.

    Raises:
        Missing: there is none of this round.
    """
    row = db.session.get(SavedPack, pack_id)
    if row is None or row.round_id != round_id:
        raise Missing
    pieces = db.session.scalars(
        select(SavedPiece).where(SavedPiece.pack_id == pack_id).order_by(SavedPiece.place)
    ).all()
    return SavedSheet(
        card=_card(row, len(pieces)),
        selection=Selection(
            order=tuple(piece.candidacy_id for piece in pieces),
            channel=row.channel,
            length=row.length,
            tone=row.tone,
            texts={piece.candidacy_id: piece.text for piece in pieces if piece.text},
        ),
        pieces=tuple(
            Kept(
                piece.candidacy_id,
                piece.outcome,
                piece.citation_edition,
                piece.photo_id,
                has_own_words=bool(piece.text),
            )
            for piece in pieces
        ),
    )


def changes_since(sheet: SavedSheet, desk: Desk) -> list[Change]:
    """Return what is different since a pack was kept, for the channel it was kept for."""
    now = {
        who.candidacy_id: Now(who.name, who.outcome, 0, None, who.reason) for who in desk.left_out
    }
    for who in desk.chosen_from:
        photo = who.photo.id if who.photo else None
        now[who.candidacy_id] = Now(who.name, who.outcome, who.edition, photo)
    return changes(sheet.pieces, now)


def _card(row: SavedPack, pieces: int) -> SavedCard:
    return SavedCard(row.id, row.name, row.channel, row.edition, row.changed_at, pieces)
