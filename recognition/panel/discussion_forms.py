"""What somebody says in the discussion of a nominee."""

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from recognition.forms import Form
from recognition.panel.forms import once
from recognition.words import later

LONGEST_NOTE = 4_000


class SayForm(Form):
    """One line for the minutes."""

    text = TextAreaField(
        later("What would you like to say?"),
        [
            once,
            InputRequired(later("Write what you would like to say.")),
            Length(max=LONGEST_NOTE, message=later("Shorten the note.")),
        ],
    )
