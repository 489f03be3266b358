"""Keeping scores as they are given, for a page that saves by itself."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from recognition import clock
from recognition.access import open_to
from recognition.errors import Conflict, Refused
from recognition.pages import received
from recognition.panel import actions, queries
from recognition.panel.forms import ScoreForm, score_form
from recognition.panel.reading_views import onwards
from recognition.panel.rules import NOT_APPLICABLE
from recognition.people.views import required_viewer
from recognition.words import _

bp = Blueprint("panel_keeping", __name__)


@bp.post("/panel/read/<int:candidacy_id>/keep")
@open_to(queries.may_score)
def keep(candidacy_id: int) -> ResponseReturnValue:
    """Save or send, and answer in JSON: the new edition and when; after sending, what is next.

    A conflict is 409 with what is stored; anything else that keeps it from being saved is 422 with
    the reason. The same content sent twice is saved once and answered the same.
    """
    form = score_form(queries.rubric(candidacy_id))()
    if not form.validate():
        return jsonify({"problem": _first_problem(form)}), 422
    sending = "send" in request.form
    act = actions.send_review if sending else actions.save_review
    try:
        edition = act(
            candidacy_id=candidacy_id,
            written=form.written(),
            edition=int(form.edition.data or 0),
            received=received(),
            actor=required_viewer(),
        )
    except Conflict as conflict:
        return jsonify({"problem": conflict.reason, "stored": _stored(candidacy_id)}), 409
    except Refused as refused:
        return jsonify({"problem": refused.reason, "field": refused.field}), 422
    saved = _("Saved at %(time)s", time=clock.spoken_time(received()))
    url = onwards(candidacy_id) if sending else ""
    return jsonify({"edition": edition, "saved": saved, "url": url})


def _first_problem(form: ScoreForm) -> str:
    return next(str(reason) for reasons in form.errors.values() for reason in reasons)


def _stored(candidacy_id: int) -> dict[str, object]:
    review = queries.own_review(required_viewer().person_id, candidacy_id)
    return {
        "edition": review.edition,
        "comment": review.comment,
        "note": review.note,
        "points": {
            str(key): NOT_APPLICABLE if value is None else str(value)
            for key, value in review.points.items()
        },
    }
