"""The chair's pages about the panel itself: how it scores, and what another count would change."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.pages import page_number, page_url
from recognition.panel import chair_words, queries
from recognition.people.views import required_viewer

bp = Blueprint("panel_health", __name__)


@bp.get("/panel/<int:round_id>/health")
@open_to(queries.may_chair)
def health(round_id: int) -> ResponseReturnValue:
    """How the panel scores: questions to ask, never a change by itself."""
    found = queries.health(
        required_viewer(), round_id, judges=page_number("readers"), questions=page_number()
    )
    return render_template(
        "panel/health.html",
        health=found,
        say=chair_words,
        page_url=page_url,
        readers_url=lambda number: page_url(number, "readers"),
    )


@bp.get("/panel/<int:round_id>/what-if")
@open_to(queries.may_chair)
def instead(round_id: int) -> ResponseReturnValue:
    """Who would come first under other ways of counting."""
    asked = request.args.get("category", "")
    category_id = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
    return render_template(
        "panel/instead.html", instead=queries.instead(required_viewer(), round_id, category_id)
    )
