"""What the guard points at in the answers of one nomination, for the one who writes it.

Plain Python around `patient_information` and `signposts`: it leaves out what the author cleared,
and goes by words instead of offsets, because a text may have grown since it was looked at.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from recognition.nominations import patient_information, signposts
from recognition.nominations.signposts import Concern


@dataclass(frozen=True)
class Notice:
    """Words in an answer that may point to a patient, what they look like, and why it matters."""

    words: str
    name: str
    why: str


def notices(answers: Mapping[str, str], cleared: Collection[str]) -> dict[str, tuple[Notice, ...]]:
    """Return what the guard points at, by the position of the question; each words once.

    Args:
        answers: words by the position of the question.
        cleared: what the author says is not about a patient.
    """
    found: dict[str, tuple[Notice, ...]] = {}
    for position, text in answers.items():
        listed: dict[str, Notice] = {}
        for finding in patient_information.find(text):
            words = _plain(text[finding.start : finding.end])
            if words not in cleared:
                name = patient_information.kind_name(finding.kind)
                listed.setdefault(words, Notice(words, name, finding.why))
        if listed:
            found[position] = tuple(listed.values())
    return found


def taken_out(text: str, words: str) -> str | None:
    """Return a text without some words that the guard points at; None when it does not.

    Every place goes where the same words stand.
    """
    changed = None
    for finding in sorted(patient_information.find(text), key=lambda f: f.start, reverse=True):
        if _plain(text[finding.start : finding.end]) == _plain(words):
            text = changed = patient_information.without(text, finding.start, finding.end)
    return changed


def concern(answers: Mapping[str, str]) -> Concern | None:
    """Return what the answers together sound like, if it belongs somewhere else; else None."""
    return signposts.concern("\n\n".join(text for text in answers.values() if text))


def _plain(words: str) -> str:
    return " ".join(words.split())
