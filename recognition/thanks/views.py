"""The private page behind a card, its certificate, and the rooms' other pages."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import anyone, open_to
from recognition.errors import Missing
from recognition.people.forms import ConfirmForm
from recognition.resources import queries as resources
from recognition.thanks import (
    actions,
    certifying,
    ledger_views,
    paper_views,
    printing_views,
    queries,
)
from recognition.thanks.forms import wishes_form
from recognition.thanks.saying import said
from recognition.thanks.sections import sections_of
from recognition.words import _

bp = Blueprint("thanks", __name__)
blueprints = (bp, printing_views.bp, ledger_views.bp, paper_views.bp)


@bp.route("/thanks/<code>", methods=["GET", "POST"])
@open_to(anyone)  # whoever holds the code is the recipient
def card(code: str) -> ResponseReturnValue:
    """Show the words, and ask where the story may be told."""
    thanked = queries.card_of(code)
    form = wishes_form(thanked.answers)
    if form.validate_on_submit():
        actions.say(code, form.wishes(), until=form.until(), as_before=form.is_as_before())
        flash(_("Thank you. We will do as you wish."))
        return redirect(url_for("thanks.card", code=code, _anchor="wishes"))
    return (
        render_template(
            "thanks/card.html",
            thanked=thanked,
            code=code,
            form=form,
            said=said,
            sections=sections_of(thanked.card_id),
            resources=resources.for_stage("celebrate", limit=1),
        ),
        422 if form.errors else 200,
    )


@bp.get("/thanks/<code>/certificate.pdf")
@open_to(anyone)  # as the page it belongs to
def certificate(code: str) -> ResponseReturnValue:
    """Give the certificate, made of the words as they are now."""
    thanked = queries.card_of(code)
    if not thanked.stories:
        raise Missing
    file = certifying.certificate_of(thanked)
    return Response(
        file.data,
        mimetype="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )


@bp.post("/thanks/<code>/<any(quiet, letters):wish>")
@open_to(anyone)  # as the page it belongs to
def letters(code: str, wish: str) -> ResponseReturnValue:
    """Send no letters and no cards from now on, or send them again."""
    if not ConfirmForm().validate_on_submit():
        abort(400)
    if wish == "quiet":
        actions.be_quiet(actions.owner_of(code), actor_id=None)
        flash(_("We will not write to you like this again."))
    else:
        actions.hear_again(code)
        flash(_("We will write to you again when somebody says something kind."))
    return redirect(url_for("thanks.card", code=code, _anchor="letters"))
