"""What is asked about keeping: a length for each kind, and what is to be on hold."""

from collections.abc import Sequence
from datetime import datetime

from wtforms import BooleanField, EmailField, FormField, SelectField, StringField
from wtforms.validators import Optional

from recognition.errors import Refused
from recognition.forms import Form
from recognition.privacy.queries.retention import Period
from recognition.privacy.retention_schedule import SCHEDULE
from recognition.schemes.round_forms import MomentRow
from recognition.words import later


class PeriodsForm(Form):
    """Whether things go by themselves; a field for each kind is added below."""

    automatic = BooleanField(later("Delete what is due each day"))

    @classmethod
    def of(cls, periods: Sequence[Period], *, automatic: bool) -> "PeriodsForm":
        """Return the form as it stands now, or as it was sent."""
        lengths = {period.kind.key: str(period.length) for period in periods}
        return cls(data={**lengths, "automatic": automatic})

    def lengths(self) -> dict[str, str]:
        """Return what was typed, by kind."""
        return {kind.key: self[kind.key].data or "" for kind in SCHEDULE}


for _kind in SCHEDULE:
    setattr(PeriodsForm, _kind.key, StringField(_kind.name))


class HoldForm(Form):
    """A person by their address, or a round; until when, and why."""

    email = EmailField(later("E-mail address of a person"))
    round = SelectField(later("Or a round"), validators=[Optional()])
    until = FormField(MomentRow)
    reason = StringField(later("Why"))

    def offer(self, rounds: Sequence[tuple[int, str]], nothing: str) -> None:
        """Offer the rounds there are, and none of them."""
        self.round.choices = [("", nothing), *((str(number), name) for number, name in rounds)]

    def instant(self) -> datetime | None:
        """Return the end of the hold, UTC, or None where nothing was typed.

        Raises:
            Refused: it is no day.
        """
        try:
            found: datetime | None = self["until"].form.instant(ends=True)
        except Refused as refused:
            raise Refused(refused.reason, field="until") from refused
        return found
