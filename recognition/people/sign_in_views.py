"""Signing in by a mailed link, and signing out."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition import clock, speaking
from recognition.access import anyone, open_to
from recognition.errors import Refused
from recognition.pages import refuse
from recognition.people import actions, queries
from recognition.people.forms import ConfirmForm, SignInForm
from recognition.people.provider_views import provider_name, wipe_session
from recognition.people.rules import own_page, token_digest
from recognition.people.session_views import current_viewer, first_page, let_in, limiter
from recognition.words import ENGLISH

SIGN_IN_LIMIT = "10 per 15 minutes"

bp = Blueprint("people", __name__)


def _typed_address() -> str:
    """Return what attempts are counted by: a digest, so that no address is stored or logged."""
    return token_digest(request.form.get("email", "").strip().lower())


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to(anyone)
@limiter.limit(SIGN_IN_LIMIT, key_func=_typed_address, methods=["POST"])
def sign_in() -> ResponseReturnValue:
    """Ask where to send the link."""
    form = SignInForm(next=own_page(request.args.get("next")))
    if form.validate_on_submit():
        try:
            actions.ask_for_link(form.email.data or "", own_page(form.next.data))
            return redirect(url_for("people.link_sent"))
        except Refused as refused:
            refuse(form, refused)
    page = render_template("people/sign_in.html", form=form, provider=provider_name())
    return page, 422 if form.errors else 200


@bp.get("/sign-in/sent")
@open_to(anyone)
def link_sent() -> ResponseReturnValue:
    """Say the same to everybody, known or not."""
    return render_template("people/link_sent.html")


@bp.get("/sign-in/<token>")
@open_to(anyone)
def link(token: str) -> ResponseReturnValue:
    """Show the button. Opening the link uses nothing up, because mail scanners open links too."""
    if not queries.link_is_good(token_digest(token), at=clock.now()):
        return render_template("people/link_used.html"), 410
    return render_template("people/link.html", form=ConfirmForm())


@bp.post("/sign-in/<token>")
@open_to(anyone)
def use_link(token: str) -> ResponseReturnValue:
    """Sign in."""
    try:
        started = actions.sign_in(token)
    except Refused:
        return render_template("people/link_used.html"), 410
    let_in(started)
    return redirect(first_page(started.onwards))


@bp.post("/sign-out")
@open_to(anyone)
def sign_out() -> ResponseReturnValue:
    """End this session; whoever has no session is signed out already."""
    viewer = current_viewer()
    if viewer is not None:
        actions.sign_out(viewer.session_digest)
    chosen, said = speaking.wanted(), wipe_session()
    if chosen != ENGLISH:
        speaking.choose(chosen)
    flash(said)
    response = redirect("/")
    # what a page kept on this device for a lost connection belongs to whoever has left
    response.headers["Clear-Site-Data"] = '"storage"'
    return response
