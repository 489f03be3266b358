"""How long things are kept, for everybody to read."""

from flask import Blueprint, render_template

from recognition.access import anyone, open_to
from recognition.pages import received
from recognition.privacy.queries import retention as queries
from recognition.privacy.retention_schedule import spoken_length

bp = Blueprint("privacy_keeping", __name__)


@bp.get("/privacy/how-long")
@open_to(anyone)
def how_long() -> str:
    """Show each kind of information, and when it goes."""
    return render_template(
        "privacy/how_long.html", periods=queries.periods(received()), spoken_length=spoken_length
    )
