"""What the four pages ask."""

from typing import Any

from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from recognition.forms import Form
from recognition.nominations.queries import Nominee
from recognition.nominations.rules import DESCRIBED, RELATIONSHIPS
from recognition.schemes.queries import CategoryCard, QuestionCard
from recognition.words import _

LONGEST_NAME = 200


def _names_limit() -> Length:
    return Length(
        max=LONGEST_NAME,
        message=_("Shorten this to %(most)s characters or fewer.", most=LONGEST_NAME),
    )


class WhoForm(Form):
    """Who it is about: typed, picked from suggestions, chosen from a list, or described."""

    key = HiddenField()
    picked = HiddenField()
    nominee = StringField()
    choice = RadioField(validators=[Optional()], validate_choice=False)
    described_name = StringField()
    described_place = StringField()
    category = RadioField(validators=[Optional()], validate_choice=False)

    def offer(self, several: tuple[Nominee, ...], categories: list[CategoryCard]) -> None:
        """Put words to the fields, and list who may be meant and what there is to choose."""
        self.nominee.label.text = _("Name of a colleague or a team")
        self.choice.label.text = _("Who do you mean?")
        self.described_name.label.text = _("What they are called, as far as you know")
        self.described_place.label.text = _("Where they work, or where you saw them")
        self.category.label.text = _("Category")
        somebody_else = {DESCRIBED: _("Somebody else – I will describe them")}
        self.choice.choices = {n.value: n.name for n in several} | somebody_else
        self.category.choices = {str(card.id): card.name for card in categories}

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the lengths, in words made when the page is shown."""
        limit = [_names_limit()]
        extra = dict.fromkeys(("nominee", "described_name", "described_place"), limit)
        return bool(super().validate(extra))


class YouForm(Form):
    """Whether the nominee may know who wrote, and how the two know each other."""

    may_name = RadioField(validators=[InputRequired()])
    relationship = RadioField(validators=[Optional()], validate_choice=False)

    def offer(self) -> None:
        """Put words to the fields."""
        self.may_name.label.text = _("May we tell them it was you?")
        self.may_name.choices = {
            "yes": _("Yes, tell them"),
            "no": _("No, say “a colleague” instead"),
        }
        self.relationship.label.text = _("How do you know them? (if you like)")
        self.relationship.choices = {
            **{name: relationship_name(name) for name in RELATIONSHIPS},
            "": _("I would rather not say"),
        }


class CheckForm(Form):
    """Carries a digest of what the page shows, so that nothing else is sent."""

    digest = HiddenField()


class ConfirmForm(Form):
    """A button, and a token against forged requests."""


class StoryForm(Form):
    """The questions of a scheme; `story_form` adds one field for each."""

    revision = HiddenField()

    def answers(self) -> dict[str, str]:
        """Return the words by the position of the question."""
        return {
            field.name.removeprefix("answer_"): field.data or ""
            for field in self
            if field.name.startswith("answer_")
        }


def story_form(
    questions: tuple[QuestionCard, ...], answers: dict[str, str], *, revision: int = 0
) -> StoryForm:
    """Return a form with these questions, filled with these answers by position."""
    fields = {
        f"answer_{question.position}": TextAreaField(question.prompt) for question in questions
    }
    made: type[StoryForm] = type("AskedStoryForm", (StoryForm,), fields)
    given = {f"answer_{position}": text for position, text in answers.items()}
    return made(data={"revision": str(revision), **given})


def relationship_name(relationship: str) -> str:
    """Return how the nominator knows the nominee, in words; empty when they did not say."""
    return {
        "colleague": _("We work together"),
        "manager": _("I manage them, or they manage me"),
        "other": _("Another way"),
    }.get(relationship, "")
