"""Dates of birth in a text of plain characters (see `plain_characters`).

A full date is one in two cases. Beside “born”, “birth”, “DOB” any year will do. Elsewhere its year
has to be `NEWEST_UNLABELLED` or earlier, and no word may say that something happened on that day:
“on 3 September 2001”, “since 12 July 2004”. Stories are about this year and last; so a plain recent
date is when a shift was, and a child's date of birth is found only where it is called one. The year
is fixed rather than counted from today so that one text has one answer; raise it now and then.
"""

import re
from calendar import monthrange

Stretch = tuple[int, int]

NEWEST_UNLABELLED = 2016
_OLDEST = 1900
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_DAY = r"(?P<day>\d\d?)"
_YEAR = r"(?P<year>\d{4}|'\d\d|\d\d(?!\d))"
_END = r"(?!\w|[/.-]\d)"
_WRITTEN = tuple(
    re.compile(body + _END, re.I)
    for body in (
        rf"{_DAY}(?P<sep>[ ]?[/.|\\-][ ]?)(?P<month>\d{{1,2}})(?P=sep){_YEAR}",
        rf"{_DAY}(?P<sep>[ ])(?P<month>\d{{1,2}})[ ](?P<year>\d{{4}}|\d\d(?!\d))",
        r"(?P<year>\d\d\d\d)(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})",
        rf"{_DAY}(?:st|nd|rd|th)?(?P<sep>[ /-]{{0,2}})(?:of[ ])?{_MONTH}[ ,/-]{{0,2}}{_YEAR}",
        rf"{_MONTH}(?P<sep>[ -]?){_DAY}(?:st|nd|rd|th)?[ ,-]{{1,2}}{_YEAR}",
    )
)
_COMPACT = re.compile(r"(?P<day>\d\d)(?P<sep>)(?P<month>\d\d)(?P<year>\d{4}|\d\d)(?!\w)", re.I)
# A date begins a word, except in “dob14/03/48”, and is no part of a longer row such as 1.14.03.48.
_BEGINS = re.compile(r"(?:(?:dob|born)|(?<![\w£$]))(?<!\d[/.-])$", re.I)
_CALLED = re.compile(
    r"(?:\b(?:d\.?[ ]?o\.?[ ]?b|birth[ -]?date|\w*birth|birthday(?: is|:))(?!\w)\.?[^!?;\n]{0,25}"
    r"|\b(?<!service was )(?<!nhs was )(?:still|new)?born\b(?! to\b)[^.!?;,\n]{0,40}"
    r"|\bborn:?[ ,]{0,2})$",
    re.I,
)
_CALLED_AFTER = re.compile(r"[ ,):-]{0,3}(?:d\.?[ ]?o\.?[ ]?b\b|date of birth|birth ?date)", re.I)
_SOMETHING_ELSE = re.compile(r"\b(?:joined|started|opened|came|worked|since|nominat\w+)\b", re.I)
_GOES_ON = re.compile(r"[ ]?(?:-|to|until|till)[ ]?\d", re.I)
_HAPPENED = re.compile(
    r"\b(?:joined|started|opened|founded|began|qualified|retired|worked|built|launched|married"
    r"|employed|registered|established|dated)\b[^.!?;\n]{0,25}$"
    rf"|(?:\d(?:st|nd|rd|th)?|\b(?:{'|'.join(_MONTHS)})[a-z]*)[ ]?(?:-|to|until)[ ]?$"
    r"|\b(?:on|since|until|till|dated|from|by|of)(?: the)?(?: \w{3,6}day,?)?[ ]$",
    re.I,
)


def birth_dates(text: str) -> list[Stretch]:
    """Return full dates that are called, or that look like, the day somebody was born."""
    found = [
        match.span()
        for pattern in _WRITTEN
        for match in pattern.finditer(text)
        if _is_date(text, match) and (_is_called(text, match) or _looks_long_ago(text, match))
    ]
    found += [
        match.span()
        for match in _COMPACT.finditer(text)
        if _is_date(text, match) and _is_called(text, match)
    ]
    return found


def _is_called(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 60) : match.start()]
    called = _CALLED.search(before)
    if called and not _SOMETHING_ELSE.search(called.group()):
        return True
    return bool(_CALLED_AFTER.match(text, match.end()))


def _looks_long_ago(text: str, match: re.Match[str]) -> bool:
    if _year(match) > NEWEST_UNLABELLED:
        return False
    if len(match["year"]) != 4 and not _is_plain_short(match):
        return False
    if _GOES_ON.match(text, match.end()):
        return False  # “1/4/2015 to 31/3/2016”
    return not _HAPPENED.search(text[max(0, match.start() - 45) : match.start()])


def _is_plain_short(match: re.Match[str]) -> bool:
    """Tell whether a date with a year of two digits can be nothing but a date.

    “14/03/48” and “14-Mar-48”, but not version “3.2.48” nor “14 March 48 patients came”.
    """
    if match["year"].startswith("'"):
        return True
    if match["month"].isalpha():
        return match["sep"] == "-"
    if match["sep"] == " ":
        return False
    both_double = len(match["day"]) == len(match["month"]) == 2
    if _year(match) >= 2000:
        return match["sep"] == "/" and both_double and match["day"] != match["month"]
    return both_double or match["sep"] == "/"


def _year(match: re.Match[str]) -> int:
    year = int(match["year"].lstrip("'"))
    if year >= 100:
        return year
    return 2000 + year if year < 30 else 1900 + year


def _is_date(text: str, match: re.Match[str]) -> bool:
    if not _BEGINS.search(text[max(0, match.start() - 4) : match.start()]):
        return False
    year, day, written = _year(match), int(match["day"]), match["month"]
    month = _MONTHS.index(written[:3].lower()) + 1 if written.isalpha() else int(written)
    if not _OLDEST <= year < _OLDEST + 200:
        return False
    if written.isdecimal() and month > 12:
        month, day = day, month  # the American order
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
