"""Every kind of letter in words, and an organisation's own words for those it may word."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.hall import letters
from recognition.hall.letter_page import letter_page
from recognition.hall.letters import ShownLetter
from recognition.mail import actions as mail
from recognition.mail import queries as mailed
from recognition.mail.filling import Words
from recognition.mail.forms import WordingForm
from recognition.pages import refuse
from recognition.people.queries import is_administrator
from recognition.people.views import required_viewer
from recognition.words import _

bp = Blueprint("wording", __name__, url_prefix="/manage/letters")


@bp.get("")
@open_to(is_administrator)
def kinds() -> str:
    """List every kind of letter: who gets it, when, and in whose words."""
    mine = letters.organisations(required_viewer())
    asked = request.args.get("organisation", "")
    chosen = next((one for one in mine if str(one.id) == asked), mine[0])
    return render_template(
        "hall/letters.html",
        organisations=mine,
        chosen=chosen,
        groups=letters.worded_lines(chosen.id),
    )


@bp.route("/<int:organisation_id>/<code>", methods=["GET", "POST"])
@open_to(letters.may_word)
def word(organisation_id: int, code: str) -> ResponseReturnValue:
    """Write the words of one kind of letter, or send oneself a test of them."""
    viewer, sheet = required_viewer(), mailed.wording_sheet(organisation_id, code)
    form = WordingForm(
        data={
            "subject": sheet.words.subject,
            "body": sheet.words.body,
            "edition": str(sheet.edition),
        }
    )
    form.speak()
    tested = False
    if form.validate_on_submit():
        try:
            if "test" in request.form:
                shown = letters.sample_letter(viewer, organisation_id, code, form.words())
                mail.send_test(
                    Words(shown.subject, shown.body),
                    to_address=viewer.email,
                    code=code,
                    actor_id=viewer.person_id,
                )
                tested = True
            else:
                mail.word_letters(
                    organisation_id,
                    code,
                    words=form.words(),
                    edition=form.edition_shown(),
                    actor_id=viewer.person_id,
                )
                flash(_("The words are saved. Every letter in English has them from now on."))
                return redirect(url_for("wording.kinds", organisation=organisation_id))
        except Refused as refused:
            refuse(form, refused)
    page = render_template(
        "hall/wording.html",
        form=form,
        sheet=sheet,
        organisation_id=organisation_id,
        tested=tested,
        address=viewer.email,
        sometimes=", ".join(f"{{{place}}}" for place in sheet.kind.sometimes),
    )
    return page, 422 if form.errors else 200


@bp.route("/<int:organisation_id>/<code>/preview", methods=["GET", "POST"])
@open_to(letters.may_word)
def preview(organisation_id: int, code: str) -> ResponseReturnValue:
    """Show a letter with the words as they were typed, or else as they are, apart from our pages.

    A POST changes nothing: the words travel in it because they can be long.
    """
    words = mailed.wording_sheet(organisation_id, code).words
    if request.method == "POST":
        words = WordingForm().words()
    try:
        shown = letters.sample_letter(required_viewer(), organisation_id, code, words)
    except Refused as refused:
        return letter_page(ShownLetter(words.subject, ""), problem=refused.reason)
    return letter_page(shown)


@bp.post("/<int:organisation_id>/<code>/ours")
@open_to(letters.may_word)
def ours(organisation_id: int, code: str) -> ResponseReturnValue:
    """Go back to our words."""
    try:
        mail.use_our_words(
            organisation_id,
            code,
            edition=WordingForm().edition_shown(),
            actor_id=required_viewer().person_id,
        )
    except Refused as refused:
        flash(refused.reason, "important")
    else:
        flash(_("This letter has our words again."))
    return redirect(url_for("wording.word", organisation_id=organisation_id, code=code))
