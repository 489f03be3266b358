"""Photographs: the one in use for each candidacy, for those who prepare and for the world."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from recognition.database import db
from recognition.errors import Missing
from recognition.thanks import queries as thanks
from recognition.thanks.rules import PHOTO
from recognition.winners.models import Photo


@dataclass(frozen=True)
class PhotoSheet:
    """The photograph in use for one candidacy, as those who prepare it see it."""

    id: int
    candidacy_id: int
    width: int
    height: int
    focal_x: float
    focal_y: float
    alt_text: str
    credit: str
    digest: str
    uploaded_at: datetime
    by_winner: bool
    is_looked_at: bool


@dataclass(frozen=True)
class PublicPhoto:
    """A photograph that may be shown: agreed to by everybody on it, and described in words.

    Width and height are pixels; the focal point is in shares from the top left.
    """

    id: int
    alt_text: str
    credit: str
    width: int
    height: int
    focal_x: float
    focal_y: float
    digest: str

    @property
    def version(self) -> str:
        """A short name that changes whenever a crop of it would look different."""
        return f"{self.digest[:10]}-{self.focal_x:.3f}-{self.focal_y:.3f}"


def photos(candidacy_ids: Collection[int], *, looked_at: bool = False) -> dict[int, PhotoSheet]:
    """Return the newest photograph by candidacy, where there is one, in one statement.

    Args:
        candidacy_ids: whose.
        looked_at: only what those who prepare have seen and saved.
    """
    chosen = select(func.max(Photo.id)).where(
        Photo.candidacy_id.in_(set(candidacy_ids)), Photo.removed_at.is_(None)
    )
    if looked_at:
        chosen = chosen.where(Photo.by_person_id.is_not(None))
    newest = chosen.group_by(Photo.candidacy_id)
    return {
        row.candidacy_id: PhotoSheet(
            id=row.id,
            candidacy_id=row.candidacy_id,
            width=row.width,
            height=row.height,
            focal_x=row.focal_x,
            focal_y=row.focal_y,
            alt_text=row.alt_text,
            credit=row.credit,
            digest=row.digest,
            uploaded_at=row.uploaded_at,
            by_winner=row.by_card_id is not None,
            is_looked_at=row.by_person_id is not None,
        )
        for row in db.session.scalars(select(Photo).where(Photo.id.in_(newest)))
    }


def public_photos(candidacy_ids: Collection[int]) -> dict[int, PublicPhoto]:
    """Return what may be shown beside a published story: looked at, described, and agreed to."""
    seen = photos(candidacy_ids, looked_at=True)
    found = {number: one for number, one in seen.items() if one.alt_text}
    if not found:
        return {}
    consent = thanks.consents(found, PHOTO)
    return {
        number: PublicPhoto(
            id=one.id,
            alt_text=one.alt_text,
            credit=one.credit,
            width=one.width,
            height=one.height,
            focal_x=one.focal_x,
            focal_y=one.focal_y,
            digest=one.digest,
        )
        for number, one in found.items()
        if consent[number] == "given"
    }


def photo_data(photo_ids: Collection[int]) -> dict[int, bytes]:
    """Return the pictures themselves, by number, as WebP, in one statement."""
    rows = db.session.execute(select(Photo.id, Photo.data).where(Photo.id.in_(set(photo_ids))))
    return dict(rows.all())


@dataclass(frozen=True)
class PhotoCard:
    """A card whose recipient may send a photograph, and for which candidacy."""

    card_id: int
    candidacy_id: int
    nominee: str


def card_for_photo(code: str) -> PhotoCard:
    """Return the card behind a code.

    Raises:
        Missing: nobody was given this code, or it is the card on a wall.
    """
    page = thanks.card_of(code)
    if not page.has_wishes:
        raise Missing
    return PhotoCard(page.card_id, thanks.candidacy_of_card(page.card_id), page.nominee.name)


def photo_of(candidacy_id: int) -> PhotoSheet:
    """Return the photograph in use.

    Raises:
        Missing: there is none.
    """
    found = photos([candidacy_id]).get(candidacy_id)
    if found is None:
        raise Missing
    return found
