"""The last of the four pages: check and send."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Missing, Refused
from recognition.nominations import actions, holding, noticing, queries, sent_views
from recognition.nominations.draft_pages import held, opening
from recognition.nominations.forms import CheckForm, kind_name, relationship_name
from recognition.nominations.queries import DraftCard
from recognition.nominations.sent_views import DRAFT, not_held
from recognition.pages import received, refuse
from recognition.schemes import queries as schemes
from recognition.schemes.queries import FormSheet, RoundCard

bp = Blueprint("sending", __name__)


@bp.route(f"{DRAFT}/check", methods=["GET", "POST"])
@open_to(queries.may_hold)
def check(scheme: str, key: str) -> ResponseReturnValue:
    """Read it once more, then send it."""
    form = CheckForm()
    author = holding.author()
    if form.validate_on_submit():
        try:
            if _tidied(key):
                return redirect(url_for("sending.check", scheme=scheme, key=key), 303)
            reference = actions.submit(
                key=key, digest=form.digest.data or "", actor=author, received=received()
            )
            return sent_views.to_receipt(scheme, key, reference)
        except Refused as refused:
            refuse(form, refused)
        except Missing:
            return not_held(scheme, key)
    try:
        draft, round_card = held(scheme, key)
    except Missing:
        return not_held(scheme, key, form.form_errors)
    sheet = schemes.form_sheet(round_card.version_id)
    if not form.errors:
        if not queries.is_complete(draft, sheet):
            return redirect(url_for("nominations.story", scheme=scheme, key=key), 303)
        if draft.author_id is None and not draft.you.kind:
            return redirect(url_for("nominations.you", scheme=scheme, key=key), 303)
    return _check_page(form, draft, round_card, sheet)


def _tidied(key: str) -> bool:
    """Do what a button beside a finding asks for; False when no such button was pressed."""
    author = holding.author()
    if "take_out" in request.form:
        position, _colon, words = request.form["take_out"].partition(":")
        actions.take_out(key=key, position=position, words=words, actor=author, received=received())
    elif "clear" in request.form:
        actions.clear(key=key, words=request.form["clear"], actor=author)
    else:
        return False
    return True


def _check_page(
    form: CheckForm, draft: DraftCard, round_card: RoundCard, sheet: FormSheet
) -> ResponseReturnValue:
    kinds = queries.kinds_of(round_card.scheme.who_may_nominate)
    form.digest.data = queries.digest(draft, round_card.version_id)
    page = render_template(
        "nominations/check.html",
        form=form,
        draft=draft,
        round=round_card,
        sheet=sheet,
        notices=noticing.notices(draft.answers, draft.cleared),
        concern=noticing.concern(draft.answers),
        relationship=relationship_name(draft.relationship),
        kind=kind_name(draft.you.kind) if len(kinds) > 1 else "",
        several_categories=len(schemes.categories(round_card.scheme.id)) > 1,
        **opening(round_card),
    )
    return page, 422 if form.errors else 200
