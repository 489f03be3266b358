"""A staff file, and what is chosen with it."""

from collections.abc import Sequence

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectField

from recognition.forms import Form
from recognition.people.queries import OrganisationCard
from recognition.words import later


class StaffFileForm(Form):
    """A staff file, whose staff they are, and whether those not in it have left."""

    file = FileField(later("CSV file"))
    organisation_id = SelectField(later("Organisation"), coerce=int)
    leavers = BooleanField(later("People who are not in the file have left"))
    skips = BooleanField(later("Take the other rows when some cannot be read"))

    def offer(self, organisations: Sequence[OrganisationCard]) -> None:
        """Offer these organisations."""
        self.organisation_id.choices = [(card.id, card.name) for card in organisations]


class TakeInForm(Form):
    """What was shown; `basis` stands for the changes."""

    basis = HiddenField()
