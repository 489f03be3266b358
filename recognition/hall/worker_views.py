"""What runs by itself, for whoever looks after the whole house."""

from datetime import datetime
from functools import partial

from flask import Blueprint, render_template

from recognition import clock, config
from recognition.access import open_to
from recognition.hall import queries
from recognition.hall.chore_words import chore_words, duration_words
from recognition.mail.diary import is_alive
from recognition.pages import received
from recognition.words import _

bp = Blueprint("worker", __name__, url_prefix="/manage/worker")


@bp.get("")
@open_to(queries.may_read_trail)
def worker() -> str:
    """Show whether a worker lives, what waits for it, and what each chore came to."""
    at = received()
    return render_template(
        "hall/worker.html",
        found=queries.worker_page(at),
        is_running=partial(is_alive, now=at),
        when=partial(_when, now=at),
        chore_words=chore_words,
        duration_words=duration_words,
        has_mail_server=config.current().mail_url is not None,
    )


def _when(instant: datetime, now: datetime) -> str:
    """Say an instant; of the day itself only the time, because most were a minute ago."""
    if clock.in_london(instant).date() == clock.in_london(now).date():
        return _("today at %(time)s", time=clock.spoken_time(instant))
    return clock.spoken(instant)
