"""Choosing winners, their order and their words; keeping a pack; sending a template."""

from collections.abc import Sequence

from wtforms import (
    BooleanField,
    FileField,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.form import Form as PlainForm

from recognition.forms import Form, Rows
from recognition.newsletter.choices import (
    LENGTHS,
    TONES,
    USUAL_LENGTH,
    WARM,
    Selection,
    channels,
    tones,
)
from recognition.newsletter.queries import Desk
from recognition.newsletter.shortening import own_words, shortened
from recognition.thanks.rules import NEWSLETTER
from recognition.winners.queries import PublicWinner
from recognition.words import ngettext

LAST = 10_000
UP, DOWN = "up", "down"


class ChoiceForm(PlainForm):
    """One winner: in or out, in which place, and with which words."""

    candidacy = HiddenField()
    chosen = BooleanField()
    place = HiddenField()
    text = TextAreaField()


class PackForm(Form):
    """Everybody who can be chosen, and how the pack is to be."""

    rows = Rows(FormField(ChoiceForm))
    channel = RadioField(validate_choice=False)
    categories = SelectMultipleField(validate_choice=False)
    length = RadioField(validate_choice=False)
    tone = RadioField(validate_choice=False)
    name = StringField()
    edition = HiddenField()
    kind = StringField()
    move = StringField()
    looked = BooleanField()

    def selection(self) -> Selection:
        """Return what was chosen; what is odd is as if nothing had been said."""
        texts = {_number(row.form.candidacy.data, 0): row.form.text.data or "" for row in self.rows}
        length = _number(self.length.data, USUAL_LENGTH)
        return Selection(
            order=tuple(self.order()),
            channel=_among(self.channel.data, [name for name, _words in channels()], NEWSLETTER),
            length=length if length in LENGTHS else USUAL_LENGTH,
            tone=_among(self.tone.data, TONES, WARM),
            categories=tuple(self.categories.data or ()),
            texts=texts,
        )

    def order(self) -> list[int]:
        """Return the chosen candidacies by their places; odd places come last."""
        return [number for number, chosen in self.places() if chosen]

    def places(self) -> list[tuple[int, bool]]:
        """Return every candidacy by its place, and whether it is chosen."""
        rows = sorted(
            (row.form for row in self.rows), key=lambda row: _number(row.place.data, LAST)
        )
        return [(_number(row.candidacy.data, 0), bool(row.chosen.data)) for row in rows]


def pack_form(
    desk: Desk, selection: Selection, places: Sequence[tuple[int, bool]] | None = None
) -> PackForm:
    """Return the form with everybody who can be chosen now.

    Args:
        desk: who can be chosen.
        selection: how the pack is to be, and the words typed so far.
        places: candidacies in their order and whether each is chosen; whoever is new comes last.
    """
    free = {winner.candidacy_id: winner for winner in desk.chosen_from}
    before = dict(places or ())
    is_fresh = places is None
    chosen = {**{n: yes for n, yes in before.items() if n in free},
              **{n: is_fresh or n not in before for n in free if n not in before}}  # fmt: skip
    form = PackForm(
        formdata=None,
        data={
            "channel": desk.channel,
            "length": str(selection.length),
            "tone": selection.tone,
            "categories": [name for name in selection.categories if name in desk.categories],
        },
    )
    for place, (number, yes) in enumerate(chosen.items(), start=1):
        text = shown_words(free[number], selection)
        row = {"candidacy": str(number), "chosen": yes, "place": str(place), "text": text}
        form.rows.append_entry(row)
    speak(form, desk)
    return form


def shown_words(winner: PublicWinner, selection: Selection) -> str:
    """Return what stands in the box: communications' own words, or the citation at its length."""
    own = own_words(selection.texts.get(winner.candidacy_id, ""), winner.citation, LENGTHS)
    return own or shortened(winner.citation, selection.length)


def speak(form: PackForm, desk: Desk) -> None:
    """Give the fields their words, in the reader's language."""
    form.channel.choices = list(channels())
    form.categories.choices = [(name, name) for name in desk.categories]
    form.length.choices = [
        (str(number), ngettext("%(num)s word", "%(num)s words", number)) for number in LENGTHS
    ]
    form.tone.choices = list(tones())


def moved(places: Sequence[tuple[int, bool]], step: str) -> list[tuple[int, bool]]:
    """Return the places after somebody went up or down by one; `step` is “up-7” or “down-7”."""
    way, _dash, typed = step.partition("-")
    found = list(places)
    at = next((i for i, (number, _yes) in enumerate(found) if str(number) == typed), None)
    if at is not None:
        to = min(max(at + (1 if way == DOWN else -1), 0), len(found) - 1)
        found.insert(to, found.pop(at))
    return found


class TemplateForm(Form):
    """A Word template, and what it is called."""

    organisation = SelectField(coerce=int, validate_choice=False)
    name = StringField()
    file = FileField()


def template_form(organisations: Sequence[tuple[int, str]]) -> TemplateForm:
    """Return the form for one of these organisations."""
    form = TemplateForm()
    form.organisation.choices = list(organisations)
    if form.organisation.data is None and organisations:
        form.organisation.data = organisations[0][0]
    return form


def _among(typed: str | None, known: Sequence[str], otherwise: str) -> str:
    return typed if typed and typed in known else otherwise


def _number(typed: str | None, otherwise: int) -> int:
    text = (typed or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise
