"""Keeping a selection under a name."""

from dataclasses import dataclass

from sqlalchemy import delete

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Conflict, Missing, Refused
from recognition.newsletter import queries
from recognition.newsletter.choices import LENGTHS, Selection
from recognition.newsletter.models import SavedPack, SavedPiece
from recognition.newsletter.queries import Desk
from recognition.newsletter.shortening import own_words
from recognition.people.queries import Viewer
from recognition.words import _

KEPT = "newsletter.pack_kept"
DELETED = "newsletter.pack_deleted"
LONGEST_NAME = 120


@dataclass(frozen=True)
class Named:
    """The name of a pack; and, where it was kept before, which one and in which edition."""

    name: str
    pack_id: int | None = None
    edition: int = 0


def keep_pack(round_id: int, selection: Selection, named: Named, *, actor: Viewer) -> int:
    """Keep a selection under a name, new or in place of what it was; return its number.

    Raises:
        Missing: there is no such round or pack.
        Conflict: somebody changed the pack meanwhile.
        Refused: it has no name, nobody is in it, or somebody who did not agree to the channel.
    """
    desk = queries.desk(round_id, selection.channel)
    pieces = _pieces(desk, selection)
    if not named.name.strip():
        raise Refused(_("Give the pack a name, so that you find it again."), field="name")
    if len(named.name) > LONGEST_NAME:
        raise Refused(_("Shorten the name to %(num)s letters.", num=LONGEST_NAME), field="name")
    now = clock.now()
    with transaction() as session:
        if named.pack_id is None:
            pack = SavedPack(round_id=round_id, edition=0, made_by_id=actor.person_id, made_at=now)
            session.add(pack)
        else:
            found = session.get(SavedPack, named.pack_id)
            if found is None or found.round_id != round_id:
                raise Missing
            if found.edition != named.edition:
                raise Conflict(_("Somebody changed this pack meanwhile. Open it again."))
            pack = found
        pack.name, pack.channel = named.name.strip(), selection.channel
        pack.length, pack.tone = selection.length, selection.tone
        pack.edition, pack.changed_at = pack.edition + 1, now
        session.flush()
        session.execute(delete(SavedPiece).where(SavedPiece.pack_id == pack.id))
        session.add_all(SavedPiece(pack_id=pack.id, **piece) for piece in pieces)
        audit.record(
            KEPT,
            subject=("round", round_id),
            actor_id=actor.person_id,
            payload={"name": pack.name, "channel": pack.channel, "rows": len(pieces)},
        )
        return pack.id


def delete_pack(round_id: int, pack_id: int, *, actor: Viewer) -> None:
    """Delete a kept pack, with the words that were written for it.

    Raises:
        Missing: there is none of this round.
    """
    with transaction() as session:
        pack = session.get(SavedPack, pack_id)
        if pack is None or pack.round_id != round_id:
            raise Missing
        name = pack.name
        session.execute(delete(SavedPiece).where(SavedPiece.pack_id == pack_id))
        session.delete(pack)
        audit.record(
            DELETED,
            subject=("round", round_id),
            actor_id=actor.person_id,
            payload={"name": name},
        )


def _pieces(desk: Desk, selection: Selection) -> list[dict[str, object]]:
    free = {winner.candidacy_id: winner for winner in desk.chosen_from}
    if not selection.order:
        raise Refused(_("Choose at least one winner."))
    if not set(selection.order) <= set(free):
        raise Refused(
            _("Somebody you chose did not agree to be named there. They are left out now.")
        )
    return [
        {
            "candidacy_id": number,
            "place": place,
            "text": own_words(selection.texts.get(number, ""), free[number].citation, LENGTHS),
            "outcome": free[number].outcome,
            "citation_edition": free[number].edition,
            "photo_id": photo.id if (photo := free[number].photo) else None,
        }
        for place, number in enumerate(selection.order, start=1)
    ]
