"""The beginnings by which somebody is found: every part of a name, and an e-mail address."""

from dataclasses import dataclass

from recognition.people.spelling import plain_folded

LAST_LETTER = "\U0010ffff"
"""Comes after every letter there is."""


@dataclass(frozen=True)
class Spelt:
    """What a part is; several at once, most of the time.

    `written`: it is in the name as it is searched for, and perhaps goes on after a hyphen.
    `given`: it is the first of several words. `plain`: it is a word of the plain name.
    `whole`: it is all of the plain name, run together. `address`: it is their e-mail address.
    """

    written: bool = False
    given: bool = False
    plain: bool = False
    whole: bool = False
    address: bool = False


def parts(search_name: str, email: str | None) -> dict[str, Spelt]:
    """Return the parts of a folded name and what each is; “smith-jones” has “jones” in it too."""
    words = search_name.split()
    written = {rest for word in words for rest in _from_every_hyphen(word)}
    plain = plain_folded(search_name).split()
    given = words[0] if len(words) > 1 else None
    whole = "".join(plain)
    every = {*written, *plain, whole, email or ""} - {""}
    return {
        part: Spelt(part in written, part == given, part in plain, part == whole, part == email)
        for part in every
    }


def beginning(word: str) -> tuple[str, str]:
    """Return from where to where parts begin with a word, by the numbers of their letters."""
    return word, word + LAST_LETTER


def _from_every_hyphen(word: str) -> list[str]:
    pieces = word.split("-")
    return ["-".join(pieces[at:]) for at in range(len(pieces))]
