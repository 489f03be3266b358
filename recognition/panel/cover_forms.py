"""What is asked when somebody stands in for an absent colleague."""

from collections.abc import Collection, Sequence
from datetime import date

from wtforms import FormField, HiddenField, RadioField, SelectMultipleField, StringField
from wtforms.validators import Optional

from recognition.days import read_day
from recognition.errors import Refused
from recognition.forms import Form
from recognition.panel.queries.covering import Duty
from recognition.people.queries import PersonCard
from recognition.schemes.forms import Row
from recognition.words import _, later


class DayRow(Row):
    """A date in its three parts."""

    day = StringField(later("Day"))
    month = StringField(later("Month"))
    year = StringField(later("Year"))


class CoverForm(Form):
    """Who stands in, for what, and when; `choice` where several have the name."""

    picked = HiddenField()
    person = StringField(later("Name of the colleague"))
    choice = RadioField(validators=[Optional()], validate_choice=False)
    what = SelectMultipleField(later("What they stand in for"), validate_choice=False)
    first_day = FormField(DayRow)
    last_day = FormField(DayRow)

    def offer(self, duties: Collection[Duty]) -> None:
        """Offer what there is to stand in for; everything is chosen where nothing was sent."""
        self.what.choices = [(duty.key, duty.words) for duty in duties]
        if not self.is_submitted():
            self.what.data = [duty.key for duty in duties]

    def ask_who(self, several: Sequence[PersonCard]) -> None:
        """Offer the people who may be meant."""
        self.choice.label.text = _("Who do you mean?")
        self.choice.choices = [(str(card.id), card.name) for card in several]

    def days(self) -> tuple[date | None, date | None]:
        """Return the first and the last day; None for one that was left empty.

        Raises:
            Refused: there is no such day; names its field.
        """
        return self._day("first_day"), self._day("last_day")

    def _day(self, name: str) -> date | None:
        row = self[name].form
        try:
            return read_day(row.day.data or "", row.month.data or "", row.year.data or "")
        except Refused as refused:
            raise Refused(refused.reason, field=name) from refused
