"""Every word a person reads passes through here, so that it can be said in another language.

Plain Python, so that rules may speak without knowing the web. `app.py` hands in the translator
that knows the reader's language; without one (a rule called on its own, a command) the words are
English.

`in_language` says words in the language of somebody else than the reader, such as whoever gets a
letter; no web request is needed for it.

Inside functions words are said with `_`, and with `ngettext` where there is a number. What is read
once when Python starts – labels, messages and choices of a class – is marked with `later`, and said
when somebody reads it. Whoever collects the words for translators tells Babel about the third name
too: `pybabel extract --mapping=babel.cfg --keyword=later …`.
"""

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from typing import Any

from babel.dates import format_date

ENGLISH, WELSH = "en", "cy"
LANGUAGES = {ENGLISH: "English", WELSH: "Cymraeg"}  # each named in itself
DAY_OF_CALENDAR = "EEEE d MMMM y"
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _english(text: str, **values: object) -> str:
    return text % values if values else text


def _english_plural(one: str, many: str, number: int, **values: object) -> str:
    return (one if number == 1 else many) % {"num": number, **values}


def _nobody_asked() -> str:
    return ENGLISH


def _never(english: str) -> str | None:
    return None


class _Speaker:
    """Holds the two translators in use, and who knows the reader's language."""

    say: Callable[..., str] = staticmethod(_english)
    count: Callable[..., str] = staticmethod(_english_plural)
    reader: Callable[[], str] = staticmethod(_nobody_asked)
    own: Callable[[str], str | None] = staticmethod(_never)


_chosen: ContextVar[str | None] = ContextVar("language", default=None)


def speak_with(say: Callable[..., str], count: Callable[..., str]) -> None:
    """Use these translators from now on: gettext and ngettext, with `%(name)s` places."""
    _Speaker.say = staticmethod(say)
    _Speaker.count = staticmethod(count)


def read_by(reader: Callable[[], str]) -> None:
    """Ask `reader` from now on in which language whoever looks at a page reads."""
    _Speaker.reader = staticmethod(reader)


def look_up_own_with(look_up: Callable[[str], str | None]) -> None:
    """Ask `look_up` from now on what an organisation's own text is in the language read now."""
    _Speaker.own = staticmethod(look_up)


def language() -> str:
    """Return the language in which words are said here and now, one of `LANGUAGES`."""
    return _chosen.get() or _Speaker.reader()


@contextmanager
def in_language(code: str | None) -> Iterator[None]:
    """Say words in this language, whoever is reading: for letters and paper.

    Args:
        code: one of `LANGUAGES`; anything else, and nothing, means English.
    """
    before = _chosen.set(code if code in LANGUAGES else ENGLISH)
    try:
        yield
    finally:
        _chosen.reset(before)


def _(text: str, **values: object) -> str:
    """Say `text` in the reader's language, with `%(name)s` places filled from `values`."""
    return _Speaker.say(text, **values)


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """Say `one` or `many` by `number`, which is also available as `%(num)s`."""
    return _Speaker.count(one, many, number, **values)


class Own(str):
    """A text that an organisation wrote in English, said in the reader's language where it can be.

    It is the English text wherever it is stored, compared or sorted. Where it is shown, it is the
    translation if somebody wrote one; and in a page the English says that it is English.
    """

    __slots__ = ()

    @property
    def english(self) -> str:
        """The text as it was written."""
        return super().__str__()

    @property
    def in_other_words(self) -> str | None:
        """The translation for whoever reads this; None where there is none or none is needed."""
        return _Speaker.own(self.english) if language() != ENGLISH else None

    def __str__(self) -> str:
        return self.in_other_words or self.english

    def __format__(self, how: str) -> str:
        return format(str(self), how)

    def __html__(self) -> str:
        said = self.in_other_words
        if said is not None or language() == ENGLISH:
            return html.escape(said or self.english)
        return f'<span lang="{ENGLISH}">{html.escape(self.english)}</span>'


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


def calendar_day(day: date) -> str:
    """Say a day of the calendar: “Tuesday 1 December 2026”, “dydd Mawrth 1 Rhagfyr 2026”."""
    return _calendar_day(day, language())


@lru_cache(maxsize=2_000)  # a long list says few days, and each many times
def _calendar_day(day: date, code: str) -> str:
    said = format_date(day, DAY_OF_CALENDAR, locale=code)
    # Babel's days begin with a capital for lists; within a sentence Welsh writes “dydd Mawrth”.
    return said[:1].lower() + said[1:] if code == WELSH else said


def calendar_month(day: date) -> str:
    """Say a month of the calendar: “December 2026”, “Rhagfyr 2026”."""
    return format_date(day, "LLLL y", locale=language())


def printable(text: str) -> str:
    """Return a text without the characters that XML, and so Word, Excel and feeds, cannot hold."""
    return NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", str(text))
