"""What winners say of the words about them, and nominators of being named beside a quote."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import anyone, open_to
from recognition.errors import Missing, Refused
from recognition.pages import refuse
from recognition.people.forms import ConfirmForm
from recognition.thanks import queries as thanks
from recognition.thanks.sections import Section
from recognition.winners import actions, queries
from recognition.winners.citing_forms import AnswerForm
from recognition.words import _

bp = Blueprint("agreeing", __name__)

TEMPLATE = "winners/_card_words.html"


def section(card_id: int) -> Section | None:
    """Say on the page of a card what may be published, or what became of it."""
    words = queries.words_for_card(card_id)
    if words is None:
        return None
    return Section(TEMPLATE, {"words": words, "form": _form(words)})


@bp.route("/winners/agree/<code>", methods=["GET", "POST"])
@open_to(anyone)  # whoever holds the code is the recipient
def agree(code: str) -> ResponseReturnValue:
    """Say that the words are right, or what should change; opening the page changes nothing."""
    words = queries.words_for_card(thanks.card_number(code))
    if words is None:
        raise Missing
    form = AnswerForm()
    form.speak()
    if form.validate_on_submit():
        try:
            if form.deed.data == "change":
                note = form.note.data or ""
                actions.ask_for_change(code, edition=form.edition_shown(), note=note)
                flash(_("Thank you. We will change the words, and ask you again."))
            else:
                looked = bool(form.looked.data)
                actions.agree(code, edition=form.edition_shown(), looked=looked)
                flash(_("Thank you. We know now that the words are right."))
        except Refused as refused:
            refuse(form, refused)
        else:
            return redirect(url_for("thanks.card", code=code, _anchor="words"))
        words = queries.words_for_card(thanks.card_number(code)) or words
    form.edition.data = str(words.edition)
    page = render_template(
        "winners/agree.html", code=code, section={"words": words, "form": form}, form=form
    )
    return page, 422 if form.errors else 200


@bp.get("/winners/quote/<code>")
@open_to(anyone)  # whoever holds the code is the nominator
def quote(code: str) -> str:
    """Show a nominator the words of theirs that may be quoted, and ask about their name."""
    return render_template("winners/quote.html", ask=queries.quote_ask(code), code=code)


@bp.post("/winners/quote/<code>/<any(named, unnamed):wish>")
@open_to(anyone)  # as the page it belongs to
def say_quote(code: str, wish: str) -> ResponseReturnValue:
    """Keep whether a nominator is named beside their words."""
    if not ConfirmForm().validate_on_submit():
        abort(400)
    actions.say_quote(code, named=wish == "named")
    flash(
        _("Thank you. Your name may stand beside your words.")
        if wish == "named"
        else _("Thank you. We leave your name out.")
    )
    return redirect(url_for("agreeing.quote", code=code))


def _form(words: queries.CardWords) -> AnswerForm:
    form = AnswerForm(formdata=None)
    form.edition.data = str(words.edition)
    return form
