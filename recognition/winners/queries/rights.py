"""Who may decide, and who may prepare and announce: two different rights."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select

from recognition import clock
from recognition.audit import queries as audit
from recognition.database import db
from recognition.nominations.models import Candidacy
from recognition.panel import queries as panel
from recognition.panel.queries.calculating import leading
from recognition.panel.queries.left_out import left_out
from recognition.panel.queries.rights import opens
from recognition.people import queries as people
from recognition.people.queries import PersonCard, Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.winners.models import Announcement

REPORT_OPENED = "winners.report_opened"
REASON_LASTS = timedelta(hours=1)


def may_decide(viewer: Viewer | None, candidacy_id: int, **_arguments: object) -> bool:
    """May they record an outcome: the chair of that round, without an interest?"""
    return panel.may_open_nominee(viewer, candidacy_id)


def may_set_right(viewer: Viewer | None, candidacy_id: int, **_arguments: object) -> bool:
    """May they set an announced outcome right: whoever may decide it, once the world was told?"""
    found = db.session.get(Candidacy, candidacy_id) if viewer else None
    return found is not None and may_decide(viewer, candidacy_id) and is_public(found.round_id)


def is_public(round_id: int) -> bool:
    """Tell whether the world knows who won in a round."""
    at = db.session.scalar(select(Announcement.at).where(Announcement.round_id == round_id))
    return at is not None and at <= clock.now()


def may_lead(viewer: Viewer | None, round_id: int, **_arguments: object) -> bool:
    """May they open the meeting and the closing: chair or deputy, each for those they lead on?"""
    return panel.may_lead(viewer, round_id)


def may_report(viewer: Viewer | None, round_id: int, **_arguments: object) -> bool:
    """May they read the panel's report: whoever leads it, or administers its organisation?"""
    return panel.may_lead(viewer, round_id) or panel.may_administer(viewer, round_id)


def may_read_scores(viewer: Viewer, round_id: int, at: datetime) -> bool:
    """May they read the report now: whoever leads, and others for an hour after saying why?"""
    if panel.may_lead(viewer, round_id):
        return True
    return any(
        entry.actor_id == viewer.person_id and at < entry.at + REASON_LASTS
        for entry in audit.entries_about(REPORT_OPENED, ("round", round_id))
    )


def openable(viewer: Viewer, candidacy_ids: Collection[int]) -> frozenset[int]:
    """Return those of some candidacies that this person leads the panel on."""
    chosen = select(Candidacy.id).where(
        Candidacy.id.in_(sorted(candidacy_ids)), *opens(viewer.person_id)
    )
    return frozenset(db.session.scalars(chosen))


def hidden_from(viewer: Viewer, round_id: int) -> frozenset[int]:
    """Return the candidacies whose scores this person must not learn: known, or still to score.

    While they act for a colleague, what is hidden from that one is hidden from them too.
    """
    return frozenset().union(*(left_out(number, round_id) for number in viewer.both))


def leaders(round_id: int) -> list[PersonCard]:
    """Return who chairs the panel of a round or stands in for the chair, and may sign in."""
    return people.here_among(leading(round_id))


def may_prepare_any(viewer: Viewer | None, **_arguments: object) -> bool:
    """May they see which rounds wait for an announcement?"""
    return viewer is not None and bool(viewer.communicates or viewer.administers)


def may_prepare(viewer: Viewer | None, round_id: int, **_arguments: object) -> bool:
    """May they prepare and announce: communications or administrators of the scheme's host?"""
    if viewer is None or not (viewer.communicates or viewer.administers):
        return False
    return host_of(round_id) in viewer.communicates | viewer.administers


def host_of(round_id: int) -> int:
    """Return the organisation that hosts the scheme of a round.

    Raises:
        Missing: there is no such round.
    """
    return schemes.round_card(round_id).scheme.organisation_id


def may_prepare_candidacy(viewer: Viewer | None, candidacy_id: int, **_arguments: object) -> bool:
    """May they write the citation and ask for consent of this candidacy?"""
    found = db.session.get(Candidacy, candidacy_id) if viewer else None
    return (
        viewer is not None
        and found is not None
        and may_prepare(viewer, found.round_id)
        and candidacy_id not in hidden_while_judging(viewer, found.round_id)
    )


def hidden_while_judging(viewer: Viewer, round_id: int) -> frozenset[int]:
    """Return whose outcomes somebody on the panel must not learn before the world does."""
    if not panel.may_sit(viewer, round_id):
        return frozenset()
    return frozenset() if is_public(round_id) else hidden_from(viewer, round_id)


def prepared_rounds(viewer: Viewer) -> list[RoundCard]:
    """Return the closed rounds that this person may announce, newest first."""
    mine = viewer.communicates | viewer.administers
    hosted = [
        scheme.id
        for scheme in schemes.schemes_for(mine)
        if scheme.is_judged and scheme.organisation_id in mine
    ]
    now = clock.now()
    rounds = schemes.rounds_of_schemes(hosted)
    found = [card for cards in rounds.values() for card in cards if card.has_closed(now)]
    return sorted(found, key=lambda card: (card.opens_at, card.id), reverse=True)
