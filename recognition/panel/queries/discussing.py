"""The discussion of one nominee, for a panellist who has sent their own scores."""

from dataclasses import dataclass, replace
from datetime import datetime

from recognition.nominations import queries as nominations
from recognition.panel import closed
from recognition.panel.queries.blind import Hide, hiding
from recognition.panel.queries.discussion import notes
from recognition.panel.queries.others import OthersReview, others_sheet
from recognition.panel.queries.rights import may_see_others
from recognition.panel.queries.seats import members
from recognition.panel.queries.sheets import ScoreSheet, score_sheet
from recognition.panel.rules import LEADS, PANELLIST
from recognition.people import queries as people
from recognition.people.queries import Viewer


@dataclass(frozen=True)
class Said:
    """What somebody said about a nominee, and when, UTC."""

    who: str
    text: str
    written_at: datetime


@dataclass(frozen=True)
class Discussion:
    """What a panellist discusses: the words, what others sent, and what was said so far.

    `sheet` is blind where they read blind, and then no text holds a name. `others` is None where
    the phase shows no scores of others.
    """

    sheet: ScoreSheet
    others: tuple[OthersReview, ...] | None
    said: tuple[Said, ...]
    is_closed: bool


def discussion(viewer: Viewer, candidacy_id: int) -> Discussion:
    """Return the discussion of a nominee. The caller asks `may_join` first.

    Raises:
        Missing: it is not in the viewer's queue.
    """
    sheet = score_sheet(viewer, candidacy_id)
    hide = hiding(nominations.candidacy(candidacy_id)) if sheet.is_blind else _as_it_is
    shown = may_see_others(viewer, candidacy_id)
    others = others_sheet(viewer, candidacy_id).reviews if shown else None
    return Discussion(
        sheet=sheet,
        others=None
        if others is None
        else tuple(replace(review, comment=hide(review.comment)) for review in others),
        said=_said(viewer, sheet.round.id, candidacy_id, hide),
        is_closed=closed.is_closed(sheet.round.id),
    )


def _as_it_is(text: str) -> str:
    return text


def _said(viewer: Viewer, round_id: int, candidacy_id: int, hide: Hide) -> tuple[Said, ...]:
    """Return what panellists said; the minutes of whoever leads are for those who lead."""
    heard = members(round_id, PANELLIST) - members(round_id, *LEADS) | {viewer.person_id}
    lines = [line for line in notes([candidacy_id])[candidacy_id] if line.person_id in heard]
    who = people.people_by_id({line.person_id for line in lines})
    return tuple(Said(who[line.person_id].name, hide(line.text), line.written_at) for line in lines)
