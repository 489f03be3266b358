"""Keeping, describing and taking away the photograph beside a story."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Refused
from recognition.nominations.models import Candidacy
from recognition.winners import queries
from recognition.winners.guarding import check_looked, noticed
from recognition.winners.models import Photo
from recognition.winners.photos import Picture, made_anew
from recognition.words import _


@dataclass(frozen=True)
class PhotoWords:
    """What is said of a photograph, and its focal point in shares from the top left.

    `looked`: whoever sent it said that what was noticed in the words is not about a patient.
    """

    alt_text: str
    credit: str
    focal: tuple[float, float]
    looked: bool = False


@dataclass(frozen=True)
class Sender:
    """Who sent a photograph: somebody signed in, or the recipient of a card."""

    person_id: int | None = None
    card_id: int | None = None


def keep_photo(candidacy_id: int, sent: bytes, said: PhotoWords, *, sender: Sender) -> int:
    """Keep a new photograph, or change what is said of the one there is.

    Args:
        candidacy_id: whose story it stands beside.
        sent: the file; empty: only the words change.
        said: alternative text, credit and focal point.
        sender: who does it.

    Returns:
        The number of the photograph.

    Raises:
        Missing: there is no such candidacy.
        Refused: there is no photograph yet and none was sent, it cannot be read, or something
            in its words needs a look.
    """
    found = noticed(said.alt_text, said.credit)
    check_looked(found, looked=said.looked)
    picture = made_anew(sent) if sent else None
    with transaction() as session:
        _hold(session, candidacy_id)
        before = queries.photos([candidacy_id]).get(candidacy_id)
        if picture is not None:
            row = _new(candidacy_id, picture, sender)
            session.add(row)
        elif before is not None:
            row = session.get_one(Photo, before.id)
        else:
            raise Refused(_("Choose a photograph."), field="file")
        row.alt_text, row.credit = said.alt_text, said.credit
        row.focal_x, row.focal_y = said.focal
        # whoever prepares has looked at it now; what a card's owner changes waits for a look
        row.by_person_id = sender.person_id
        session.flush()
        if sender.person_id is not None:
            _delete(session, candidacy_id, but=row.id)
        kept: dict[str, object] = {"photo": row.id, "new": bool(sent)}
        if found:
            kept["looked_at"] = len(found)
        _record("winners.photo_kept", candidacy_id, sender, kept)
        return row.id


def take_photo_away(candidacy_id: int, *, sender: Sender) -> None:
    """Take every photograph away; the pixels are deleted, what is left says when.

    Raises:
        Missing: there is none.
    """
    with transaction() as session:
        _hold(session, candidacy_id)
        photo = queries.photo_of(candidacy_id)
        _delete(session, candidacy_id)
        _record("winners.photo_removed", candidacy_id, sender, {"photo": photo.id})


def _hold(session: Session, candidacy_id: int) -> None:
    """Let nobody else change the photographs of a candidacy meanwhile."""
    session.execute(select(Candidacy.id).where(Candidacy.id == candidacy_id).with_for_update())


def _delete(session: Session, candidacy_id: int, *, but: int = 0) -> None:
    session.execute(
        update(Photo)
        .where(Photo.candidacy_id == candidacy_id, Photo.removed_at.is_(None), Photo.id != but)
        .values(removed_at=clock.now(), data=b"")
    )


def _new(candidacy_id: int, picture: Picture, sender: Sender) -> Photo:
    return Photo(
        candidacy_id=candidacy_id,
        data=picture.data,
        digest=picture.digest,
        width=picture.width,
        height=picture.height,
        uploaded_at=clock.now(),
        by_person_id=sender.person_id,
        by_card_id=sender.card_id,
    )


def _record(action: str, candidacy_id: int, sender: Sender, payload: dict[str, object]) -> None:
    audit.record(
        action,
        subject=("candidacy", candidacy_id),
        actor_id=sender.person_id,
        payload={**payload, **({"card": sender.card_id} if sender.card_id else {})},
    )
