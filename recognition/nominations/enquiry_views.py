"""Answering a question about a nomination: signed in, or by the private link of a letter."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import anyone, open_to
from recognition.errors import Refused
from recognition.nominations import actions, queries
from recognition.nominations.checking_forms import AnswerForm
from recognition.nominations.queries import Author
from recognition.pages import refuse
from recognition.people.views import required_viewer
from recognition.words import _

bp = Blueprint("enquiries", __name__, url_prefix="/nominations")


@bp.post("/<reference>/answer")
@open_to(queries.may_write)
def answer(reference: str) -> ResponseReturnValue:
    """Answer as somebody who signed in."""
    here = url_for("enquiries.answer", reference=reference)
    back = url_for("my_nominations.receipt", reference=reference)
    return _answered(reference, Author.of(required_viewer()), here=here, back=back)


@bp.post("/by-letter/<code>/answer")
@open_to(anyone)  # whoever holds the code had the letter
def answer_by_letter(code: str) -> ResponseReturnValue:
    """Answer from the private page of a letter."""
    here = url_for("enquiries.answer_by_letter", code=code)
    back = url_for("nomination_by_letter.receipt", code=code)
    reference = queries.reference_of_code(code)
    return _answered(reference, Author(letter=reference), here=here, back=back)


def _answered(reference: str, author: Author, *, here: str, back: str) -> ResponseReturnValue:
    form = AnswerForm()
    form.offer()
    if form.validate_on_submit():
        try:
            text = form.answer.data or ""
            actions.answer(reference=reference, text=text, author=author)
            flash(_("Thank you. Your answer is with the people who run the scheme."))
            return redirect(back, 303)
        except Refused as refused:
            refuse(form, refused)
    page = render_template(
        "nominations/checking_answer.html",
        form=form,
        enquiry=queries.enquiry_about(reference, author),
        here=here,
        back=back,
    )
    return page, 422
