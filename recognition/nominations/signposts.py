"""A quiet signpost for a text that reads like a complaint or a concern about safety.

It never refuses: what was written can be sent as it is. It says where the words would be acted on.
Stories of praise are full of hard things – falls, errors, angry relatives – so a heavy word counts
only in a sentence that does not turn (“she noticed the error”), and weighs against the warm ones
around it. Words that say it outright weigh double. It knows the usual ways of saying such things,
not every way: `tests/nominations/test_signposts.py` has the figures.
"""

import re
from dataclasses import dataclass
from typing import Literal

from recognition.nominations.by_digest import ByDigest
from recognition.nominations.phrases import complaint, safety
from recognition.nominations.phrases.warm import SOMEBODY_GOOD, TURNS, WARM
from recognition.nominations.plain_characters import plain
from recognition.words import _

_SENTENCE = re.compile(r"[^.!?;\n]+")


@dataclass(frozen=True)
class Concern:
    """What a text sounds like (`words`), and where it would be acted on (`place`)."""

    kind: Literal["complaint", "safety"]
    words: str
    place: str


def concern(text: str) -> Concern | None:
    """Return what a text sounds like if not praise; safety goes before a complaint."""
    kind = _kind(text)
    if kind:
        return _safety() if kind == "safety" else _complaint()
    return None


def _look(text: str) -> Literal["complaint", "safety", ""]:
    warm, straight = 0, []
    for sentence in _SENTENCE.findall(plain(text).text):
        low = sentence.lower()
        somebody_good = SOMEBODY_GOOD.search(sentence)
        warm += bool(somebody_good or WARM.search(low))
        if not somebody_good and not TURNS.search(low):
            straight.append(low)
    if _outweighs(safety.OUTRIGHT, safety.HEAVY, straight, warm):
        return "safety"
    if _outweighs(complaint.OUTRIGHT, complaint.HEAVY, straight, warm):
        return "complaint"
    return ""


_kind = ByDigest(_look)


def _outweighs(
    outright: re.Pattern[str], heavy: re.Pattern[str], straight: list[str], warm: int
) -> bool:
    if 2 * len(straight) <= warm:
        return False
    said = sum(bool(outright.search(sentence)) for sentence in straight)
    meant = sum(bool(heavy.search(sentence)) for sentence in straight)
    return max(2 * said, meant) > warm


def _complaint() -> Concern:
    return Concern(
        kind="complaint",
        words=_("This sounds like something that went wrong for you or somebody close to you."),
        place=_(
            "We are sorry. The Patient Advice and Liaison Service (PALS) or the complaints team "
            "can look into it and answer you; the people who read nominations cannot."
        ),
    )


def _safety() -> Concern:
    return Concern(
        kind="safety",
        words=_("This sounds like a worry about somebody's safety."),
        place=_(
            "Where it will be acted on: if you work here, your incident reporting system or a "
            "Freedom to Speak Up Guardian; if you do not, the Patient Advice and Liaison Service "
            "(PALS). If somebody is in danger now, tell the person in charge straight away."
        ),
    )
