"""When the phases of a round let its outcomes change, and let it be closed."""

from collections.abc import Callable, Iterable
from datetime import datetime

from recognition.panel import queries as panel
from recognition.panel.phases import Phase, check_may_close_at, check_may_decide_at
from recognition.schemes.queries import RoundCard

Check = Callable[[Iterable[Phase], datetime], None]


def check_deciding(card: RoundCard, now: datetime) -> None:
    """Refuse to record anything about an outcome outside a phase of deciding.

    Raises:
        Refused: names the phase that holds, or says that there is none.
    """
    _check(card, now, check_may_decide_at)


def check_closing(card: RoundCard, now: datetime) -> None:
    """Refuse to close a round whose panel is still at work.

    Raises:
        Refused: names the phase that holds, or the one to come.
    """
    _check(card, now, check_may_close_at)


def _check(card: RoundCard, now: datetime, check: Check) -> None:
    plan = panel.phase_plan(card, now)
    if plan.are_set:  # without phases the dates of the round alone decide
        check(plan.phases, now)
