"""What a panel is asked for."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Regexp, ValidationError

from recognition.errors import Refused
from recognition.forms import Form
from recognition.panel.rules import (
    CHAIR,
    DEPUTY,
    LEAST_POINTS,
    MOST_POINTS,
    MOST_READS,
    NOT_APPLICABLE,
    PANELLIST,
    Written,
    read_number,
    read_points,
)
from recognition.schemes.queries import CriterionCard
from recognition.words import _, later

UNANSWERED = ""
COMMENT_LENGTH = 2000
REASON_LENGTH = 500


def once(_form: object, field: Field) -> None:
    """Refuse a field that was posted twice, because nobody knows which one was meant."""
    if len(field.raw_data or ()) > 1:
        raise ValidationError(_("This came twice. Open the page again and send it once."))


class PointsField(RadioField):
    """Points for one criterion: `UNANSWERED`, “1” to “5”, or “na” for “does not apply here”."""

    def __init__(self, label: str, **options: Any) -> None:
        choices = {str(n): str(n) for n in range(LEAST_POINTS, MOST_POINTS + 1)}
        choices[NOT_APPLICABLE] = _("Does not apply here")
        super().__init__(label, choices=choices, validate_choice=False, **options)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was posted; nothing posted is not answered yet."""
        self.data = UNANSWERED
        if valuelist:
            try:
                read_points(valuelist)
            except Refused as refused:
                raise ValueError(refused.reason) from refused
            self.data = valuelist[0]


class NumberField(Field):
    """A number in plain digits, from 1; an `optional` one may be left out or empty."""

    data: Any

    def __init__(
        self, label: str, *, most: int = MOST_READS, optional: bool = False, **options: Any
    ) -> None:
        super().__init__(label, **options)
        self.most, self.optional = most, optional

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was posted."""
        if self.optional and not any(valuelist):
            return
        self.data = valuelist[0] if valuelist else ""
        try:
            self.data = read_number([value.strip() for value in valuelist], self.most)
        except Refused as refused:
            raise ValueError(refused.reason) from refused

    def _value(self) -> str:
        return "" if self.data is None else str(self.data)


class ScoreForm(Form):
    """The sheet; `score_form` adds a field for each criterion."""

    edition = HiddenField(
        validators=[
            once,
            Regexp(r"[0-9]{1,9}\Z", message=later("Open this page again, then save.")),
        ]
    )
    words = HiddenField(validators=[once, Length(max=COMMENT_LENGTH)])
    comment = TextAreaField(later("Comment for the chair"), [once, Length(max=COMMENT_LENGTH)])
    note = TextAreaField(later("Private note, only for you"), [once, Length(max=COMMENT_LENGTH)])

    def criterion(self, criterion_id: int) -> Any:
        """Return the field of a criterion."""
        return self[f"points_{criterion_id}"]

    def written(self) -> Written:
        """Return what the panellist wrote."""
        answered = {
            int(name.removeprefix("points_")): read_points([field.data])
            for name, field in self._fields.items()
            if isinstance(field, PointsField) and field.data != UNANSWERED
        }
        return Written(
            answered, self.comment.data or "", self.note.data or "", self.words.data or ""
        )


def score_form(criteria: Iterable[CriterionCard]) -> type[ScoreForm]:
    """Return a form with a field for each criterion of a rubric."""
    return _score_form(tuple((criterion.id, criterion.name) for criterion in criteria))


@lru_cache(maxsize=50)
def _score_form(criteria: tuple[tuple[int, str], ...]) -> type[ScoreForm]:
    fields = {
        f"points_{number}": PointsField(name, default=UNANSWERED) for number, name in criteria
    }
    return type("ScoreForm", (ScoreForm,), fields)


class DeclareForm(Form):
    """Stepping back from somebody one knows."""

    reason = TextAreaField(
        later("How you know them (you do not have to say)"), [once, Length(max=REASON_LENGTH)]
    )
    whatever = BooleanField(later("Whatever they are nominated for, now and later"))


class DismissForm(Form):
    """Answering a suggestion: one can be fair."""

    reason = TextAreaField(
        later("Why you can judge them fairly"), [once, Length(max=REASON_LENGTH)]
    )


class PinForm(Form):
    """Asking somebody on the panel to step back."""

    reason = TextAreaField(
        later("Why somebody else should read this nominee"), [once, Length(max=REASON_LENGTH)]
    )


class ReopenForm(Form):
    """Opening sent scores again."""

    reason = TextAreaField(
        later("Why these scores are opened again"),
        [
            once,
            InputRequired(later("Say why these scores are opened again.")),
            Length(max=REASON_LENGTH),
        ],
    )


class PersonForm(Form):
    """One person, chosen from a list, and for some a role."""

    person_id = StringField(validators=[once, Regexp(r"[0-9]{1,9}\Z")])


class AppointForm(PersonForm):
    """A panellist."""


class AppointWithRoleForm(PersonForm):
    """A panellist, a chair or a deputy: for administrators."""

    role = RadioField(
        later("Seat"),
        choices=lambda: [
            (PANELLIST, _("Panellist: reads and scores")),
            (CHAIR, _("Chair: leads the panel")),
            (DEPUTY, _("Deputy: leads it where the chair knows the nominee")),
        ],
        default=PANELLIST,
        validators=[once],
    )


class EndForm(Form):
    """Nothing but a token: a button that changes something."""


class WantedForm(Form):
    """How many winners a category is to have."""

    winners = StringField(
        later("How many winners?"),
        [
            once,
            Regexp(
                r" *([1-9]|[1-4][0-9]|50) *\Z", message=later("Enter a whole number from 1 to 50.")
            ),
        ],
    )
