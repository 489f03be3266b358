"""What a worker did since it last wrote it down; plain Python."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

LONGEST_NAME = 80
ALIVE_WITHIN = timedelta(minutes=2)  # a worker that lives says so every minute
Chore = Callable[[], object]


@dataclass(frozen=True)
class Work:
    """What came of one chore, in one run or in several that were added up.

    `did` is how many things the last run did that did anything, and `did_at` when it ended.
    `problem` is the kind of the last error, never its text: that could quote a letter. Instants
    are UTC, and so that of the last run is `began_at`.
    """

    name: str
    began_at: datetime
    ended_at: datetime
    milliseconds: int
    runs: int = 1
    failures: int = 0
    did: int | None = None
    did_at: datetime | None = None
    problem: str | None = None
    problem_at: datetime | None = None

    @property
    def went_wrong(self) -> bool:
        """True when the last run ended in an error; one that was put right since does not count."""
        return self.problem_at is not None and self.problem_at >= self.began_at


@dataclass
class Letters:
    """What became of the letters that one worker took in hand since it started."""

    delivered: int = 0
    put_off: int = 0


def run_of(
    name: str,
    began_at: datetime,
    ended_at: datetime,
    *,
    milliseconds: int,
    done: int = 0,
    problem: str = "",
) -> Work:
    """Return one run of a chore.

    Args:
        name: the chore, as `name_of` says it.
        began_at: UTC.
        ended_at: UTC.
        milliseconds: how long it took.
        done: how many things it did.
        problem: the kind of error that ended it, if one did.
    """
    return Work(
        name=name[:LONGEST_NAME],
        began_at=began_at,
        ended_at=ended_at,
        milliseconds=milliseconds,
        failures=1 if problem else 0,
        did=done or None,
        did_at=ended_at if done else None,
        problem=problem[:LONGEST_NAME] or None,
        problem_at=ended_at if problem else None,
    )


def added(before: Work | None, run: Work) -> Work:
    """Return what came of a chore, with one more run of it."""
    if before is None:
        return run
    return replace(
        run,
        runs=before.runs + run.runs,
        failures=before.failures + run.failures,
        did=run.did or before.did,
        did_at=run.did_at or before.did_at,
        problem=run.problem or before.problem,
        problem_at=run.problem_at or before.problem_at,
    )


def name_of(chore: Chore) -> str:
    """Return what a chore is called in tables and logs, as `room.what`: “panel.remind”."""
    own = getattr(chore, "__name__", type(chore).__name__)
    room = getattr(chore, "__module__", "").split(".")[1:2]
    return ".".join((*room, own))[:LONGEST_NAME]


def how_many(result: object) -> int:
    """Return how many things a chore did, where what it returns is their number or yes or no."""
    return int(result) if isinstance(result, int) else 0


def is_alive(seen_at: datetime | None, now: datetime) -> bool:
    """Tell whether a worker that was last seen at an instant, UTC, still lives."""
    return seen_at is not None and seen_at > now - ALIVE_WITHIN
