"""What the start page tells."""

from dataclasses import dataclass
from datetime import datetime

from recognition.resources import queries as resources
from recognition.resources.queries import ResourceCard
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.winners import queries as winners
from recognition.winners.queries import PublicWinner

STORIES = 3


@dataclass(frozen=True)
class StartPage:
    """What is open, the soonest to close first; the newest stories; one piece of good practice."""

    rounds: tuple[RoundCard, ...]
    stories: tuple[PublicWinner, ...]
    practice: ResourceCard | None


def start_page(at: datetime) -> StartPage:
    """Return what the start page tells at an instant, UTC."""
    practice = resources.for_stage("nominate", limit=1)
    return StartPage(
        rounds=tuple(schemes.open_rounds(at)),
        stories=tuple(winners.latest_winners(STORIES)),
        practice=practice[0] if practice else None,
    )
