"""What is printed for thanking: which sheets, what they are called, and what stands on them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recognition.paper import Colours
from recognition.thanks import sheets as paper
from recognition.thanks.certificate import Words
from recognition.words import ENGLISH, _

CARDS, BADGES, WALL = "cards", "badges", "wall"
KINDS = (CARDS, BADGES, WALL)
UNSAFE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Printable:
    """One card with everything that stands on its sheets; names and words as they are now."""

    name: str
    scheme: str
    words: tuple[Words, ...]
    address: str
    site: str
    team: str
    colours: Colours
    language: str = ENGLISH


def sheets(kind: str, printables: Sequence[Printable]) -> bytes:
    """Return sheets of one kind as PDF, in the order given; at least one card."""
    colours = printables[0].colours
    if kind == BADGES:
        labels = [paper.BadgeLabel(p.name, p.scheme, p.language) for p in printables]
        return paper.badges(labels, colours=colours)
    if kind == WALL:
        walls = [paper.WallCard(p.name, p.scheme, p.words, p.language) for p in printables]
        return paper.wall_cards(walls, colours=colours)
    cards = [
        paper.PrintedCard(
            p.name,
            p.scheme,
            p.words,
            p.address,
            site=p.site,
            team=p.team,
            language=p.language,
        )
        for p in printables
    ]
    return paper.cards(cards, colours=colours)


def words_of(answers: Sequence[tuple[str, str]], said_by: str) -> Words:
    """Return one nominator's answers as they are set, a paragraph for each empty line."""
    pieces = [part.strip() for _prompt, text in answers for part in text.split("\n\n")]
    return Words(tuple(piece for piece in pieces if piece), said_by)


def file_name(kind: str, scheme: str, number: int) -> str:
    """Return what a file of sheets is called: “cards-star-awards-batch-12.pdf”."""
    name = {CARDS: _("cards"), BADGES: _("badges"), WALL: _("wall-cards")}[kind]
    return f"{name}-{slug(scheme)}-{_('batch')}-{number}.pdf"


def slug(text: str) -> str:
    """Return a text as a part of a file name: small letters, digits and hyphens."""
    return UNSAFE.sub("-", text.lower()).strip("-")[:60] or "card"
