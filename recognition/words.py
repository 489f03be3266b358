"""Every word a person reads passes through here, so that it can be said in another language.

Plain Python, so that rules may speak without knowing the web. `app.py` hands in the translator
that knows the reader's language; without one (a rule called on its own, a command) the words are
English.
"""

import re
from collections.abc import Callable

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


def printable(text: str) -> str:
    """Return a text without the characters that XML, and so Word, Excel and feeds, cannot hold."""
    return NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
