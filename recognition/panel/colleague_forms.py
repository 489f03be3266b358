"""What a panellist says who steps back from colleagues by name."""

from collections.abc import Iterable

from wtforms import SelectMultipleField, TextAreaField
from wtforms.validators import Length

from recognition.forms import Form
from recognition.panel.forms import REASON_LENGTH, once
from recognition.people.queries import PersonCard
from recognition.words import later


class ColleaguesForm(Form):
    """Colleagues about whom somebody else should read."""

    people = SelectMultipleField(
        later("Whom do you know too well to judge?"), coerce=str, validate_choice=False
    )
    reason = TextAreaField(
        later("How you know them (you do not have to say)"), [once, Length(max=REASON_LENGTH)]
    )

    def offer(self, colleagues: Iterable[PersonCard]) -> None:
        """Offer these people."""
        self.people.choices = {
            str(card.id): f"{card.name} · {card.detail}" if card.detail else card.name
            for card in colleagues
        }

    def numbers(self) -> list[int]:
        """Return who was ticked; somebody who was not offered is 0."""
        offered = {str(choice) for choice in self.people.choices or ()}
        return [int(value) if value in offered else 0 for value in self.people.data or ()]
