"""What changed since a pack was kept: pure, so that it can be told before anything is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from recognition.words import _

What = Literal["left_out", "citation", "photo_new", "photo_gone", "outcome"]


@dataclass(frozen=True)
class Kept:
    """One winner as the pack was kept."""

    candidacy_id: int
    outcome: str
    citation_edition: int
    photo_id: int | None
    has_own_words: bool


@dataclass(frozen=True)
class Now:
    """The same winner now. `reason` says why they cannot be chosen; empty: they can."""

    name: str
    outcome: str
    citation_edition: int
    photo_id: int | None
    reason: str = ""


@dataclass(frozen=True)
class Change:
    """One difference, in words that a page shows."""

    candidacy_id: int
    what: What
    words: str


def changes(saved: Sequence[Kept], now: Mapping[int, Now]) -> list[Change]:
    """Return what is different, in the order of the pack.

    Whoever cannot be chosen any more is named with the reason, and nothing else is said of them.

    Args:
        saved: the winners of the pack.
        now: how each of them stands; whoever is absent is no winner any more.
    """
    return [change for piece in saved for change in _of(piece, now.get(piece.candidacy_id))]


def _of(piece: Kept, now: Now | None) -> list[Change]:
    number = piece.candidacy_id
    if now is None:
        return [Change(number, "left_out", _("Somebody is not a winner any more: left out."))]
    if now.reason:
        words = _("%(name)s %(reason)s: left out.", name=now.name, reason=now.reason)
        return [Change(number, "left_out", words)]
    found = []
    if now.outcome != piece.outcome:
        found.append(Change(number, "outcome", _("%(name)s: the outcome changed.", name=now.name)))
    if now.citation_edition != piece.citation_edition:
        words = _("%(name)s: the citation was edited.", name=now.name)
        if piece.has_own_words:
            words += " " + _("Your own words are kept. Read them again.")
        found.append(Change(number, "citation", words))
    if now.photo_id != piece.photo_id:
        if now.photo_id is None:
            words = _("%(name)s: there is no photograph any more.", name=now.name)
            found.append(Change(number, "photo_gone", words))
        else:
            words = _("%(name)s: there is a new photograph.", name=now.name)
            found.append(Change(number, "photo_new", words))
    return found
