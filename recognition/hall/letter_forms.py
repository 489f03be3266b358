"""Why a letter is stopped."""

from wtforms import StringField
from wtforms.validators import InputRequired, Length

from recognition.forms import Form
from recognition.mail.outbox_rules import LONGEST_REASON
from recognition.words import _, later


class StopForm(Form):
    """Why a letter is not to be sent."""

    reason = StringField(later("Why is it not to be sent?"))

    def speak(self) -> None:
        """Give the field its words, in the reader's language."""
        self.reason.validators = [
            InputRequired(_("Write why, for the record.")),
            Length(max=LONGEST_REASON, message=_("Shorten the reason.")),
        ]
