"""Choosing the language of the pages and letters, for good."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from recognition import speaking
from recognition.access import open_to, signed_in
from recognition.people import actions
from recognition.people.rules import own_page
from recognition.people.session_views import required_viewer

bp = Blueprint("people_language", __name__)


@bp.post("/account/language")
@open_to(signed_in)
def choose() -> ResponseReturnValue:
    """Keep the language of whoever signed in, and go back to the page they were on."""
    code = request.form.get("language", "")
    actions.choose_language(required_viewer(), code)
    speaking.choose(code)
    return redirect(own_page(request.form.get("next")), 303)
