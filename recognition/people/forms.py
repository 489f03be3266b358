"""What is asked when somebody signs in, or changes an organisation."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, HiddenField, StringField

from recognition.forms import Form


class SignInForm(Form):
    """Where to send the link; `next` is the page to go on to."""

    email = EmailField(_("Your work e-mail address"))
    next = HiddenField()


class ConfirmForm(Form):
    """A button and nothing else."""


class OrganisationForm(Form):
    """An organisation's name and its two colours."""

    name = StringField(_("Name"))
    main_colour = StringField(_("Main colour"))
    accent_colour = StringField(_("Accent colour"))
