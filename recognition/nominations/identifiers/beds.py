"""A bed or bay beside a name or a diagnosis, in plain characters (see `plain_characters`).

A bed alone is innocent; so is a bay with somebody working in it. What tells who it was is a bed and
one of these, with nothing between them but words such as “in”, “who was”, “the lady”:

- a title and a name. Dr, Sister and Nurse are no such titles: those people work there;
- a capitalised name on its own, if it adjoins: “John in bed 6”, “Bed 3: Joan”;
- a common diagnosis.

The stretch goes from the first word of the one to the last of the other. `bed_tokens` and
`bed_words` know the words.
"""

import re

from recognition.nominations.identifiers.bed_tokens import A_PLACE, Token, tokens_of
from recognition.nominations.identifiers.bed_words import AFTER, BESIDE, BETWEEN, PERSON

Stretch = tuple[int, int]

_FARTHEST = 45
_ENDS = re.compile(r"[.!?;\n]")
_WARD = re.compile(r"\b(?:on|of|from) (?:ward \w+|\w+ ward)\b|\bward \w+", re.I)
_WORD = re.compile(r"[^\W\d_]+")
_ADJOINS = re.compile(
    r"(?:(?<='s)[ ](?:hand|family|wife|husband|daughter|son))?[ ]?[,(-]?[ ]?"
    r"(?:who (?:was|is)[ ]|was[ ]|is[ ])?(?:over[ ]|back[ ]|down[ ])?"
    r"(?:(?P<in>in)[ ]|from[ ]|at[ ])?(?:the[ ])?",
    re.I,
)
_INTRODUCES = re.compile(
    r"[ ]?[(:][ ]?|[ ](?P<dash>-)[ ]|'s[ ]|[ ]patient[ ]|[ ,]{1,2}(?:is |was )?(?:called|named)[ ]"
    r"|(?P<first>,?[ ])",
    re.I,
)
_WORKS_THERE = re.compile(
    r"\b(?:work\w*|shifts?|nurs\w+|duty|paired|alongside)\b[^.!?\n]{0,12}$", re.I
)
_PLACE_BEFORE = re.compile(r"\b(?:on|at|in|the)[ ]$", re.I)
_OUTBREAK = re.compile(r"covid|flu|norovirus|c\.? ?diff", re.I)
_PERSON_IN = re.compile(rf"\b(?:{'|'.join(sorted(PERSON))}) (?:in|from|at|by) (?:the )?$", re.I)
_ONESELF = re.compile(r"\b(?:I|we)\b[^.!?;\n]{0,12}$")
_PAUSE = re.compile(r"[ ]?(?:[,.;!?)-]|\n|$)")


def beds(text: str) -> list[Stretch]:
    """Return places where a bed or bay stands beside a name or a diagnosis."""
    if not A_PLACE.search(text):
        return []
    tokens = tokens_of(text)
    found: list[Stretch] = []
    used: set[Token] = set()
    for at, place in enumerate(tokens):
        if place.kind != "place":
            continue
        near = _before(text, tokens, at, used) or _after(text, tokens, at)
        if near:
            used.add(near)
            found.append(_with_brackets(text, near, place))
    return found


def _with_brackets(text: str, near: Token, place: Token) -> Stretch:
    """Return the stretch from the one to the other, with the bracket that only one end is in."""
    start, end = min(near.start, place.start), max(near.end, place.end)
    opened, closed = text.count("(", start, end), text.count(")", start, end)
    if opened > closed and text[end : end + 1] == ")":
        end += 1
    elif closed > opened and text[start - 1 : start] == "(":
        start -= 1
    return start, end


def _before(text: str, tokens: list[Token], at: int, used: set[Token]) -> Token | None:
    """Return whose bed it is, if that is said before the bed."""
    place = tokens[at]
    for near in reversed(tokens[max(0, at - 3) : at]):
        if place.start - near.end > _FARTHEST or near.kind in ("place", "staff") or near in used:
            return None
        if near.kind == "named":
            if _name_adjoins(text, near, place):
                return near
            continue  # perhaps the name of a ward
        return near if _leads_to(text, near, place) else None
    return None


def _leads_to(text: str, near: Token, place: Token) -> bool:
    between = text[near.end : place.start]
    words = _words(between)
    if words is None or not words <= BETWEEN:
        return False
    if near.kind == "titled":
        return True
    if _is_bay(text, place) and _OUTBREAK.match(text, near.start):
        before = text[max(0, near.start - 25) : near.start].lower()
        if not PERSON & (words | set(_WORD.findall(before))):
            return False  # “Covid in bay 3” is about the bay
    return bool(words & BESIDE) or any(mark in between for mark in ",(-")


def _name_adjoins(text: str, near: Token, place: Token) -> bool:
    between = _ADJOINS.fullmatch(text, near.end, place.start)
    before = text[max(0, near.start - 30) : near.start]
    if not between or _WORKS_THERE.search(before):
        return False
    starts = _starts_sentence(before)
    if starts and text[near.start : near.end].endswith("ing"):
        return False  # “Working in bay 3”
    if _is_bay(text, place):
        return not starts and bool(between["in"] or "(" in between.group())
    if between["in"]:
        return True
    if "," in between.group() and not _PAUSE.match(text, place.end):
        return False  # “thank you Sarah, bed 4 is lovely now”
    return not _PLACE_BEFORE.search(before)


def _starts_sentence(before: str) -> bool:
    return before.rstrip(" \"'(“”")[-1:] in ("", ".", "!", "?", "\n")


def _after(text: str, tokens: list[Token], at: int) -> Token | None:
    """Return whose bed it is, if that is said after the bed."""
    place = tokens[at]
    if at + 1 == len(tokens) or tokens[at + 1].start - place.end > _FARTHEST:
        return None
    near = tokens[at + 1]
    between = text[place.end : near.start]
    before = text[max(0, place.start - 30) : place.start]
    if near.kind == "named":
        return near if _introduces(text, place, near, before) else None
    words = _words(between)
    if near.kind in ("place", "staff") or words is None or not words <= AFTER:
        return None
    if near.kind == "titled":
        return None if _ONESELF.search(before) else near
    follows = _WORD.match(text, near.end + 1)
    has_person = words & PERSON or (follows and follows.group().lower() in PERSON)
    return near if has_person or not _is_bay(text, place) else None


def _introduces(text: str, place: Token, near: Token, before: str) -> bool:
    between = _INTRODUCES.fullmatch(text, place.end, near.start)
    if not between:
        return False
    if between["first"]:  # “Bed 6 John was …”, but not “when I was in bed 6 Maria …”
        fits = _starts_sentence(before) and not _is_bay(text, place)
        return fits or bool(_PERSON_IN.search(before) and _PAUSE.match(text, near.end))
    return not between["dash"] or bool(_PAUSE.match(text, near.end))


def _words(between: str) -> set[str] | None:
    """Return the words of a gap, low and without a ward's name; None across sentences."""
    if _ENDS.search(between):
        return None
    return set(_WORD.findall(_WARD.sub("", between).lower()))


def _is_bay(text: str, place: Token) -> bool:
    written = text[place.start : place.end].lower()
    return "bay" in written and "bed" not in written
