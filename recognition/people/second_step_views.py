"""One's own second step: setting it up, recovery codes, another phone, removing it."""

from flask import Blueprint, Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from recognition import clock
from recognition.access import open_to
from recognition.errors import Missing, Refused
from recognition.pages import refuse
from recognition.paper import qr_code
from recognition.people import actions, queries
from recognition.people.forms import ConfirmForm
from recognition.people.queries import Viewer
from recognition.people.rules import own_page
from recognition.people.second_step_codes import app_address, in_fours
from recognition.people.second_step_forms import CodeForm, OnwardsForm
from recognition.people.session_views import BY_PROVIDER, brand, let_on, required_viewer
from recognition.words import _

# The new key waits, sealed, in the cookie of the browser that asked for it, until a code confirms
# it: a cookie copied before does not hold it, and looking at a page stores nothing.
WAITING_KEY = "second_step_key"
MOVE, CODES, REMOVE = "move", "codes", "remove"

bp = Blueprint("people_second_step", __name__, url_prefix="/account/second-step")


@bp.get("")
@open_to(queries.is_themselves)
def state() -> ResponseReturnValue:
    """Say whether a second step is set up, and what can be done about it."""
    viewer, onwards = required_viewer(), _wanted()
    card = queries.second_step(viewer.person_id)
    if card is not None and not viewer.is_proved:
        return _to_prove(url_for(".state"))
    return render_template(
        "people/second_step.html",
        card=card,
        is_required=queries.is_required(viewer),
        form=OnwardsForm(next=onwards),
    )


@bp.post("/start")
@open_to(queries.is_themselves)
def start() -> ResponseReturnValue:
    """Draw a key for an app."""
    viewer, form = required_viewer(), OnwardsForm()
    if (led := _to_be_shown_first(viewer, MOVE)) is not None:
        return led
    onwards = own_page(form.next.data)
    try:
        session[WAITING_KEY] = actions.draw_key(viewer, by_provider=_by_provider())
    except Refused as refused:
        flash(refused.reason, "important")
        return redirect(url_for(".state", next=onwards))
    return redirect(url_for(".set_up", next=onwards))


@bp.route("/set-up", methods=["GET", "POST"])
@open_to(queries.is_themselves)
def set_up() -> ResponseReturnValue:
    """Show the key, as a drawing and in letters, and ask for the code that the app makes of it."""
    viewer, form = required_viewer(), CodeForm(next=_wanted())
    key, onwards = _waiting_key(viewer), own_page(form.next.data)
    if key is None:
        return redirect(url_for(".state", next=onwards))
    if (led := _to_be_shown_first(viewer, MOVE)) is not None:
        return led
    if form.validate_on_submit():
        try:
            done = actions.set_up_second_step(
                viewer,
                key=session[WAITING_KEY],
                typed=form.code.data or "",
                by_provider=_by_provider(),
            )
            let_on(done.signed_in)
            return _show_codes(done.codes, onwards)
        except Refused as refused:
            refuse(form, refused)
    form.code.data = ""
    page = render_template("people/second_step_set_up.html", form=form, key=in_fours(key))
    return page, 422 if form.errors else 200


@bp.get("/code.svg")
@open_to(queries.is_themselves)
def drawing() -> Response:
    """Draw the key as a QR code, for the browser that asked for it alone."""
    viewer = required_viewer()
    key, card = _waiting_key(viewer), brand()
    if key is None:
        raise Missing
    address = app_address(key, account=viewer.email, place=card.name if card else _("Recognition"))
    return Response(qr_code(address), mimetype="image/svg+xml")


@bp.route(f"/<any({MOVE}, {CODES}, {REMOVE}):step>", methods=["GET", "POST"])
@open_to(queries.is_themselves)
def change(step: str) -> ResponseReturnValue:
    """Ask once before the second step is changed, of whoever has shown it minutes ago."""
    viewer, form = required_viewer(), ConfirmForm()
    if queries.second_step(viewer.person_id) is None:
        raise Missing
    if (led := _to_be_shown_first(viewer, step)) is not None:
        return led
    if form.validate_on_submit():
        try:
            return _change(viewer, step)
        except Refused as refused:
            refuse(form, refused)
    page = render_template("people/second_step_change.html", step=step, form=form)
    return page, 422 if form.errors else 200


def _change(viewer: Viewer, step: str) -> ResponseReturnValue:
    if step == CODES:
        return _show_codes(actions.renew_recovery_codes(viewer), url_for("people_account.account"))
    if step == MOVE:
        session[WAITING_KEY] = actions.draw_key(viewer)
        return redirect(url_for(".set_up", next=url_for("people_account.account")))
    actions.remove_second_step(viewer)
    flash(_("Your second step is removed."))
    return redirect(url_for("people_account.account"))


def _by_provider() -> bool:
    return bool(session.get(BY_PROVIDER))


def _wanted() -> str:
    return own_page(request.args.get("next"))


def _waiting_key(viewer: Viewer) -> str | None:
    waiting = session.get(WAITING_KEY)
    return queries.opened_key(waiting, viewer.person_id) if isinstance(waiting, str) else None


def _to_prove(onwards: str) -> ResponseReturnValue:
    return redirect(url_for("people_proving.prove", next=onwards))


def _to_be_shown_first(viewer: Viewer, step: str) -> ResponseReturnValue | None:
    """Lead somebody to type a code who has a second step and has not shown it minutes ago."""
    if queries.second_step(viewer.person_id) is None:
        return None
    if queries.has_proved_lately(viewer, at=clock.now()):
        return None
    return _to_prove(url_for(".change", step=step))


def _show_codes(codes: tuple[str, ...], onwards: str) -> ResponseReturnValue:
    """Show the recovery codes, this once: they are stored nowhere."""
    shown = [in_fours(code) for code in codes]
    return render_template("people/recovery_codes.html", codes=shown, onwards=onwards)
