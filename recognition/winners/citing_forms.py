"""Words about a winner: marked, written, sent on, sent back, agreed; and praise to share."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from wtforms import BooleanField, HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from recognition.errors import Refused
from recognition.forms import Form
from recognition.winners.marking import Draft, Told, put_together
from recognition.words import _

LONGEST_TEXT = 4_000


class CitationForm(Form):
    """The words that are published, and the sentences marked for them.

    The marks are keys of `marking.pieces`; `deed` is the button that was pressed.
    """

    text = TextAreaField()
    quote = TextAreaField()
    in_citation = SelectMultipleField(validate_choice=False)
    in_quote = SelectMultipleField(validate_choice=False)
    deed = StringField()

    def speak(self) -> None:
        """Give the fields their words, in the reader's language."""
        self.text.validators = [
            InputRequired(_("Write why they won, in words the world may read")),
            Length(max=LONGEST_TEXT, message=_("Shorten the citation")),
        ]
        self.quote.validators = [
            Optional(),
            Length(max=LONGEST_TEXT, message=_("Shorten the quote")),
        ]

    @property
    def puts_together(self) -> bool:
        """True when the button that puts marked sentences together was pressed."""
        return self.deed.data == "together"

    def put_together(self, stories: Sequence[Told]) -> None:
        """Fill the texts from what is marked; a text without a mark stays as it was typed.

        Raises:
            Refused: nothing is marked, or the quote mixes the words of two people.
        """
        draft: Draft = put_together(
            stories, citation=self.in_citation.data or (), quote=self.in_quote.data or ()
        )
        self.text.data = draft.text or self.text.data
        self.quote.data = draft.quote or self.quote.data

    def quoted(self) -> int | None:
        """Return the nomination whose sentences are marked for the quote, if any are."""
        first = next(iter(self.in_quote.data or ()), "").split("-")[0]
        return int(first) if first.isascii() and first.isdigit() and len(first) < 10 else None


class StepForm(Form):
    """One step of a wording. `edition` is the one shown; `looked` ticks what was noticed."""

    edition = HiddenField()
    looked = BooleanField()
    note = TextAreaField()

    def speak(self) -> None:
        """Give the field its words, in the reader's language."""
        self.note.validators = [
            Optional(),
            Length(max=LONGEST_TEXT, message=_("Shorten the note")),
        ]

    def edition_shown(self) -> int:
        """Return the edition the button stood beside; 0 when it is odd."""
        shown = self.edition.data or ""
        return int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 9 else 0


Step = TypeVar("Step", bound=StepForm)


class PaperForm(StepForm):
    """An agreement given on paper or in person."""

    given = BooleanField()

    def check_given(self) -> None:
        """Refuse while nobody ticked that the agreement was given.

        Raises:
            Refused: as said.
        """
        if not self.given.data:
            raise Refused(_("Tick that they have agreed to these words."), field="given")


class AnswerForm(StepForm):
    """What somebody says of the words about them; `deed` is the button that was pressed."""

    deed = StringField()


class PraiseForm(Form):
    """Words from the panel to share; empty takes them back."""

    text = TextAreaField()
    looked = BooleanField()

    def speak(self) -> None:
        """Give the field its words, in the reader's language."""
        self.text.validators = [
            Optional(),
            Length(max=LONGEST_TEXT, message=_("Shorten the words")),
        ]


def step_form(kind: type[Step]) -> Step:
    """Return the form of a step, ready to be read."""
    form = kind()
    form.speak()
    return form


def fresh(
    edition: int, kinds: Mapping[str, type[StepForm]], given: Mapping[str, StepForm]
) -> dict[str, StepForm]:
    """Return a form for each step on a page: the one that was refused, or a new one.

    Args:
        edition: the wording that is shown; 0 where there is none.
        kinds: the shape of each form, by name.
        given: those that were refused, by name.
    """
    found = {name: given.get(name) or kind(formdata=None) for name, kind in kinds.items()}
    for form in found.values():
        form.edition.data = str(edition)
    return found
