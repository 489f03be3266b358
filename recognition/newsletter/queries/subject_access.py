"""Packs for newsletters that somebody was in, or made."""

from collections.abc import Collection

from sqlalchemy import select

from recognition.database import db
from recognition.newsletter.models import SavedPack, SavedPiece, WordTemplate
from recognition.subject_access import Item, Section, Whom
from recognition.thanks.rules import short_channel_name
from recognition.words import _

TABLES = frozenset({"saved_pack", "saved_piece", "word_template"})


def sections(who: Whom, candidacy_ids: Collection[int]) -> list[Section]:
    """Return the packs in which somebody stands, with the words there; and what they made."""
    return [
        Section("packs", _("Newsletter packs they are in"), _in_packs(candidacy_ids)),
        Section("made_packs", _("Newsletter packs they kept"), _made(who.person_id or 0)),
    ]


def _in_packs(candidacy_ids: Collection[int]) -> tuple[Item, ...]:
    rows = db.session.execute(
        select(SavedPiece, SavedPack)
        .join(SavedPack, SavedPack.id == SavedPiece.pack_id)
        .where(SavedPiece.candidacy_id.in_(set(candidacy_ids)))
        .order_by(SavedPack.id, SavedPiece.candidacy_id)
    )
    return tuple(
        Item(
            key=f"piece-{pack.id}-{piece.candidacy_id}",
            what=_("Pack “%(name)s”", name=pack.name),
            when=pack.changed_at,
            facts=((_("For"), short_channel_name(pack.channel)),),
            texts=((_("Words"), piece.text),) if piece.text else (),
            by_others=True,
            round_id=pack.round_id,
        )
        for piece, pack in rows
    )


def _made(person_id: int) -> tuple[Item, ...]:
    packs = db.session.scalars(
        select(SavedPack).where(SavedPack.made_by_id == person_id).order_by(SavedPack.id)
    )
    templates = db.session.scalars(
        select(WordTemplate)
        .where(WordTemplate.uploaded_by_id == person_id)
        .order_by(WordTemplate.id)
    )
    return (
        *(
            Item(key=f"pack-{row.id}", what=_("Pack “%(name)s”", name=row.name), when=row.made_at)
            for row in packs
        ),
        *(
            Item(
                key=f"template-{row.id}",
                what=_("Template “%(name)s”", name=row.name),
                when=row.uploaded_at,
            )
            for row in templates
        ),
    )
