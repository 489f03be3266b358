"""What a translation must have in common with the English it says."""

import re
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from recognition.errors import Refused
from recognition.words import _

PLACE = re.compile(r"%(?:\(\w+\)[a-z]|.|$)", re.DOTALL)
WAITING = re.compile(r"\{\w*\}")  # filled later: by a script, or when a letter is delivered
MARK = re.compile(r"<[^<>]*>|&#?\w+;")
NUMBER = "%(num)s"
LONGEST = 4000


def digest_of(texts: str | Sequence[str]) -> str:
    """Return what tells one text, or one set of plural forms, from another."""
    return sha256("\0".join([texts] if isinstance(texts, str) else texts).encode()).hexdigest()


def check_wording(english: Sequence[str], said: Sequence[str], *, forms: int) -> None:
    """Refuse a translation that would show something else than the English does.

    A translation is put into pages as it is, so it may bring no marks that the English has not.

    Args:
        english: the text; its singular and its plural where there are two.
        said: the translation; one for each plural form where the English has two.
        forms: how many plural forms the language has.

    Raises:
        Refused: something is missing, or there is something that the English has not.
    """
    plural = len(english) > 1
    if len(said) != (forms if plural else 1) or not all(text.strip() for text in said):
        raise Refused(_("Write every form."), field="text")
    if any(len(text) > LONGEST for text in said):
        raise Refused(_("Shorten this to %(most)s characters or fewer.", most=LONGEST))
    for text in said:
        for kind in (PLACE, WAITING):
            _check_same(kind, english[-1], text, plural=plural)
        if Counter(MARK.findall(text)) != Counter(MARK.findall(english[-1])) or _has_loose(text):
            raise Refused(_("Leave out signs like < and > that the English has not."), field="text")


def _check_same(kind: re.Pattern[str], english: str, said: str, *, plural: bool) -> None:
    wanted, found = set(kind.findall(english)), set(kind.findall(said))
    missing = wanted - found - ({NUMBER} if plural else set())  # “one nomination” needs no figure
    if missing:
        raise Refused(
            _("Keep %(places)s as it is in the English.", places=", ".join(sorted(missing))),
            field="text",
        )
    if found - wanted:
        more = ", ".join(sorted(found - wanted))
        raise Refused(_("The English has no %(places)s.", places=more), field="text")


def _has_loose(text: str) -> bool:
    return any(sign in MARK.sub("", text) for sign in "<>")
