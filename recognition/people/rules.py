"""Roles, addresses, colours, names for searching, and pages that are our own."""

import hashlib
import re
import unicodedata
from datetime import date, timedelta
from urllib.parse import urlsplit

from recognition.errors import Refused
from recognition.words import _

ADMINISTRATOR = "administrator"
COMMUNICATIONS = "communications"
GRANTED_ROLES = (ADMINISTRATOR, COMMUNICATIONS)
LINK_LASTS = timedelta(minutes=20)
SESSION_LASTS = timedelta(hours=12)
REVIEWED_EVERY = timedelta(days=365)
READABLE_CONTRAST = 4.5
HOME = "/"

_LONGEST_ADDRESS = 254
_LONGEST_NAME = 200
_LONGEST_PATH = 500
_LONGEST_TEAM = 120
# What the HTML standard lets into <input type=email>, which leaves out everything that could end
# a header or start another address: https://html.spec.whatwg.org/#valid-e-mail-address
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def folded(name: str) -> str:
    """Return a name as people search for it: lower case, no accents, single spaces."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split())


def checked_name(typed: str) -> str:
    """Return a name with single spaces.

    Raises:
        Refused: it is empty, or longer than 200 characters.
    """
    tidy = " ".join(typed.split())
    if not tidy or len(tidy) > _LONGEST_NAME:
        raise Refused(_("Enter a name of up to 200 characters."), field="name")
    return tidy


def checked_team(name: str, site: str) -> tuple[str, str]:
    """Return name and site of a team with single spaces.

    Raises:
        Refused: there is no name, or one of the two is longer than 120 characters.
    """
    tidy, place = " ".join(name.split()), " ".join(site.split())
    if not tidy or max(len(tidy), len(folded(tidy))) > _LONGEST_TEAM:
        raise Refused(_("Enter a name of up to 120 characters."), field="name")
    if len(place) > _LONGEST_TEAM:
        raise Refused(_("Enter a site of up to 120 characters."), field="site")
    return tidy, place


def token_digest(token: str) -> str:
    """Return what is stored of a secret token: SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def address(typed: str) -> str:
    """Return an e-mail address as it is stored and compared: ASCII, lower case.

    Letters outside ASCII are not folded, because two different addresses could then meet.

    Raises:
        Refused: it does not look like an e-mail address.
    """
    stripped = typed.strip()
    if len(stripped) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(stripped):
        raise Refused(_("Enter an e-mail address like name@example.org."), field="email")
    return stripped.lower()


def former_address(account_id: int) -> str:
    """Return what an account holds that was retired; no address looks like this."""
    return f"former-{account_id}"


def own_page(onwards: str | None) -> str:
    """Return the path if it leads to a page of ours, otherwise the start page.

    Browsers drop control characters and read a backslash as a slash, so neither is allowed.
    """
    if not onwards or len(onwards) > _LONGEST_PATH or not onwards.startswith("/"):
        return HOME
    if any(unicodedata.category(c)[0] in "CZ" or c == "\\" for c in onwards):
        return HOME
    if onwards.startswith("//"):
        return HOME
    try:
        parts = urlsplit(onwards)
    except ValueError:
        return HOME
    return HOME if parts.scheme or parts.netloc else onwards


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours `#rrggbb`, from 1 to 21.

    The formula is WCAG 2.2's: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def colour(typed: str, *, field: str) -> str:
    """Return a colour as `#rrggbb` in lower case.

    Raises:
        Refused: it is not written like that.
    """
    tidy = typed.strip().lower()
    if not _COLOUR.fullmatch(tidy):
        raise Refused(
            _("Write the colour as # and six letters or digits, like #005eb8."), field=field
        )
    return tidy


def colours(main_typed: str, accent_typed: str) -> tuple[str, str]:
    """Return main and accent colour as `#rrggbb`.

    Raises:
        Refused: one is not written like that, or the main one is hard to read on white.
    """
    main = colour(main_typed, field="main_colour")
    accent = colour(accent_typed, field="accent_colour")
    check_readable(main)
    return main, accent


def check_readable(main_colour: str) -> None:
    """Refuse a main colour that is hard to read against white.

    Raises:
        Refused: the contrast is under 4.5 to 1.
    """
    found = contrast(main_colour, "#ffffff")
    if found < READABLE_CONTRAST:
        raise Refused(
            _(
                "Text in this colour is hard to read on white: the contrast is %(found)s to 1 and "
                "should be at least 4.5 to 1. Choose a darker colour.",
                found=f"{int(found * 10) / 10:.1f}",
            ),
            field="main_colour",
        )


def check_role(role: str) -> None:
    """Refuse a role that nobody can be given here.

    Raises:
        Refused: the role is neither administrator nor communications.
    """
    if role not in GRANTED_ROLES:
        raise Refused(_("Choose administrator or communications."), field="role")


def check_somebody_administers(others: int) -> None:
    """Refuse to take away the last administrator of an organisation.

    Args:
        others: how many people would still administer it, in a role that does not end.

    Raises:
        Refused: nobody would.
    """
    if others < 1:
        raise Refused(
            _(
                "This is the only administrator whose role does not end. Make somebody else one "
                "first, so that there is always one."
            )
        )


def check_last_day(day: date | None, *, today: date) -> None:
    """Refuse a last day of a role that is over already.

    Args:
        day: the last day on which the role counts, in London; None for a role that does not end.
        today: in London.

    Raises:
        Refused: the day is before today.
    """
    if day is not None and day < today:
        raise Refused(_("Choose today or a later day."), field="until_day")
