"""What is asked of somebody who speaks the language."""

from wtforms import BooleanField, FieldList, HiddenField, TextAreaField

from recognition.forms import Form
from recognition.words import later


class ReviewForm(Form):
    """Buttons; what was ticked comes as `key:seen`."""


class RewordForm(Form):
    """The wording, in one form or several, and the one that stood there before."""

    said = FieldList(TextAreaField(later("In Welsh")), max_entries=6)
    reviewed = BooleanField(later("I speak Welsh, and this is right"))
    seen = HiddenField()
