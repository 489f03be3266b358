"""Administrators write a scheme's own texts in Welsh, and see what is still to be written."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from recognition import speaking
from recognition.access import open_to
from recognition.errors import Refused
from recognition.pages import refuse
from recognition.people.views import required_viewer
from recognition.schemes import actions, queries
from recognition.schemes.wording_forms import LanguageForm, values_of
from recognition.words import WELSH, _, ngettext

bp = Blueprint("schemes_wording", __name__, url_prefix="/manage/schemes/<scheme_slug>/languages")


@bp.route("", methods=["GET", "POST"])
@open_to(queries.may_manage)
def languages(scheme_slug: str) -> ResponseReturnValue:
    """Show each text beside its Welsh, and take what was written."""
    card = queries.scheme(scheme_slug)
    sheet = queries.language_sheet(card.id, WELSH)
    digests = {text.key: actions.digest_of(text.english) for text in sheet.texts}
    form = LanguageForm(data=values_of(sheet, digests))
    if form.validate_on_submit():
        try:
            changed = actions.write_wordings(
                scheme_slug, WELSH, form.written(), actor=required_viewer()
            )
            speaking.forget_texts()
            flash(
                ngettext("Saved: %(num)s text.", "Saved: %(num)s texts.", changed)
                if changed
                else _("Nothing was changed.")
            )
            return redirect(request.path, 303)
        except Refused as refused:
            refuse(form, Refused(refused.reason, field=form.field_of(refused.field or "")))
    page = render_template(
        "schemes/languages.html",
        form=form,
        scheme=card,
        sheet=sheet,
        by_key={text.key: text for text in sheet.texts},
    )
    return page, 422 if form.errors else 200
