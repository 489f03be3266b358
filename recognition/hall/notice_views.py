"""Privacy, cookies and accessibility: to read, and to write in an organisation's own words."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import anyone, open_to
from recognition.errors import Refused
from recognition.hall import actions, queries
from recognition.hall.forms import NoticeForm
from recognition.hall.notices import ACCESSIBILITY, COOKIES, HEADINGS, PRIVACY
from recognition.markup import shown
from recognition.pages import refuse
from recognition.people.views import required_viewer
from recognition.words import _

bp = Blueprint("notices", __name__)
bp.add_app_template_filter(shown, "markdown")


@bp.get("/privacy")
@open_to(anyone)
def privacy() -> str:
    """Say what is kept, who sees it, and for how long."""
    return _notice(PRIVACY)


@bp.get("/cookies")
@open_to(anyone)
def cookies() -> str:
    """Say what is kept in a browser, and why."""
    return _notice(COOKIES)


@bp.get("/accessibility")
@open_to(anyone)
def accessibility() -> str:
    """Say how usable these pages are, and what was not checked."""
    return _notice(ACCESSIBILITY)


def _notice(name: str) -> str:
    sections = queries.notice(name)
    return render_template("hall/notice.html", name=name, heading=HEADINGS[name], sections=sections)


@bp.get("/manage/notices")
@open_to(queries.may_write_notices)
def notices() -> str:
    """List every section, and whose words it has."""
    pages = [(name, heading, queries.notice(name)) for name, heading in HEADINGS.items()]
    return render_template("hall/notices.html", pages=pages)


@bp.route("/manage/notices/<name>/<key>", methods=["GET", "POST"])
@open_to(queries.may_write_notices)
def section(name: str, key: str) -> ResponseReturnValue:
    """Write one section, see how it will look, and save it."""
    found, form = queries.notice_section(name, key), NoticeForm()
    looks = request.method == "POST" and "look" in request.form
    if form.validate_on_submit() and not looks:
        try:
            actions.write_notice(name, key, text=form.text.data or "", actor=required_viewer())
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("Saved. The page says it from now on."))
            return redirect(url_for("notices.notices"), 303)
    if request.method == "GET":
        form.text.data = found.text
    page = render_template(
        "hall/notice_section.html",
        form=form,
        name=name,
        page_heading=HEADINGS[name],
        section=found,
        preview=form.text.data if looks else "",
    )
    return page, 422 if form.errors else 200


@bp.post("/manage/notices/<name>/<key>/ours")
@open_to(queries.may_write_notices)
def ours(name: str, key: str) -> ResponseReturnValue:
    """Go back to our words."""
    actions.use_our_words(name, key, actor=required_viewer())
    flash(_("The page has our words again."))
    return redirect(url_for("notices.notices"), 303)
