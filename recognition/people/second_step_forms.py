"""What is asked of a second step."""

from wtforms import HiddenField, StringField

from recognition.forms import Form
from recognition.words import later


class CodeForm(Form):
    """A code; `next` is the page to go on to."""

    code = StringField(later("Your code"))
    next = HiddenField()


class OnwardsForm(Form):
    """A button; `next` is the page to go on to."""

    next = HiddenField()
