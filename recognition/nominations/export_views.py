"""Administrators take the nominations of a round away for their own records."""

import os

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from werkzeug.wsgi import FileWrapper

from recognition import clock
from recognition.access import open_to
from recognition.nominations import actions
from recognition.people.views import required_viewer
from recognition.schemes import queries as schemes

bp = Blueprint("exports", __name__)


@bp.post("/manage/schemes/<scheme_slug>/rounds/<round_slug>/nominations.csv")
@open_to(schemes.may_manage)
def nominations(scheme_slug: str, round_slug: str) -> ResponseReturnValue:
    """Give every nomination of a round as CSV; a POST, because taking words away leaves a trace."""
    card = schemes.round_by_slug(scheme_slug, round_slug)
    file = actions.export_nominations(card.id, actor=required_viewer())
    made = clock.in_london(clock.now())
    name = f"{scheme_slug}-{round_slug}-every-nomination-{made:%Y-%m-%d-%H%M}.csv"
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    answer = Response(
        FileWrapper(file),
        mimetype="text/csv",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Length": str(size),
        },
        direct_passthrough=True,
    )
    answer.call_on_close(file.close)
    return answer
