"""What runs by itself: the workers, their chores, and the letters that wait for them."""

from dataclasses import dataclass
from datetime import datetime

from recognition.hall.chore_words import CHORES
from recognition.mail import queries as mail
from recognition.mail.diary import Work, is_alive
from recognition.mail.queries import Figures, WorkerLine


@dataclass(frozen=True)
class Chore:
    """A chore, and what came of it; `work` is None until a worker did it."""

    name: str
    work: Work | None = None

    @property
    def went_wrong(self) -> bool:
        """True when it ended in an error the last time."""
        return self.work is not None and self.work.went_wrong


@dataclass(frozen=True)
class WorkerPage:
    """What administrators see of workers; `chores` that went wrong come first.

    `is_alive`: one was seen a moment ago. `seen_at` is when the last one was, UTC; None where no
    worker has been seen yet.
    """

    is_alive: bool
    seen_at: datetime | None
    workers: tuple[WorkerLine, ...]
    chores: tuple[Chore, ...]
    letters: Figures


def worker_page(now: datetime) -> WorkerPage:
    """Return what runs by itself at an instant, UTC, in three statements."""
    workers, letters = mail.workers(), mail.figures(now)
    works = {work.name: work for work in mail.works()}
    chores = [Chore(name, works.get(name)) for name in dict.fromkeys((*CHORES, *works))]
    chores.sort(key=lambda chore: not chore.went_wrong)
    return WorkerPage(
        is_alive=is_alive(letters.worker_seen_at, now),
        seen_at=letters.worker_seen_at,
        workers=tuple(workers),
        chores=tuple(chores),
        letters=letters,
    )
