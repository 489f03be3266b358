"""What the other readers of a nominee sent, for a panellist who has sent their own scores."""

import hashlib
from dataclasses import dataclass

from recognition.panel.queries.nominees import SentReview, nominee_sheet
from recognition.people.queries import Viewer
from recognition.schemes.queries import CriterionCard, RoundCard


@dataclass(frozen=True)
class OthersReview:
    """What another panellist sent; `name` is empty unless the scheme names its readers."""

    name: str
    points: dict[int, int | None]
    comment: str


@dataclass(frozen=True)
class OthersSheet:
    """The reviews of the others, without the nominee, so that nothing more is told than scores."""

    candidacy_id: int
    round: RoundCard
    category: str
    criteria: tuple[CriterionCard, ...]
    reviews: tuple[OthersReview, ...]


def others_sheet(viewer: Viewer, candidacy_id: int) -> OthersSheet:
    """Return what the others sent, apart from those who have an interest by now.

    The caller asks `may_see_others` first.

    Raises:
        Missing: there is no such candidacy.
    """
    sheet = nominee_sheet(candidacy_id)
    reviews = [
        review
        for review in sheet.reviews
        if review.person.id != viewer.person_id and not review.has_interest
    ]
    named = sheet.round.scheme.names_readers
    return OthersSheet(
        candidacy_id=candidacy_id,
        round=sheet.round,
        category=sheet.candidacy.category,
        criteria=sheet.criteria,
        reviews=tuple(
            OthersReview(review.person.name if named else "", review.points, review.comment)
            for review in sorted(reviews, key=_shuffled)
        ),
    )


def _shuffled(review: SentReview) -> str:
    """Return an order in which nobody keeps the same place from nominee to nominee."""
    return hashlib.sha256(str(review.assignment_id).encode()).hexdigest()
