"""Why two records are of one person."""

from wtforms import StringField

from recognition.forms import Form
from recognition.words import later


class ReasonForm(Form):
    """A reason, in a sentence."""

    reason = StringField(later("How do you know that they are one person?"))
