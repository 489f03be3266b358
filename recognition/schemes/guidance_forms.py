"""What is asked when good practice is chosen beside questions and criteria."""

from collections.abc import Sequence
from typing import Any

from wtforms import FormField

from recognition.errors import Refused
from recognition.forms import Form, Rows
from recognition.schemes.asking import Beside
from recognition.schemes.forms import Chosen, Row
from recognition.schemes.queries import GuidanceSheet, Place
from recognition.words import _, later


class BesideRow(Row):
    """What stands beside one question or criterion."""

    resource_id = Chosen(later("Good practice beside it"))


class GuidanceForm(Form):
    """What stands beside each, in the order of the form."""

    questions = Rows(FormField(BesideRow))
    criteria = Rows(FormField(BesideRow))

    def offer(self, resources: Sequence[tuple[int, str]]) -> None:
        """Offer these resources, by number and title, beside each."""
        choices = [("", _("Nothing")), *((str(number), title) for number, title in resources)]
        for row in (*self.questions, *self.criteria):
            row.form.resource_id.choices = choices

    def beside(self, sheet: GuidanceSheet) -> Beside:
        """Return what was chosen, by position.

        Raises:
            Refused: the form has not as many questions or criteria as the sheet.
        """
        sent = (len(self.questions), len(self.criteria))
        if sent != (len(sheet.questions), len(sheet.criteria)):
            raise Refused(_("Somebody changed the questions. Open the page again."))
        return Beside(_chosen(self.questions), _chosen(self.criteria))


def _chosen(rows: Any) -> dict[int, int | None]:
    found: dict[int, int | None] = {}
    for position, row in enumerate(rows, 1):
        field = row.form.resource_id
        offered = {choice[0] for choice in field.iter_choices()}
        value = field.data or ""
        if value in offered:
            found[position] = int(value) if value else None
    return found


def values_of(sheet: GuidanceSheet) -> dict[str, Any]:
    """Return what a form starts with: what stands there now."""
    return {
        "questions": [_value(place) for place in sheet.questions],
        "criteria": [_value(place) for place in sheet.criteria],
    }


def _value(place: Place) -> dict[str, str]:
    return {"resource_id": str(place.resource.id) if place.resource else ""}
