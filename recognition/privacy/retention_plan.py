"""What a length of keeping means on a given day, and which lengths and holds are allowed."""

from datetime import date, datetime, timedelta

from recognition.errors import Refused
from recognition.privacy.retention_schedule import DAYS, Kind, spoken_length
from recognition.schemes.moments import months_later
from recognition.words import _

FIRST_RUN_AFTER = timedelta(days=14)
LONGEST_HOLD = timedelta(days=3653)
LONGEST_REASON = 200


def due_before(kind: Kind, length: int, now: datetime) -> datetime:
    """Return the instant before which things of this kind are old enough to go.

    Args:
        kind: what it is; a length is in its unit.
        length: how long it is kept.
        now: this instant, UTC.
    """
    if kind.unit == DAYS:
        return now - timedelta(days=length)
    return months_later(now, -length)


def read_length(kind: Kind, typed: str) -> int:
    """Return a length as typed, in the unit of its kind.

    Raises:
        Refused: it is no whole number, or outside what is allowed, with the reason for the limit.
    """
    plain = typed.strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 4):
        raise Refused(_("Enter a whole number, like 12."), field=kind.key)
    length = int(plain)
    if length < kind.least:
        raise Refused(
            _(
                "Keep these for at least %(least)s. %(why)s",
                least=spoken_length(kind, kind.least),
                why=kind.why_least,
            ),
            field=kind.key,
        )
    if length > kind.most:
        raise Refused(
            _(
                "Keep these for at most %(most)s. %(why)s",
                most=spoken_length(kind, kind.most),
                why=kind.why_most,
            ),
            field=kind.key,
        )
    return length


def check_reason(reason: str, *, field: str = "reason") -> str:
    """Return a reason with single spaces.

    Raises:
        Refused: there is none, or it is longer than 200 characters.
    """
    tidy = " ".join(reason.split())
    if not tidy or len(tidy) > LONGEST_REASON:
        raise Refused(_("Say why in up to 200 characters."), field=field)
    return tidy


def check_hold(*, until: datetime | None, now: datetime) -> datetime:
    """Return the end of a hold.

    Raises:
        Refused: there is none, it is over already, or it is more than ten years away.
    """
    if until is None:
        raise Refused(_("Enter the last day of the hold, like 14 3 2027."), field="until")
    if until <= now:
        raise Refused(_("Choose a day that is still to come."), field="until")
    if until > now + LONGEST_HOLD:
        raise Refused(
            _("A hold lasts ten years at most. You can place it again then."), field="until"
        )
    return until


def first_run(today: date) -> date:
    """Return the first day on which things go by themselves: time to look before."""
    return today + FIRST_RUN_AFTER
