"""What is asked when somebody signs in, or changes an organisation."""

from flask_wtf.file import FileField
from wtforms import EmailField, HiddenField, StringField

from recognition.forms import Form
from recognition.words import later


class SignInForm(Form):
    """Where to send the link; `next` is the page to go on to."""

    email = EmailField(later("Your work e-mail address"))
    next = HiddenField()


class ConfirmForm(Form):
    """A button and nothing else."""


class OrganisationForm(Form):
    """An organisation's name and its two colours."""

    name = StringField(later("Name"))
    main_colour = StringField(later("Main colour"))
    accent_colour = StringField(later("Accent colour"))


class LogoForm(Form):
    """A picture with an organisation's logo."""

    file = FileField(later("Logo"))
