"""What the card desk asks, in the order of the card."""

from datetime import date
from typing import Any

from wtforms import (
    BooleanField,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, Optional

from recognition.errors import Refused
from recognition.forms import Form
from recognition.schemes.forms import Row
from recognition.schemes.moments import read_day
from recognition.schemes.queries import CategoryCard, QuestionCard, SchemeCard
from recognition.schemes.rules import AUDIENCES
from recognition.words import _, later

LONGEST = {
    "nominee": 200,
    "place": 200,
    "nominator_name": 200,
    "batch": 40,
    "handed_in_by": 200,
}


class DayRow(Row):
    """A day that may be left out."""

    day = StringField(later("Day"))
    month = StringField(later("Month"))
    year = StringField(later("Year"))

    def read(self) -> date | None:
        """Return the day; None when all is empty.

        Raises:
            Refused: there is no such day.
        """
        return read_day(self.day.data or "", self.month.data or "", self.year.data or "")


class CardForm(Form):
    """One paper card; `card_form` adds the questions."""

    key = HiddenField()
    picked = HiddenField()
    batch = StringField(later("Batch"))
    handed_in_by = StringField(later("Who handed it in"))
    handed_in = FormField(DayRow)
    nominee = StringField(later("Who the card is about"))
    place = StringField(later("Where they work"))
    category = SelectField(validators=[Optional()], validate_choice=False)
    nominator_name = StringField(later("Who wrote it"))
    nominator_email = StringField(later("Their e-mail address"))
    nominator_kind = RadioField(validators=[Optional()], validate_choice=False)
    not_named = BooleanField(later("They do not want to be named"))

    def offer(self, scheme: SchemeCard, categories: list[CategoryCard]) -> None:
        """Offer the kinds of people who may nominate, and the categories."""
        kinds = [who for who in AUDIENCES if who in scheme.who_may_nominate]
        self.nominator_kind.label.text = _("Who they are")
        self.nominator_kind.choices = [(who, kind_of_person(who)) for who in kinds]
        self.category.label.text = _("Category")
        listed = [(str(card.id), card.name) for card in categories]
        self.category.choices = [("", _("Choose a category")), *listed]

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

    def answers(self) -> dict[str, str]:
        """Return the words by the position of the question."""
        return {
            field.name.removeprefix("answer_"): field.data or ""
            for field in self
            if field.name.startswith("answer_")
        }

    def category_id(self) -> int | None:
        """Return the category that was chosen among those offered."""
        offered = {str(choice[0]) for choice in self.category.iter_choices() if choice[0]}
        return int(self.category.data) if self.category.data in offered else None

    def kind(self) -> str:
        """Return who wrote the card; where only one kind of people may, it is theirs.

        Raises:
            Refused: nothing was chosen.
        """
        offered = [str(choice[0]) for choice in self.nominator_kind.iter_choices()]
        if len(offered) == 1:
            return offered[0]
        if self.nominator_kind.data not in offered:
            raise Refused(_("Choose who wrote the card."), field="nominator_kind")
        return str(self.nominator_kind.data)

    def day(self) -> date | None:
        """Return the day on which it was handed in; None when all is empty.

        Raises:
            Refused: there is no such day.
        """
        try:
            found: date | None = self["handed_in"].form.read()
        except Refused as refused:
            raise Refused(refused.reason, field="handed_in") from refused
        return found


def card_form(questions: tuple[QuestionCard, ...], data: dict[str, Any]) -> CardForm:
    """Return a form that asks these questions, filled with `data`."""
    fields = {f"answer_{each.position}": TextAreaField(each.prompt) for each in questions}
    made: type[CardForm] = type("AskedCardForm", (CardForm,), fields)
    return made(data=data)


def kind_of_person(who: str) -> str:
    """Return what one of those who may nominate is called."""
    names = (
        _("Somebody who works here"),
        _("A patient"),
        _("Family or carer"),
        _("A member of the public"),
    )
    return dict(zip(AUDIENCES, names, strict=True)).get(who, who)
