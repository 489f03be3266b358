"""What the chair says about phases and reminders; times are on a London clock."""

from datetime import datetime, time
from typing import Any

from wtforms import BooleanField, FormField, HiddenField, StringField

from recognition import clock
from recognition.errors import Refused
from recognition.forms import Form
from recognition.panel.forms import once
from recognition.panel.phases import Phase
from recognition.schemes.round_forms import MomentRow
from recognition.words import _, later

END_OF_DAY = time(23, 59, 59)
LETTERS_LEAVE = "9am"


class PhaseForm(Form):
    """A phase."""

    name = StringField(later("Name"), [once])
    starts_at = FormField(MomentRow)
    ends_at = FormField(MomentRow)
    may_score = BooleanField(later("Panellists score"))
    may_see_others = BooleanField(
        later("Panellists see what others sent, where they have sent their own scores")
    )
    may_discuss = BooleanField(later("Panellists add to the discussion"))
    may_decide = BooleanField(later("The chair records outcomes"))
    seen = HiddenField(validators=[once])

    def phase(self) -> Phase:
        """Return the phase that was typed.

        Raises:
            Refused: a time cannot be read, or the beginning is missing; names its field.
        """
        starts_at = _instant(self.starts_at, ends=False)
        if starts_at is None:
            raise Refused(_("Enter the day on which the phase begins."), field="starts_at")
        return Phase(
            self["name"].data or "",
            starts_at,
            _instant(self.ends_at, ends=True),
            may_score=self.may_score.data,
            may_see_others=self.may_see_others.data,
            may_discuss=self.may_discuss.data,
            may_decide=self.may_decide.data,
        )


class ReminderForm(Form):
    """When to write to panellists who are behind."""

    at = FormField(MomentRow)

    def instant(self) -> datetime:
        """Return the instant that was typed, UTC; a day without a time means in the morning.

        Raises:
            Refused: it cannot be read, or there is none.
        """
        row = self.at.form
        if not row.time.data:
            row.time.data = LETTERS_LEAVE
        if not (row.day.data or row.month.data or row.year.data):
            raise Refused(_("Enter the day on which the letters are to leave."), field="at")
        found = _instant(self.at, ends=False)
        assert found is not None  # noqa: S101  # nosec B101 # a day was typed
        return found


def _instant(field: Any, *, ends: bool) -> datetime | None:
    try:
        found: datetime | None = field.form.instant(ends=ends)
    except Refused as refused:
        raise Refused(refused.reason, field=field.name) from refused
    return found


def values_of(phase: Phase, mark: str) -> dict[str, Any]:
    """Return what the form of a phase starts with."""
    return {
        "name": phase.name,
        "starts_at": _parts(phase.starts_at, silent=time(0)),
        "ends_at": _parts(phase.ends_at, silent=END_OF_DAY),
        "may_score": phase.may_score,
        "may_see_others": phase.may_see_others,
        "may_discuss": phase.may_discuss,
        "may_decide": phase.may_decide,
        "seen": mark,
    }


def _parts(instant: datetime | None, *, silent: time) -> dict[str, str]:
    """Return the fields of an instant; the minute is exact only where it was typed."""
    if instant is None:
        return {}
    local = clock.in_london(instant)
    at = local.time().replace(microsecond=0)
    return {
        "day": str(local.day),
        "month": str(local.month),
        "year": str(local.year),
        "time": "" if at == silent else f"{at:%H:%M}",
    }
