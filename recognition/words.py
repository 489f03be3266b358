"""Every word a person reads passes through here, so that it can be said in another language.

Plain Python, so that rules may speak without knowing the web. `app.py` hands in the translator
that knows the reader's language; without one (a rule called on its own, a command) the words are
English.

Inside functions words are said with `_`, and with `ngettext` where there is a number. What is read
once when Python starts – labels, messages and choices of a class – is marked with `later`, and said
when somebody reads it. Whoever collects the words for translators tells Babel about the third name
too: `pybabel extract --keyword=later …`.
"""

import html
import re
from collections.abc import Callable
from datetime import date
from typing import Any

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _english(text: str, **values: object) -> str:
    return text % values if values else text


def _english_plural(one: str, many: str, number: int, **values: object) -> str:
    return (one if number == 1 else many) % {"num": number, **values}


class _Speaker:
    """Holds the two translators in use."""

    say: Callable[..., str] = staticmethod(_english)
    count: Callable[..., str] = staticmethod(_english_plural)


def speak_with(say: Callable[..., str], count: Callable[..., str]) -> None:
    """Use these translators from now on: gettext and ngettext, with `%(name)s` places."""
    _Speaker.say = staticmethod(say)
    _Speaker.count = staticmethod(count)


def _(text: str, **values: object) -> str:
    """Say `text` in the reader's language, with `%(name)s` places filled from `values`."""
    return _Speaker.say(text, **values)


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """Say `one` or `many` by `number`, which is also available as `%(num)s`."""
    return _Speaker.count(one, many, number, **values)


class Later:
    """A text that is said each time it is read, in the language of whoever reads it then."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return _Speaker.say(self.text)

    def __repr__(self) -> str:
        return f"later({self.text!r})"

    def __html__(self) -> str:
        return html.escape(str(self))

    def __format__(self, how: str) -> str:
        return format(str(self), how)

    def __mod__(self, values: object) -> str:
        return str(self) % values


def later(text: str) -> Any:
    """Mark `text` to be said when it is read; for what stands outside functions.

    Returns:
        A `Later`, called `Any` because form libraries ask for `str` and only ever turn it into one.
    """
    return Later(text)


DAYS = (
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
    later("Sunday"),
)
MONTHS = (
    later("January"),
    later("February"),
    later("March"),
    later("April"),
    later("May"),
    later("June"),
    later("July"),
    later("August"),
    later("September"),
    later("October"),
    later("November"),
    later("December"),
)


def calendar_day(day: date) -> str:
    """Say a day of the calendar: “Tuesday 1 December 2026”."""
    return _(
        "%(weekday)s %(day)s %(month)s %(year)s",
        weekday=DAYS[day.weekday()],
        day=day.day,
        month=MONTHS[day.month - 1],
        year=day.year,
    )


def printable(text: str) -> str:
    """Return a text without the characters that XML, and so Word, Excel and feeds, cannot hold."""
    return NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
