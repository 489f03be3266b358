"""The letter to a panellist who is behind. It speaks of nobody else."""

from datetime import datetime

from recognition.clock import spoken
from recognition.panel.actions.letters import address, write_worded
from recognition.panel.letter_kinds import REMINDER
from recognition.panel.letter_texts import much_left
from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard


def behind(person: PersonCard, card: RoundCard, left: int, until: datetime | None) -> None:
    """Say what is left, how long it takes, and until when.

    Args:
        person: the panellist.
        card: the round.
        left: nominees without their scores, at least 1.
        until: last second for sending scores, UTC, if there is one.
    """
    write_worded(
        person,
        card,
        REMINDER,
        much=much_left(left),
        until=spoken(until) if until is not None else "",
        link=address(f"/panel/{card.id}"),
    )
