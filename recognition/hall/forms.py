"""What administrators write themselves."""

from wtforms import TextAreaField

from recognition.forms import Form


class NoticeForm(Form):
    """The words of one section, in Markdown."""

    text = TextAreaField()
