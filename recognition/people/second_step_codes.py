"""The codes of the second step: those an app makes every half minute, and those on paper."""

import secrets
from datetime import datetime, timedelta

import pyotp
from pyotp.exceptions import OTPVerificationError

from recognition.errors import Refused
from recognition.words import _

APP_DIGITS, RECOVERY_DIGITS = 6, 12
RECOVERY_CODES = 10
STEPS_OFF = 1  # a phone's clock may be half a minute wrong
MOST_MISSES = 5
MISSES_WITHIN = timedelta(minutes=15)
PROOF_IS_FRESH = timedelta(minutes=10)  # for changing the second step itself


class Pause(Refused):
    """Too many codes did not work; nothing is tried until some time has passed."""


def new_key() -> str:
    """Return a new secret for an app: 160 random bits, 32 letters and digits of base 32."""
    return pyotp.random_base32()


def new_recovery_codes() -> tuple[str, ...]:
    """Return ten recovery codes, twelve random digits each."""
    highest = 10**RECOVERY_DIGITS
    drawn = (secrets.randbelow(highest) for _number in range(RECOVERY_CODES))
    return tuple(f"{number:0{RECOVERY_DIGITS}}" for number in drawn)


def counter_of(code: str, key: str, *, at: datetime, after: int | None) -> int | None:
    """Return which half minute a code belongs to (RFC 6238), or None when it does not fit.

    Args:
        code: six digits.
        key: the app's secret in base 32.
        at: now, UTC; the half minutes before and after it do as well.
        after: the half minute of the last code that was used: no code works twice, and none that
            is older than one that was used.
    """
    try:
        found = pyotp.TOTP(key).verify_and_get_timecode(code, for_time=at, valid_window=STEPS_OFF)
    except OTPVerificationError:
        return None
    return found if after is None or found > after else None


def digits_of(typed: str) -> str:
    """Return a typed code as digits alone: six of an app, or twelve of a recovery code.

    Raises:
        Refused: it is neither.
    """
    tidy = "".join(typed.split()).replace("-", "")
    digits = tidy.isascii() and tidy.isdigit()
    if not digits or len(tidy) not in {APP_DIGITS, RECOVERY_DIGITS}:
        raise Refused(
            _("Type the 6 digits that your app shows, or the 12 digits of a recovery code."),
            field="code",
        )
    return tidy


def in_fours(code: str) -> str:
    """Return a long code in groups of four, so that people can read and type it."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def app_address(key: str, *, account: str, place: str) -> str:
    """Return the address that an app reads from a QR code.

    Args:
        key: the app's secret in base 32.
        account: whose, as the app lists it.
        place: of which service, as the app lists it.
    """
    return pyotp.TOTP(key).provisioning_uri(name=account, issuer_name=place.replace(":", " "))


def pause_ends(misses: list[datetime]) -> datetime | None:
    """Return until when nothing is tried, UTC, or None where another code may be typed.

    Args:
        misses: when codes were typed that did not work, within the last quarter of an hour.
    """
    return sorted(misses)[-MOST_MISSES] + MISSES_WITHIN if len(misses) >= MOST_MISSES else None


def did_not_work() -> Refused:
    """Return the refusal of a code that does not fit, or that was used before."""
    return Refused(
        _(
            "That code did not work. A code works once, and only while your app shows it: wait "
            "for the next one and type that."
        ),
        field="code",
    )


def please_wait(until: str) -> Pause:
    """Return the refusal of any code while nothing is tried.

    Args:
        until: the time of day, as people say it.
    """
    return Pause(
        _(
            "Five codes did not work, so we take a break to keep your account safe. Please try "
            "again after %(time)s.",
            time=until,
        ),
        field="code",
    )
