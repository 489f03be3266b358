"""Choosing winners and their order."""

from collections.abc import Sequence

from wtforms import BooleanField, FormField, HiddenField, StringField
from wtforms.form import Form as PlainForm

from recognition.forms import Form, Rows
from recognition.winners.queries import PublicWinner

LAST = 10_000


class ChoiceForm(PlainForm):
    """One winner: in or out, and in which place."""

    candidacy = HiddenField()
    chosen = BooleanField()
    place = StringField()


class PackForm(Form):
    """Everybody who can be chosen."""

    rows = Rows(FormField(ChoiceForm))
    kind = StringField()

    def offer(self, winners: Sequence[PublicWinner]) -> None:
        """Offer these winners, all chosen, in this order."""
        for place, winner in enumerate(winners, start=1):
            self.rows.append_entry(
                {"candidacy": str(winner.candidacy_id), "chosen": True, "place": str(place)}
            )

    def order(self) -> list[int]:
        """Return the chosen candidacies by their places; odd places come last."""
        chosen = [row.form for row in self.rows if row.form.chosen.data]
        chosen.sort(key=lambda row: _number(row.place.data, LAST))
        return [_number(row.candidacy.data, 0) for row in chosen]


def _number(typed: str | None, otherwise: int) -> int:
    text = (typed or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise
