"""What somebody wishes for their story."""

from collections.abc import Mapping

from wtforms import RadioField
from wtforms.validators import InputRequired

from recognition.forms import Form
from recognition.thanks.rules import CHANNELS, channel_name
from recognition.words import _

YES, NO = "yes", "no"


class WishesForm(Form):
    """Yes or no for every channel; the fields are named like the channels."""

    intranet = RadioField()
    newsletter = RadioField()
    public_site = RadioField()
    social_media = RadioField()
    press = RadioField()
    photo = RadioField()

    def speak(self) -> None:
        """Give every field its words, in the reader's language."""
        for channel in CHANNELS:
            field = self[channel]
            field.label.text = channel_name(channel)
            field.choices = [(YES, _("Yes")), (NO, _("No"))]
            field.validators = [
                InputRequired(_("%(channel)s: choose yes or no", channel=channel_name(channel)))
            ]

    def wishes(self) -> dict[str, bool]:
        """Return the answers, by channel."""
        return {channel: self[channel].data == YES for channel in CHANNELS}


def wishes_form(said: Mapping[str, bool]) -> WishesForm:
    """Return the form, filled with what was said before."""
    form = WishesForm(data={channel: YES if given else NO for channel, given in said.items()})
    form.speak()
    return form
