"""What a communications officer can choose from, and why some cannot be chosen."""

from dataclasses import dataclass
from datetime import datetime

from recognition.audit import queries as audit
from recognition.audit.queries import EntryLine
from recognition.people.queries import Viewer
from recognition.schemes.queries import RoundCard
from recognition.thanks.rules import NEWSLETTER
from recognition.winners import queries as winners
from recognition.winners.queries import Decided, PublicWinner
from recognition.winners.rules import PUBLISHED
from recognition.words import _

PACK_MADE = "newsletter.pack_made"


@dataclass(frozen=True)
class LeftOut:
    """A winner who cannot be chosen, and why.

    `past_uses` are the instants, UTC, at which a pack with them was downloaded.
    """

    name: str
    category: str
    reason: str
    past_uses: tuple[datetime, ...]


@dataclass(frozen=True)
class Desk:
    """One round on the newsletter desk."""

    round: RoundCard
    chosen_from: tuple[PublicWinner, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def by_number(self) -> dict[str, PublicWinner]:
        """Return who can be chosen, by candidacy as a form sends it."""
        return {str(winner.candidacy_id): winner for winner in self.chosen_from}


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


def announced_rounds(viewer: Viewer) -> list[RoundCard]:
    """Return the announced rounds this person may make packs from, newest first."""
    return [
        announced.round
        for announced in winners.public_rounds(per_page=50)
        if announced.round.scheme.organisation_id in viewer.communicates
    ]


def desk(round_id: int) -> Desk:
    """Return who can be chosen from an announced round, and who cannot.

    Raises:
        Missing: there is no such round, or the world does not know yet.
    """
    announced = winners.public_round(round_id)
    free = winners.publishable(round_id, NEWSLETTER)
    numbers = {winner.candidacy_id for winner in free}
    packs = audit.entries_about(PACK_MADE, ("round", round_id))
    return Desk(
        round=announced.round,
        chosen_from=tuple(free),
        left_out=tuple(
            LeftOut(
                row.candidacy.nominee.name,
                row.candidacy.category,
                _why(row),
                tuple(entry.at for entry in packs if row.candidacy.id in _told(entry)),
            )
            for row in winners.decisions(round_id, channel=NEWSLETTER)
            if row.outcome in PUBLISHED and row.candidacy.id not in numbers
        ),
    )


def _told(entry: EntryLine) -> list[int]:
    """Return the candidacies that a pack held."""
    told = entry.details.get("candidacies", [])
    return told if isinstance(told, list) else []


def _why(row: Decided) -> str:
    if row.consent == "refused":
        return _("would rather not be in the newsletter")
    if row.consent == "waiting":
        return _("has not answered yet")
    if row.consent == "not_asked":
        return _("has not been asked yet")
    return _("has no citation yet")
