"""What the pages of a checker ask."""

from collections.abc import Sequence

from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from recognition.forms import Form
from recognition.nominations.queries import Nominee
from recognition.nominations.signals import Marked
from recognition.schemes.queries import CategoryCard
from recognition.words import _


class Ticks(SelectMultipleField):
    """Several checkboxes; what they may hold is for the action to say."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SeenForm(Form):
    """A button, and what the page showed when it was made."""

    seen = HiddenField()


class DeclineForm(SeenForm):
    """Kind words to the nominator."""

    letter = TextAreaField()

    def offer(self, kind_words: str) -> None:
        """Put words to the field, and a text to edit where nothing was sent."""
        self.letter.label.text = _("What the letter says")
        if self.letter.raw_data is None:
            self.letter.data = kind_words


class RedactForm(SeenForm):
    """What to take out: findings, ticked, and words, one entry a line."""

    found = Ticks(choices=(), validators=[Optional()], validate_choice=False)
    words = TextAreaField()

    def offer(self, marked: Sequence[Marked]) -> None:
        """List the findings; those that the nominator has not cleared are ticked."""
        self.found.label.text = _("What the guard found")
        self.words.label.text = _("Other words to take out, one entry on each line")
        texts = {" ".join(mark.text.split()): mark for mark in marked}
        self.found.choices = [(text, text) for text in texts]
        if self.found.raw_data is None:
            self.found.data = [text for text, mark in texts.items() if not mark.cleared]


class LinkForm(SeenForm):
    """Who of the directory the nominee is."""

    nominee = RadioField(validators=[Optional()], validate_choice=False)

    def offer(self, found: Sequence[Nominee]) -> None:
        """List who may be meant."""
        self.nominee.label.text = _("Who is it?")
        self.nominee.choices = {one.value: one.name for one in found}


class OtherForm(SeenForm):
    """Another candidacy: to merge with, to part from, or to tell apart."""

    other = HiddenField()


class PartForm(SeenForm):
    """Who this one nomination is about instead."""

    name = StringField()
    place = StringField()

    def offer(self, nominee: Nominee) -> None:
        """Put words to the fields; the name as it is, to be made clearer."""
        self.name.label.text = _("What this nominee is called")
        self.place.label.text = _("Where they work, as far as you know")
        if self.name.raw_data is None:
            self.name.data = nominee.name


class MoveForm(SeenForm):
    """Another category."""

    category = SelectField(validate_choice=False)

    def offer(self, categories: Sequence[CategoryCard], now: int) -> None:
        """List the other categories."""
        self.category.label.text = _("Category")
        self.category.choices = [(str(c.id), c.name) for c in categories if c.id != now]


class AskForm(SeenForm):
    """A question to the nominator."""

    question = TextAreaField()

    def offer(self) -> None:
        """Put words to the field."""
        self.question.label.text = _("Your question to the nominator")


class AnswerForm(Form):
    """The nominator's answer."""

    answer = TextAreaField()

    def offer(self) -> None:
        """Put words to the field."""
        self.answer.label.text = _("Your answer")


class TickedForm(Form):
    """The plain cases to accept together."""

    ticked = Ticks(choices=(), validators=[Optional()], validate_choice=False)
