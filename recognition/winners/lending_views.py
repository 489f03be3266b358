"""Administrators make an entry of the library out of a winning story."""

from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from recognition import clock
from recognition.access import open_to
from recognition.errors import Refused
from recognition.forms import Form
from recognition.pages import refuse
from recognition.people.views import required_viewer
from recognition.winners import actions, queries
from recognition.winners.guarding import noticed
from recognition.winners.queries import PublicWinner, lending
from recognition.words import _

bp = Blueprint("lending", __name__)

LOOK_AGAIN = timedelta(days=365)


class StoryForm(Form):
    """The story as it stands in the library."""

    title = StringField()
    summary = TextAreaField()
    body = TextAreaField()
    looked = BooleanField()

    def speak(self) -> None:
        """Give the fields their words, in the reader's language."""
        for field, missing, most in (
            (self.title, _("Give the story a title"), 200),
            (self.summary, _("Say in a few lines what can be learnt from it"), 2_000),
            (self.body, _("Write the story"), 20_000),
        ):
            field.validators = [
                DataRequired(missing),
                Length(max=most, message=_("Shorten this text")),
            ]


@bp.route("/winners/<int:round_id>/<int:candidacy_id>/library", methods=["GET", "POST"])
@open_to(lending.may_lend)
def lend(round_id: int, candidacy_id: int) -> ResponseReturnValue:
    """Write the entry, beginning with the published words."""
    winner = queries.public_winner(round_id, candidacy_id)
    form = StoryForm(data=_beginning(winner))
    form.speak()
    if form.validate_on_submit():
        try:
            slug = actions.lend_to_library(
                round_id,
                candidacy_id,
                title=form.title.data or "",
                summary=form.summary.data or "",
                body=form.body.data or "",
                review_on=_in_a_year(),
                actor=required_viewer(),
                looked=bool(form.looked.data),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The story is in the library."))
            return redirect(url_for("resources.resource", slug=slug))
    page = render_template(
        "winners/lend.html",
        form=form,
        winner=winner,
        there=lending.slug_of(winner.reference),
        noticed=noticed(*(field.data or "" for field in (form.title, form.summary, form.body))),
    )
    return page, 422 if form.errors else 200


def _beginning(winner: PublicWinner) -> dict[str, str]:
    said = "\n\n".join(text for text in (winner.citation, winner.quote) if text)
    return {"title": f"{winner.category}: {winner.name}", "summary": winner.citation, "body": said}


def _in_a_year() -> date:
    return clock.today() + LOOK_AGAIN
