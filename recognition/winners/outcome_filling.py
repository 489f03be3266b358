"""Filling the words of an outcome letter: which places there are, and what may go wrong.

Words are never handed to a template language: only the places named here are filled, each once.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from recognition.errors import Refused
from recognition.mail.rules import inert
from recognition.winners.rules import NOMINATOR, NOMINEE
from recognition.words import _

NAME, ABOUT, CATEGORY, ROUND, SCHEME = "name", "nominee", "category", "round", "scheme"
OUTCOME, PRAISE, PAGE, THANKED = "outcome", "praise", "page", "thanked"
EVERYWHERE = (NAME, ABOUT, CATEGORY, ROUND, SCHEME, OUTCOME)
# There is not always something to say here; a paragraph that would say it is then left out.
SOMETIMES = (PRAISE, PAGE, THANKED)

_PLACE = re.compile(r"\{([^{}\n]*)\}")
_BRACE = re.compile(r"[{}]")
_BETWEEN = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True)
class Words:
    """The words of one letter, with places such as `{name}`; a blank line ends a paragraph."""

    subject: str
    body: str


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
    for field, text in (("subject", words.subject), ("body", words.body)):
        if not text.strip():
            raise Refused(_("Write something here."), field=field)
        _check_known(part, field, text)
    for place in _places_in(words.subject):
        if place in SOMETIMES:
            raise Refused(
                _("{%(place)s} can only stand in the letter itself.", place=place), field="subject"
            )
    for place in needed(part):
        if place not in _places_in(words.body):
            raise Refused(
                _("Put {%(place)s} somewhere in the letter: it is needed.", place=place),
                field="body",
            )
    _check_left(part, words.body)


def _safe(place: str, value: str) -> str:
    """Return a value as it goes into a letter; only what the panel wrote keeps its paragraphs."""
    if place == PAGE:
        return value
    if place == PRAISE:
        return "\n\n".join(line for part in value.split("\n") if (line := inert(part)))
    return inert(value)


def fill(words: Words, values: Mapping[str, str]) -> Words:
    """Return words with every place filled, as plain text without live links or headers.

    Args:
        words: have been through `check_words`.
        values: what stands in each place, as typed; only `page` is ours and goes in as it is. Where
            one of `SOMETIMES` is empty or left out, so is the paragraph it stands in.
    """
    safe = {place: _safe(place, value) for place, value in values.items() if value}
    kept = [
        paragraph
        for paragraph in _paragraphs(words.body)
        if all(place in safe for place in _places_in(paragraph) if place in SOMETIMES)
    ]
    return Words(_filled(words.subject, safe), "\n\n".join(_filled(one, safe) for one in kept))


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Fill each place once: what was typed into one is not looked at again."""
    return _PLACE.sub(lambda found: values.get(found[1], ""), text)


def _check_known(part: str, field: str, text: str) -> None:
    for place in _places_in(text):
        if place not in places(part):
            raise Refused(
                _("There is no {%(place)s} in these letters. Choose from the list.", place=place),
                field=field,
            )
    if _BRACE.search(_PLACE.sub("", text)):
        raise Refused(
            _("A { or a } stands alone. Write places like {name}, with both."), field=field
        )


def _check_left(part: str, body: str) -> None:
    """Refuse a body that loses what is needed when there is nothing to say in some places."""
    rest = [one for one in _paragraphs(body) if not set(_places_in(one)) & set(SOMETIMES)]
    left = {place for one in rest for place in _places_in(one)}
    for place in needed(part):
        if place not in SOMETIMES and place not in left:
            raise Refused(
                _(
                    "Put {%(place)s} in another paragraph than {praise}, {page} or {thanked}: "
                    "those are left out where there is nothing to say.",
                    place=place,
                ),
                field="body",
            )


def _places_in(text: str) -> list[str]:
    return _PLACE.findall(text)


def _paragraphs(body: str) -> list[str]:
    return [one for one in _BETWEEN.split(body.replace("\r\n", "\n").strip()) if one.strip()]
