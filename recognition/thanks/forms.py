"""What somebody wishes for their story, on their page or on paper."""

from collections.abc import Mapping
from datetime import date, datetime

from wtforms import FormField, RadioField, StringField
from wtforms.validators import InputRequired

from recognition import clock
from recognition.errors import Refused
from recognition.forms import Form
from recognition.schemes.forms import Row
from recognition.schemes.moments import read_day
from recognition.thanks.lasting import (
    ALWAYS,
    AS_BEFORE,
    ONE_YEAR,
    SPANS,
    TWO_YEARS,
    USUAL,
    earliest,
    last_day,
    span_name,
)
from recognition.thanks.queries import Answer
from recognition.thanks.rules import CHANNELS, channel_name
from recognition.words import _, later

YES, NO, SILENT = "yes", "no", "silent"


class ChannelsForm(Form):
    """Yes or no for every channel; the fields are named like the channels."""

    intranet = RadioField()
    newsletter = RadioField()
    public_site = RadioField()
    social_media = RadioField()
    press = RadioField()
    photo = RadioField()
    lasting = RadioField(later("For how long?"), validate_choice=False)

    def wishes(self) -> dict[str, bool]:
        """Return the answers, by channel; what was left out is not among them."""
        answers = ((channel, self[channel].data) for channel in CHANNELS)
        return {channel: said == YES for channel, said in answers if said in {YES, NO}}

    def _chosen(self, offered: tuple[str, ...]) -> str:
        chosen = str(self.lasting.data or "")
        return chosen if chosen in offered else offered[0] if AS_BEFORE in offered else USUAL


class WishesForm(ChannelsForm):
    """What the recipient of a card wishes."""

    answers: Mapping[str, Answer]

    def speak(self, answers: Mapping[str, Answer]) -> None:
        """Give every field its words, in the reader's language."""
        self.answers = answers
        for channel in CHANNELS:
            field = self[channel]
            field.label.text = channel_name(channel)
            field.choices = [(YES, _("Yes")), (NO, _("No"))]
            field.validators = [
                InputRequired(_("%(channel)s: choose yes or no", channel=channel_name(channel)))
            ]
        self.lasting.choices = [(span, span_name(span)) for span in self._spans()]
        self.lasting.data = self._chosen(self._spans())

    def is_as_before(self) -> bool:
        """Tell whether what was said before ends when it was to end."""
        return self._chosen(self._spans()) == AS_BEFORE

    def until(self) -> datetime | None:
        """Return when a new yes ends, UTC; None for no end.

        Beside an older yes that stays as it was, a new one ends with the first of those.
        """
        span = self._chosen(self._spans())
        if span == AS_BEFORE:
            return earliest([answer.until for answer in self._held()])
        day = last_day(span, clock.today())
        return clock.end_of_day(day) if day else None

    def _spans(self) -> tuple[str, ...]:
        return (AS_BEFORE, *SPANS) if self._held() else SPANS

    def _held(self) -> list[Answer]:
        return [one for one in self.answers.values() if one.given and not one.has_ended]


class DayRow(Row):
    """A date."""

    day = StringField(later("Day"))
    month = StringField(later("Month"))
    year = StringField(later("Year"))


class PaperForm(ChannelsForm):
    """What somebody said on paper."""

    day = FormField(DayRow)

    def speak(self) -> None:
        """Give every field its words, in the reader's language."""
        for channel in CHANNELS:
            field = self[channel]
            field.label.text = channel_name(channel)
            field.validate_choice = False
            field.choices = [(YES, _("Yes")), (NO, _("No")), (SILENT, _("Not on the paper"))]
            field.data = field.data or SILENT
        self.lasting.label.text = _("For how long does a yes hold, from the date on the paper?")
        self.lasting.choices = [(span, span_name(span)) for span in (ONE_YEAR, TWO_YEARS, ALWAYS)]
        self.lasting.data = self.span()

    def span(self) -> str:
        """Return for how long a yes holds."""
        return self._chosen(SPANS)

    def on(self) -> date:
        """Return the date on the paper.

        Raises:
            Refused: there is no such day, or none was typed.
        """
        row = self.day.form
        try:
            found = read_day(row.day.data or "", row.month.data or "", row.year.data or "")
        except Refused as refused:
            raise Refused(refused.reason, field="day") from refused
        if found is None:
            raise Refused(_("Enter the date on the paper, like 14 3 2026."), field="day")
        return found


def wishes_form(answers: Mapping[str, Answer]) -> WishesForm:
    """Return the form, filled with what was said before and holds."""
    held = {channel: said for channel, said in answers.items() if not said.has_ended}
    form = WishesForm(data={channel: YES if said.given else NO for channel, said in held.items()})
    form.speak(answers)
    return form


def paper_form(person_id: int | None) -> PaperForm:
    """Return the form of one person; several stand on a page."""
    form = PaperForm(prefix=f"who{person_id or 0}")
    form.speak()
    return form
