"""What a story is, and how one is written down in the files beside this."""

from dataclasses import dataclass

DOMAIN = "rowanvale.example"

KINDNESS, GEM, STEADY, TEAM = "kindness", "hidden_gem", "steady_hands", "team"
COMPASSION = "compassion"


@dataclass(frozen=True)
class Category:
    """A category of the award scheme; ``line`` is the one sentence under its name."""

    key: str
    name: str
    line: str


@dataclass(frozen=True)
class Story:
    """One nomination, as its nominator wrote it.

    Attributes:
        nominee: an e-mail address of the directory, the name of a team, or what the person is
            known by when ``where`` is not empty.
        where: for somebody not found in the directory, where they were seen; else empty.
        nominator: an e-mail address of the directory.
        category: a key of ``CATEGORIES``, or ``compassion`` in the recognise scheme.
        action: what they did. For the recognise scheme: how they led with compassion.
        impact: what difference it made. With ``action`` at most 400 words.
        named: whether the nominator is happy for the nominee to know who they are.
        merit: how strong a fair reader would find it, 1.0 (thin) to 5.0; simulated scores are
            drawn around it and nobody is ever shown it.
    """

    nominee: str
    nominator: str
    category: str
    action: str
    impact: str
    named: bool
    merit: float
    where: str = ""

    @property
    def kind(self) -> str:
        """``person``, ``team`` or ``described``."""
        if self.where:
            return "described"
        return "person" if "@" in self.nominee else "team"


@dataclass(frozen=True)
class Citation:
    """What the announced round says of somebody.

    Attributes:
        outcome: ``winner`` or ``highly_commended``.
        text: the citation, 40 to 70 words.
        quote: what they said when they heard; for a team, what one of them said.
    """

    nominee: str
    category: str
    outcome: str
    text: str
    quote: str


def told(
    nominee: str,
    by: str,
    category: str,
    action: str,
    impact: str,
    *,
    merit: float,
    named: bool = True,
    where: str = "",
) -> Story:
    """Return a story from text wrapped to the width of a file; a blank line starts a paragraph."""
    return Story(
        nominee=nominee if where else handle(nominee),
        nominator=handle(by),
        category=category,
        action=paragraphs(action),
        impact=paragraphs(impact),
        named=named,
        merit=merit,
        where=where,
    )


def cited(nominee: str, category: str, outcome: str, text: str, quote: str) -> Citation:
    """Return a citation from wrapped text, with the apostrophes of print."""
    return Citation(
        nominee=handle(nominee),
        category=category,
        outcome=outcome,
        text=_printed(text),
        quote=_printed(quote),
    )


def handle(person: str) -> str:
    """Return the address for ``first.last``; an address or the name of a team stays as it is."""
    if "@" in person or "." not in person:
        return person
    return f"{person}@{DOMAIN}"


def paragraphs(text: str) -> str:
    """Return the text without the line breaks of the file: one line for each paragraph."""
    parts = (" ".join(part.split()) for part in text.strip().split("\n\n"))
    return "\n\n".join(parts)


def _printed(text: str) -> str:
    return paragraphs(text).replace("'", "\u2019")
