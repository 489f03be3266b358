"""Names that are part of a date or a place: “in May”, “3 April”, “Rose Ward”, “Ward 7”."""

from recognition.panel.concealing.setting import Setting
from recognition.panel.concealing.vocabulary import is_cue
from recognition.panel.concealing.words import Word
from recognition.people.short_names import forms

_ORDINALS = ("st", "nd", "rd", "th")


def is_date(here: Setting, at: int, kinds: frozenset[str]) -> bool:
    """Tell whether the word is a month or a season here; `kinds` as in word_names.txt."""
    if "calendar" not in kinds:
        return False
    before, after = here.before(at), here.after(at)
    beside = here.before(at, far=2), here.after(at, far=2)
    if before.isdigit() or before in _ORDINALS or after.isdigit() or is_cue(after, "month_after"):
        return True
    if is_cue(before, "month_before") and not is_cue(after, "does"):
        return True
    if not is_cue(before, "month_perhaps"):
        return after in ("and", "to", "or") and is_cue(beside[1], "month")
    return (
        is_cue(beside[0], "month", "month_part")
        or (after in ("to", "and", "until", "or") and is_cue(beside[1], "month"))
        or (before == "of" and (beside[0].isdigit() or beside[0] in _ORDINALS))
        or (before == "this" and not is_cue(after, "does"))
    )


def names_a_place(here: Setting, at: int, kinds: frozenset[str]) -> bool:
    """Tell whether the word is part of “Rose Ward”, “Hyde Park”, “the Ward”, “Ward 7”."""
    after = here.after(at)
    if after and here.words[at + 1].is_capital and is_cue(after, "place_after"):
        return True
    if "place" not in kinds:
        return False
    before = here.before(at)
    if after.isdigit() or (len(after) == 1 and after not in ("i", "a")):
        return True
    led = here.words[at - 1] if before else None
    if not led or not led.is_capital or here.is_title(at - 1) or _is_plain_lead(led):
        return False
    # “Mr David Hall” is of her family, “on Florence Ward” is where she works.
    return not forms(led.low) or is_cue(here.before(at, far=2), "place", "no_name")


def _is_plain_lead(led: Word) -> bool:
    """Tell whether a capital before a name is only that of a first word: “With Rose”."""
    return is_cue(led.low, "place", "pronoun", "manner", "does", "thing") or len(led.low) == 1
