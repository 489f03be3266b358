"""The private page behind a card."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import anyone, open_to
from recognition.resources import queries as resources
from recognition.thanks import actions, queries
from recognition.thanks.forms import wishes_form
from recognition.words import _

bp = Blueprint("thanks", __name__)
blueprints = (bp,)


@bp.route("/thanks/<code>", methods=["GET", "POST"])
@open_to(anyone)  # whoever holds the code is the recipient
def card(code: str) -> ResponseReturnValue:
    """Show the words, and ask where the story may be told."""
    thanked = queries.card_of(code)
    form = wishes_form(thanked.wishes)
    if form.validate_on_submit():
        actions.say(code, form.wishes())
        flash(_("Thank you. We will do as you wish."))
        return redirect(url_for("thanks.card", code=code, _anchor="wishes"))
    return (
        render_template(
            "thanks/card.html",
            thanked=thanked,
            form=form,
            resources=resources.for_stage("celebrate", limit=1),
        ),
        422 if form.errors else 200,
    )
