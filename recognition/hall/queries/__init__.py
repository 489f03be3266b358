"""What the start page tells, what waits for administrators, and whether the house is well."""

from recognition.hall.queries.desk import Desk, desk
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

__all__ = [
    "FREE_TEXT",
    "Desk",
    "Health",
    "StartPage",
    "Trail",
    "TrailLine",
    "TrailSearch",
    "desk",
    "health",
    "may_read_trail",
    "may_write_notices",
    "notice",
    "notice_section",
    "start_page",
    "trail",
]
