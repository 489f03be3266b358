"""What may stand in a letter, and when a letter is tried again."""

import re
import unicodedata
from datetime import timedelta

LINK_PLACE = "{link}"
# why a letter was given up that is not to be sent, by nobody's fault
NOBODY = "nobody to write to"
TAKEN_BACK = "taken back before it was sent"
STOPPED = "stopped by an administrator"
ERASED = "erased"
BY_INTENT = (NOBODY, TAKEN_BACK, STOPPED, ERASED)
SUBJECT_LENGTH = 200
RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=1),
)

_LINKABLE = re.compile(r"(?<=\w)([.@])(?=\w)|(?<=\w)(:/+)|(?<=[^\W\d])(:)(?=\S)")


def inert(text: str) -> str:
    """Return what somebody typed so that no mail program makes a link, a header or a line of it.

    Dots and at-signs between letters get a space after them (“www.example” reads “www. example”),
    and control, direction and line characters become single spaces.
    """
    said = str(text)  # in the language of the letter
    calm = "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"} else c for c in said)
    calm = _LINKABLE.sub(lambda found: f"{found.group(0)[:1]} ", calm)
    return " ".join(calm.replace("{", "(").replace("}", ")").split())


def subject_line(text: str) -> str:
    """Return a subject on one line, cut with “…” to at most `SUBJECT_LENGTH` characters."""
    line = " ".join(text.split())
    if len(line) <= SUBJECT_LENGTH:
        return line
    return f"{line[: SUBJECT_LENGTH - 1].rstrip()}…"


def retry_after(attempts: int) -> timedelta | None:
    """Return how long to wait after this many attempts, or None to give up."""
    return RETRY_AFTER[attempts - 1] if attempts <= len(RETRY_AFTER) else None
