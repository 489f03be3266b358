"""What stands for a person or a team, as it fits into the sentence around it."""

from recognition.panel.concealing.mentions import Mention
from recognition.panel.concealing.setting import Setting
from recognition.panel.concealing.vocabulary import is_cue
from recognition.panel.concealing.words import starts_sentence

ROLE_OR_TEAM = "[role or team]"
_FARTHEST_ARTICLE = 3


def worded(here: Setting, mention: Mention) -> str:
    """Return “The nominee”, “the nominator’s”, or “nominee” where an article stands already."""
    before = here.before(mention.first)
    if is_cue(before, "article") or _is_praised(here, mention.first):
        words = mention.role
    elif starts_sentence(here.text, mention.start):
        words = f"The {mention.role}"
    else:
        words = f"the {mention.role}"
    return words + possessive(mention.ending)


def possessive(ending: str) -> str:
    """Return “’s” for the ending “s”, and nothing for no ending."""
    return f"’{ending}" if ending else ""


def _is_praised(here: Setting, first: int) -> bool:
    """Tell whether words such as “the amazing” or “our very own” stand before the name."""
    for far in range(1, _FARTHEST_ARTICLE + 1):
        low = here.before(first, far=far)
        if is_cue(low, "article") and far > 1:
            return True
        if not is_cue(low, "praise"):
            return False
    return False
