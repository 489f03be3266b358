"""Recording an outcome, minuting, closing, settling the announcement."""

from datetime import datetime

from wtforms import FormField, HiddenField, RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from recognition.clock import in_london
from recognition.errors import Refused
from recognition.forms import Form
from recognition.schemes.round_forms import MomentRow
from recognition.winners.rules import OUTCOMES, outcome_name
from recognition.words import _

LONGEST_TEXT = 4_000


class OutcomeForm(Form):
    """What was decided about one nominee, and why. `edition` is of the decision shown."""

    outcome = RadioField()
    reason = TextAreaField()
    edition = HiddenField()

    def speak(self) -> None:
        """Give the fields their words, in the reader's language."""
        self.outcome.choices = [(outcome, outcome_name(outcome)) for outcome in OUTCOMES]
        self.outcome.validators = [InputRequired(_("Choose an outcome"))]
        self.reason.validators = [
            Optional(),
            Length(max=LONGEST_TEXT, message=_("Shorten the reason")),
        ]

    def edition_shown(self) -> int:
        """Return the edition the form was filled from; 0 when it is odd or there was none."""
        return _shown(self.edition.data)


class UndoForm(Form):
    """Going back to what was decided before. `edition` is of the decision shown."""

    edition = HiddenField()

    def edition_shown(self) -> int:
        """Return the edition the button stood beside; 0 when it is odd or there was none."""
        return _shown(self.edition.data)


class MoveForm(Form):
    """A step on the reserve list. `place` is where the page showed somebody."""

    place = HiddenField()

    def place_shown(self) -> int:
        """Return the place that was shown, from 1; 0 when it is odd."""
        return _shown(self.place.data)


class NoteForm(Form):
    """A line of the minutes."""

    text = TextAreaField()

    def speak(self) -> None:
        """Give the field its words, in the reader's language."""
        self.text.validators = [
            InputRequired(_("Write what was said")),
            Length(max=LONGEST_TEXT, message=_("Shorten the note")),
        ]


class CloseForm(Form):
    """Nothing but a token: the button that closes a round."""


class OpenAgainForm(Form):
    """Why a closed round is opened again."""

    reason = TextAreaField()

    def speak(self) -> None:
        """Give the field its words, in the reader's language."""
        self.reason.validators = [
            InputRequired(_("Write why the round is opened again.")),
            Length(max=LONGEST_TEXT, message=_("Shorten the reason")),
        ]


class WhyForm(Form):
    """Why somebody who does not lead the panel reads its scores."""

    reason = TextAreaField()

    def speak(self) -> None:
        """Give the field its words, in the reader's language."""
        self.reason.validators = [
            DataRequired(_("Write why you need to read the scores.")),
            Length(max=LONGEST_TEXT, message=_("Shorten the reason")),
        ]


def _shown(text: str | None) -> int:
    """Return a number that a page carried; 0 when it is odd."""
    shown = text or ""
    return int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 9 else 0


class AnnouncementForm(Form):
    """When the world may know, on a London clock."""

    at = FormField(MomentRow)

    def instant(self) -> datetime:
        """Return what was typed, UTC; a day without a time means its first minute.

        Raises:
            Refused: there is no such day or time, or the clocks change then.
        """
        try:
            found: datetime | None = self.at.form.instant(ends=False)
        except Refused as refused:
            raise Refused(refused.reason, field="at") from refused
        if found is None:
            raise Refused(_("Enter a date like 14 3 2027."), field="at")
        return found


def planned(at: datetime | None) -> dict[str, dict[str, str]]:
    """Return what an announcement form starts with: the time that was planned, if there is one."""
    if at is None:
        return {}
    local = in_london(at)
    return {
        "at": {
            "day": str(local.day),
            "month": str(local.month),
            "year": str(local.year),
            "time": f"{local:%H:%M}",
        }
    }
