"""Going on with a draft elsewhere, finishing later, and leaving a shared computer."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import anyone, open_to
from recognition.errors import Missing, Refused
from recognition.nominations import actions, draft_pages, holding, queries
from recognition.nominations.forms import CodeForm, ConfirmForm, EmailForm
from recognition.nominations.rules import code_as_given
from recognition.nominations.sent_views import not_held
from recognition.pages import refuse
from recognition.people.rules import token_digest
from recognition.people.views import current_viewer, limiter
from recognition.words import _

ONE_CODE = "10 per 15 minutes"
ALL_CODES = "120 per minute"  # wrong ones: whoever has a code is not counted
ONE_ADDRESS = "5 per 15 minutes"

bp = Blueprint("resuming", __name__)


def _code_tried() -> str:
    """Return what tries are counted by: a digest, so that no code lies among the counts."""
    typed = request.form.get("code", "") or (request.view_args or {}).get("code", "")
    return token_digest(code_as_given(typed) or typed[:200])


def _every_code() -> str:
    return "every code"


def _was_wrong(response: Response) -> bool:
    return response.status_code not in {302, 303}


def _typed_address() -> str:
    """Return what letters are counted by: nobody's letter box is to be filled from here."""
    return token_digest(request.form.get("email", "").strip().lower())


@bp.route("/nominate/resume", methods=["GET", "POST"])
@open_to(anyone)  # whoever holds the code is the author
@limiter.limit(ONE_CODE, key_func=_code_tried, methods=["POST"])
@limiter.limit(ALL_CODES, key_func=_every_code, methods=["POST"], deduct_when=_was_wrong)
def resume() -> ResponseReturnValue:
    """Ask for the code, and go on."""
    form = CodeForm()
    form.offer()
    if form.validate_on_submit():
        try:
            return _take_over(code_as_given(form.code.data or ""))
        except Missing:
            refuse(form, Refused(_unknown(), field="code"))
        except Refused as refused:
            refuse(form, refused)
    return render_template("nominations/resume.html", form=form), 422 if form.errors else 200


@bp.route("/nominate/resume/<code>", methods=["GET", "POST"])
@open_to(anyone)
@limiter.limit(ONE_CODE, key_func=_code_tried, methods=["POST"])
@limiter.limit(ALL_CODES, key_func=_every_code, methods=["POST"], deduct_when=_was_wrong)
def resume_by_letter(code: str) -> ResponseReturnValue:
    """Show a button; only pressing it gives this browser the draft."""
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            return _take_over(code_as_given(code))
        except Missing:
            flash(_unknown(), "important")
            return redirect(url_for("resuming.resume"), 303)
        except Refused as refused:
            refuse(form, refused)
    page = render_template("nominations/resume_by_letter.html", form=form, code=code)
    return page, 422 if form.errors else 200


def _take_over(code: str) -> ResponseReturnValue:
    scheme, key = actions.take_over(code=code, actor=holding.beginner())
    return redirect(url_for("nominations.story", scheme=scheme, key=key), 303)


def _unknown() -> str:
    return _(
        "We cannot find a nomination with this code. Check each letter and number. If it was sent "
        "meanwhile, its code has done its work."
    )


@bp.route("/nominate/<scheme>/<string(length=32):key>/later", methods=["GET", "POST"])
@open_to(queries.may_hold)
@limiter.limit(ONE_ADDRESS, key_func=_typed_address, methods=["POST"])
def later(scheme: str, key: str) -> ResponseReturnValue:
    """Show the code, and offer to mail a link."""
    try:
        draft, round_card = draft_pages.held(scheme, key)
    except Missing:
        return not_held(scheme, key)
    form = EmailForm(email=draft.you.email)
    form.offer()
    if form.validate_on_submit():
        try:
            actions.mail_link(key=key, email=form.email.data or "", actor=holding.author())
            flash(_("A letter with a link is on its way."))
            return redirect(url_for("resuming.later", scheme=scheme, key=key), 303)
        except Refused as refused:
            refuse(form, refused)
    page = render_template(
        "nominations/later.html",
        form=form,
        draft=draft,
        round=round_card,
        **draft_pages.opening(round_card),
    )
    return page, 422 if form.errors else 200


@bp.post("/nominate/leave")
@open_to(anyone)
def leave() -> ResponseReturnValue:
    """Forget everything on this computer."""
    return draft_pages.left()


@bp.get("/nominate/left")
@open_to(anyone)
def left() -> ResponseReturnValue:
    """Say that everything is forgotten here, and how to go on elsewhere."""
    by_code = request.args.get("by") == "code" and current_viewer() is None
    return render_template("nominations/left.html", by_code=by_code)
