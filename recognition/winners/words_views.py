"""An organisation's own words for outcome letters, with a preview on real data."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.mail.forms import WordingForm
from recognition.pages import refuse
from recognition.people.views import required_viewer
from recognition.winners import actions, queries
from recognition.winners.outcome_filling import Words, needed, place_meaning, places
from recognition.winners.outcome_words import kind_name, part_of
from recognition.words import _

bp = Blueprint("words", __name__)


@bp.get("/winners/words")
@open_to(queries.may_prepare_any)
def kinds() -> str:
    """List the letters that tell outcomes, with whose words they have."""
    return render_template(
        "winners/words.html",
        organisations=[
            (card, queries.words_sheets(card.id)) for card in queries.worded_by(required_viewer())
        ],
        kind_name=kind_name,
    )


@bp.route("/winners/words/<int:organisation_id>/<kind>", methods=["GET", "POST"])
@open_to(queries.may_word)
def word(organisation_id: int, kind: str) -> ResponseReturnValue:
    """Write the words of one kind of letter, or look at them with real names first."""
    sheet = queries.words_sheet(organisation_id, kind)
    form = WordingForm(
        data={
            "subject": sheet.words.subject,
            "body": sheet.words.body,
            "edition": str(sheet.edition),
        }
    )
    form.speak()
    words = sheet.words
    if form.validate_on_submit():
        words = form.words()
        if "look" not in request.form:
            try:
                actions.word_letters(
                    organisation_id,
                    kind,
                    words=words,
                    edition=form.edition_shown(),
                    actor=required_viewer(),
                )
            except Refused as refused:
                refuse(form, refused)
            else:
                flash(_("The words are saved. Every letter from now on has them."))
                return redirect(url_for("words.kinds"))
    return _page(organisation_id, sheet, form, words)


def _page(
    organisation_id: int, sheet: queries.WordsSheet, form: WordingForm, words: Words
) -> ResponseReturnValue:
    part = part_of(sheet.kind)
    sample = None
    if not form.errors:
        try:
            sample = queries.sample_letter(required_viewer(), organisation_id, sheet.kind, words)
        except Refused as refused:
            refuse(form, refused)
    return (
        render_template(
            "winners/word.html",
            form=form,
            sheet=sheet,
            organisation_id=organisation_id,
            title=kind_name(sheet.kind),
            places=[(place, place_meaning(place, part)) for place in places(part)],
            needed=needed(part),
            sample=sample,
        ),
        422 if form.errors else 200,
    )


@bp.post("/winners/words/<int:organisation_id>/<kind>/usual")
@open_to(queries.may_word)
def usual(organisation_id: int, kind: str) -> ResponseReturnValue:
    """Go back to the usual words."""
    sheet = queries.words_sheet(organisation_id, kind)
    shown = request.form.get("edition", "")
    try:
        actions.use_usual_words(
            organisation_id,
            kind,
            edition=int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 9 else 0,
            actor=required_viewer(),
        )
    except Refused as refused:
        flash(refused.reason, "important")
    else:
        flash(_("This letter has the usual words again."))
    return redirect(url_for("words.word", organisation_id=organisation_id, kind=sheet.kind))
