"""What is asked when a scheme is started or changed."""

from collections.abc import Sequence
from typing import Any

from wtforms import (
    BooleanField,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from recognition.errors import Refused
from recognition.forms import Form, Rows
from recognition.schemes.rules import (
    AUDIENCES,
    AWARD,
    MOST_THANKS_DAYS,
    RECOGNISE,
    CategoryText,
    Ways,
    read_whole,
)
from recognition.schemes.templates import TEMPLATES
from recognition.schemes.words import audience_name
from recognition.words import _, later

FROM_NOTHING = "nothing"


class Row(Form):
    """A part of a form; the whole form carries the token."""

    class Meta(Form.Meta):
        """Takes the token away."""

        csrf = False


class ConfirmForm(Form):
    """A button and nothing else."""


class TakingPart(Form):
    """Who may nominate, and which organisations take part."""

    who_may_nominate = SelectMultipleField(
        later("Who may nominate"),
        choices=lambda: [(who, audience_name(who)) for who in AUDIENCES],
        validate_choice=False,
    )
    organisations = SelectMultipleField(
        later("Organisations that take part"), coerce=str, validate_choice=False
    )

    def offer(self, organisations: Sequence[tuple[int, str]]) -> None:
        """Offer these organisations, by number and name, to take part."""
        self.organisations.choices = [(str(number), name) for number, name in organisations]

    def organisation_ids(self) -> set[int]:
        """Return the numbers chosen among those offered."""
        offered = {choice[0] for choice in self.organisations.iter_choices()}
        return {int(value) for value in self.organisations.data or () if value in offered}


class StartForm(TakingPart):
    """A new scheme."""

    template = RadioField(
        later("Start from"),
        choices=lambda: [
            *((template.key, template.name) for template in TEMPLATES),
            (FROM_NOTHING, _("Nothing: a plain start that you fill in")),
        ],
        validate_choice=False,
    )
    lane = RadioField(
        later("If you start from nothing: are nominations judged?"),
        choices=lambda: [
            (AWARD, _("Yes: a panel reads, and winners are announced")),
            (RECOGNISE, _("No: everybody is thanked, and it is always open")),
        ],
        validate_choice=False,
    )
    name = StringField(later("Name"))


class DetailsForm(TakingPart):
    """What a scheme is called, what it is for, who takes part and how."""

    name = StringField(later("Name"))
    purpose = TextAreaField(later("What it is for"))
    nominees_get = TextAreaField(later("What nominees get"))
    without_account = BooleanField(later("People can nominate without signing in"))
    confirms_addresses = BooleanField(
        later("Those who do not sign in confirm their e-mail address")
    )
    tells_managers = BooleanField(later("Tell the line manager of everybody who is thanked"))
    thanks_days = StringField(later("Thank everybody within how many days?"))
    hides_names = BooleanField(later("Names are hidden in the first reading"))
    names_readers = BooleanField(later("The panel’s report names who gave which scores"))
    two_stages = BooleanField(later("The panel makes a shortlist first, then scores it afresh"))

    def ways(self) -> Ways:
        """Return how the scheme deals with nominators and nominees.

        Raises:
            Refused: the days are no number from 1 to `MOST_THANKS_DAYS`.
        """
        days = read_whole(
            self.thanks_days.data or "", least=1, most=MOST_THANKS_DAYS, field="thanks_days"
        )
        return Ways(
            without_account=bool(self.without_account.data),
            confirms_addresses=bool(self.confirms_addresses.data),
            tells_managers=bool(self.tells_managers.data),
            thanks_days=days,
            hides_names=bool(self.hides_names.data),
            names_readers=bool(self.names_readers.data),
            two_stages=bool(self.two_stages.data),
        )


class CategoryRow(Row):
    """One kind of winner."""

    id = HiddenField()
    name = StringField(later("Name"))
    description = TextAreaField(later("Description"))
    for_teams = BooleanField(later("For teams"))
    remove = BooleanField(later("Remove this category when you save"))

    def text(self) -> CategoryText | None:
        """Return what was typed, or None for a row that is empty or to be removed.

        Raises:
            Refused: it has no name.
        """
        name, description = self.name.data or "", self.description.data or ""
        number = self.id.data or ""
        if self.remove.data or not (name or description or number):
            return None
        if not name:
            raise Refused(_("Enter a name."), field=self["name"].name)
        digits = number.isascii() and number.isdigit() and len(number) < 9
        known = int(number) if digits else None
        return CategoryText(name, description, bool(self.for_teams.data), known)


class CategoriesForm(Form):
    """All kinds of winner."""

    categories = Rows(FormField(CategoryRow))


class Chosen(SelectField):
    """Choose one of a list that is given later; an odd value counts as nothing chosen."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, choices=list, validate_choice=False, **options)
