"""Numbers that stand for one patient: NHS numbers and hospital numbers.

Both functions take a text in plain characters (see `plain_characters`) and return stretches of it.
"""

import re

from nhs_number.validate import is_valid

from recognition.nominations.identifiers.other_numbers import OF_A_THING, OF_SOMETHING_ELSE

Stretch = tuple[int, int]

# Ten digits as people group them. The check digit keeps other numbers out: one in eleven passes.
_TEN = re.compile(
    r"(?<![0-9A-Za-z+])(?<!\d,)\d{3}[ \n.,/_-]{0,3}\d{3}[ \n.,/_-]{0,3}\d{4}(?![0-9A-Za-z])"
)
# The last ten digits of “+44 …” are a telephone number.
_END_OF_A_PHONE = re.compile(r"(?:\+\d{1,3}|\b00\d{2,3}|\(0\))[ .-]{0,2}$")
# Called an NHS number, it is one however it is grouped, and even with a slip of the finger.
_CALLED_NHS = re.compile(
    r"\b(?:nhs|chi|h ?& ?c)[ .-]{0,2}(?:(?:numbers?|num|no|nr|id)\b|#)"
    r"[^0-9!?;]{0,25}?(?<![0-9A-Za-z+])(\d(?:[ \n./-]{0,3}\d){9})(?![0-9A-Za-z])"
    r"|\b(?:nhs|chi)[ :.#-]{0,3}(\d{3}[ -]?\d{3}[ -]?\d{4})(?![0-9A-Za-z])",
    re.I,
)

_LABEL = (
    r"(?:\b(?:hospital|hosp|unit|patient|pt|case ?notes?|(?:medical|med|health) records?|district"
    r"|pas|rio|systmone|emis|epr)\b\.?[ -]{0,2}"
    r"(?:(?:numbers?|num|no|nr|ids?|identifier|ref(?:erence)?)(?![a-z])\.?|\#)"
    r"|\b(?:mrn|crn|pid|h/n)(?![a-z])\.?)"
)
_LETTERS = r"(?:(?-i:[A-Z]|[A-Z]{1,2}\d|R[A-Z0-9]{2})[ ]|[A-Z]{1,3}[-/]?|R[A-Z0-9]{2}[-/]?)?"
# One run of digits, or short groups: 448213, RM1 448201, 44/82137, 12-34-567, A448-213.
_LABELLED = re.compile(
    rf"{_LABEL}[^0-9!?;\n]{{0,20}}?(?:(?<![0-9A-Za-z])|(?<=mrn)|(?<=no))"
    rf"({_LETTERS}(?:\d{{6,10}}|\d{{2,5}}(?:[/-]\d{{1,6}}|[ ]\d{{2,6}}){{1,3}}|\d{{5}})[A-Z]?)"
    r"(?![0-9A-Za-z]|[/-]\d)",
    re.I,
)
_PATIENT = re.compile(r"\b(?:patient|pt)[ :(#]{1,3}([A-Z]{0,3}\d{6,8}[A-Z]?)(?![0-9A-Za-z])", re.I)
# Unlabelled only in two shapes: a letter with 6 or 7 digits; a trust's code and 6 or 7 digits.
_SHAPED = re.compile(
    r"(?<![0-9A-Za-z/#-])(?:R[A-Z0-9]{2}[ -]?\d{6,7}|[A-Z]-?\d{6,7})(?![0-9A-Za-z]|[./-]\d)", re.I
)
_DATE = re.compile(r"(?:[0-2]?\d|3[01])([/-])(?:0?\d|1[0-2])\1(?:19|20)\d\d")


def nhs_numbers(text: str) -> list[Stretch]:
    """Return ten digits with the right check digit, or ten that the text calls an NHS number."""
    found = []
    for match in _TEN.finditer(text):
        before = text[max(0, match.start() - 30) : match.start()]
        other = _END_OF_A_PHONE.search(before) or OF_A_THING.search(before)
        if _passes(match.group()) and not other:  # every ISBN-10 has the same check digit
            found.append(match.span())
    for match in _CALLED_NHS.finditer(text):
        if match.group(1):
            found.append(match.span(1))
        elif _passes(match.group(2)):
            found.append(match.span(2))
    return found


def _passes(written: str) -> bool:
    return is_valid("".join(filter(str.isdecimal, written)))


def hospital_numbers(text: str) -> list[Stretch]:
    """Return numbers that the text calls a hospital number, and unlabelled ones by their shape."""
    found = [
        match.span(1)
        for pattern in (_LABELLED, _PATIENT)
        for match in pattern.finditer(text)
        if not _DATE.fullmatch(match.group(1)) and sum(map(str.isdecimal, match.group(1))) >= 5
    ]
    for match in _SHAPED.finditer(text):
        if not OF_SOMETHING_ELSE.search(text[max(0, match.start() - 35) : match.start()]):
            found.append(match.span())
    return found
