"""What a panel can decide, and from when the world may know. Every outcome is kind."""

from datetime import datetime

from recognition.errors import Refused
from recognition.panel.bands import departs
from recognition.words import _

WINNER = "winner"
HIGHLY_COMMENDED = "highly_commended"
SHORTLISTED = "shortlisted"
RECOGNISED = "recognised"
OUTCOMES = (WINNER, HIGHLY_COMMENDED, SHORTLISTED, RECOGNISED)
PUBLISHED = (WINNER, HIGHLY_COMMENDED)
RESERVES = (HIGHLY_COMMENDED, SHORTLISTED)

# Who is written to when the world is told.
NOMINEE, NOMINATOR, MANAGER = "nominee", "nominator", "manager"
PARTS = (NOMINEE, NOMINATOR, MANAGER)


def outcome_name(outcome: str) -> str:
    """Return what people call an outcome."""
    return {
        WINNER: _("Winner"),
        HIGHLY_COMMENDED: _("Highly commended"),
        SHORTLISTED: _("Shortlisted"),
        RECOGNISED: _("Recognised"),
    }[outcome]


def check_may_decide(*, closes: datetime | None, announced: datetime | None, now: datetime) -> None:
    """Refuse a decision that comes too early or too late.

    Args:
        closes: last instant at which the round takes nominations, UTC; None: never.
        announced: the confirmed announcement, UTC, if there is one.
        now: this instant, UTC.

    Raises:
        Refused: nominations are still coming in, or the world has been told.
    """
    if closes is None or now <= closes:
        raise Refused(_("Nominations are still open. Outcomes are recorded after the close."))
    if announced is not None and announced <= now:
        raise Refused(_("This round has been announced, so its outcomes stay as they are."))


def why_reason(*, outcome: str, band: str, tied_at_cut: bool) -> str:
    """Say why this outcome needs a reason, or return "" where it may go without one.

    Args:
        outcome: one of `OUTCOMES`.
        band: one of `panel.bands.BANDS`, or "" where the scores allow no chance.
        tied_at_cut: the nominee shares the last winning place with somebody.
    """
    if tied_at_cut:
        return _(
            "This nominee shares the last winning place with somebody else. Write why you decide "
            "as you do."
        )
    if departs(band, wins=outcome == WINNER):
        return _("This is not what the scores suggest. Write why you decide otherwise.")
    return ""


def check_reason(*, outcome: str, reason: str, band: str, tied_at_cut: bool) -> None:
    """Refuse an outcome without a reason where it breaks a tie or departs from the bands.

    Raises:
        Refused: with what `why_reason` says.
    """
    why = why_reason(outcome=outcome, band=band, tied_at_cut=tied_at_cut)
    if why and not reason:
        raise Refused(why, field="reason")


def check_announcement(*, at: datetime, closes: datetime | None, now: datetime) -> None:
    """Refuse an announcement time that has passed, or that comes before the close.

    Raises:
        Refused: as said, in words for the form.
    """
    if at < now:
        raise Refused(_("That time has passed. Choose a time from now on."), field="at")
    if closes is None or at <= closes:
        raise Refused(_("Choose a time after nominations close."), field="at")
