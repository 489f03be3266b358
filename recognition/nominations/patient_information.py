"""The patient-information guard: what in a text could tell who a patient is.

It points, it never blocks. `find` is on the outside of the house (other programs call it); the
folder `identifiers` knows each kind. How well it does is measured by
`tests/nominations/test_patient_information.py`. It does not see numbers in words (“oh seven
seven”), names on their own, streets, a room in a care home, or somebody in bay 3 of whom nothing
tells whether they lie or work there.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from recognition.nominations.by_digest import ByDigest
from recognition.nominations.identifiers.beds import beds
from recognition.nominations.identifiers.birth_dates import birth_dates
from recognition.nominations.identifiers.contact_details import emails, phones
from recognition.nominations.identifiers.patient_numbers import hospital_numbers, nhs_numbers
from recognition.nominations.identifiers.postcodes import postcodes
from recognition.nominations.plain_characters import plain
from recognition.words import _

Kind = Literal[
    "nhs_number", "date_of_birth", "phone", "postcode", "hospital_number", "email", "bed"
]
Stretch = tuple[int, int]

# The surest first: what one has found is hidden from the next. An NHS number could be part of a
# telephone number otherwise, and a date part of a hospital number.
_FINDERS: tuple[tuple[Kind, Callable[[str], list[Stretch]]], ...] = (
    ("email", emails),
    ("nhs_number", nhs_numbers),
    ("date_of_birth", birth_dates),
    ("phone", phones),
    ("hospital_number", hospital_numbers),
    ("postcode", postcodes),
    ("bed", beds),
)
_WITHOUT_DIGITS = tuple(pair for pair in _FINDERS if pair[0] in ("email", "bed"))
_DIGIT = re.compile("[0-9]")
_HIDDEN = "\0"  # neither a word, nor a space, nor punctuation; `plain` lets none through


@dataclass(frozen=True)
class Finding:
    """A stretch of a text that could tell who a patient is.

    `start` and `end` are offsets in characters of the text as it was given; `why` is one kind line.
    """

    kind: Kind
    start: int
    end: int
    why: str


def find(text: str) -> list[Finding]:
    """Return what in `text` could tell who a patient is, in order and without overlap.

    Takes any text and never raises. Time grows in step with the length of the text.
    """
    return [Finding(kind, start, end, _why(kind)) for kind, start, end in _places(text)]


def _look(text: str) -> tuple[tuple[Kind, int, int], ...]:
    known = plain(text)
    left = known.text
    found: list[tuple[Kind, int, int]] = []
    # all the others are numbers, and most stories have none
    for kind, finder in _FINDERS if _DIGIT.search(left) else _WITHOUT_DIGITS:
        stretches = _apart(left, finder(left))
        found += [(kind, *known.original(*stretch)) for stretch in stretches]
        left = _hide(left, stretches)
    return tuple(sorted(found, key=lambda place: place[1]))


_places = ByDigest(_look)


def _apart(text: str, stretches: list[Stretch]) -> list[Stretch]:
    """Return the stretches in order, without those that run into an earlier or a hidden one."""
    apart: list[Stretch] = []
    for start, end in sorted(stretches):
        if (not apart or start >= apart[-1][1]) and _HIDDEN not in text[start:end]:
            apart.append((start, end))
    return apart


def _hide(text: str, stretches: list[Stretch]) -> str:
    pieces, at = [], 0
    for start, end in stretches:
        pieces += [text[at:start], _HIDDEN * (end - start)]
        at = end
    return "".join(pieces) + text[at:]


def kind_name(kind: str) -> str:
    """Return what people call a kind, as a short label.

    Raises:
        KeyError: there is no such kind.
    """
    return {
        "nhs_number": _("NHS number"),
        "date_of_birth": _("date of birth"),
        "phone": _("telephone number"),
        "postcode": _("postcode"),
        "hospital_number": _("hospital number"),
        "email": _("e-mail address"),
        "bed": _("bed or bay"),
    }[kind]


def _why(kind: Kind) -> str:
    return {
        "nhs_number": _(
            "This looks like an NHS number, and it would tell everybody who the patient is."
        ),
        "date_of_birth": _(
            "This looks like a date of birth. With the rest of the story it could tell who the "
            "patient is."
        ),
        "phone": _("This looks like a telephone number, and anybody who reads it could ring it."),
        "postcode": _(
            "This looks like a full postcode. It could lead to the door of a patient or a family."
        ),
        "hospital_number": _(
            "This looks like a hospital number, and colleagues could look the patient up by it."
        ),
        "email": _(
            "This looks like an e-mail address, and anybody who reads it could write to it."
        ),
        "bed": _(
            "A bed or bay beside a name or an illness can be enough for people to know who the "
            "patient is."
        ),
    }[kind]


_BLANKS = " \t\u00a0\u202f"
_BRACKETS = ("()", "[]", "<>")
_DANGLING = ",;:-–— \t\u00a0\u202f"


def without(text: str, start: int, end: int) -> str:
    """Return `text` with the stretch from `start` to `end` taken out, and the seam made tidy.

    At the seam there is then no double space, no space before punctuation, no empty pair of
    brackets and no comma or colon left over; everything else stays as it was typed. Offsets beyond
    the text mean its ends.
    """
    start, end = max(0, start), max(0, end)
    if start >= min(end, len(text)):
        return text
    left, right = text[:start].rstrip(_BLANKS), text[end:].lstrip(_BLANKS)
    blank = left != text[:start] or right != text[end:]
    while left[-1:] + right[:1] in _BRACKETS:
        left, right, blank = left[:-1].rstrip(_BLANKS), right[1:].lstrip(_BLANKS), True
    if not right or right[0] in "\n.!?)]":
        return left.rstrip(_DANGLING) + right
    if right[0] in ",;:":
        if left and left[-1] not in "\n([,;:":
            return left + right
        right, blank = right[1:].lstrip(_BLANKS), True
    return left + (" " if blank and left and left[-1] not in "\n([" else "") + right
