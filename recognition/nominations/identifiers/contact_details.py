"""Ways to reach somebody: e-mail addresses and telephone numbers.

Both functions take a text in plain characters (see `plain_characters`) and return stretches of it.
"""

import re

from recognition.nominations.identifiers.other_numbers import OF_A_THING

Stretch = tuple[int, int]

_AT = re.compile(r"(?<=[\w'+%.-])(?:[ ]?@[ ]?|[ ]?[(\[]at[)\]][ ]?|[ ]at[ ])", re.I)
_LOCAL = re.compile(r"[\w.+'%-]{1,64}$")
_DOT = r"(?:\.|[ ]?[(\[]dot[)\]][ ]?|[ ]dot[ ])"
_DOMAIN = re.compile(rf"(?:[\w-]{{1,63}}{_DOT}){{1,5}}([^\W\d_]{{2,24}})(?![\w@])", re.I)
_KNOWN_ENDINGS = "com net org uk info io me eu ie fr de pl pt es it ro in ng ph au scot wales"
_ENDINGS = frozenset(_KNOWN_ENDINGS.split())

# Where a telephone number may begin: +, 00, a nought (or the letter for it), or 44 and a mobile.
_PHONE = re.compile(
    r"(?:(?<![\w+])|(?<=tel)|(?<=mob))(?<!\d[.,])"
    r"\(?(?:\+[ ]?|00(?=[1-9])|0(?=[ ()./-]{0,2}[1-9])|o(?=7\d)|44(?=[ .-]?7))"
    r"(?:[ ()./-]{0,4}\d){6,14}(?!\d)",
    re.I,
)
_NOUGHT_LOST = re.compile(
    r"\b(?:mobile|mob|phone|tel|number|ring|call|text|whatsapp)\b[^\n\d]{0,15}"
    r"(?<![\w+])(7[1-9]\d{2}[ -]?\d{3}[ -]?\d{3})(?!\w)",
    re.I,
)
_EXTENSION = re.compile(r"[ ,;(]{0,3}(?:ext(?:ension|n)?|x)\.?[ :]{0,2}\d{1,6}\b", re.I)
_LETTER_O = re.compile("^o", re.I)
_GROUP = re.compile(r"\d+")


def emails(text: str) -> list[Stretch]:
    """Return e-mail addresses, also as they are spelt out: “kath at example dot com”."""
    found = []
    for at in _AT.finditer(text):
        local = _LOCAL.search(text, max(0, at.start() - 64), at.start())
        domain = _DOMAIN.match(text, at.end())
        if local and domain and _is_address(at.group(), domain):
            skip = len(local.group()) - len(local.group().lstrip(".'"))
            found.append((local.start() + skip, domain.end()))
    return found


def _is_address(at: str, domain: re.Match[str]) -> bool:
    ending = domain.group(1).lower()
    if at == "@":
        return ending not in ("am", "pm")  # “started @7.am”
    spelt_out = "dot" in domain.group().lower()
    return ending in _ENDINGS and (spelt_out or at.strip().lower() != "at")


def phones(text: str) -> list[Stretch]:
    """Return telephone numbers with their area code, British or international, and extension.

    An extension or bleep number alone reaches nobody outside and is left in peace.
    """
    found = [match.span(1) for match in _NOUGHT_LOST.finditer(text)]
    match = _PHONE.search(text)
    while match:
        start = match.start()
        ends = _possible_ends(text, match)
        end = next((end for end in ends if _is_phone(text[start:end])), None)
        if end and OF_A_THING.search(text, max(0, start - 30), start):
            end = None
        if end:
            extension = _EXTENSION.match(text, end)
            end = extension.end() if extension else end
            alone = text[start] == "(" and ")" not in text[start:end]
            found.append((start + alone, end))
        # what was taken for a number may have been a bleep just before one
        match = _PHONE.search(text, end or _first_group_ends(text, match))
    return found


def _first_group_ends(text: str, match: re.Match[str]) -> int:
    group = _GROUP.search(text, match.start())
    return group.end() if group else match.end()


def _possible_ends(text: str, match: re.Match[str]) -> list[int]:
    """Return where a number of a possible length may end, the longest first."""
    most = 16 if match.group().lstrip("(").startswith(("+", "00", "4")) else 11
    ends, digits = [], int(match.group().lower().startswith("o"))
    for group in _GROUP.finditer(text, match.start(), match.end()):
        digits += len(group.group())
        if 9 < digits <= most:
            ends.append(group.end())
    return ends[::-1]


def _is_phone(written: str) -> bool:
    written = _LETTER_O.sub("0", written.lstrip("("))
    groups = _GROUP.findall(written)
    digits = "".join(groups)
    if written.startswith("0") and not written.startswith("00"):
        return _is_national(digits, groups)
    national = digits.removeprefix("00") if written.startswith("00") else digits
    return 8 <= len(national) <= 16 and _library_knows("+" + national)


def _is_national(digits: str, groups: list[str]) -> bool:
    if len(digits) not in (10, 11) or digits[1] not in "123789":
        return False
    one_by_one = len(groups) == len(digits)
    # “0 7700 900123” and “07 700 900 123”, but not “07 03 2026 123”
    starts_well = len(groups[0]) >= 3 or (len(groups) > 1 and len(groups[1]) >= 3)
    ends_well = all(len(group) >= 2 for group in groups[1:])
    if not one_by_one and (len(groups) > 5 or not starts_well or not ends_well):
        return False
    # Eleven digits are one even where the library knows no such number: numbers kept for drama, and
    # a slip in a real one. Shorter ones it has to know.
    return len(digits) == 11 or _library_knows(digits)


def _library_knows(number: str) -> bool:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return False
    mobile = parsed.country_code == 44 and str(parsed.national_number).startswith("7")
    if mobile and len(str(parsed.national_number)) == 10:
        return True
    return phonenumbers.is_valid_number(parsed)
