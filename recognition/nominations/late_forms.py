"""What is asked when one person gets more time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from wtforms import FormField, HiddenField, RadioField, StringField
from wtforms.validators import Length, Optional

from recognition.errors import Refused
from recognition.forms import Form
from recognition.nominations.queries import Nominee
from recognition.schemes.round_forms import MomentRow
from recognition.words import _, later

LONGEST = {"person": 200, "reason": 200}


class LateForm(Form):
    """Who, until when, and why."""

    picked = HiddenField()
    person = StringField(later("Name of the colleague"))
    choice = RadioField(validators=[Optional()], validate_choice=False)
    until = FormField(MomentRow)
    reason = StringField(later("Why"))

    def offer(self, several: Sequence[Nominee]) -> None:
        """Offer the people who may be meant."""
        self.choice.label.text = _("Who do you mean?")
        self.choice.choices = [(nominee.value, nominee.name) for nominee in several]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the lengths, in words made when the page is shown."""
        extra = {
            name: [
                Length(
                    max=most, message=_("Shorten this to %(most)s characters or fewer.", most=most)
                )
            ]
            for name, most in LONGEST.items()
        }
        return bool(super().validate(extra))

    def instant(self) -> datetime:
        """Return until when, UTC; a day without a time means its end.

        Raises:
            Refused: it cannot be read, or is not there.
        """
        try:
            found: datetime | None = self["until"].form.instant(ends=True)
        except Refused as refused:
            raise Refused(refused.reason, field="until") from refused
        if found is None:
            raise Refused(_("Enter the last day, like 14 3 2026."), field="until")
        return found


class EndForm(Form):
    """A button, and a token against forged requests."""
