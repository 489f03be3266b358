"""Sites that may show our list in a frame."""

import re
from urllib.parse import urlsplit

from recognition.errors import Refused
from recognition.words import _

_NAME = re.compile(r"(?=.{1,190}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


def origin_of(typed: str) -> str:
    """Return the origin of an address as a policy names it, such as `https://intranet.example`.

    Raises:
        Refused: it is not the address of a site reached by https.
    """
    wrong = Refused(_("Enter the address of a site that begins with https://"), field="origin")
    try:
        parts = urlsplit(typed.strip())
        name, port = parts.hostname or "", parts.port
    except ValueError as problem:
        raise wrong from problem
    if parts.scheme != "https" or parts.username is not None or not _NAME.fullmatch(name):
        raise wrong
    return f"https://{name}" + (f":{port}" if port not in {None, 443} else "")
