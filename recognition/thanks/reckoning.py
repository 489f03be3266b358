"""What the ledger adds up: days, places in a line, and the words for how a thank-you ended."""

from datetime import datetime, timedelta

from recognition.thanks.rules import DECLINED, DIED, LEFT, NO_CONTACT, TAKEN_BACK
from recognition.words import _, ngettext

# Undoing an acceptance is quiet for so long: nothing is made before.
REST = timedelta(minutes=15)
THANKED_PLACE, WAITING_PLACE, LATE, ENDED_PLACE = "thanked", "waiting", "late", "ended"
PLACES = (THANKED_PLACE, WAITING_PLACE, LATE, ENDED_PLACE)
OWED = "owed"
HOURS_A_DAY = 24


def took_hours(counted_from: datetime, thanked_at: datetime) -> int:
    """Return the whole hours from when a nomination counts until its nominee was thanked."""
    return max(0, int((thanked_at - counted_from) / timedelta(hours=1)))


def days_since(counted_from: datetime, now: datetime) -> int:
    """Return the whole days that somebody has waited."""
    return max(0, (now - counted_from) // timedelta(days=1))


def late_before(*, thanks_days: int, now: datetime) -> datetime:
    """Return the instant before which a nomination must count for its thanks to be late."""
    return now - timedelta(days=thanks_days)


def in_days(hours: int) -> str:
    """Say a span: “5 hours”, “1 day”, “2.5 days”; hours up to two days, at least one."""
    if not hours:
        return _("an hour")
    if hours < 2 * HOURS_A_DAY and hours != HOURS_A_DAY:
        return ngettext("%(num)s hour", "%(num)s hours", hours)
    tenths = round(hours * 10 / HOURS_A_DAY)
    if tenths % 10:
        return _("%(days)s days", days=f"{tenths / 10:.1f}")
    return ngettext("%(num)s day", "%(num)s days", tenths // 10)


def place_name(place: str) -> str:
    """Say where nominations stand on the ledger."""
    return {
        OWED: _("Still owed"),
        THANKED_PLACE: _("Thanked"),
        WAITING_PLACE: _("Waiting, in time"),
        LATE: _("Late"),
        ENDED_PLACE: _("Ended without a card"),
    }[place]


def ended_name(reason: str) -> str:
    """Say why somebody is not thanked."""
    return {
        TAKEN_BACK: _("Withdrawn by the nominator"),
        DECLINED: _("Not taken forward"),
        NO_CONTACT: _("Would rather not be written to"),
        LEFT: _("Has left"),
        DIED: _("Has died"),
    }.get(reason, _("Ended"))
