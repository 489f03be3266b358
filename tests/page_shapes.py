"""Whether a page is HTML without a mistake, remembered by its shape: html5lib takes its time."""

import re
from hashlib import blake2b

import html5lib

# Plain words, as the whole of a text or of a quoted value. No character of theirs, and none of
# these references, begins or ends anything for an HTML parser, whatever it is in the middle of, so
# that other words in the same place are parsed alike. Whatever is odd stays as it is: spaces alone,
# a hyphen beside a hyphen, a character that is not on the list.
_PLAIN = "|".join(
    (
        r"[A-Za-z0-9À-ſ .,:;?!()+*#@%_’‘“”–…·\n]",
        r"/(?!>)",
        r"&(?:amp|lt|gt|quot|#39|#34);",
        r"(?<=\w)-(?=\w)",
    )
)
_TEXT = re.compile(rf"(?<=>)\s*(?=[A-Za-zÀ-ſ0-9(“‘&])(?:{_PLAIN})+(?=<)")
_VALUE = re.compile(rf"(?<==\")(?=[A-Za-zÀ-ſ0-9/?#.&])(?:{_PLAIN}|=)+(?=\")")
_seen: set[bytes] = set()


def shape(text: str) -> str:
    """Return a page with an x for plain words: pages of one shape are right or wrong alike."""
    return _VALUE.sub("x", _TEXT.sub("x", text))


def check_html(text: str) -> None:
    """Refuse a page with any mistake that the HTML standard calls an error.

    Raises:
        html5lib.html5parser.ParseError: the first mistake.
    """
    mark = blake2b(shape(text).encode(), digest_size=16).digest()
    if mark in _seen:
        return
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    _seen.add(mark)
