"""A photograph, what it shows, who took it, and where the faces are."""

from wtforms import BooleanField, FileField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from recognition.forms import Form
from recognition.winners.actions.picturing import PhotoWords
from recognition.winners.queries import PhotoSheet
from recognition.words import _

SHARES = (1 / 6, 1 / 2, 5 / 6)
MIDDLE = "1-1"


class PhotoForm(Form):
    """The file may stay empty where there is a photograph already."""

    file = FileField()
    alt_text = TextAreaField()
    credit = StringField()
    focal = RadioField()
    looked = BooleanField()

    def speak(self) -> None:
        """Give the fields their words, in the reader's language."""
        self.focal.choices = [
            ("0-0", _("Top left")),
            ("1-0", _("Top")),
            ("2-0", _("Top right")),
            ("0-1", _("Left")),
            (MIDDLE, _("Middle")),
            ("2-1", _("Right")),
            ("0-2", _("Bottom left")),
            ("1-2", _("Bottom")),
            ("2-2", _("Bottom right")),
        ]
        self.focal.validators = [InputRequired(_("Choose where the faces are"))]
        self.alt_text.validators = [
            DataRequired(_("Say in a few words what the photograph shows")),
            Length(max=300, message=_("Say it in at most 300 characters")),
        ]
        self.credit.validators = [
            Length(max=200, message=_("Shorten the name of the photographer"))
        ]

    def said(self) -> PhotoWords:
        """Return what is said of the photograph."""
        across, down = (SHARES[int(place)] for place in str(self.focal.data).split("-"))
        return PhotoWords(
            self.alt_text.data or "",
            self.credit.data or "",
            (across, down),
            looked=bool(self.looked.data),
        )


def photo_form(photo: PhotoSheet | None) -> PhotoForm:
    """Return the form, filled with what is said of the photograph there is."""
    if photo is None:
        form = PhotoForm(data={"focal": MIDDLE})
    else:
        place = "-".join(str(_third(share)) for share in (photo.focal_x, photo.focal_y))
        form = PhotoForm(data={"alt_text": photo.alt_text, "credit": photo.credit, "focal": place})
    form.speak()
    return form


def _third(share: float) -> int:
    return min(2, int(share * 3))
