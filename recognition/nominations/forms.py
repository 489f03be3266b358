"""What the four pages ask."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from recognition.forms import Form
from recognition.nominations.queries import AboutYou, Nominee
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

    def offer(
        self,
        several: tuple[Nominee, ...],
        categories: list[CategoryCard],
        *,
        by_name: bool = True,
    ) -> None:
        """Put words to the fields, and list who may be meant and what there is to choose.

        Args:
            several: who a typed name may mean.
            categories: what there is to choose.
            by_name: colleagues are looked up; a visitor describes whom they mean.
        """
        self.nominee.label.text = _("Name of a colleague or a team")
        self.choice.label.text = _("Who do you mean?")
        self.described_name.label.text = (
            _("What they are called, as far as you know") if by_name else _("What are they called?")
        )
        self.described_place.label.text = (
            _("Where they work, or where you saw them")
            if by_name
            else _("Where do they work, or where did you see them?")
        )
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
    """Who writes, whether the nominee may know, and how the two know each other."""

    author_kind = RadioField(validators=[Optional()], validate_choice=False)
    author_name = StringField()
    author_email = StringField()
    may_name = RadioField(validators=[InputRequired()])
    relationship = RadioField(validators=[Optional()], validate_choice=False)

    def offer(self, kinds: Sequence[str] = (), *, email_needed: bool = False) -> None:
        """Put words to the fields.

        Args:
            kinds: who may nominate without an account; none for somebody who signed in.
            email_needed: whether an address has to be given.
        """
        staff_only = kinds == ("staff",)
        self.author_kind.label.text = _("Who are you?")
        self.author_kind.choices = {kind: kind_name(kind) for kind in kinds}
        self.author_name.label.text = _("Your name") if staff_only else _("Your name, if you like")
        self.author_email.label.text = (
            _("Your e-mail address") if email_needed else _("Your e-mail address, if you like")
        )
        self.may_name.label.text = _("May we tell them it was you?")
        self.may_name.choices = {
            "yes": _("Yes, tell them"),
            "no": _("No, say “a colleague” instead") if not kinds else _("No, do not say my name"),
        }
        self.relationship.label.text = _("How do you know them? (if you like)")
        with_colleagues = not kinds or "staff" in kinds
        self.relationship.choices = {
            **{
                name: relationship_name(name)
                for name in RELATIONSHIPS
                if with_colleagues or name not in {"colleague", "manager"}
            },
            "": _("I would rather not say"),
        }

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the lengths, in words made when the page is shown."""
        return bool(super().validate({"author_name": [_names_limit()]}))

    def about(self) -> AboutYou:
        """Return what was said about the author."""
        return AboutYou(
            name=" ".join((self.author_name.data or "").split()),
            email=self.author_email.data or "",
            kind=self.author_kind.data or "",
        )


class CodeForm(Form):
    """The short code of a draft."""

    code = StringField()

    def offer(self) -> None:
        """Put words to the field."""
        self.code.label.text = _("Your code")


class EmailForm(Form):
    """Where to send a link."""

    email = StringField()

    def offer(self) -> None:
        """Put words to the field."""
        self.email.label.text = _("Your e-mail address")


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
        "cared_for": _("They cared for me or someone close to me"),
        "relative": _("We are related or live together"),
        "myself": _("It is about me"),
        "other": _("Another way"),
    }.get(relationship, "")


def kind_name(kind: str) -> str:
    """Return what somebody without an account says of who they are, in words."""
    return {
        "staff": _("I work here"),
        "patients": _("I am, or was, a patient"),
        "carers": _("I am family, a friend or a carer"),
        "public": _("I am a member of the public"),
    }.get(kind, "")
