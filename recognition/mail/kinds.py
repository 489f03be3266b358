"""Every kind of letter in words: what it is, who gets it and when, and which places its words have.

Each room says so of its own letters; `app.py` registers them here, because this room knows none.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from inspect import signature
from typing import Any

from recognition.errors import Missing
from recognition.mail.filling import Places, Words

LINK = "link"
Usual = Callable[..., tuple[str, str]]
# Characters that nobody can type and that `inert` leaves alone stand for brackets for a moment.
_OPEN, _CLOSE = "\ue000", "\ue001"


@dataclass(frozen=True)
class Kind:
    """One kind of letter. Texts are said when they are read (`words.later`).

    Attributes:
        code: as the outbox has it, `room.what`; after a hyphen where one kind has several wordings.
        name: what it is.
        to: who gets it.
        when: what makes it leave.
        usual: returns our own subject and body, and takes a value for each place but a link that
            it puts in itself; None where an organisation cannot word it.
        places: what stands in each place that own words may have.
        examples: something believable for each place but the link, for a preview.
        needed: places that the letter cannot do without.
        sometimes: places where there is not always something to say.
        of_host: it is written in nobody's scheme, so the words of the host organisation apply.
        elsewhere: endpoint of the page on which it is worded, if that is another.
    """

    code: str
    name: Any
    to: Any
    when: Any
    usual: Usual | None = None
    places: Mapping[str, Any] = field(default_factory=dict)
    examples: Mapping[str, Any] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    sometimes: tuple[str, ...] = ()
    of_host: bool = False
    elsewhere: str = ""

    @property
    def room(self) -> str:
        """The room that writes it."""
        return self.code.partition(".")[0]

    def as_places(self) -> Places:
        """Return how its words are filled."""
        return Places(tuple(self.places), self.needed, self.sometimes, links=(LINK,))


_kinds: dict[str, Kind] = {}


def register(*found: Kind) -> None:
    """Make kinds of letters known, in the order in which people read of them."""
    _kinds.update({kind.code: kind for kind in found})


def kinds() -> list[Kind]:
    """Return every kind, in the order of registering."""
    return list(_kinds.values())


def kind(code: str) -> Kind:
    """Return one kind.

    Raises:
        Missing: nobody registered it.
    """
    if code not in _kinds:
        raise Missing
    return _kinds[code]


def name_of(code: str) -> str:
    """Say what a letter of the outbox is; its code where nobody registered it."""
    return str(_kinds[code].name) if code in _kinds else code


def usual_words(one: Kind) -> Words:
    """Return our own words for a kind, with its places in them.

    Raises:
        Missing: this kind cannot be worded.
    """
    if one.usual is None:
        raise Missing
    taken = signature(one.usual).parameters
    subject, body = one.usual(
        **{place: f"{_OPEN}{place}{_CLOSE}" for place in one.places if place in taken}
    )
    return Words(_bracketed(subject), _bracketed(body).strip())


def _bracketed(text: str) -> str:
    return text.replace(_OPEN, "{").replace(_CLOSE, "}")
