"""Cells that a spreadsheet shows and never runs.

A spreadsheet takes a cell of a CSV file for a formula if it starts with `=`, `+`, `-` or `@`, their
full-width forms, or those after spaces and other marks nobody sees. Such a cell gets one apostrophe
in front. Cells that have apostrophes before such a start get one more, so that a program can always
take away what was added: `+44 20 7946 0000` travels as `'+44 20 7946 0000` and comes back whole.
"""

import re

_UNSEEN = r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
_RUNS = r"[=+\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20\t\r\x00]"
_STARTS_TO_RUN = re.compile(f"'*{_UNSEEN}*{_RUNS}")


def safe_cell(text: str) -> str:
    """Return a text that a spreadsheet will not run; most texts stay as they are."""
    if text[:1].isalnum():  # as most do; no need to look further
        return text
    return f"'{text}" if _STARTS_TO_RUN.match(text) else text


def plain_cell(text: str) -> str:
    """Return the text from which `safe_cell` made this one."""
    return text[1:] if text.startswith("'") and _STARTS_TO_RUN.match(text) else text
