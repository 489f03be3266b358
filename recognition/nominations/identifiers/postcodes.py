"""Full British postcodes in a text of plain characters (see `plain_characters`).

The letters allowed in each place are those of BS 7666: no Q, V, X first; no I, J, Z second; the
letter after the digit from A–H, J, K, P, S–U, W in the short form and from A, B, E, H, M, N, P, R,
V–Y in the long; no C, I, K, M, O, V in the last two.
"""

import re

Stretch = tuple[int, int]

_POSTCODE = re.compile(
    r"(?<!\w)(?P<out>GIR|(?P<area>[A-PR-UWYZ])[ ]?(?:\d\d?|\d[A-HJKPSTUW])"
    r"|(?P<two>[A-PR-UWYZ][A-HK-Y])[ ]?(?:\d\d?|\d[ABEHMNPRV-Y]))"
    r"(?P<gap>[ .-]{0,3}|\n)(?P<in>\d(?P<last>[ABD-HJLNP-UW-Z]{2}))(?!\w)",
    re.I,
)
# The 121 areas of the Royal Mail, GY, IM and JE, and BF and BX, which are no places on a map.
_AREA_LIST = """
AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT
DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE
LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM
SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
"""
_AREAS = frozenset(_AREA_LIST.split())
# “B12 3rd dose”, “E5 2nd floor”, “M6 2hr”: ordinals and units that fit the last two letters.
_ORDINAL = re.compile("1st|2nd|3rd|[4-90]th", re.I)
_ORDINALS_AND_UNITS = frozenset(("st", "nd", "rd", "th", "hr", "yr", "ft", "lb", "pt", "gb", "tb"))
_COUNTED = re.compile(
    r"[ -](?:floor|dose|jab|injection|time|visit|shift|class|day|night|week|one|year|lane)",
    re.I,
)
_ADDRESS = re.compile(r"(?:postcode|post code|address|lives?|house|flat|road|street|lane)\b", re.I)


def postcodes(text: str) -> list[Stretch]:
    """Return full postcodes; half of one (“SW1”) names a town or a road, not a house."""
    return [match.span() for match in _POSTCODE.finditer(text) if _is_postcode(text, match)]


def _is_postcode(text: str, match: re.Match[str]) -> bool:
    if match["out"].upper() == "GIR":
        return match["in"].upper() == "0AA"
    if " " in match["out"] and not match.group().isupper():
        return False
    if (match["area"] or match["two"]).upper() not in _AREAS:
        # written like one and nothing else, it may be one we have not heard of
        return match.group().isupper() and match["gap"] == " "
    if match["last"].lower() not in _ORDINALS_AND_UNITS:
        return True
    if match["last"][0].isupper():
        return not _COUNTED.match(text, match.end())
    if match["out"][0].isupper():
        return False
    if match["two"] and not _ORDINAL.fullmatch(match["in"]):
        return True  # no ward is called “kt21”
    before = text[max(0, match.start() - 40) : match.start()]
    return not match["gap"] or bool(_ADDRESS.search(before))
