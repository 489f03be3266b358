"""Filling the words of a letter: which places there are, and what may go wrong.

Words are never handed to a template language: only the places a kind of letter has are filled,
each once.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from recognition.errors import Refused
from recognition.mail.rules import inert
from recognition.words import _

_PLACE = re.compile(r"\{([^{}\n]*)\}")
_BRACE = re.compile(r"[{}]")
_BETWEEN = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True)
class Words:
    """The words of one letter, with places such as `{name}`; a blank line ends a paragraph."""

    subject: str
    body: str


@dataclass(frozen=True)
class Places:
    """The places that the words of a kind of letter may have.

    Attributes:
        known: all of them, in the order in which they are explained.
        needed: what the letter itself cannot do without.
        sometimes: there is not always something to say here; a paragraph that would say it is then
            left out. They cannot stand in a subject.
        links: addresses of our own, which go in as they are. They cannot stand in a subject.
        long: what keeps its paragraphs.
    """

    known: tuple[str, ...]
    needed: tuple[str, ...] = ()
    sometimes: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    long: tuple[str, ...] = ()


def check_words(places: Places, words: Words) -> None:
    """Refuse words that could not be filled, or that would leave out what is needed.

    Raises:
        Refused: names the place, and the field it is about: `subject` or `body`.
    """
    for field, text in (("subject", words.subject), ("body", words.body)):
        if not text.strip():
            raise Refused(_("Write something here."), field=field)
        _check_known(places, field, text)
    for place in places_in(words.subject):
        if place in places.sometimes or place in places.links:
            raise Refused(
                _("{%(place)s} can only stand in the letter itself.", place=place), field="subject"
            )
    for place in places.needed:
        if place not in places_in(words.body):
            raise Refused(
                _("Put {%(place)s} somewhere in the letter: it is needed.", place=place),
                field="body",
            )
    _check_left(places, words.body)


def fill(places: Places, words: Words, values: Mapping[str, str]) -> Words:
    """Return words with every place filled, as plain text without live links or headers.

    Args:
        places: which there are.
        words: have been through `check_words`.
        values: what stands in each place, as typed; only `places.links` are ours and go in as they
            are. Where one of `places.sometimes` is empty or left out, so is the paragraph it
            stands in.
    """
    safe = {place: _safe(places, place, value) for place, value in values.items() if value}
    kept = [
        paragraph
        for paragraph in _paragraphs(words.body)
        if all(place in safe for place in places_in(paragraph) if place in places.sometimes)
    ]
    return Words(_filled(words.subject, safe), "\n\n".join(_filled(one, safe) for one in kept))


def places_in(text: str) -> list[str]:
    """Return the places that stand in a text, in their order."""
    return _PLACE.findall(text)


def _safe(places: Places, place: str, value: str) -> str:
    if place in places.links:
        return value
    if place in places.long:
        return "\n\n".join(line for part in value.split("\n") if (line := inert(part)))
    return inert(value)


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Fill each place once: what was typed into one is not looked at again."""
    return _PLACE.sub(lambda found: values.get(found[1], ""), text)


def _check_known(places: Places, field: str, text: str) -> None:
    for place in places_in(text):
        if place not in places.known:
            raise Refused(
                _("There is no {%(place)s} in these letters. Choose from the list.", place=place),
                field=field,
            )
    if _BRACE.search(_PLACE.sub("", text)):
        raise Refused(
            _("A { or a } stands alone. Write places like {name}, with both."), field=field
        )


def _check_left(places: Places, body: str) -> None:
    """Refuse a body that loses what is needed when there is nothing to say in some places."""
    rest = [one for one in _paragraphs(body) if not set(places_in(one)) & set(places.sometimes)]
    left = {place for one in rest for place in places_in(one)}
    for place in places.needed:
        if place not in places.sometimes and place not in left:
            raise Refused(
                _(
                    "Put {%(place)s} in another paragraph than %(others)s: those are left out "
                    "where there is nothing to say.",
                    place=place,
                    others=", ".join(f"{{{one}}}" for one in places.sometimes),
                ),
                field="body",
            )


def _paragraphs(body: str) -> list[str]:
    return [one for one in _BETWEEN.split(body.replace("\r\n", "\n").strip()) if one.strip()]
