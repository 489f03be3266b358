"""Confirming a rehearsal, wording letters, and setting an announced outcome right."""

from datetime import datetime

from wtforms import HiddenField
from wtforms.validators import InputRequired, Length

from recognition.forms import Form
from recognition.winners.forms import LONGEST_TEXT, OutcomeForm
from recognition.words import _


def read_instant(text: str | None) -> datetime | None:
    """Return an instant that a page carried, UTC; None when it is odd."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


class ConfirmForm(Form):
    """What was rehearsed: `seal` stands for everything that was shown."""

    seal = HiddenField()


class SetRightForm(OutcomeForm):
    """The right outcome, and what was wrong."""

    def speak(self) -> None:
        """Give the fields their words; here the reason is needed."""
        super().speak()
        self.reason.validators = [
            InputRequired(_("Write what was wrong, for the record.")),
            Length(max=LONGEST_TEXT, message=_("Shorten the reason")),
        ]
