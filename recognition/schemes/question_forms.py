"""What is asked when questions and criteria are changed."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, FormField, StringField, TextAreaField

from recognition.errors import Refused
from recognition.forms import Form, Rows
from recognition.schemes.asking import (
    POINTS,
    CriterionText,
    FormText,
    QuestionText,
    read_weight,
    read_words,
)
from recognition.schemes.forms import Chosen, Row
from recognition.schemes.queries import FormSheet
from recognition.words import _, later


class QuestionRow(Row):
    """One question."""

    prompt = StringField(later("Question"))
    hint = StringField(later("Hint under the question"))
    word_limit = StringField(later("Most words for this answer"))
    resource_id = Chosen(later("Good practice beside it"))
    remove = BooleanField(later("Remove this question when you save"))


class CriterionRow(Row):
    """One criterion, with what each point looks like."""

    name = StringField(later("Criterion"))
    description = TextAreaField(later("What to look for"))
    weight = StringField(later("Weight"), default="1")
    points_1 = StringField(later("1 point looks like"))
    points_2 = StringField(later("2 points look like"))
    points_3 = StringField(later("3 points look like"))
    points_4 = StringField(later("4 points look like"))
    points_5 = StringField(later("5 points look like"))
    resource_id = Chosen(later("Good practice beside it"))
    remove = BooleanField(later("Remove this criterion when you save"))


class QuestionsForm(Form):
    """All questions and criteria of a scheme."""

    words_together = StringField(later("Most words for all answers together"))
    questions = Rows(FormField(QuestionRow))
    criteria = Rows(FormField(CriterionRow))

    def offer(self, resources: Sequence[tuple[int, str]]) -> None:
        """Offer this good practice, by number and title, beside each question and criterion."""
        choices = [("", _("Nothing")), *((str(number), title) for number, title in resources)]
        for row in (*self.questions, *self.criteria):
            row.form.resource_id.choices = choices

    def text(self) -> FormText:
        """Return what was typed; rows that are empty or to be removed are left out.

        Raises:
            Refused: a number cannot be read; names its field.
        """
        questions = [row for row in self.questions if _stays(row.form, ("prompt", "hint"))]
        named = ("name", "description", *(f"points_{points}" for points in POINTS))
        criteria = [row for row in self.criteria if _stays(row.form, named)]
        return FormText(
            words_together=read_words(self.words_together.data or "", field="words_together"),
            questions=[_question(row) for row in questions],
            criteria=[_criterion(row) for row in criteria],
        )


def _stays(row: Any, named: Sequence[str]) -> bool:
    return not row.remove.data and any(row[name].data for name in named)


def _question(row: Any) -> QuestionText:
    form = row.form
    if not form.prompt.data:
        raise Refused(_("Enter the words of this question."), field=form.prompt.name)
    return QuestionText(
        prompt=form.prompt.data,
        hint=form.hint.data or "",
        word_limit=read_words(form.word_limit.data or "", field=form.word_limit.name),
        resource_id=_offered(form.resource_id),
    )


def _criterion(row: Any) -> CriterionText:
    form = row.form
    if not form.name.data:
        raise Refused(_("Enter the name of this criterion."), field=form["name"].name)
    return CriterionText(
        name=form["name"].data,
        description=form.description.data or "",
        weight=read_weight(form.weight.data or "", field=form.weight.name),
        descriptors={points: form[f"points_{points}"].data or "" for points in POINTS},
        resource_id=_offered(form.resource_id),
    )


def _offered(field: Any) -> int | None:
    offered = {value for value, *_rest in field.choices}
    return int(field.data) if field.data and field.data in offered else None


def values_of(sheet: FormSheet) -> dict[str, Any]:
    """Return what a form starts with: the questions and criteria as they are."""
    return {
        "words_together": str(sheet.words_together or ""),
        "questions": [
            {
                "prompt": question.prompt,
                "hint": question.hint,
                "word_limit": str(question.word_limit or ""),
                "resource_id": str(question.guidance.id) if question.guidance else "",
            }
            for question in sheet.questions
        ],
        "criteria": [
            {
                "name": criterion.name,
                "description": criterion.description,
                "weight": f"{criterion.weight:g}",
                "resource_id": str(criterion.guidance.id) if criterion.guidance else "",
                **{f"points_{n}": criterion.descriptors.get(n, "") for n in POINTS},
            }
            for criterion in sheet.criteria
        ],
    }
