"""The shape of a letter that an organisation words itself."""

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from recognition.forms import Form
from recognition.mail.filling import Words
from recognition.mail.rules import SUBJECT_LENGTH
from recognition.words import _, later

LONGEST_LETTER = 4_000


class WordingForm(Form):
    """The words of one kind of letter. `edition` is of the words shown; 0 while they are ours."""

    edition = HiddenField()
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
            Length(max=LONGEST_LETTER, message=_("Shorten the letter")),
        ]

    def words(self) -> Words:
        """Return what was written."""
        return Words(self.subject.data or "", self.body.data or "")

    def edition_shown(self) -> int:
        """Return the edition that was shown; 0 when it is odd."""
        text = self.edition.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
