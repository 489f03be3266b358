"""What waits for administrators, and the rounds to watch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from recognition.hall.letters import letters_stuck
from recognition.hall.queries.trail import may_read_trail
from recognition.hall.rules import Task, Work, tasks
from recognition.mail.queries import Late
from recognition.nominations.queries import checking
from recognition.panel import queries as panel
from recognition.people import queries as people
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard, SchemeCard
from recognition.thanks import queries as thanks


@dataclass(frozen=True)
class Desk:
    """What an administrator sees first: what waits, and the rounds that are not over."""

    tasks: tuple[Task, ...]
    rounds: tuple[RoundCard, ...]


def desk(viewer: Viewer, at: datetime) -> Desk:
    """Return what waits for an administrator at an instant, UTC, and the rounds to watch."""
    hosted = schemes.schemes_for(viewer.administers)
    running = [card for card in hosted if not card.ended_at]
    by_scheme = schemes.rounds_of_schemes(card.id for card in running)
    rounds = [card for cards in by_scheme.values() for card in cards if not _is_over(card, at)]
    return Desk(
        tasks=tuple(
            tasks(
                people=people.count_staff(viewer.administers),
                schemes=len(running),
                open_rounds=sum(card.is_open(at) for card in rounds),
                work=_work(viewer, hosted, rounds, at),
            )
        ),
        rounds=tuple(sorted(rounds, key=lambda card: (card.opens_at, card.id))),
    )


def _work(
    viewer: Viewer, hosted: Sequence[SchemeCard], rounds: Sequence[RoundCard], at: datetime
) -> Work:
    """Return what waits in the schemes the viewer looks after.

    In four statements, beside those of what is remembered.
    """
    wanted = panel.deputies_wanted(viewer, [card.id for card in rounds])
    waiting = checking.waiting(viewer.administers)
    late = _late(hosted, at)
    stuck = letters_stuck(at) if may_read_trail(viewer) else Late()
    worst = max(hosted, key=lambda card: late.get(card.id, 0), default=None)
    return Work(
        to_check=waiting.nominations,
        oldest_days=(at - waiting.oldest) // timedelta(days=1) if waiting.oldest else 0,
        late=sum(late.values()),
        late_scheme=worst.slug if worst else "",
        stuck=stuck.letters,
        has_worker=stuck.has_worker,
        roles_due=people.roles_to_review(viewer.administers, at=at),
        deputies=tuple(
            (card.id, card.name, wanted[card.id]) for card in rounds if card.id in wanted
        ),
    )


def _late(hosted: Sequence[SchemeCard], at: datetime) -> dict[int, int]:
    """Return by scheme how many nominations still wait for thanks that are late, as the ledger."""
    return thanks.late({card.id: card.thanks_days for card in hosted}, at)


def _is_over(card: RoundCard, at: datetime) -> bool:
    last = card.announces_at or (None if card.scheme.is_judged else card.closes_at)
    return last is not None and last < at
