"""Welsh speakers look at our words, say which are right, and write better ones."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition import speaking
from recognition.access import open_to
from recognition.errors import Conflict, Refused
from recognition.languages import actions, exporting, queries
from recognition.languages.forms import ReviewForm, RewordForm
from recognition.pages import page_number, refuse
from recognition.people.views import required_viewer
from recognition.words import WELSH, _, ngettext

bp = Blueprint("languages", __name__, url_prefix="/manage/languages")
blueprints = (bp,)


@bp.get("")
@open_to(queries.may_review)
def texts() -> ResponseReturnValue:
    """List our texts beside their Welsh, fifty a page; search and filter stand in the address."""
    text = request.args.get("q", "").strip()
    show = request.args.get("show", queries.AWAITING)
    page = page_number()
    sheet = queries.sheet(WELSH, show=show, text=text, page=page)
    pages = max(1, -(-sheet.total // queries.PER_PAGE))
    if page > pages:
        return redirect(url_for("languages.texts", q=text or None, show=show, page=pages))
    return render_template(
        "languages/texts.html",
        form=ReviewForm(),
        sheet=sheet,
        text=text,
        show=show,
        page_now=page,
        pages=pages,
    )


@bp.post("/reviewed")
@open_to(queries.may_review)
def reviewed() -> ResponseReturnValue:
    """Note which texts were found right: those that were ticked, or all of a page."""
    names = "shown" if "all" in request.form else "ticked"
    pairs = [value.partition(":") for value in request.form.getlist(names)]
    try:
        number = actions.mark_reviewed(
            WELSH, {key: seen for key, _colon, seen in pairs}, actor=required_viewer()
        )
    except Conflict as conflict:
        flash(conflict.reason)
    else:
        flash(
            ngettext("%(num)s text is reviewed.", "%(num)s texts are reviewed.", number)
            if number
            else _("Tick the texts that are right, then press the button.")
        )
    return redirect(
        url_for(
            "languages.texts",
            q=request.form.get("q") or None,
            show=request.form.get("show") or None,
            page=request.form.get("page") or None,
        ),
        303,
    )


@bp.route("/<string(length=64):key>", methods=["GET", "POST"])
@open_to(queries.may_review)
def reword(key: str) -> ResponseReturnValue:
    """Write one text in better words, which are said at once."""
    line = queries.line(WELSH, key)
    form = RewordForm(
        data={"said": list(line.said), "reviewed": line.is_reviewed, "seen": line.seen}
    )
    if form.validate_on_submit():
        try:
            actions.reword(
                WELSH,
                key,
                [text or "" for text in form.said.data],
                reviewed=bool(form.reviewed.data),
                seen=form.seen.data or "",
                actor=required_viewer(),
            )
            speaking.forget_texts()
            flash(_("Saved. Readers get these words from now on."))
            return redirect(url_for("languages.texts"), 303)
        except Refused as refused:
            refuse(form, Refused(refused.reason, field="said-0"))
    page = render_template(
        "languages/reword.html", form=form, line=line, plurals=queries.plural_forms(WELSH)
    )
    return page, 422 if form.errors else 200


@bp.get("/better.po")
@open_to(queries.may_review)
def better() -> Response:
    """Give the better wordings as a catalogue, to be offered to everybody who uses this."""
    made = exporting.improved_catalogue(WELSH, queries.better(WELSH))
    return Response(
        made,
        mimetype="text/x-gettext-translation",
        headers={"Content-Disposition": 'attachment; filename="welsh-better.po"'},
    )
