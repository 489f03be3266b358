"""Administrators enter the winners of one round into another."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, FormField, HiddenField, SelectField
from wtforms.form import Form as PlainForm

from recognition.access import open_to
from recognition.errors import Refused
from recognition.forms import Form, Rows
from recognition.pages import received, refuse
from recognition.people.views import required_viewer
from recognition.schemes.queries import CategoryCard
from recognition.winners import actions
from recognition.winners.queries import carrying
from recognition.winners.queries.carrying import CarriedSheet
from recognition.words import ngettext

bp = Blueprint("carrying", __name__)


class WinnerRow(PlainForm):
    """One winner: goes on or not, and in which category."""

    candidacy = HiddenField()
    chosen = BooleanField()
    category = SelectField(validate_choice=False)


class CarryForm(Form):
    """All the winners."""

    rows = Rows(FormField(WinnerRow))

    def offer(self, sheet: CarriedSheet) -> None:
        """Offer whoever is not there yet, in the category of the same name where there is one."""
        for line in sheet.winners:
            same = [card.id for card in sheet.categories if card.name == line.category]
            self.rows.append_entry(
                {
                    "candidacy": str(line.candidacy_id),
                    "chosen": not line.is_there,
                    "category": str(same[0]) if same else "",
                }
            )

    def speak(self, categories: Sequence[CategoryCard]) -> None:
        """Give every row the categories of the other round."""
        for row in self.rows:
            row.form.category.choices = [(str(card.id), card.name) for card in categories]

    def categories(self) -> dict[int, int]:
        """Return the category by chosen candidacy; odd numbers are 0, which nobody has."""
        return {
            _number(row.form.candidacy.data): _number(row.form.category.data)
            for row in self.rows
            if row.form.chosen.data
        }


@bp.route("/winners/carry/<int:round_id>", methods=["GET", "POST"])
@open_to(carrying.may_carry)
def carry(round_id: int) -> ResponseReturnValue:
    """Choose the other round, then who goes on to it."""
    rounds = carrying.rounds_to_enter(required_viewer(), round_id, received())
    asked = _number(request.args.get("into"))
    into = asked if asked in {card.id for card in rounds} else None
    sheet = carrying.carried_sheet(round_id, into)
    form = CarryForm()
    if into is not None and form.validate_on_submit():
        try:
            entered = actions.carry_winners(
                round_id,
                into_id=into,
                categories=form.categories(),
                actor=required_viewer(),
                now=received(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(ngettext("%(num)s winner was entered.", "%(num)s winners were entered.", entered))
            return redirect(url_for("carrying.carry", round_id=round_id, into=into))
    if not form.rows and into is not None:
        form.offer(sheet)
    form.speak(sheet.categories)
    page = render_template("winners/carry.html", form=form, sheet=sheet, rounds=rounds)
    return page, 422 if form.errors else 200


def _number(typed: str | None) -> int:
    text = typed or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
