"""What an administrator says about a thank-you, and about the cards of a batch."""

from collections.abc import Sequence

from flask import request
from wtforms import RadioField, SelectField, StringField

from recognition.forms import Form
from recognition.thanks.tending import RETURNED_WHY, deed_name, returned_name
from recognition.words import _, later


class CareForm(Form):
    """What happened to one thank-you."""

    deed = RadioField(later("What happened?"), validate_choice=False)
    why = SelectField(later("If it came back: why?"), validate_choice=False)
    name = StringField(later("If it goes to the family or the team: who is it for?"))


class BatchForm(Form):
    """Which cards are printed together."""

    chosen = SelectField(later("Which cards?"), validate_choice=False)

    def place(self) -> tuple[int, str | None] | None:
        """Return the scheme and the site that were chosen; None for something odd.

        The site is None for every site, and empty for cards whose site is not known.
        """
        number, _colon, site = (self.chosen.data or "").partition(":")
        if not number.isascii() or not number.isdigit() or len(number) > 9:
            return None
        return int(number), None if site == "*" else site.removeprefix("=")


class MarkForm(Form):
    """What happened to cards of a batch."""

    deed = SelectField(later("What happened to the ticked cards?"), validate_choice=False)
    why = SelectField(later("If they came back: why?"), validate_choice=False)

    def cards(self) -> set[int]:
        """Return the numbers of the cards that were ticked."""
        typed = request.form.getlist("cards")
        return {int(n) for n in typed if n.isascii() and n.isdigit() and len(n) < 10}


def care_form(thank_id: int, offered: Sequence[str]) -> CareForm:
    """Return the form of one thank-you with what can be done with it."""
    form = CareForm(prefix=f"thank{thank_id}")
    form.deed.choices = [(deed, deed_name(deed)) for deed in offered]
    form.why.choices = why_choices()
    return form


def why_choices() -> list[tuple[str, str]]:
    """Return the reasons why a card came back, as choices, nothing chosen first."""
    return [("", _("Choose a reason")), *((why, returned_name(why)) for why in RETURNED_WHY)]
