"""What is asked before somebody is erased."""

from wtforms import BooleanField, RadioField, StringField, TextAreaField

from recognition.forms import Form
from recognition.privacy.erasing_rules import BASES, basis_name
from recognition.words import later


class FindForm(Form):
    """Whom to erase."""

    who = StringField(later("Name, e-mail address or reference"))


class EraseForm(Form):
    """Why, what else they are called, and their name once more."""

    also = TextAreaField(later("Other names to take out of everybody’s words"))
    basis = RadioField(later("Why they are erased"), validate_choice=False)
    nothing_holds = BooleanField(
        later("No complaint, claim or investigation needs these words any more")
    )
    name = StringField(later("Type their name to go on"))

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.basis.choices = [(basis, basis_name(basis)) for basis in BASES]
