"""The outbox: what waits, what failed and why, and what can be done about it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition import config
from recognition.access import open_to
from recognition.errors import Refused
from recognition.hall import letters
from recognition.hall.letter_forms import StopForm
from recognition.hall.letter_page import letter_page
from recognition.hall.queries import may_read_trail
from recognition.mail import actions as mail
from recognition.mail import queries as mailed
from recognition.mail.outbox_rules import STATES, state_name
from recognition.pages import page_number, page_url, received, refuse
from recognition.people.views import required_viewer
from recognition.words import _, ngettext

bp = Blueprint("outbox", __name__, url_prefix="/manage/outbox")


@bp.get("")
@open_to(may_read_trail)
def letters_of() -> ResponseReturnValue:
    """List letters, what was written last first; `?state=` keeps those that stand so."""
    at, viewer = received(), required_viewer()
    state = request.args.get("state", "")
    state = state if state in STATES else ""
    number = page_number()
    found = letters.outbox(viewer, at, state=state, page=number)
    if number > found.pages:
        return redirect(url_for("outbox.letters_of", state=state or None, page=found.pages))
    return render_template(
        "hall/outbox.html",
        outbox=found,
        delivery=mailed.delivery(at),
        state=state,
        states=STATES,
        state_name=state_name,
        number=number,
        page_url=page_url,
        has_mail_server=config.current().mail_url is not None,
    )


@bp.post("/again")
@open_to(may_read_trail)
def all_again() -> ResponseReturnValue:
    """Try every letter again that failed lately."""
    many = mail.try_all_again(actor_id=required_viewer().person_id, now=received())
    flash(
        ngettext("%(num)s letter is tried again now.", "%(num)s letters are tried again now.", many)
        if many
        else _("No letter has failed that can be tried again.")
    )
    return redirect(url_for("outbox.letters_of"))


@bp.get("/<int:number>")
@open_to(may_read_trail)
def letter(number: int) -> ResponseReturnValue:
    """Show how one letter stands, and what can be done."""
    form = StopForm()
    form.speak()
    return _page(number, form)


@bp.post("/<int:number>/again")
@open_to(may_read_trail)
def again(number: int) -> ResponseReturnValue:
    """Try one letter again."""
    try:
        mail.try_again(number, actor_id=required_viewer().person_id, now=received())
    except Refused as refused:
        flash(refused.reason, "important")
    else:
        flash(_("This letter is tried again now."))
    return redirect(url_for("outbox.letter", number=number))


@bp.post("/<int:number>/stop")
@open_to(may_read_trail)
def stop(number: int) -> ResponseReturnValue:
    """Keep one letter from leaving."""
    form = StopForm()
    form.speak()
    if form.validate_on_submit():
        try:
            mail.stop_letter(
                number,
                reason=form.reason.data or "",
                actor_id=required_viewer().person_id,
                now=received(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("This letter will not be sent."))
            return redirect(url_for("outbox.letter", number=number))
    return _page(number, form)


@bp.post("/<int:number>/words")
@open_to(may_read_trail)
def words(number: int) -> ResponseReturnValue:
    """Show a letter as it will look, apart from our pages; that somebody looked is kept."""
    viewer = required_viewer()
    shown = letters.shown_letter(viewer, received(), number)
    mail.note_reading(number, actor_id=viewer.person_id)
    return letter_page(shown)


def _page(number: int, form: StopForm) -> ResponseReturnValue:
    line = letters.outbox_line(required_viewer(), received(), number)
    page = render_template("hall/outbox_letter.html", line=line, form=form, state_name=state_name)
    return page, 422 if form.errors else 200
