"""Administrators change what is asked, what is judged, and the kinds of winner."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Missing, Refused
from recognition.pages import refuse
from recognition.people.views import required_viewer
from recognition.resources import queries as resources
from recognition.schemes import actions, queries
from recognition.schemes.asking import MOST_CRITERIA, MOST_QUESTIONS
from recognition.schemes.forms import CategoriesForm
from recognition.schemes.question_forms import QuestionsForm, values_of
from recognition.schemes.rules import MOST_CATEGORIES
from recognition.words import _

bp = Blueprint("schemes_questions", __name__, url_prefix="/manage/schemes/<scheme_slug>")


@bp.route("/form", methods=["GET", "POST"])
@open_to(queries.may_manage)
def questions(scheme_slug: str) -> ResponseReturnValue:
    """Change questions and criteria; `add` asks for one more row and saves nothing yet."""
    card = queries.scheme(scheme_slug)
    sheet = queries.form_sheet(queries.newest_version(card.id))
    form = QuestionsForm(data=values_of(sheet))
    more = request.form.get("add", "")
    _one_more(form.questions, wanted=more == "question", most=MOST_QUESTIONS)
    _one_more(form.criteria, wanted=more == "criterion", most=MOST_CRITERIA)
    form.offer(resources.titles())
    if form.validate_on_submit() and not more:
        try:
            number = actions.edit_form(scheme_slug, form.text(), actor=required_viewer())
            flash(
                _("Saved as a new version. What was nominated before shows its old questions.")
                if number != sheet.number
                else _("Saved.")
            )
            return redirect(url_for("schemes.scheme", scheme_slug=scheme_slug))
        except Refused as refused:
            refuse(form, refused)
    page = render_template("schemes/form.html", form=form, scheme=card, sheet=sheet)
    return page, 422 if form.errors else 200


@bp.route("/categories", methods=["GET", "POST"])
@open_to(queries.may_manage)
def categories(scheme_slug: str) -> ResponseReturnValue:
    """Change the kinds of winner; `add` asks for one more row and saves nothing yet."""
    card = queries.scheme(scheme_slug)
    there = queries.categories(card.id)
    form = CategoriesForm(
        data={
            "categories": [
                {
                    "id": str(row.id),
                    "name": row.name,
                    "description": row.description,
                    "for_teams": row.for_teams,
                }
                for row in there
            ]
        }
    )
    more = request.form.get("add", "")
    _one_more(form.categories, wanted=more == "category", most=MOST_CATEGORIES)
    if form.validate_on_submit() and not more:
        try:
            texts = [row.form.text() for row in form.categories]
            actions.edit_categories(
                scheme_slug, [text for text in texts if text], actor=required_viewer()
            )
            flash(_("Saved."))
            return redirect(url_for("schemes.scheme", scheme_slug=scheme_slug))
        except Refused as refused:
            refuse(form, refused)
        except Missing:
            refuse(form, Refused(_("Somebody changed these categories. Open the page again.")))
    page = render_template("schemes/categories.html", form=form, scheme=card)
    return page, 422 if form.errors else 200


def _one_more(rows: Any, *, wanted: bool, most: int) -> None:
    if wanted and len(rows) < most:
        rows.append_entry({})
