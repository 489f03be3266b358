"""Whether a word that may be a name is one where it stands: “Will stayed”, but not “Will you”.

A name that is missed costs more than a word that is lost, so what stays unclear is a name. The
exceptions are adjectives, trades, places and verbs at the start of a sentence, where a name needs a
sign of its own: “Young people come here”, “Cook for them”.
"""

from recognition.panel.concealing.dates_and_places import is_date, names_a_place
from recognition.panel.concealing.setting import Setting
from recognition.panel.concealing.vocabulary import (
    SURE_TITLES,
    is_cue,
    word_classes,
)
from recognition.panel.concealing.words import starts_sentence

_PAST = 4
_UNSORTED = frozenset({"verb"})


def is_name(here: Setting, at: int) -> bool:
    """Tell whether a word that is both a name and a word of the language is a name here."""
    word = here.words[at]
    kinds = word_classes().get(word.low, _UNSORTED)
    if here.is_title(at - 1) and (word.is_capital or here.words[at - 1].low in SURE_TITLES):
        return True
    if not word.is_capital:
        led = is_cue(here.before(at), "determiner", "owner", "praise")
        return not (here.has_capitals or led) and _starts_as_name(here, at, kinds | {"function"})
    if word.is_loud and here.has_small and is_cue(word.low, "abbreviation"):
        return False
    if is_date(here, at, kinds) or names_a_place(here, at, kinds):
        return False
    if _tells_nothing(here, at):
        return _starts_as_name(here, at, kinds)
    if is_cue(here.before(at), "determiner", "owner") and not kinds <= {"thing", "calendar"}:
        called_so = is_cue(here.before(at), "owner") and is_cue(here.after(at), "does")
        return called_so or here.after(at) == "family"
    return True


def _tells_nothing(here: Setting, at: int) -> bool:
    """Tell whether the word would have its capitals anyway."""
    word = here.words[at]
    return word.is_loud or not here.has_small or starts_sentence(here.text, word.start)


def _starts_as_name(here: Setting, at: int, kinds: frozenset[str]) -> bool:
    """Tell by what follows whether a word is a name where its capital says nothing."""
    word, after = here.words[at], here.after(at)
    if word.ending:
        return "function" not in kinds
    if (word.low, after) in _IDIOMS or (after in ("is", "was") and _is_compound(here, at)):
        return False
    if not after:
        return _stands_alone(here, at, kinds)
    for told in (_by_verb, _by_company):
        said = told(here, at, kinds)
        if said is not None:
            return said
    if is_cue(after, "no_name") or is_cue(after, "thing"):
        return False
    if is_cue(after, "place"):
        return kinds <= {"modal", "thing", "calendar"}
    if "modal" in kinds:
        return here.words[at + 1].is_capital and after not in ("god", "allah")
    return kinds <= {"thing", "calendar"}


_IDIOMS = frozenset(
    [
        *(("dawn", "broke"), ("day", "broke"), ("day", "in"), ("faith", "in"), ("hope", "for")),
        *(("hope", "in"), ("hope", "to"), ("joy", "for"), ("joy", "in"), ("little", "did")),
        *(("little", "does"), ("love", "for"), ("may", "by"), ("rain", "on")),
    ]
)


def _is_compound(here: Setting, at: int) -> bool:
    """Tell whether a word is the first half of “hope-filled”, or of “hope is what”."""
    if at + 1 >= len(here.words):
        return False
    following = here.words[at + 1]
    if here.gap(at) in ("-", "‐", "‑"):
        return following.low.islower() and not following.is_capital and following.low != "led"
    return here.after(at, far=2) == "what"


def _stands_alone(here: Setting, at: int, kinds: frozenset[str]) -> bool:
    """Decide where a comma, a full stop or the end follows: a list of virtues is no signature."""
    if _is_compound(here, at) or "function" in kinds:
        return False
    if "quality" in kinds and "thing" not in kinds:
        return False
    if here.gap(at).startswith(",") and at + 1 < len(here.words):
        following = here.words[at + 1]
        listed = here.gap(at + 1).strip() == "," or here.after(at + 1) == "and"
        return following.is_capital or is_cue(following.low, "pronoun", "thing") or not listed
    return "thing" in kinds or not kinds & {"trade", "place"}


def _by_verb(here: Setting, at: int, kinds: frozenset[str]) -> bool | None:
    after, then = here.after(at), here.after(at, far=2)
    if "function" in kinds:
        return False if here.words[at].is_capital else _is_verb(after) and kinds != {"function"}
    if is_cue(after, "manner"):
        if _is_verb(then):
            return True
        return None if "modal" not in kinds else False
    return True if _is_verb(after) else None


def _is_verb(word: str) -> bool:
    return is_cue(word, "does") or (len(word) > _PAST and word.endswith("ed"))


def _by_company(here: Setting, at: int, kinds: frozenset[str]) -> bool | None:
    """Read “and”, “who” and a capital after the word; None where none of them stands there."""
    after, then = here.after(at), here.after(at, far=2)
    if after in ("who", "whose"):
        return True
    if after in ("and", "or", "&"):
        if is_cue(then, "pronoun"):
            return not kinds & {"quality"}
        return bool(then) and here.words[at + 2].is_capital
    return None
