"""Administrators take the nominations of a round away for their own records."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from recognition import clock
from recognition.access import open_to
from recognition.nominations import actions
from recognition.people.views import required_viewer
from recognition.schemes import queries as schemes

bp = Blueprint("exports", __name__)


@bp.post("/manage/schemes/<scheme_slug>/rounds/<round_slug>/nominations.csv")
@open_to(schemes.may_manage)
def nominations(scheme_slug: str, round_slug: str) -> ResponseReturnValue:
    """Give every nomination of a round as CSV; a POST, because taking words away leaves a trace.

    It leaves in chunks, and one that breaks off lacks the last chunk, so that a browser says so. A
    connection of HTTP/1.0 only ends, so there the file itself says it.
    """
    card = schemes.round_by_slug(scheme_slug, round_slug)
    parts = actions.export_nominations(
        card.id,
        actor=required_viewer(),
        breaks_unseen=request.environ.get("SERVER_PROTOCOL") == "HTTP/1.0",
    )
    made = clock.in_london(clock.now())
    name = f"{scheme_slug}-{round_slug}-every-nomination-{made:%Y-%m-%d-%H%M}.csv"
    return Response(
        parts,
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
