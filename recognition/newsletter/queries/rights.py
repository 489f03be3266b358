"""Who may take names out of the house."""

from recognition.database import db
from recognition.newsletter.models import WordTemplate
from recognition.people.queries import Viewer
from recognition.schemes.queries import RoundCard
from recognition.winners import queries as winners

PACK_MADE = "newsletter.pack_made"


def may_make_packs(viewer: Viewer | None, **_arguments: object) -> bool:
    """May they open the newsletter desk: communications of any organisation?"""
    return viewer is not None and viewer.is_communications


def may_make_pack(viewer: Viewer | None, round_id: int, **_arguments: object) -> bool:
    """May they take names out of this round: communications of the scheme's host?"""
    return (
        viewer is not None
        and viewer.is_communications
        and winners.host_of(round_id) in viewer.communicates
    )


def may_change_template(viewer: Viewer | None, template_id: int, **_arguments: object) -> bool:
    """May they take this template away: communications of its organisation?"""
    if viewer is None or not viewer.is_communications:
        return False
    row = db.session.get(WordTemplate, template_id)
    return row is not None and row.organisation_id in viewer.communicates


def announced_rounds(viewer: Viewer) -> list[RoundCard]:
    """Return the announced rounds this person may make packs from, newest first."""
    return winners.announced_cards(viewer.communicates)
