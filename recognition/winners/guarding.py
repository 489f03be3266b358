"""Before words go on their way, somebody looks at what in them could tell who a patient is."""

from dataclasses import dataclass

from recognition.errors import Refused
from recognition.nominations.patient_information import find
from recognition.words import _


@dataclass(frozen=True)
class Noticed:
    """Words that could tell who a patient is, and one kind line why."""

    words: str
    why: str


def noticed(*texts: str) -> tuple[Noticed, ...]:
    """Return what could tell who a patient is, in order, each wording once."""
    found = (
        Noticed(text[finding.start : finding.end], finding.why)
        for text in texts
        for finding in find(text)
    )
    return tuple(dict.fromkeys(found))


def check_looked(found: tuple[Noticed, ...], *, looked: bool) -> None:
    """Refuse to pass on what was noticed while nobody said that they looked at it.

    Raises:
        Refused: as said, for the tick beside it.
    """
    if found and not looked:
        raise Refused(
            _(
                "Look at what we noticed. Take out what is about a patient, or tick that you "
                "have looked and none of it is."
            ),
            field="looked",
        )
