"""The places in the words of an outcome letter. How they are filled: `mail.filling`."""

from collections.abc import Mapping

from recognition.mail import filling
from recognition.mail.filling import Places, Words
from recognition.winners.rules import NOMINATOR, NOMINEE
from recognition.words import _

__all__ = ["Words"]

NAME, ABOUT, CATEGORY, ROUND, SCHEME = "name", "nominee", "category", "round", "scheme"
OUTCOME, PRAISE, PAGE, THANKED = "outcome", "praise", "page", "thanked"
EVERYWHERE = (NAME, ABOUT, CATEGORY, ROUND, SCHEME, OUTCOME)
# There is not always something to say here; a paragraph that would say it is then left out.
SOMETIMES = (PRAISE, PAGE, THANKED)


def places(part: str) -> tuple[str, ...]:
    """Return the places that letters to this part may have."""
    return (*EVERYWHERE, PRAISE, PAGE, *((THANKED,) if part == NOMINATOR else ()))


def needed(part: str) -> tuple[str, ...]:
    """Return the places that a letter to this part cannot do without."""
    return (NAME, PAGE) if part == NOMINEE else (NAME, ABOUT)


def place_meaning(place: str, part: str) -> str:
    """Say what stands in a place once the letter is written."""
    to_nominee = part == NOMINEE
    return {
        NAME: _("the name of whoever gets the letter"),
        ABOUT: _("“you”, or “your team” with its name")
        if to_nominee
        else _("who was nominated: a person or a team"),
        CATEGORY: _("the category"),
        ROUND: _("the round"),
        SCHEME: _("the scheme"),
        OUTCOME: _("the outcome, as “highly commended”"),
        PRAISE: _("what the panel wrote to be shared, if it did"),
        PAGE: _("the link to their private page, made when the letter leaves")
        if to_nominee
        else _("the link to the page of winners"),
        THANKED: _("that their colleague has been thanked, once that is so"),
    }[place]


def check_words(part: str, words: Words) -> None:
    """Refuse words that could not be filled, or that would leave out what is needed.

    Args:
        part: nominee, nominator or manager.
        words: what somebody wrote.

    Raises:
        Refused: names the place, and the field it is about.
    """
    filling.check_words(_places(places(part), needed(part)), words)


def fill(words: Words, values: Mapping[str, str]) -> Words:
    """Return words with every place filled, as plain text without live links or headers.

    Args:
        words: have been through `check_words`.
        values: what stands in each place, as typed; only `page` is ours and goes in as it is, and
            only what the panel wrote keeps its paragraphs. Where one of `SOMETIMES` is empty or
            left out, so is the paragraph it stands in.
    """
    return filling.fill(_places((*EVERYWHERE, *SOMETIMES)), words, values)


def _places(known: tuple[str, ...], must: tuple[str, ...] = ()) -> Places:
    sometimes = tuple(place for place in SOMETIMES if place in known)
    return Places(known, must, sometimes, links=(PAGE,), long=(PRAISE,))
