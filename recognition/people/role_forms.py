"""Until when somebody holds a role."""

from datetime import date

from wtforms import StringField

from recognition.days import read_day
from recognition.errors import Refused
from recognition.forms import Form
from recognition.words import later


class LastDayForm(Form):
    """The last day of a role, in London; nothing typed for a role that does not end."""

    until_day = StringField(later("Day"))
    until_month = StringField(later("Month"))
    until_year = StringField(later("Year"))

    def last_day(self) -> date | None:
        """Return the day that was typed; None when nothing was.

        Raises:
            Refused: there is no such day.
        """
        parts = (self.until_day, self.until_month, self.until_year)
        try:
            return read_day(*(part.data or "" for part in parts))
        except Refused as refused:
            raise Refused(refused.reason, field="until_day") from refused


def starting_with(day: date | None) -> LastDayForm:
    """Return the form as it stands for a role that ends on a day, or never."""
    if day is None:
        return LastDayForm()
    parts = {"until_day": day.day, "until_month": day.month, "until_year": day.year}
    return LastDayForm(data={name: str(number) for name, number in parts.items()})
