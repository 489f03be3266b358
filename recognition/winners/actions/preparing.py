"""Asking winners where their story may be told."""

from recognition.people.queries import Viewer
from recognition.thanks import actions as thanks
from recognition.winners import queries


def ask_consent(candidacy_id: int, *, actor: Viewer) -> int:
    """Ask a winner where their story may be told; return how many people were written to.

    Raises:
        Missing: nothing was decided about this candidacy.
        Refused: there is nobody we could write to.
    """
    queries.decision(candidacy_id)
    return thanks.ask_consent(candidacy_id, actor=actor)
