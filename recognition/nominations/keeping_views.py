"""Saving the story as it is typed, and telling what the guard sees in it."""

from typing import Any

from flask import Blueprint, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from recognition import clock
from recognition.access import open_to
from recognition.errors import Missing, Refused
from recognition.nominations import actions, draft_pages, holding, noticing, queries
from recognition.nominations.draft_pages import held
from recognition.nominations.forms import story_form
from recognition.nominations.queries import DraftCard
from recognition.pages import received
from recognition.schemes import queries as schemes
from recognition.words import _

bp = Blueprint("keeping", __name__)


@bp.post("/nominate/<scheme>/<string(length=32):key>/keep")
@open_to(queries.may_hold)
def keep(scheme: str, key: str) -> ResponseReturnValue:
    """Keep what is typed, and answer in JSON: when, what the guard sees, and where help is."""
    try:
        draft, round_card = held(scheme, key)
    except Missing:
        return _not_held(scheme, key)
    sheet = schemes.form_sheet(round_card.version_id)
    answers = story_form(sheet.questions, {}).answers()
    author = holding.author()
    try:
        actions.save_story(
            key=key, answers=answers, actor=author, received=received(), unfinished=True
        )
        answers, cleared, changed = _tidied(draft, answers)
    except Refused as refused:
        return jsonify({"problem": refused.reason}), 422
    saved = _("Saved at %(time)s", time=clock.spoken_time(received()))
    return jsonify({"saved": saved, "texts": changed, **_noticed(answers, cleared)})


def _tidied(
    draft: DraftCard, answers: dict[str, str]
) -> tuple[dict[str, str], tuple[str, ...], dict[str, str]]:
    """Do what was tapped beside a finding; return answers, what is cleared, and what changed."""
    author = holding.author()
    if "take_out" in request.form:
        position, _colon, words = request.form["take_out"].partition(":")
        after = actions.take_out(
            key=draft.key, position=position, words=words, actor=author, received=received()
        )
        changed = {f"answer_{place}": text for place, text in after.items() if place == position}
        return after, draft.cleared, changed
    if "clear" in request.form:
        cleared = actions.clear(key=draft.key, words=request.form["clear"], actor=author)
        return answers, cleared, {}
    return answers, draft.cleared, {}


def _noticed(answers: dict[str, str], cleared: tuple[str, ...]) -> dict[str, Any]:
    found = noticing.notices(answers, cleared)
    concern = noticing.concern(answers)
    return {
        "notices": {
            f"answer_{position}": [
                {"words": n.words, "name": n.name, "why": n.why, "out": f"{position}:{n.words}"}
                for n in listed
            ]
            for position, listed in found.items()
        },
        "concern": {"words": concern.words, "place": concern.place} if concern else None,
    }


def _not_held(scheme: str, key: str) -> ResponseReturnValue:
    if queries.reference_of(key, holding.author()) is not None:
        there = url_for("sent.receipt", scheme=scheme, key=key)
        return jsonify({"problem": _("This nomination has been sent."), "url": there}), 409
    kept = draft_pages.park_typed(key)
    if not kept:
        raise Missing
    return jsonify({"problem": kept, "url": draft_pages.way_back(scheme, key)}), 409
