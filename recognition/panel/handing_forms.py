"""What a panellist says who hands nominees on."""

from typing import Any

from wtforms import RadioField, SelectMultipleField
from wtforms.validators import InputRequired

from recognition.forms import Form
from recognition.panel.forms import once
from recognition.panel.queries import HandingSheet
from recognition.words import later


class HandOnForm(Form):
    """A colleague, and what else they are to read."""

    person_id = RadioField(
        later("Who could read it?"),
        validators=[once, InputRequired(later("Choose a colleague."))],
        validate_choice=False,
    )
    more = SelectMultipleField(later("Hand these on as well"), validate_choice=False)

    def offer(self, sheet: HandingSheet) -> None:
        """Offer the colleagues, and the viewer's other nominees."""
        self.person_id.choices = {str(each.id): each.name for each in sheet.colleagues}
        self.more.choices = {
            str(each.candidacy_id): f"{each.called} · {each.category}" for each in sheet.others
        }

    def colleague(self) -> int | None:
        """Return who was chosen, or None for somebody who was not offered."""
        return self._chosen(self.person_id, [self.person_id.data])[0]

    def numbers(self) -> list[int | None]:
        """Return the other nominees that were ticked; None for one that was not offered."""
        return self._chosen(self.more, self.more.data or [])

    @staticmethod
    def _chosen(field: Any, values: list[str]) -> list[int | None]:
        return [int(value) if value in field.choices else None for value in values]
