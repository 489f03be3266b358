"""What the start page tells, what waits for administrators, and whether the house is well."""

from recognition.hall.queries.desk import Desk, desk
from recognition.hall.queries.figures import figures, no_figures
from recognition.hall.queries.health import Health, health
from recognition.hall.queries.notices import (
    FREE_TEXT,
    may_write_notices,
    notice,
    notice_section,
)
from recognition.hall.queries.start import StartPage, start_page
from recognition.hall.queries.trail import (
    Trail,
    TrailLine,
    TrailSearch,
    may_read_trail,
    trail,
)
from recognition.hall.queries.working import Chore, WorkerPage, worker_page

__all__ = [
    "FREE_TEXT",
    "Chore",
    "Desk",
    "Health",
    "StartPage",
    "Trail",
    "TrailLine",
    "TrailSearch",
    "WorkerPage",
    "desk",
    "figures",
    "health",
    "may_read_trail",
    "may_write_notices",
    "no_figures",
    "notice",
    "notice_section",
    "start_page",
    "trail",
    "worker_page",
]
