"""Confirming a rehearsal, wording letters, and setting an announced outcome right."""

from datetime import datetime

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from recognition.forms import Form
from recognition.mail.rules import SUBJECT_LENGTH
from recognition.winners.forms import LONGEST_TEXT, OutcomeForm, UndoForm
from recognition.winners.outcome_filling import Words
from recognition.words import _, later


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


class WordsForm(UndoForm):
    """The words of one kind of letter. `edition` is of the words shown."""

    subject = StringField(later("Subject"))
    body = TextAreaField(later("Letter"))

    def speak(self) -> None:
        """Give the fields their words, in the reader's language."""
        self.subject.validators = [
            InputRequired(_("Write the subject of the letter")),
            Length(max=SUBJECT_LENGTH, message=_("Shorten the subject")),
        ]
        self.body.validators = [
            InputRequired(_("Write the letter")),
            Length(max=LONGEST_TEXT, message=_("Shorten the letter")),
        ]

    def words(self) -> Words:
        """Return what was written."""
        return Words(self.subject.data or "", self.body.data or "")


class SetRightForm(OutcomeForm):
    """The right outcome, and what was wrong."""

    def speak(self) -> None:
        """Give the fields their words; here the reason is needed."""
        super().speak()
        self.reason.validators = [
            InputRequired(_("Write what was wrong, for the record.")),
            Length(max=LONGEST_TEXT, message=_("Shorten the reason")),
        ]
