"""A text cut into what `beds` looks at: places, illnesses and names.

`place`: a bed, bay, cubicle, side room or cot with its number. `illness`: a diagnosis, unless it
names a place or a job (“the stroke unit”). `titled`: Mr, Mrs, Ms, Miss, Mx or Master and a name.
`staff`: a job, with the name that follows it (“Nurse Bola”, “Dr Shah”). `named`: capitalised words
that are not everyday ones.
"""

import re
from dataclasses import dataclass

from recognition.nominations.identifiers.bed_words import EVERYDAY, ILLNESSES

_CAPITAL = "[A-ZÀ-ÖØ-Þ\u0100-\u024f\u1e00-\u1eff]"
_NUMBER = (
    r"([ ]{0,2}(no\.?|number|num|nr)[ ]?|[ ]{0,2}[#-][ ]?|[ ]{1,2}|)"
    r"([a-z]?\d{1,3}[a-z]?|(?-i:[A-H])"
    r"|(?<=[ ])(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))\b"
    r"(?![ ](days?|weeks?|hours?|nights?|months?|times?|minutes?|mornings?|evenings?)\b)"
)
_ONE_PLACE = rf"(bed([ ]?space)?|bay|cubicle|side[ ]?room|cot|incubator){_NUMBER}"
_PLACE = rf"\b{_ONE_PLACE}([ ]?[,/-]?[ ]?((in|of|on)[ ])?{_ONE_PLACE})?"

_NOT_A_PATIENT = (
    r"(?![ -](units?|wards?|bays?|nurses?|teams?|trolley|clinics?|friendly|centre|service|pathway"
    r"|bundle|six|screen\w*|champions?|lead|specialist|training|awareness|care|cafe|outbreak|jabs?"
    r"|vaccin\w+|tests?|swabs?|patients|beds)\b)"
)
_ILLNESS = rf"\b({'|'.join(ILLNESSES)})(?![\w'](?!s\b)){_NOT_A_PATIENT}"

_INITIALS = rf"((?-i:{_CAPITAL})\b\.?[ ]){{0,2}}"
_NOT_SURNAME = r"(?!(in|and|with|was|is|from|bed|bay|who|to|on|at|the)\b)"
_MORE = rf"([ ](?!(bed|bay|cubicle|side|cot)\b)(?-i:{_CAPITAL})[\w'-]{{0,30}}){{0,2}}"
_TITLED = (
    r"\b((mr|mrs|ms|mx)\b\.?([ ](and|&)[ ](mr|mrs|ms)\b\.?)?[ ]{1,2}"
    rf"{_INITIALS}{_NOT_SURNAME}[^\W\d_]"
    rf"|(?-i:Miss|MISS|Master)[ ]{{1,2}}{_INITIALS}{_NOT_SURNAME}(?-i:{_CAPITAL}))"
    rf"[\w'-]{{0,30}}{_MORE}"
)
_STAFF = (
    r"\b(dr|doctor|prof|professor|nurse|sister|matron|porter|hca|consultant|surgeon|registrar"
    r"|physio|ot|student|colleague|carer|cleaner|domestic|housekeeper|volunteer|midwife|paramedic"
    r"|chaplain|rev|cook|clerk|manager)s?\b\.?"
)
_NAMED = rf"(?<![\w'&])(?-i:{_CAPITAL})[\w'-]{{1,30}}"

A_PLACE = re.compile(_PLACE, re.I)
_TOKEN = re.compile(
    rf"\b(?=[^\W\d_])((?P<place>{_PLACE})|(?P<illness>{_ILLNESS})|(?P<titled>{_TITLED})"
    rf"|(?P<staff>{_STAFF})|(?P<named>{_NAMED}))",
    re.I,
)
_APART = re.compile(r"['-]")


@dataclass(frozen=True)
class Token:
    """A stretch of the text, and which of the five it is."""

    kind: str
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """Return tokens in order, the words of one name together, a job together with its name."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        token = _token(match)
        if token.kind == "named":
            if _APART.split(match.group())[0].lower() in EVERYDAY:
                continue
            last = tokens[-1] if tokens else token
            if last.kind in ("named", "staff") and text[last.end : token.start] == " ":
                tokens[-1] = Token(last.kind, last.start, token.end)
                continue
        tokens.append(token)
    return tokens


def _token(match: re.Match[str]) -> Token:
    kind = next(name for name, words in match.groupdict().items() if words)
    return Token(kind, *match.span())
